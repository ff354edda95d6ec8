import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { displayValue } from '../../../src/engine/diff/changeListing.ts';
import { diffValues } from '../../../src/engine/diff/diff.ts';
import { parseDocument } from '../../../src/engine/text/document.ts';
import { valueAt } from '../../../src/engine/values/pointer.ts';
import { equalValues, fromPlain, type Value } from '../../../src/engine/values/value.ts';
import type { Change } from '../../../src/engine/model/model.ts';
import { randomRuns } from '../../support/sizes.ts';

function json(text: string): Value {
  const { value } = parseDocument('x.json', text);
  assert.ok(value !== undefined, text);
  return value;
}

/** Each change as one line: mark, pointer, values. */
function diff(from: string, to: string): readonly string[] {
  return diffValues(json(from), json(to)).map(line);
}

function line({ type, pointer, from, to, oldPointer }: Change): string {
  const show = (value: Value | undefined) => (value === undefined ? '' : displayValue(value));
  return type === 'moved'
    ? `moved ${oldPointer ?? ''} ${pointer}`
    : `${type} ${pointer} ${show(from)}>${show(to)}`;
}

suite('changes', () => {
  for (const [what, from, to, expected] of [
    ['of nothing are none', '{ "a": [1, { "b": null }] }', '{"a":[1,{"b":null}]}', []],
    ['of the order of keys are none', '{ "a": 1, "b": 2 }', '{ "b": 2, "a": 1 }', []],
    ['add', '{}', '{ "a": { "b": 1 } }', ['added /a >{"b":1}']],
    ['remove', '{ "a": 1 }', '{}', ['removed /a 1>']],
    ['modify deep down', '{ "a": { "b": 1, "c": 2 } }', '{ "a": { "b": 3, "c": 2 } }', ['modified /a/b 1>3']],
    ['replace one kind by another', '{ "a": [1] }', '{ "a": { "0": 1 } }', ['modified /a [1]>{"0":1}']],
    ['tell null from nothing', '{ "a": null }', '{}', ['removed /a null>']],
    ['replace the whole', '[1]', '{ "a": 1 }', ['modified  [1]>{"a":1}']],
    ['escape what a pointer must', '{}', '{ "a/b": 1, "c~d": 2 }', ['added /a~1b >1', 'added /c~0d >2']],
    ['take dotted keys as one', '{ "a.b": 1 }', '{ "a.b": 2 }', ['modified /a.b 1>2']],
    [
      'take keys that the diff itself uses',
      '{ "_t": "a", "_0": [1, 0, 0] }',
      '{ "_t": "b" }',
      ['modified /_t "a">"b"', 'removed /_0 [1,0,0]>'],
    ],
    ['take a list of three for a value', '{ "a": 1 }', '{ "a": [1, 0, 0] }', ['modified /a 1>[1,0,0]']],
    ['of an empty key', '{ "": 1 }', '{ "": 2 }', ['modified / 1>2']],
  ] as const) {
    test(what, () => {
      assert.deepEqual(diff(from, to), expected);
    });
  }

  test('take __proto__ and constructor for plain keys', () => {
    assert.deepEqual(diff('{ "__proto__": { "x": 1 } }', '{ "__proto__": { "x": 2 }, "constructor": 1 }'), [
      'modified /__proto__/x 1>2',
      'added /constructor >1',
    ]);
    assert.equal(Object.hasOwn(Object.prototype, 'x'), false);
  });
});

suite('numbers', () => {
  test('are told apart by their spelling: 1.10 may be a version', () => {
    assert.deepEqual(diff('{ "a": 1.10, "b": 100, "c": 0 }', '{ "a": 1.1, "b": 1e2, "c": 0 }'), [
      'modified /a 1.10>1.1',
      'modified /b 100>1e2',
    ]);
  });

  test('that a double cannot tell apart differ', () => {
    assert.equal(diff('{ "a": 12345678901234567890 }', '{ "a": 12345678901234567891 }').length, 1);
  });

  test('are not the texts that look like them', () => {
    assert.deepEqual(diff('{ "a": 1 }', '{ "a": "1" }'), ['modified /a 1>"1"']);
  });
});

suite('lists', () => {
  for (const [what, from, to, expected] of [
    ['an item that goes in shifts no other', '[1, 2, 3]', '[1, 9, 2, 3]', ['added /1 >9']],
    ['an item that goes shifts no other', '[1, 2, 3]', '[1, 3]', ['removed /1 2>']],
    [
      'an item is known by its id',
      '[{ "id": 1, "v": 1 }, { "id": 2 }]',
      '[{ "id": 0 }, { "id": 1, "v": 2 }, { "id": 2 }]',
      ['added /0 >{"id":0}', 'modified /1/v 1>2'],
    ],
    [
      'an item is known by its name',
      '[{ "name": "a", "v": 1 }]',
      '[{ "name": "b" }, { "name": "a", "v": 1 }]',
      ['added /0 >{"name":"b"}'],
    ],
    [
      'an item that moves has moved',
      '[{ "id": 1 }, { "id": 2 }, { "id": 3 }]',
      '[{ "id": 3 }, { "id": 1 }, { "id": 2 }]',
      ['moved /2 /0'],
    ],
  ] as const) {
    test(what, () => {
      assert.deepEqual(diff(from, to).toSorted(), [...expected].toSorted());
    });
  }

  test('an item that moves and changes tells both', () => {
    const found = diff(
      '[{ "id": 1 }, { "id": 2 }, { "id": 3, "v": 1 }]',
      '[{ "id": 3, "v": 2 }, { "id": 1 }, { "id": 2 }]',
    );
    assert.deepEqual(found.toSorted(), ['modified /0/v 1>2', 'moved /2 /0']);
  });

  for (const [what, from, to, expected] of [
    [
      'a key of an item without an id changes at its place',
      '[{ "kind": "npm", "at": { "day": 1 }, "n": 1 }, { "kind": "pip" }]',
      '[{ "kind": "npm", "at": { "day": 2 }, "n": 1 }, { "kind": "pip" }]',
      ['modified /0/at/day 1>2'],
    ],
    [
      'an item that nothing tells apart but its place changes there',
      '[1, { "a": 1 }, 2]',
      '[1, { "a": 2 }, 2]',
      ['modified /1/a 1>2'],
    ],
    [
      'a list in a list changes where it does',
      '[["a", "b"], ["c"]]',
      '[["a", "b", "z"], ["c"]]',
      ['added /0/2 >"z"'],
    ],
    [
      'an item without an id that moves and changes tells both',
      '[{ "a": 1, "b": 1, "c": 1 }, { "a": 2 }, { "a": 3 }]',
      '[{ "a": 2 }, { "a": 3 }, { "a": 1, "b": 1, "c": 9 }]',
      ['modified /2/c 1>9', 'moved /0 /2'],
    ],
    ['one of two equal items goes', '["x", "a", "x"]', '["a", "x"]', ['removed /0 "x">']],
    [
      'an item is known by the name in its metadata',
      '[{ "kind": "A", "metadata": { "name": "p" }, "n": 1 }, { "kind": "A", "metadata": { "name": "q" }, "n": 1 }]',
      '[{ "kind": "A", "metadata": { "name": "q" }, "n": 1 }, { "kind": "A", "metadata": { "name": "r" }, "n": 1 }]',
      [
        'added /1 >{"kind":"A","metadata":{"name":"r"},"n":1}',
        'removed /0 {"kind":"A","metadata":{"name":"p"},"n":1}>',
      ],
    ],
  ] as const) {
    test(what, () => {
      assert.deepEqual(diff(from, to).toSorted(), [...expected].toSorted());
    });
  }

  test('of 10,000 items with an edit, an insertion and a move have three changes', () => {
    const items = Array.from({ length: 10_000 }, (_, index) => fromPlain({ a: index, b: [index % 7, 'x'] }));
    const edited = items
      .with(20, fromPlain({ a: 20, b: [20 % 7, 'y'] }))
      .toSpliced(5_000, 0, fromPlain({ a: -1 }));
    const moved = edited.toSpliced(9_000, 1).toSpliced(100, 0, edited[9_000] ?? null);
    assert.deepEqual(diffValues(items, moved).map(line), [
      'modified /20/b/1 "x">"y"',
      'added /5001 >{"a":-1}',
      'moved /8999 /100',
    ]);
  });

  test('that are huge are compared item by item', () => {
    const numbers = Array.from({ length: 60_000 }, (_, index) => index);
    const changes = diffValues(numbers, [-1, ...numbers.slice(1), 7]);
    assert.deepEqual(changes.map(line), ['modified /0 0>-1', 'added /60000 >7']);
  });
});

const plain = fc
  .letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(null, true, 0, 1, 'a', 'id'),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom('id', 'name', '_t', '__proto__', 'a', '0'), tie('value'), { maxKeys: 4 }),
    ),
  }))
  .value.map(fromPlain);

suite('of any two values', () => {
  test('there are changes exactly when they are not equal', () => {
    fc.assert(
      fc.property(plain, plain, (from, to) => {
        assert.equal(diffValues(from, to).length === 0, equalValues(from, to));
      }),
      { numRuns: randomRuns(500) },
    );
  });

  test('every change is true of both sides', () => {
    fc.assert(
      fc.property(plain, plain, (from, to) => {
        for (const { type, pointer, from: old, to: now } of diffValues(from, to)) {
          if (type === 'removed') assert.deepEqual(valueAt(from, pointer), old);
          else if (now !== undefined) assert.deepEqual(valueAt(to, pointer), now);
        }
      }),
      { numRuns: randomRuns(500) },
    );
  });
});

test('items of a list are known by the key that the manifest merges them by', () => {
  const from = json('[{ "sku": 1, "n": 1, "m": 1 }, { "sku": 2, "n": 3, "m": 2 }]');
  const to = json('[{ "sku": 2, "n": 1, "m": 1 }]');
  const lines = (rules: Parameters<typeof diffValues>[2]) => diffValues(from, to, rules).map(line);
  assert.deepEqual(lines({ '/items': { byKey: 'sku' } }), [
    'modified /0/n 3>1',
    'modified /0/m 2>1',
    'removed /0 {"sku":1,"n":1,"m":1}>',
  ]);
  assert.notDeepEqual(lines({}), lines({ '/items': { byKey: 'sku' } }));
});
