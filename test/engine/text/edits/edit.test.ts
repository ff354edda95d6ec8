import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import '../../../support/sameRuns.ts';
import {
  applyEdits,
  editDocument,
  parseDocument,
  renderDocument,
  type Edit,
  type PlainEdit,
} from '../../../../src/engine/text/document.ts';
import { formatPointer, valueAt } from '../../../../src/engine/values/pointer.ts';
import {
  fromPlain,
  equalValues,
  isList,
  isMap,
  mapOf,
  type Value,
} from '../../../../src/engine/values/value.ts';
import { insert, remove, set } from '../../../support/texts/edits.ts';
import { randomRuns } from '../../../support/sizes.ts';

function after(plain: unknown, ...edits: readonly Edit[]): Value {
  return applyEdits(fromPlain(plain), edits);
}

test('set replaces, adds, appends and creates the maps on the way', () => {
  assert.deepEqual(after({ a: 1 }, set('/a', 2), set('/b/c', 3)), fromPlain({ a: 2, b: { c: 3 } }));
  assert.deepEqual(after([1, 2], set('/0', 0), set('/-', 3), set('/3/x', 4)), fromPlain([0, 2, 3, { x: 4 }]));
  assert.deepEqual(after({ a: null }, set('/a/b', 1)), fromPlain({ a: { b: 1 } }));
  assert.deepEqual(after({ a: 1 }, set('', [])), []);
});

test('insert shifts the items behind it, and in a map it sets', () => {
  assert.deepEqual(after([1, 2], insert('/1', 'x'), insert('/-', 'y')), [1, 'x', 2, 'y']);
  assert.deepEqual(after({}, insert('/a', 1)), fromPlain({ a: 1 }));
});

test('remove takes away what is there and nothing else', () => {
  const value = { a: [1, 2], b: null };
  assert.deepEqual(after(value, remove('/a/0'), remove('/b')), fromPlain({ a: [2] }));
  const gone = ['/c', '/a/2', '/a/-', '/a/x', '/b/c', '/a/0/c'].map(remove);
  assert.deepEqual(after(value, ...gone), fromPlain(value));
});

test('an item at the end of an inner list of YAML comes before the one that follows it outside', () => {
  const document = parseDocument('a.yaml', '- - a\n  - |\n    b\n- c\n');
  const text = editDocument(document, [insert('/1', 'new'), insert('/0/2', 'last')]);
  assert.equal(text, '- - a\n  - |\n    b\n  - last\n- new\n- c\n');
});

test('a place that cannot be is refused', () => {
  for (const pointer of ['/a/b', '/l/2', '/l/x', '/l/01']) {
    assert.throws(() => after({ a: 1, l: [0] }, set(pointer, 1)), { code: 'invalid' });
  }
});

test('the value that was edited stays as it was', () => {
  const before = fromPlain({ a: { b: [1] }, c: 1 });
  applyEdits(before, [set('/a/b/0', 2), set('/a/b/-', 3), remove('/c'), set('/__proto__/x', 1)]);
  assert.deepEqual(before, fromPlain({ a: { b: [1] }, c: 1 }));
});

// Values with everything that is hard to write: odd strings, keys that look like numbers, empty collections.
const oddText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(
    '',
    'yes',
    '12',
    '- a',
    'a: b',
    '# c',
    'a\nb\n',
    'a\n\nb',
    ' x',
    'x\n\n',
    "it's",
    '"',
    '\t',
    '<<',
    '__proto__',
  ),
);
const valueArbitrary: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'max', withCrossShrink: true },
    fc.oneof(oddText, fc.constantFrom<Value>(null, true, false), fc.integer()),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(oddText, tie('value')), { maxLength: 4 }).map(mapOf),
  ),
})).value;

/** A place of a value, from random numbers: it exists, or is one step beyond. */
function placeIn(value: Value, choices: readonly number[]): readonly string[] {
  const keys: string[] = [];
  let here: Value | undefined = value;
  for (const choice of choices) {
    const names: readonly string[] = isList(here)
      ? [...here.keys(), '-'].map(String)
      : isMap(here)
        ? [...Object.keys(here), 'new']
        : [];
    const name = names[choice % Math.max(1, names.length)];
    if (name === undefined) break;
    keys.push(name);
    here = valueAt(here ?? null, formatPointer([name]));
  }
  return keys;
}

const operationArbitrary = fc.record({
  op: fc.constantFrom<PlainEdit['op']>('set', 'insert', 'remove'),
  choices: fc.array(fc.nat(9), { maxLength: 4 }),
  value: valueArbitrary,
});

function editsFrom(
  value: Value,
  operations: readonly { op: PlainEdit['op']; choices: readonly number[]; value: Value }[],
): readonly Edit[] {
  const edits: Edit[] = [];
  let here = value;
  for (const { op, choices, value: next } of operations) {
    const pointer = formatPointer(placeIn(here, choices));
    const edit: Edit = op === 'remove' ? { op, pointer } : { op, pointer, value: next };
    edits.push(edit);
    here = applyEdits(here, [edit]);
  }
  return edits;
}

/** The text with comments and blank lines where the format allows them. */
function withComments(text: string, format: 'jsonc' | 'yaml'): string {
  if (format === 'yaml')
    return /[|>][-+]?$/m.test(text) ? text : text.replace(/\n(?= *[^\s])/g, '\n\n# note\n');
  return text.replace(/([[{,])\n/g, '$1 // note\n\n');
}

for (const format of ['json', 'jsonc', 'yaml'] as const) {
  const path = `a.${format}`;

  test(`any value written as ${format} is read back as the same`, () => {
    fc.assert(
      fc.property(valueArbitrary, (value) => {
        const read = parseDocument(path, renderDocument(value, format));
        assert.deepEqual(read.problems, []);
        assert.ok(read.value !== undefined && equalValues(read.value, value));
      }),
      { numRuns: randomRuns(300) },
    );
  });

  test(`any edits of any ${format} text say what they do to its value`, () => {
    fc.assert(
      fc.property(valueArbitrary, fc.array(operationArbitrary, { maxLength: 5 }), (value, operations) => {
        const plain = renderDocument(value, format);
        const text = format === 'json' ? plain : withComments(plain, format);
        const document = parseDocument(path, text);
        assert.ok(document.value !== undefined, text);
        const edits = editsFrom(document.value, operations);
        const read = parseDocument(path, editDocument(document, edits));
        assert.ok(read.value !== undefined && equalValues(read.value, applyEdits(document.value, edits)));
      }),
      { numRuns: randomRuns(500) },
    );
  });

  test(`a key added to any ${format} text and removed again leaves the text as it was`, () => {
    fc.assert(
      fc.property(valueArbitrary, valueArbitrary, (inner, added) => {
        const text = renderDocument(
          mapOf([
            ['first', inner],
            ['last', 1],
          ]),
          format,
        );
        const more = editDocument(parseDocument(path, text), [
          { op: 'set', pointer: '/added', value: added },
        ]);
        assert.ok(more.startsWith(text.slice(0, text.lastIndexOf('1') + 1)));
        assert.equal(editDocument(parseDocument(path, more), [remove('/added')]), text);
      }),
      { numRuns: randomRuns(300) },
    );
  });

  test(`an edited value put back gives the old ${format} value, whatever else stands around`, () => {
    fc.assert(
      fc.property(valueArbitrary, valueArbitrary, (before, other) => {
        const text = renderDocument(
          mapOf([
            ['head', 'x'],
            ['it', before],
            ['tail', { ...mapOf([]), y: 1 }],
          ]),
          format,
        );
        const changed = editDocument(parseDocument(path, text), [
          { op: 'set', pointer: '/it', value: other },
        ]);
        const head = text.indexOf('head') + 4;
        const tail = text.length - text.lastIndexOf('tail');
        assert.equal(changed.slice(0, head), text.slice(0, head));
        assert.equal(changed.slice(-tail), text.slice(-tail));
        const back = parseDocument(
          path,
          editDocument(parseDocument(path, changed), [{ op: 'set', pointer: '/it', value: before }]),
        );
        assert.ok(equalValues(valueAt(back.value ?? null, '/it') ?? null, before));
      }),
      { numRuns: randomRuns(300) },
    );
  });
}
