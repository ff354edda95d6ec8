// What holds for any edit of any text, laid out in any way: the value becomes what was asked for, and of the text
// nothing changes but what says that value.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import '../../support/sameRuns.ts';
import {
  applyEdits,
  editDocument,
  parseDocument,
  type Document,
  type Edit,
  type PlainEdit,
} from '../../../src/engine/text/document.ts';
import { valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { fromPlain, equalValues, isList, isMap, type Value } from '../../../src/engine/values/value.ts';
import { jsonText } from '../../support/texts/jsonTexts.ts';
import {
  assertOnlyEntryGone,
  assertOnlySpan,
  commentsIn,
  isFlow,
  isScalar,
  isShared,
  placesIn,
} from '../../support/texts/textFidelity.ts';
import { yamlText } from '../../support/texts/yamlTexts.ts';
import { randomRuns } from '../../support/sizes.ts';

const value = fc.constantFrom<Value>(
  42,
  '42',
  null,
  true,
  'plain text',
  '',
  '- a',
  '# no',
  'several\nlines\n',
  'and\n  more',
  [],
  fromPlain({}),
  fromPlain(['x', { y: 1 }]),
  fromPlain({ p: [1], q: 'r' }),
);

const runs = { json: 300, jsonc: 300, yaml: 150 };

function textOf(format: 'json' | 'jsonc' | 'yaml'): fc.Arbitrary<string> {
  return format === 'yaml' ? yamlText : jsonText(format);
}

interface Case {
  readonly document: Document;
  readonly content: Value;
  readonly pointer: Pointer;
  readonly here: Value;
  readonly next: Value;
}

/** Runs a property for random texts, at a random place of each that is of a kind. */
function forAny(
  format: 'json' | 'jsonc' | 'yaml',
  isMeant: (pointer: Pointer, here: Value, document: Document) => boolean,
  check: (one: Case) => void,
): void {
  fc.assert(
    fc.property(textOf(format), fc.nat(), value, (written, choice, next) => {
      const document = parseDocument(`a.${format}`, written);
      fc.pre(document.value !== undefined);
      const content = document.value;
      const meant = placesIn(content).filter((place) =>
        isMeant(place, valueAt(content, place) ?? null, document),
      );
      const pointer = meant[choice % meant.length];
      fc.pre(pointer !== undefined);
      check({ document, content, pointer, here: valueAt(content, pointer) ?? null, next });
    }),
    { numRuns: randomRuns(runs[format]), maxSkipsPerRun: 1000 },
  );
}

/** Edits one after the other, each of a place that is there by then, or beside one. */
function editsFrom(
  content: Value,
  operations: readonly (readonly [PlainEdit['op'], number, Value])[],
): readonly Edit[] {
  const edits: Edit[] = [];
  for (const [op, choice, next] of operations) {
    const here = applyEdits(content, edits);
    const places = placesIn(here);
    const place = places[choice % places.length] ?? '';
    const pointer = op === 'insert' && isMap(valueAt(here, place)) ? `${place}/new` : place;
    edits.push(op === 'remove' ? { op, pointer } : { op, pointer, value: next });
  }
  return edits;
}

function edited(
  { document, content }: Pick<Case, 'document' | 'content'>,
  ...edits: readonly Edit[]
): Document {
  const after = parseDocument(document.path, editDocument(document, edits));
  assert.ok(after.value !== undefined && equalValues(after.value, applyEdits(content, edits)), after.text);
  return after;
}

const isAny = () => true;
const isOwn = (pointer: Pointer, here: Value, document: Document) =>
  !isShared(document, pointer) && !placesIn(here).some((below) => isShared(document, pointer + below));

for (const format of ['json', 'jsonc', 'yaml'] as const) {
  suite(`any ${format} text`, () => {
    test('is the same after no edit, and after each value was set to what it is', () => {
      forAny(format, isAny, ({ document, content }) => {
        const same = placesIn(content).map((pointer): Edit => ({
          op: 'set',
          pointer,
          value: valueAt(content, pointer) ?? null,
        }));
        assert.equal(editDocument(document, []), document.text);
        assert.equal(editDocument(document, same), document.text);
      });
    });

    test('takes any value at any place, and the old one again', () => {
      forAny(format, isAny, (one) => {
        const { pointer, next, here, content } = one;
        // Comments below a tagged block may be taken for its text when it comes back otherwise indented.
        fc.pre(!/"source":".*\\n/.test(JSON.stringify(here)));
        const changed = edited(one, { op: 'set', pointer, value: next });
        edited(
          { ...one, document: changed, content: changed.value ?? null },
          { op: 'set', pointer, value: here },
        );
        assert.ok(
          equalValues(applyEdits(changed.value ?? null, [{ op: 'set', pointer, value: here }]), content),
        );
      });
    });

    test('takes several edits at once', () => {
      const operations = fc.array(
        fc.tuple(fc.constantFrom<PlainEdit['op']>('set', 'insert', 'remove'), fc.nat(), value),
        {
          minLength: 2,
          maxLength: 5,
        },
      );
      fc.assert(
        fc.property(textOf(format), operations, (written, chosen) => {
          const document = parseDocument(`a.${format}`, written);
          fc.pre(document.value !== undefined);
          edited({ document, content: document.value }, ...editsFrom(document.value, chosen));
        }),
        { numRuns: randomRuns(runs[format]), maxSkipsPerRun: 1000 },
      );
    });

    test('changes at the span of a scalar that is set, and nowhere else', () => {
      const isMeant = (pointer: Pointer, here: Value, document: Document) =>
        isScalar(here) && isOwn(pointer, here, document);
      forAny(format, isMeant, (one) => {
        fc.pre(isScalar(one.next));
        const { text } = edited(one, { op: 'set', pointer: one.pointer, value: one.next });
        assertOnlySpan(one.document, one.pointer, text);
      });
    });

    test('loses with an entry nothing but that entry, and no comment outside of it', () => {
      const isMeant = (pointer: Pointer, here: Value, document: Document) =>
        pointer !== '' && isOwn(pointer, here, document);
      forAny(format, isMeant, (one) => {
        assertOnlyEntryGone(
          one.document,
          one.pointer,
          edited(one, { op: 'remove', pointer: one.pointer }).text,
        );
      });
    });

    test('keeps its comments when an entry comes, and is the same again when that goes', () => {
      forAny(format, isOwn, (one) => {
        const { document, here, next } = one;
        fc.pre(!isScalar(here));
        const key = isMap(here) ? 'new' : String(Math.floor((isList(here) ? here.length : 0) / 2));
        const pointer = `${one.pointer}/${key}`;
        const more = edited(one, { op: 'insert', pointer, value: next });
        assert.deepEqual(commentsIn(more), commentsIn(document));
        const back = edited(
          { ...one, document: more, content: more.value ?? null },
          { op: 'remove', pointer },
        );
        if (!mayStayOpen(document, one.pointer, here)) assert.equal(back.text, document.text);
      });
    });
  });
}

/** What was empty may stand otherwise afterwards, and a YAML pair without braces keeps those that it got. */
function mayStayOpen(document: Document, pointer: Pointer, here: Value): boolean {
  const start = document.locate(pointer, 'value')?.start ?? 0;
  const isPair = isMap(here) && isFlow(document, pointer) && document.text[start] !== '{';
  return placesIn(here).length === 1 || (document.format === 'yaml' && isPair);
}
