import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { diffValues } from '../../../src/engine/diff/diff.ts';
import { parseDocument } from '../../../src/engine/text/document.ts';
import { valueAt } from '../../../src/engine/values/pointer.ts';
import { equalValues, fromPlain, toPlain, type Value } from '../../../src/engine/values/value.ts';
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
  const show = (value: Value | undefined) => (value === undefined ? '' : JSON.stringify(toPlain(value)));
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
  test('are equal however they are written', () => {
    assert.deepEqual(diff('{ "a": 1.0, "b": 100, "c": -0 }', '{ "a": 1, "b": 1e2, "c": 0 }'), []);
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

  test('that are huge are compared place by place', () => {
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
  const [from, to] = [json('[{ "sku": 1, "n": 1 }, { "sku": 2, "n": 1 }]'), json('[{ "sku": 2, "n": 2 }]')];
  const lines = (rules: Parameters<typeof diffValues>[2]) => diffValues(from, to, rules).map(line);
  assert.deepEqual(lines({ '/items': { byKey: 'sku' } }), [
    'modified /0/n 1>2',
    'removed /0 {"sku":1,"n":1}>',
  ]);
  assert.equal(lines({}).length, 3);
});
