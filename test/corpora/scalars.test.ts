// Twenty scalars of every file, more of large ones, each set to something else: of the text only their own span changes. Walked is every
// JSON, JSONC and YAML file of all corpora that parses.
import assert from 'node:assert/strict';
import test from 'node:test';
import { applyEdits, editDocument, parseDocument, type Document } from '../../src/engine/text/document.ts';
import { valueAt, type Pointer } from '../../src/engine/values/pointer.ts';
import { equalValues, type Value } from '../../src/engine/values/value.ts';
import { onCorpora, parsedDocuments, sampled, tryEach, type CorpusDocument } from '../support/texts/corpora.ts';
import { assertOnlySpan, isScalar, isShared, placesIn } from '../support/texts/textFidelity.ts';

const values: readonly Value[] = [
  42,
  '42',
  '1e3',
  'two\nlines\n',
  '2020-01-01',
  true,
  null,
  'yes',
  'one\n  two',
  'plain text',
  -0.5,
  '',
  '# no: comment',
];

interface Case {
  readonly document: CorpusDocument;
  readonly pointer: Pointer;
  readonly next: Value;
}

/** Made one by one: keeping thousands of documents takes longer than reading them. */
function* cases(files: Set<string>): Iterable<Case> {
  for (const document of parsedDocuments()) {
    const scalars = placesIn(document.value).filter((pointer) => isScalar(valueAt(document.value, pointer)));
    const count = Math.max(20, scalars.length / 97);
    for (const [order, pointer] of sampled(scalars, Math.ceil(count), document.path).entries()) {
      const here = valueAt(document.value, pointer) ?? null;
      const others = values.filter((value) => !equalValues(value, here));
      yield { document, pointer, next: others[(files.size + order) % others.length] ?? null };
    }
    files.add(document.path);
  }
}

test('a scalar that is set changes its own text and nothing around it', onCorpora, (t) => {
  const files = new Set<string>();
  const counts = { span: 0, line: 0, shared: 0 };
  const tried = tryEach(
    cases(files),
    ({ document, pointer, next }) => {
      const edits = [{ op: 'set', pointer, value: next }] as const;
      const text = editDocument(document, edits);
      const isOwn = !isShared(document, pointer);
      counts[isOwn ? assertOnlySpan(document, pointer, text) : 'shared'] += 1;
      if (!isOwn) assertSays(parseDocument(document.path, text), applyEdits(document.value, edits));
    },
  );
  t.diagnostic(`${files.size} files, ${tried} scalars set, 0 failures: ${counts.span} changed their span alone,`);
  t.diagnostic(`${counts.line} became lines below what stands beside them, ${counts.shared} stand for others, too`);
  assert.ok(tried > 40_000 && counts.line + counts.shared < tried / 100);
});

function assertSays({ path, value }: Document, expected: Value): void {
  assert.ok(value !== undefined && equalValues(value, expected), path);
}
