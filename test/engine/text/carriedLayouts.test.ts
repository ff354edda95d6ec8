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
    assert.equal(carried(document, now, '/b'), document.text);
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

suite('a key or an item that comes back', () => {
  for (const [path, text, place] of [
    ['a.yaml', 'a: 1\n\nb: 2\nc: 3\n', '/b'],
    ['a.yaml', 'a: 1\nb: 2\n\nc: 3\n', '/b'],
    ['a.yaml', 'a: 1\n\n\n# about\nb:\n  x: 1\n\nc: 3\n', '/b'],
    ['a.yaml', 'b:\n  x: 1\n\n  y: 2\n\nc: 3\n', '/b/y'],
    ['a.yaml', 'l:\n  - a\n\n  - b\n\n  - c\n', '/l/2'],
    ['a.jsonc', '{\n  "a": 1,\n\n  "b": 2,\n\n  "c": 3\n}\n', '/b'],
    ['a.jsonc', '{\r\n  "a": 1,\r\n\r\n  "b": 2\r\n}\r\n', '/b'],
  ] as const)
    test(`has the blank lines in front of it that it had: ${JSON.stringify(text)}`, () => {
      const document = parseDocument(path, text);
      assert.equal(
        carried(document, editDocument(document, [{ op: 'remove', pointer: place }]), place),
        text,
      );
    });

  test('has them with others that come beside it', () => {
    const document = yaml('a: 1', '', 'b: 2', '', '# about c', 'c: 3', 'd: 4');
    const edits = ['/b', '/c'].map((pointer, index) => ({ op: 'set', pointer, value: index + 2 }) as const);
    const text = editDocument(parseDocument('a.yaml', 'a: 1\nd: 4\n'), edits, { sources: [document] });
    assert.equal(text, document.text);
  });
});

suite('comments that are alike', () => {
  test('come with a key, however often they stand at others', () => {
    const document = yaml('a: 1 # required', '# note', 'b: 2 # required', 'c: 3');
    const others = linesOf(
      'a: 1 # required',
      'c: 3 # required',
      '# note',
      'd: # required',
      '  # note',
      '  e: 1',
    );
    assert.equal(carried(document, others, '/b'), others.replace('c: 3', '# note\nb: 2 # required\nc: 3'));
    const jsonc = parseDocument('a.jsonc', '{\n  "a": 1, // x\n  "b": 2, // x\n  "c": 3\n}\n');
    const now = '{\n  "a": 1, // x\n  "c": 3, // x\n  "d": 4 // x\n}\n';
    assert.equal(carried(jsonc, now, '/b'), now.replace('  "c"', '  "b": 2, // x\n  "c"'));
  });

  test('do not come again where they stayed, one for each', () => {
    const document = yaml('a: 1', '# note', 'b: 2 # x', '# note', 'c: 3 # x', 'd: 4 # x');
    const now = editDocument(document, [
      { op: 'remove', pointer: '/b' },
      { op: 'remove', pointer: '/c' },
    ]);
    assert.equal(now.match(/# note/g)?.length, 2);
    const back = carried(document, now, '/b');
    assert.deepEqual([back.match(/# note/g)?.length, back.match(/# x/g)?.length], [2, 3]);
  });
});

suite('aliases and merge keys that are carried', () => {
  const document = yaml(
    'b: &b',
    '  x: 010',
    '  k: 2',
    'w: &w w',
    'm: # about m',
    '  # merged',
    '  <<: *b # here',
    '  k: 3 # own',
    'l: [*w, *w]',
    '# about n',
    'n: *b # all',
    'z: 1',
  );
  const without = (gone: RegExp) => document.text.replace(gone, '');

  test('come as they are written where their anchors are there and read the same', () => {
    for (const [place, gone] of [
      ['/m', /^m:[^]*(?=^l)/m],
      ['/l', /^l:.*\n/m],
      ['/n', /^# about n\nn:.*\n/m],
    ] as const)
      assert.equal(carried(document, without(gone), place), document.text);
    assert.equal(carried(document, 'w: &w w\nl: [1, 2]\n', '/l/0'), 'w: &w w\nl: [*w, 2]\n');
  });

  test('are written out where the anchor is gone, is another one, or stands below', () => {
    const written = linesOf('# about n', 'n: # all', '  x: 010', '  k: 2');
    assert.equal(carried(document, 'k: 1\n', '/n'), `k: 1\n${written}`);
    for (const anchor of ['b: &b { x: 10, k: 2 }\n', 'a: &b 1\nb: &b { x: 010, k: 2 }\n'])
      assert.equal(carried(document, anchor, '/n'), `${anchor}${written}`);
    assert.equal(
      carried(document, 'n: 1\nb: &b { x: 010, k: 2 }\n', '/n'),
      'n:\n  x: 010\n  k: 2\nb: &b { x: 010, k: 2 }\n',
    );
  });
});
