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

  test('leaves the comments below a scalar that is a map by now', () => {
    for (const then of [
      'a: 1\n # c\nb: 2\n',
      'a: |-\n  x\n  # no comment\n # c\nb: 2\n',
      'a: [1]\n    # c\n',
    ]) {
      const document = parseDocument('a.yaml', then);
      for (const other of [{ k: 'v' }, ['i'], { k: ['i'] }]) {
        const now = editDocument(document, [{ op: 'set', pointer: '/a', value: other }]);
        assert.equal(carried(document, now, '/a'), then);
      }
    }
  });

  test('has blanks for text where its header says how deep it stands', () => {
    const document = yaml('a: |2-', '    ', ' # c', '    ', 'b: 1');
    assert.equal(valueAt(document.value ?? null, '/a'), '  ');
    for (const other of [{ k: 'v' }, ['i'], 'x']) {
      const now = editDocument(document, [{ op: 'set', pointer: '/a', value: other }]);
      assert.equal(carried(document, now, '/a'), document.text);
    }
  });

  test('ends with blanks that are less deep than its first line', () => {
    const document = yaml('a: |2-', '     deep', '    ', '', 'b: 1', 'c: 2');
    assert.equal(valueAt(document.value ?? null, '/a'), '   deep\n  ');
    const now = editDocument(document, [{ op: 'remove', pointer: '/b' }]);
    assert.equal(carried(document, now, '/b'), yaml('a: |2-', '     deep', '    ', 'b: 1', '', 'c: 2').text);
  });

  test('keeps a key without a value apart from the comma that it gets', () => {
    const document = yaml('m: {b:  }', 'l: [b: ]', 'n: [b: ]', 'k: {b: , c: 1}');
    const edits = [
      { op: 'set', pointer: '/m/a', value: 1 },
      { op: 'set', pointer: '/l/1', value: 1 },
      { op: 'set', pointer: '/n/0/c', value: 1 },
      { op: 'remove', pointer: '/k/c' },
    ] as const;
    const wanted = linesOf('m: {b: , a: 1 }', 'l: [b: , 1]', 'n: [{b:  , c: 1} ]', 'k: {b: }');
    assert.equal(editDocument(document, edits), wanted);
  });

  test('leaves nothing behind of a comma that came behind a key without a value', () => {
    for (const text of [
      'm: {b: }\n',
      'm: {b:  , c: }\n',
      'm: {c: 1, b:  }\n',
      'm: {\n  b: \n  }\n',
      'm: {\n  b:\n  }\n',
      'm: {\n  a: 1,\n  b: # c\n  }\n',
    ]) {
      const more = editDocument(parseDocument('a.yaml', text), [{ op: 'set', pointer: '/m/z', value: 1 }]);
      const back = editDocument(parseDocument('a.yaml', more), [{ op: 'remove', pointer: '/m/z' }]);
      assert.equal(back, text, more);
    }
  });

  test('gets lines in JSON that has some, and is spelled as it was where it has none', () => {
    const lines = [
      '{',
      '  "a": 1, "b": 2,',
      '  "c": {',
      '    // one',
      '    "d": "\\u00e9" // two',
      '  }',
      '}',
    ];
    const document = parseDocument('a.jsonc', linesOf(...lines));
    assert.equal(carried(document, linesOf('{', '  "a": 1, "b": 2', '}'), '/c'), document.text);
    assert.equal(
      carried(document, linesOf('{"a": 1}'), '/c'),
      linesOf('// one', '// two', '{"a": 1, "c": {"d": "\\u00e9"}}'),
    );
  });
});
