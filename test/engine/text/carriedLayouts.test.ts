// The layout of what is carried, in places of every kind: behind blanks, in flow style, in front of blank lines.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { editDocument, parseDocument, type Document } from '../../../src/engine/text/document.ts';
import { valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';

const linesOf = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

const yaml = (...lines: readonly string[]) => parseDocument('a.yaml', linesOf(...lines));

/** What is at a pointer in one text, put at a pointer of another one. */
function carried(from: Document, into: string, pointer: Pointer): string {
  const value = valueAt(from.value ?? null, pointer) ?? null;
  const document = parseDocument(from.path, into);
  return editDocument(document, [{ op: 'set', pointer, value }], { sources: [from] });
}

suite('what is carried', () => {
  test('comes as lines where blanks stand behind the old value', () => {
    const document = yaml('l:', '  - 1: |', '      text', '  - x');
    assert.equal(carried(document, linesOf('l:', '  - 0   ', '  - x'), '/l/0'), document.text);
    assert.equal(carried(document, linesOf('l: 0  '), '/l'), document.text);
  });

  test('keeps a pair without a value apart from the brace that it gets', () => {
    const document = yaml('l: [ b: , c]');
    const into = linesOf('l:', '  - 0', '  - c');
    assert.equal(carried(document, into, '/l/0'), linesOf('l:', '  - {b: }', '  - c'));
  });
});
