// What edits that move things do to a text: the words, the layout and the comments of what moves come along.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { editDocument, parseDocument, type Edit } from '../../../src/engine/text/document.ts';
import { copy, move, remove, rename } from '../../support/texts/edits.ts';

function edited(path: string, lines: readonly string[], ...edits: readonly Edit[]): readonly string[] {
  const text = lines.map((line) => `${line}\n`).join('');
  return editDocument(parseDocument(path, text), edits).split('\n').slice(0, -1);
}

const yaml = (lines: readonly string[], ...edits: readonly Edit[]) => edited('a.yaml', lines, ...edits);
const jsonc = (lines: readonly string[], ...edits: readonly Edit[]) => edited('a.jsonc', lines, ...edits);

suite('a rename', () => {
  test('changes the key and keeps its quotes', () => {
    assert.deepEqual(
      yaml(
        ['"a": 1 # one', "'b': 2", 'c: {d : 3}', '? e', ': 4'],
        rename('/a', 'x y'),
        rename('/b', "it's"),
        rename('/c/d', 'yes'),
        rename('/e', 'f'),
      ),
      ['"x y": 1 # one', "'it''s': 2", 'c: {"yes" : 3}', '? f', ': 4'],
    );
    assert.deepEqual(jsonc(['{ "a" /* x */ : 1 }'], rename('/a', 'b"')), ['{ "b\\"" /* x */ : 1 }']);
  });

  test('is what a move to a free key of the same map is', () => {
    assert.deepEqual(yaml(['# one', 'a: 1', 'b: 2'], move('/a', '/c')), ['# one', 'c: 1', 'b: 2']);
  });
});

suite('a move in YAML', () => {
  const server = [
    '# settings',
    '',
    'server:',
    '  # the host',
    "  host: 'a.example'   # public",
    '  port: 0x50 # hex',
    '',
    '  # many',
    '  list:',
    '  - x # first',
    '  # second',
    '  - name: y',
    '    # deep',
    '    v: 1.0',
    '',
    '  text: |',
    '    hello',
    '      world',
    'log: {level: info}   # log',
  ];

  test('takes an entry along with the comments above and beside it', () => {
    assert.deepEqual(yaml(server, move('/server/host', '/log2/host')).slice(3, 4), ['  port: 0x50 # hex']);
    assert.deepEqual(yaml(server, move('/server/host', '/log2/host')).slice(-4), [
      'log: {level: info}   # log',
      'log2:',
      '  # the host',
      "  host: 'a.example'   # public",
    ]);
  });

  test('gives lines the indentation of the new place, and leaves no blank line too many', () => {
    assert.deepEqual(
      yaml(server, move('/server/text', '/server/list/1/text'), move('/server/list', '/all/of/it')),
      [
        '# settings',
        '',
        'server:',
        '  # the host',
        "  host: 'a.example'   # public",
        '  port: 0x50 # hex',
        'log: {level: info}   # log',
        'all:',
        '  of:',
        '    # many',
        '    it:',
        '    - x # first',
        '    # second',
        '    - name: y',
        '      # deep',
        '      v: 1.0',
        '      text: |',
        '        hello',
        '          world',
      ],
    );
  });

  test('makes an item of an entry, and an entry of an item', () => {
    const lines = ['a:', '  # inner', '  b: 1', 'c:', '  d: 2', 'l:', '- e: 3', '  f: 4', '- 5 # five'];
    const edits = [move('/a', '/l/0'), move('/c', '/l/0'), move('/l/2', '/g'), move('/l/2', '/h')];
    assert.deepEqual(yaml(lines, ...edits), [
      'l:',
      '- d: 2',
      '-',
      '  # inner',
      '  b: 1',
      'g:',
      '  e: 3',
      '  f: 4',
      'h: 5 # five',
    ]);
  });

  test('into a flow collection opens it where lines or comments come, and is on its line otherwise', () => {
    assert.deepEqual(
      yaml(['a: {x: 1} # beside', '# own', 'b:', '  # inner', '  c: "y" # end'], move('/b', '/a/b')),
      ['a: # beside', '  x: 1', '  # own', '  b:', '    # inner', '    c: "y" # end'],
    );
    assert.deepEqual(yaml(["a: 'x' # why", 'b: [1, 2]'], move('/a', '/b/1')), [
      'b:',
      '  - 1',
      "  - 'x' # why",
      '  - 2',
    ]);
    assert.deepEqual(yaml(['a: x, y', 'b: {c: "d", e: [1]}'], move('/a', '/b/a'), move('/b/e', '/e')), [
      'b: {c: "d", a: "x, y"}',
      'e: [1]',
    ]);
    assert.deepEqual(yaml(['a: {x: 1}', 'b:', "  c: 'y'", '  d: [0x1]'], move('/b', '/a/b')), [
      "a: {x: 1, b: {c: 'y', d: [0x1]}}",
    ]);
  });

  test('to a key that is there replaces its value', () => {
    assert.deepEqual(yaml(['# one', 'a: 1 # uno', 'b:', '  c: 2'], move('/a', '/b')), [
      '# one',
      'b: 1 # uno',
    ]);
  });

  test('leaves a comment that is set off where it is', () => {
    assert.deepEqual(
      yaml(['# head', '', '# group', '', '# own', 'a: 1', 'b:', '  c: 2'], move('/a', '/b/a')),
      ['# head', '', '# group', '', 'b:', '  c: 2', '  # own', '  a: 1'],
    );
  });

  test('keeps anchors, and gives aliases that would stand before theirs a text of their own', () => {
    const lines = ['a: &x 1', 'b: *x', 'c:', '  d: 2'];
    assert.deepEqual(yaml(lines, move('/c/d', '/d'), move('/b', '/c/b')), [
      'a: &x 1',
      'c:',
      '  b: *x',
      'd: 2',
    ]);
    assert.deepEqual(yaml(lines, move('/a', '/c/a')), ['b: 1', 'c:', '  d: 2', '  a: &x 1']);
    assert.deepEqual(yaml(['a: &x {b: 1}', 'c: *x'], copy('/a', '/d')), [
      'a: &x {b: 1}',
      'c: *x',
      'd: {b: 1}',
    ]);
  });

  test('keeps the line ends and the byte order mark', () => {
    const text = '\uFEFF# own\r\na:\r\n  # c\r\n  b: 1\r\nd:\r\n  e: 2\r\n';
    assert.equal(
      editDocument(parseDocument('a.yaml', text), [move('/a', '/d/a')]),
      '\uFEFFd:\r\n  e: 2\r\n  # own\r\n  a:\r\n    # c\r\n    b: 1\r\n',
    );
  });
});

suite('a move in JSON', () => {
  const lines = [
    '{',
    '  // the server',
    '  "server": {',
    '    // its host',
    '    "host": "\\u0061", // public',
    '    "port": 8e1, // usual',
    '',
    '    /* all',
    '       of them */',
    '    "list": [',
    '      "x", // first',
    '      { "y": 1.0 } // last',
    '    ]',
    '  },',
    '',
    '  "log": { "level": "info" } // logging',
    '}',
  ];

  test('takes an entry along with the comments above and beside it', () => {
    assert.deepEqual(jsonc(lines, move('/server/host', '/host'), move('/server/list', '/list')), [
      '{',
      '  // the server',
      '  "server": {',
      '    "port": 8e1 // usual',
      '  },',
      '',
      '  "log": { "level": "info" }, // logging',
      '  // its host',
      '  "host": "\\u0061", // public',
      '  /* all',
      '     of them */',
      '  "list": [',
      '    "x", // first',
      '    { "y": 1.0 } // last',
      '  ]',
      '}',
    ]);
  });

  test('orders the items of a list with their comments', () => {
    const list = ['[', '  1, // one', '  // two', '  2', ']'];
    assert.deepEqual(jsonc(list, move('/0', '/-')), ['[', '  // two', '  2,', '  1 // one', ']']);
    assert.deepEqual(jsonc(list, move('/1', '/0')), ['[', '  // two', '  2,', '  1 // one', ']']);
  });

  test('into what stands on one line is on that line, and its comments stand above', () => {
    assert.deepEqual(
      jsonc(lines, move('/server/list', '/log/list'), remove('/server')),
      [
        '{',
        '  /* all',
        '     of them */',
        '  // first',
        '  // last',
        '  "log": { "level": "info", "list": ["x", { "y": 1.0 }] } // logging',
        '}',
      ].toSpliced(1, 0, '  // the server', ''),
    );
  });

  test('keeps the tabs that the text is indented with, and a text of one line', () => {
    assert.deepEqual(
      jsonc(['{', '\t"a": {', '\t\t"b": [', '\t\t\t1', '\t\t]', '\t}', '}'], move('/a/b', '/b')),
      ['{', '\t"a": {},', '\t"b": [', '\t\t1', '\t]', '}'],
    );
    assert.deepEqual(edited('a.json', ['{"a":{"b":1.0},"c":[]}'], move('/a/b', '/c/0')), [
      '{"a":{},"c":[1.0]}',
    ]);
  });
});
