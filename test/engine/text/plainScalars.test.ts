import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editDocument, parseDocument } from '../../../src/engine/text/document.ts';

function set(text: string, pointer: string, value: string): string {
  return editDocument(parseDocument('a.yaml', text), [{ op: 'set', pointer, value }]);
}

test('a text that needs no quotes gets none: references, addresses, versions', () => {
  for (const value of ['${DB_PASSWORD}', '127.0.0.1', '1.2.3', 'a, b', 'x[0]']) {
    assert.equal(set('a: b\n', '/a', value), `a: ${value}\n`);
  }
});

test('a text that a reader would take for a number, a boolean or a date gets quotes', () => {
  for (const value of ['1.2', '1_000', '1e3', '0x1f', 'yes', 'null', '2026-11-20', '12:30:45', '']) {
    assert.equal(set('a: b\n', '/a', value), `a: "${value}"\n`);
  }
});

test('within brackets a text with brackets or commas gets quotes', () => {
  for (const value of ['${DB_PASSWORD}', 'a, b', 'x[0]']) {
    assert.equal(set('a: {b: c}\n', '/a/b', value), `a: {b: "${value}"}\n`);
  }
});
