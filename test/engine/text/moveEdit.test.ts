// Edits that move what is there: what they mean for a value.
import assert from 'node:assert/strict';
import test from 'node:test';
import { applyEdits, type Edit } from '../../../src/engine/text/document.ts';
import { fromPlain, isMap, type Value } from '../../../src/engine/values/value.ts';
import { copy, insert, move, remove, rename, set, unwrap, wrap } from '../../support/texts/edits.ts';

function after(plain: unknown, ...edits: readonly Edit[]): Value {
  return applyEdits(fromPlain(plain), edits);
}

function keysAfter(plain: unknown, ...edits: readonly Edit[]): readonly string[] {
  const value = after(plain, ...edits);
  return isMap(value) ? Object.keys(value) : [];
}

test('a renamed key keeps its value and its place', () => {
  assert.deepEqual(after({ a: 1, b: [{ c: 2 }] }, rename('/b/0/c', 'd')), fromPlain({ a: 1, b: [{ d: 2 }] }));
  assert.deepEqual(keysAfter({ a: 1, b: 2, c: 3 }, rename('/a', 'z'), rename('/z', 'y')), ['y', 'b', 'c']);
  assert.deepEqual(keysAfter({ a: 1, b: 2 }, rename('/a', 'z'), set('/n', 3), rename('/b', 'a')), [
    'z',
    'a',
    'n',
  ]);
  assert.deepEqual(keysAfter({ a: 1, b: 2, c: 3 }, move('/b', '/x')), ['a', 'x', 'c']);
  assert.deepEqual(keysAfter({ a: 1 }, rename('/a', 'a'), rename('/a', '__proto__')), ['__proto__']);
});

test('what is moved is taken out first, and then put in', () => {
  assert.deepEqual(after({ a: { b: 1 } }, move('/a/b', '/c/d')), fromPlain({ a: {}, c: { d: 1 } }));
  assert.deepEqual(after([1, 2, 3], move('/0', '/2'), move('/0', '/-')), [3, 1, 2]);
  assert.deepEqual(after({ a: 1, b: 2 }, move('/a', '/b')), fromPlain({ b: 1 }));
  assert.deepEqual(after({ a: [1], b: 2 }, move('/b', '/a/0')), fromPlain({ a: [2, 1] }));
  assert.deepEqual(after({ a: { b: 1 } }, move('/a', '')), fromPlain({ b: 1 }));
  assert.deepEqual(after({ a: [1, 2] }, move('/a', '/a'), move('/a/1', '/a/1')), fromPlain({ a: [1, 2] }));
});

test('a copy and what it was copied from go their own ways', () => {
  const edits = [
    set('/a/x', 1),
    copy('/a', '/b'),
    set('/a/x', 2),
    set('/b/y', 3),
    copy('', '/c'),
    remove('/c/a'),
  ];
  assert.deepEqual(
    after({ a: {} }, ...edits),
    fromPlain({ a: { x: 2 }, b: { x: 1, y: 3 }, c: { b: { x: 1, y: 3 } } }),
  );
  assert.deepEqual(
    after({ a: [1] }, copy('/a/0', '/a/0'), copy('/a', '/a/-')),
    fromPlain({ a: [1, 1, [1, 1]] }),
  );
});

test('wrapping and unwrapping undo each other', () => {
  assert.deepEqual(after({ a: [1] }, wrap('/a/0', 'k')), fromPlain({ a: [{ k: 1 }] }));
  assert.deepEqual(after({ a: 1 }, wrap('', 'k'), unwrap('/k', 'a')), fromPlain({ k: 1 }));
  assert.deepEqual(
    after({ a: { k: 1, l: 2 } }, unwrap('/a', 'k'), wrap('/a', 'm')),
    fromPlain({ a: { m: 1 } }),
  );
});

test('edits build on each other', () => {
  const edits = [
    wrap('/a', 'b'),
    rename('/a', 'c'),
    set('/c/b/x', 1),
    move('/c/b', '/d'),
    insert('/l/0', {}),
    move('/d', '/l/0/e'),
    rename('/l/0/e', 'f'),
    unwrap('/l/0', 'f'),
  ];
  assert.deepEqual(after({ a: {}, l: [] }, ...edits), fromPlain({ c: {}, l: [{ x: 1 }] }));
});

test('what an edit needs and does not find is refused', () => {
  const content = { a: 1, b: { c: 2 }, l: [1] };
  const impossible = [
    [rename('/x', 'y'), 'There is no key /x to rename.'],
    [rename('/l/0', 'y'), 'There is no key /l/0 to rename.'],
    [rename('', 'y'), "The root can't be renamed."],
    [rename('/a', 'b'), "/a can't be renamed: /b already exists."],
    [move('/x', '/a'), 'There is nothing at /x to move.'],
    [move('/l/-', '/a'), 'There is nothing at /l/- to move.'],
    [copy('/a/x', '/a'), 'There is nothing at /a/x to copy.'],
    [move('/a', '/l/2'), "/a can't be moved or copied to /l/2, because nothing can be added there."],
    [move('/b', '/b/c'), "/b can't be moved into itself."],
    [move('', '/a'), "The whole content can't be moved into itself."],
    [move('/a', '/l/0/x'), "/a can't be moved or copied to /l/0/x, because nothing can be added there."],
    [wrap('/l/1', 'k'), 'There is nothing at /l/1 to wrap.'],
    [unwrap('/b', 'd'), 'There is nothing at /b/d to unwrap.'],
    [unwrap('/l', '0'), 'There is nothing at /l/0 to unwrap.'],
  ] as const;
  for (const [edit, message] of impossible) {
    assert.throws(() => after(content, edit), { code: 'invalid', message });
  }
});
