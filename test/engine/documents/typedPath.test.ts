import assert from 'node:assert/strict';
import test from 'node:test';
import {
  parsePath,
  pathFromPointer,
  pointerFromPath,
  pointerIn,
} from '../../../src/engine/documents/typedPath.ts';
import { fromPlain } from '../../../src/engine/values/value.ts';

test('a dotted path means the same place as its pointer', () => {
  assert.equal(pointerFromPath('server.ports[0]'), '/server/ports/0');
  assert.equal(pointerFromPath('/a.b'), '/a.b');
  assert.equal(pointerFromPath('.'), '');
});

test('a dotted path may append to a list, and quote a key', () => {
  assert.equal(pointerFromPath('ports[+]'), '/ports/-');
  assert.equal(pointerFromPath('ports.-'), '/ports/-');
  assert.equal(pointerFromPath('a["b.c"][0].d'), '/a/b.c/0/d');
  assert.equal(pointerFromPath('[\'a/b\'][""]'), '/a~1b/');
  assert.equal(pointerFromPath('a-b._c$.-1'), '/a-b/_c$/-1');
});

test('a dotted path may count from the end of a list that is there', () => {
  const value = fromPlain({ list: [{ a: 1 }, { a: 2 }], '-1': { '-1': [3] } });
  assert.equal(pointerIn(value, 'list[-1].a'), '/list/1/a');
  assert.equal(pointerIn(value, 'list[-2]'), '/list/0');
  assert.equal(pointerIn(value, '-1.-1[-1]'), '/-1/-1/0');
  assert.equal(pointerIn(value, '/list/-1'), '/list/-1');
  for (const nowhere of ['list[-3]', 'list[-1][-1]', '[-1]', 'none[-1]'])
    assert.equal(pointerIn(value, nowhere), undefined, nowhere);
  assert.equal(parsePath('list[-1]'), undefined);
});

test('a path with a mistake is refused, with the pointer that it may mean', () => {
  for (const path of ['a..b', '.a', 'a.', 'list[', 'list]', 'a[b]', 'a[]', 'a.[0]', 'a"b', '[0]a', 'a[-0]']) {
    assert.throws(() => pointerFromPath(path), { code: 'invalid', message: /isn't a valid path/ }, path);
    assert.throws(() => pointerIn(fromPlain({}), path), { code: 'invalid' }, path);
  }
  assert.throws(() => pointerFromPath('server..port[x]'), /a JSON Pointer like \/server\/port\/x\./);
});

test('a place is named by the dotted path that leads there, or by its pointer', () => {
  assert.equal(pathFromPointer('/server/ports/0'), 'server.ports.0');
  for (const pointer of ['', '/', '/a.b', '/a/', '/[0]', '/a"b', '/#1', '/a~1b/[x'])
    assert.equal(parsePath(pathFromPointer(pointer)), pointer);
});
