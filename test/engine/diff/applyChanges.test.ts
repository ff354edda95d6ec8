import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { changesToEdits, reverseEditsOf } from '../../../src/engine/diff/applyChanges.ts';
import { diffValues } from '../../../src/engine/diff/diff.ts';
import {
  applyEdits,
  editDocument,
  parseDocument,
  renderDocument,
  type Document,
  type Edit,
} from '../../../src/engine/text/document.ts';
import { equalValues, fromPlain, type Value } from '../../../src/engine/values/value.ts';
import { processorMs } from '../../support/processorTime.ts';
import { randomRuns } from '../../support/sizes.ts';

/** Applies the difference of two values to each of them. */
function assertCarriesData(from: Value, to: Value): readonly Edit[] {
  const changes = diffValues(from, to);
  const there = changesToEdits(changes, from);
  const back = reverseEditsOf(changes, to);
  assert.ok(equalValues(applyEdits(from, there), to), JSON.stringify({ changes, there }));
  assert.ok(equalValues(applyEdits(to, back), from), JSON.stringify({ changes, back }));
  return there;
}

/** The same, to their texts, too. */
function assertCarries(from: Value, to: Value): void {
  const there = assertCarriesData(from, to);
  for (const format of ['json', 'yaml'] as const) {
    const document = parseDocument(`a.${format}`, renderDocument(from, format));
    const { value } = parseDocument(`a.${format}`, editDocument(document, there));
    assert.ok(value !== undefined && equalValues(value, to));
  }
}

function documentOf(items: readonly unknown[]): Document & { readonly value: Value } {
  const value = fromPlain(items);
  return { ...parseDocument('a.json', renderDocument(value, 'json')), value };
}

const one = { id: 1, v: 1 };
const two = { id: 2, v: { x: [1, 2, 3] } };
const three = { id: 3, v: 1 };

suite('changes are carried out and taken back', () => {
  for (const [what, from, to] of [
    ['where nothing differs', { a: [1] }, { a: [1] }],
    ['in maps in each other', { a: { b: 1, c: { d: 2 } } }, { a: { c: { e: 2 } }, f: [] }],
    ['in lists in each other', [[1, 2], [3, [4, 5]], 6], [[2], [[5, 4], 3, 7], [6]]],
    ['of an item that moves', [one, two, three], [three, one, two]],
    ['of an item that moves and changes inside', [one, two, three], [{ id: 2, v: { x: [3, 1], y: 0 } }, one]],
    [
      'of lists that move in items that move',
      [{ id: 'a', l: [one, two] }, three],
      [three, { id: 'a', l: [two, one] }],
    ],
    ['of items that change places', [one, two, three], [three, two, one]],
    ['of items that are alike', [1, 1, 2, 1], [1, 2, 1, 1, 1]],
    ['from one kind to another', { a: [1], b: { c: 1 }, d: null }, { a: { 0: 1 }, b: [1], d: 'x' }],
    ['of the whole', [1], { a: 1 }],
    [
      'of keys that look like indexes',
      { 10: 1, 9: 2, '9a': 3, '01': 4 },
      { 9: 1, '1a': 2, '01': { 2: 1, 10: 2 } },
    ],
    ['of keys that must be escaped', { 'a/b': { '~1': 1 } }, { 'a/b': { '~': 1 }, '': { '': 2 } }],
  ] as const) {
    test(what, () => {
      assertCarries(fromPlain(from), fromPlain(to));
      assertCarries(fromPlain(to), fromPlain(from));
    });
  }

  test('of __proto__, which is a key like any other', () => {
    const [from, to] = ['{"__proto__": {"x": 1}}', '{"__proto__": {"y": [1]}, "a": {"__proto__": 2}}'].map(
      (text) => parseDocument('a.json', text).value ?? null,
    );
    assert.ok(from !== undefined && to !== undefined);
    assertCarries(from, to);
    assert.equal(Object.hasOwn(Object.prototype, 'y'), false);
  });

  test('in huge lists, which are compared place by place', () => {
    const items = Array.from({ length: 2100 }, (_, id) => ({ id, v: [id] }));
    assertCarriesData(fromPlain(items), fromPlain([{ id: -1, v: [] }, ...items.slice(0, -5)]));
    assertCarriesData(fromPlain(items.slice(100)), fromPlain([...items, 'x']));
  });

  test('in long texts in little time, also where all items move', () => {
    const items = Array.from({ length: 20_000 }, (_, a) => ({ a }));
    const [before, after] = [documentOf(items), documentOf(items.toReversed())];
    const changes = diffValues(before.value, after.value);
    const started = processorMs();
    const text = editDocument(before, changesToEdits(changes, before.value), { sources: [after] });
    assert.equal(text, after.text);
    assert.ok(processorMs() - started < 5_000, String(processorMs() - started));
  });
});

const values = fc
  .letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(null, true, 0, 1, 'a', 'yes', 'two\nlines'),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.array(fc.record({ id: fc.nat(4), v: tie('value') }), { maxLength: 5 }),
      fc.dictionary(fc.constantFrom('id', 'name', '_t', '__proto__', 'a', '0', '10', 'b/c'), tie('value'), {
        maxKeys: 4,
      }),
    ),
  }))
  .value.map(fromPlain);

test('the changes between any two values make of each the other', () => {
  fc.assert(fc.property(values, values, assertCarries), { numRuns: randomRuns(1000) });
});
