import assert from 'node:assert/strict';
import test from 'node:test';
import { formatPointer, parentOf, parsePointer, valueAt } from '../../../src/engine/values/pointer.ts';
import { fromPlain } from '../../../src/engine/values/value.ts';

test('keys with slashes and tildes survive the way through a pointer', () => {
  const keys = ['a/b', '~', '~1', '', '0'];
  assert.equal(formatPointer(keys), '/a~1b/~0/~01//0');
  assert.deepEqual(parsePointer(formatPointer(keys)), keys);
  assert.deepEqual(parsePointer(''), []);
});

test('the parent of a place is the pointer without its last part', () => {
  assert.equal(parentOf('/a/b'), '/a');
  assert.equal(parentOf('/a'), '');
  assert.equal(parentOf(''), '');
});

test('a pointer leads to a value, or nowhere', () => {
  const value = fromPlain({ a: [{ b: 1 }] });
  assert.equal(valueAt(value, '/a/0/b'), 1);
  for (const nowhere of ['/a/00', '/a/-', '/a/1', '/a/0/b/c', '/toString']) {
    assert.equal(valueAt(value, nowhere), undefined);
  }
});
