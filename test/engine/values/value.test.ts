import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  canonicalText,
  comparable,
  fromPlain,
  equalValues,
  Literal,
  mapOf,
  numberOf,
  toPlain,
  type Value,
} from '../../../src/engine/values/value.ts';
import { randomRuns } from '../../support/sizes.ts';

test('a number that a double holds as written is plain, any other a literal', () => {
  assert.equal(numberOf('1.5'), 1.5);
  for (const source of ['1.0', '1e400', '1152921504606846977', '-0', '1E3']) {
    assert.deepEqual(numberOf(source), new Literal('number', source));
  }
});

test('numbers are compared digit by digit, and literals are no strings', () => {
  assert.ok(!equalValues(new Literal('number', '1.10'), 1.1));
  assert.ok(!equalValues(new Literal('text', 'no'), 'no'));
  assert.ok(!equalValues(numberOf('1152921504606846977'), numberOf('1152921504606846978')));
  assert.ok(!equalValues(numberOf('1e400'), numberOf('1e500')));
  assert.notEqual(comparable(new Literal('tagged', '!x')), '!x');
});

test('values are equal when their scalars are of one kind and spelled alike', () => {
  assert.ok(equalValues(mapOf([['a', [numberOf('1.0')]]]), mapOf([['a', [numberOf('1.0')]]])));
  assert.ok(!equalValues([], mapOf([])));
  assert.ok(!equalValues(null, mapOf([])));
});

test('the order of keys does not count', () => {
  const forward = mapOf([
    ['a', 1],
    ['b', 2],
  ]);
  const backward = mapOf([
    ['b', 2],
    ['a', 1],
  ]);
  assert.ok(equalValues(forward, backward));
  assert.ok(equalValues(forward, backward));
});

test('prototype names are plain keys', () => {
  const map = mapOf([
    ['__proto__', 1],
    ['constructor', 2],
  ]);
  assert.deepEqual(Object.keys(map), ['__proto__', 'constructor']);
  assert.ok(!('toString' in map));
  assert.ok(
    !equalValues(
      map,
      mapOf([
        ['constructor', 2],
        ['toString', 1],
      ]),
    ),
  );
});

test('plain data turns into values and back', () => {
  const plain = { a: [1, null, { b: 'c' }], d: true };
  assert.deepEqual(JSON.parse(JSON.stringify(toPlain(fromPlain(plain)))), plain);
  assert.throws(() => fromPlain(undefined), TypeError);
});

test('data has the same canonical text exactly where it is equal', () => {
  const scalar = fc.oneof(
    fc.constantFrom(
      null,
      true,
      0,
      1,
      '',
      '1',
      'null',
      new Literal('number', '1.0'),
      new Literal('number', '-0'),
    ),
    fc.constantFrom(new Literal('tagged', '1'), numberOf('1152921504606846977'), '[', '{"a":1}'),
  );
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc
        .array(fc.tuple(fc.constantFrom('a', 'b', '__proto__', '"'), tie('value')), { maxLength: 3 })
        .map(mapOf),
    ),
  }));
  fc.assert(
    fc.property(value, value, (one, other) => {
      assert.equal(canonicalText(one) === canonicalText(other), equalValues(one, other));
      assert.notEqual(canonicalText(one), '');
    }),
    { numRuns: randomRuns(5_000) },
  );
});
