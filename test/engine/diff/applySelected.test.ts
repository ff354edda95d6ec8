import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { diffValues } from '../../../src/engine/diff/diff.ts';
import { parseDocument, renderDocument } from '../../../src/engine/text/document.ts';
import { changeId, textWithSelection, valueWithPart } from '../../../src/engine/diff/applySelected.ts';
import { equalValues, fromPlain, toPlain, type Value } from '../../../src/engine/values/value.ts';
import { randomRuns } from '../../support/sizes.ts';

/** What becomes of the one when of all changes to the other only those of these ids are wanted. */
function part(from: unknown, to: unknown, wanted: readonly string[]): unknown {
  const sides = { from: fromPlain(from), to: fromPlain(to) };
  const changes = diffValues(sides.from, sides.to);
  const ids = new Set(changes.map(changeId));
  for (const id of wanted) assert.ok(ids.has(id), `${id} is none of ${[...ids].join(', ')}`);
  return toPlain(valueWithPart(sides, changes, (change) => wanted.includes(changeId(change))));
}

suite('a part of the changes of a value', () => {
  test('of maps is what is wanted, and the rest as it was', () => {
    const [from, to] = [
      { a: 1, b: { c: 2, d: 3 }, e: 4 },
      { a: 9, b: { c: 8, f: 7 }, g: 6 },
    ];
    assert.deepEqual(part(from, to, ['modified /b/c', 'added /g']), { a: 1, b: { c: 8, d: 3 }, e: 4, g: 6 });
    assert.deepEqual(part(from, to, ['removed /e', 'removed /b/d', 'added /b/f']), {
      a: 1,
      b: { c: 2, f: 7 },
    });
  });

  test('of lists leaves each item where it was among the others', () => {
    const [from, to] = [
      ['a', 'b', 'c', 'd'],
      ['x', 'b', 'd', 'y'],
    ];
    assert.deepEqual(part(from, to, ['removed /2', 'added /3']), ['a', 'b', 'd', 'y']);
    assert.deepEqual(part(from, to, ['modified /0', 'added /3']), ['x', 'b', 'c', 'd', 'y']);
  });

  test('of items that move and change inside takes the one or the other', () => {
    const [from, to] = [
      [
        { id: 1, v: 1 },
        { id: 2, v: 1 },
        { id: 3, v: 1 },
      ],
      [
        { id: 3, v: 1 },
        { id: 1, v: 1 },
        { id: 2, v: 2 },
      ],
    ];
    assert.deepEqual(part(from, to, ['modified /2/v']), [
      { id: 1, v: 1 },
      { id: 2, v: 2 },
      { id: 3, v: 1 },
    ]);
    assert.deepEqual(part(from, to, ['moved /0']), [
      { id: 3, v: 1 },
      { id: 1, v: 1 },
      { id: 2, v: 1 },
    ]);
  });

  test('of a value of another kind is the one or the other', () => {
    assert.deepEqual(part({ a: [1] }, { a: { b: 1 } }, []), { a: [1] });
    assert.deepEqual(part([1], { a: 1 }, ['modified ']), { a: 1 });
  });
});

const values: fc.Arbitrary<Value> = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(1, 2, 'x', null),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.array(fc.record({ id: fc.nat(4), v: tie('value') }), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c/d', '__proto__', '0'), tie('value')),
    ),
  }))
  .value.map((plain) => fromPlain(plain));

suite('whatever the values', () => {
  test('all changes are the new value, none the old', () => {
    fc.assert(
      fc.property(values, values, (from, to) => {
        const changes = diffValues(from, to);
        assert.ok(
          equalValues(
            valueWithPart({ from, to }, changes, () => true),
            to,
          ),
        );
        assert.ok(
          equalValues(
            valueWithPart({ from, to }, changes, () => false),
            from,
          ),
        );
      }),
      { numRuns: randomRuns(1000) },
    );
  });

  test('one part and then the rest come to the same as all at once, where no list item comes, goes or moves', () => {
    fc.assert(
      fc.property(values, values, fc.infiniteStream(fc.boolean()), (from, to, choose) => {
        const changes = diffValues(from, to);
        fc.pre(changes.every(({ type, pointer }) => type === 'modified' || !/\/\d+$/.test(pointer)));
        const wanted = new Set(changes.filter(() => choose.next().value === true));
        const first = valueWithPart({ from, to }, changes, (change) => wanted.has(change));
        const rest = diffValues(first, to);
        assert.equal(rest.length, changes.length - wanted.size);
        assert.ok(
          equalValues(
            valueWithPart({ from: first, to }, rest, () => true),
            to,
          ),
        );
      }),
      { numRuns: randomRuns(1000) },
    );
  });

  for (const format of ['json', 'yaml'] as const) {
    test(`any part of the changes can be written as ${format}, from either side`, () => {
      fc.assert(
        fc.property(values, values, fc.infiniteStream(fc.boolean()), (from, to, choose) => {
          const [before, after] = [from, to].map((value) =>
            parseDocument(`a.${format}`, renderDocument(value, format)),
          );
          assert.ok(before?.value !== undefined && after?.value !== undefined);
          const changes = diffValues(before.value, after.value);
          const unwanted = new Set(changes.filter(() => choose.next().value === true));
          const expected = valueWithPart(
            { from: before.value, to: after.value },
            changes,
            (change) => !unwanted.has(change),
          );
          for (const layout of [true, false]) {
            const leftOut = { layout, changes: [...unwanted].map(changeId) };
            const text = textWithSelection({ before, after, changes, rules: {} }, leftOut);
            const { value } = parseDocument(`a.${format}`, text);
            assert.ok(value !== undefined && equalValues(value, expected), text);
          }
        }),
        { numRuns: randomRuns(500) },
      );
    });
  }
});

suite('a part of the changes of a text', () => {
  const before = parseDocument('a.yaml', '# mine\na: 1 # one\n\nb: 2\nc: {d: 3}\n');
  const after = parseDocument('a.yaml', '# theirs\nc: {d: 4}\na: 5\ne: 6\n');
  const rules = {};
  const changes = diffValues(before.value ?? null, after.value ?? null);

  test('changes only what is wanted, with comments and order as they were, and what comes among its neighbors', () => {
    const leftOut = { layout: true, changes: ['modified /c/d', 'removed /b'] };
    assert.equal(
      textWithSelection({ before, after, changes, rules }, leftOut),
      '# mine\na: 5 # one\n\nb: 2\nc: {d: 3}\ne: 6\n',
    );
  });

  test('with the layout is the new text, but for what is left out', () => {
    const leftOut = { layout: false, changes: ['modified /c/d', 'removed /b'] };
    assert.equal(
      textWithSelection({ before, after, changes, rules }, leftOut),
      '# theirs\nc: {d: 3}\na: 5\n\nb: 2\ne: 6\n',
    );
  });

  test('with nothing left out is the new text, byte by byte, and the old one with all left out', () => {
    const all = changes.map(changeId);
    assert.equal(
      textWithSelection({ before, after, changes, rules }, { layout: false, changes: [] }),
      after.text,
    );
    assert.equal(
      textWithSelection({ before, after, changes, rules }, { layout: true, changes: all }),
      before.text,
    );
  });
});
