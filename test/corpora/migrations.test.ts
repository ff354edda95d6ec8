// Steps of migrations on the cases of others: the tests of JSON Patch, in each format, and what real projects did to
// their files, with every comment outside of what was removed or replaced kept.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { parseDocument, renderDocument, type Document } from '../../src/engine/text/document.ts';
import type { Step } from '../../src/engine/migrations/migration.ts';
import { equalValues, isList, isMap, toPlain, type Value } from '../../src/engine/values/value.ts';
import { corpusDocument, corpusFiles, onCorpora, tryEach } from '../support/texts/corpora.ts';
import { migrated, migrationOf, tryMigrate } from '../support/texts/migrations.ts';
import { commentsIn, commentsOutside } from '../support/texts/textFidelity.ts';

interface PatchCase {
  readonly name: string;
  readonly doc: Value;
  readonly patch: Value;
  /** Absent where the patch must fail. */
  readonly expected: Value | undefined;
}

function* patchCases(): Iterable<PatchCase> {
  for (const file of corpusFiles('json-patch-tests', /\.json$/)) {
    const value = corpusDocument(file).value ?? null;
    for (const one of isList(value) ? value : [value]) {
      if (!isMap(one) || one['patch'] === undefined || one['disabled'] === true) continue;
      yield { name: file, doc: one['doc'] ?? null, patch: one['patch'], expected: one['expected'] };
    }
  }
}

for (const format of ['json', 'jsonc', 'yaml'] as const) {
  test(`the cases of JSON Patch (RFC 6902) come out as steps, in ${format}`, onCorpora, (t) => {
    const tried = tryEach(patchCases(), ({ name, doc, patch, expected }) => {
      const document = parseDocument(`a.${format}`, renderDocument(doc, format));
      const migration = migrationOf(toPlain(patch));
      if (expected === undefined) {
        const outcome = migration && tryMigrate(document, migration.up);
        assert.ok(outcome === null || typeof outcome === 'string', `${name} must fail`);
        return;
      }
      assert.ok(migration, name);
      const outcome = migrated(document, migration.up);
      assert.ok(equalValues(outcome.value, expected), name);
      assert.ok(equalValues(parseDocument(`a.${format}`, outcome.text).value ?? null, expected), `${name}, text`);
    });
    t.diagnostic(`${tried} cases, 0 failures`);
    assert.ok(tried > 40);
  });
}

interface Pair {
  readonly name: string;
  readonly patch: Value;
  readonly before: Document;
  readonly after: Document;
}

function* realPairs(): Iterable<Pair> {
  for (const file of corpusFiles('migrations', /\/case\.json$/)) {
    const value = corpusDocument(file).value;
    if (!isMap(value) || !isList(value['pairs'])) continue;
    for (const pair of value['pairs']) {
      if (!isMap(pair)) continue;
      const [before, after] = [pair['before'], pair['after']].map((name) =>
        typeof name === 'string' ? readReal(path.posix.join(path.posix.dirname(file), name)) : null,
      );
      if (before && after) yield { name: before.path, patch: value['patch'] ?? [], before, after };
    }
  }
}

/** Files of editors and containers have comments whatever they are called. */
function readReal(file: string): Document {
  const document = corpusDocument(file);
  return document.value === undefined ? corpusDocument(file, `${file}c`) : document;
}

/** Asserts that what some comments are is among others, each as often. */
function assertKept(comments: readonly string[], wanted: readonly string[], name: string): void {
  const left = [...comments];
  for (const comment of wanted) {
    const at = left.indexOf(comment);
    assert.ok(at >= 0, `${name} lost: ${comment}`);
    left.splice(at, 1);
  }
}

/** What a step takes away, so that the comments inside may go with it. */
function placeTaken(step: Step): string | null {
  return step.op === 'remove' || step.op === 'replace' || step.op === 'add' ? step.path : null;
}

/** One step after the other, each with its own text, so that each place is one of the text it is done to. */
function assertEachKeeps(before: Document, steps: readonly Step[]): Document {
  return steps.reduce((document, step) => {
    const outcome = migrated(document, [step]);
    const next = parseDocument(document.path, outcome.text);
    assertKept(commentsIn(next), commentsOutside(document, placeTaken(step) ?? ''), `${document.path} ${step.path}`);
    return next;
  }, before);
}

test('what real projects did to their files comes out equal, and the comments stay', onCorpora, (t) => {
  let kept = 0;
  const tried = tryEach(realPairs(), ({ name, patch, before, after }) => {
    const migration = migrationOf(toPlain(patch));
    assert.ok(migration, name);
    const outcome = migrated(before, migration.up);
    const document = parseDocument(before.path, outcome.text);
    for (const value of [outcome.value, document.value])
      assert.ok(value !== undefined && after.value !== undefined && equalValues(value, after.value), name);
    const wanted = commentsIn(assertEachKeeps(before, migration.up));
    assertKept(commentsIn(document), wanted, `${name}, at once,`);
    kept += wanted.length;
  });
  t.diagnostic(`${tried} pairs, 0 failures; ${kept} comments kept`);
  assert.ok(tried > 200 && kept > 100);
});
