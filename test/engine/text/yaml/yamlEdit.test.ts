import assert from 'node:assert/strict';
import test from 'node:test';
import { editDocument, parseDocument, type Edit } from '../../../../src/engine/text/document.ts';
import { fromPlain, isMap, Literal, mapOf } from '../../../../src/engine/values/value.ts';
import { insert, remove, set } from '../../../support/texts/edits.ts';

function edited(text: string, ...edits: readonly Edit[]): string {
  return editDocument(parseDocument('a.yaml', text), edits);
}

const commented = `# head
a: 1 # beside a
# above b
b:
  # in b
  c: x
  d: "q" # beside d
  # tail of b

list:
- one
- k: v
  w: 2
# below
flow: {a: 1, b: [x, y]} # beside flow
empty: {}
text: |
  hello

last:
`;

test('a scalar is replaced in its place and keeps its quotes', () => {
  assert.equal(edited(commented, set('/a', 2)), commented.replace('a: 1 #', 'a: 2 #'));
  assert.equal(edited(commented, set('/b/d', 'it')), commented.replace('"q"', '"it"'));
  assert.equal(edited("a: 'x'\n", set('/a', "it's")), "a: 'it''s'\n");
  assert.equal(edited(commented, set('/last', 5)), commented.replace('last:', 'last: 5'));
  assert.equal(edited(commented, set('/text', 'one\ntwo\n')), commented.replace('  hello', '  one\n  two'));
});

test('a string that some reader takes for something else is quoted', () => {
  for (const text of [
    'yes',
    'No',
    'on',
    'null',
    '~',
    '',
    '12',
    '1.0',
    '0x1',
    '1e3',
    '.5',
    '12:30',
    '2001-01-01',
    '1_000',
    '<<',
    '=',
    '.inf',
    '- a',
    'a: b',
    'a #b',
    '#a',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a',
    ' a',
    'a ',
    'a:',
    '[a',
    '{a',
    '---',
    '? a',
  ]) {
    assert.equal(edited('k: 1\n', set('/k', text)), `k: ${JSON.stringify(text)}\n`);
  }
  for (const text of [
    'plain',
    'two words',
    'a:b',
    'http://x/y?z=1',
    '-x',
    'a#b',
    '/path',
    '${X}',
    'ünï',
    '1.2.x',
    'v1',
  ]) {
    assert.equal(edited('k: 1\n', set('/k', text)), `k: ${text}\n`);
  }
});

test('text of several lines becomes a literal block, or is quoted where it cannot', () => {
  assert.equal(edited('k: 1 # c\n', set('/k', 'a\nb')), 'k: |- # c\n  a\n  b\n');
  assert.equal(edited('k: 1\n', set('/k', ' a\nb ')), 'k: " a\\nb "\n');
  assert.equal(edited('k:\n  # deeper\nl: 1\n', set('/k', 'a\nb')), 'k: "a\\nb"\n  # deeper\nl: 1\n');
});

test('a new key follows the last one, as deep as its siblings', () => {
  assert.equal(
    edited(commented, set('/b/e', { f: [1, { g: 2, h: 3 }] })),
    commented.replace('"q" # beside d\n', '"q" # beside d\n  e:\n    f:\n    - 1\n    - g: 2\n      h: 3\n'),
  );
  assert.equal(edited('a: 1', set('/b', 2)), 'a: 1\nb: 2');
  assert.equal(edited('a: |+\n  x\n\n', set('/b', 2)), 'a: |+\n  x\n\nb: 2\n');
});

test('a new key goes below the comments that belong to the last one', () => {
  const text = 'a: []\n  # - an example\n\n  # - another\n# of the root\n';
  const added = edited(text, set('/b', ['x']));
  assert.equal(added, text.replace('# of', 'b:\n  - x\n# of'));
  assert.equal(edited(added, remove('/b')), text);
});

test('a key whose parents are missing brings them along', () => {
  assert.equal(
    edited(commented, set('/last/x/z', 3)),
    commented.replace('last:\n', 'last:\n  x:\n    z: 3\n'),
  );
});

test('a new key below a block scalar leaves the blanks alone that are its text', () => {
  for (const text of ['a: |+\n\n', 'a: |\n  x\n   \n', 'a: |\n  x\n  \t\n', 'a: |2\n   x\n     \n']) {
    assert.equal(edited(text, set('/b', 2)), `${text}b: 2\n`);
  }
  assert.equal(edited('a: |\n  x\n   ', set('/b', 2)), 'a: |\n  x\n   \nb: 2');
});

test('what comes to stand below a block scalar does not become its text', () => {
  assert.equal(edited('a: |+\n  x\n\nb: 1\n\n\nc: 2\n', remove('/b')), 'a: |+\n  x\n\nc: 2\n');
  assert.equal(edited('a: |+\n  x\n\nb: 1', remove('/b')), 'a: |+\n  x\n\n');
  assert.equal(
    edited('a: >-\n x\nb: 1\n  # deeper\n\n  # too\nc: 2\n', remove('/b')),
    'a: >-\n x\n# deeper\n# too\nc: 2\n',
  );
});

test('removing a key keeps the comments outside of it', () => {
  assert.equal(edited(commented, remove('/a')), commented.replace('a: 1 # beside a', '# beside a'));
  assert.equal(edited(commented, remove('/b')), commented.replace(/b:\n.*tail of b\n/s, ''));
  assert.equal(
    edited(commented, remove('/b/d')),
    commented.replace('"q" # beside d', '# beside d').replace('d: ', ''),
  );
});

test('a block that loses its last entry becomes an empty collection behind its key', () => {
  assert.equal(edited('a:\n  b: 1\nc: 2\n', remove('/a/b')), 'a: {}\nc: 2\n');
  assert.equal(edited('a: # x\n- b\n', remove('/a/0')), 'a: [] # x\n');
  assert.equal(edited('# head\na: 1\n', remove('/a')), '# head\n{}\n');
  assert.equal(edited('- a: 1\n- b\n', remove('/0/a')), '- {}\n- b\n');
});

test('an empty collection opens into a block, and closes again', () => {
  const opened = edited(commented, set('/empty/x', [1]));
  assert.equal(opened, commented.replace('empty: {}', 'empty:\n  x:\n  - 1'));
  assert.equal(editDocument(parseDocument('a.yaml', opened), [remove('/empty/x')]), commented);
});

test('flow stays flow', () => {
  assert.equal(
    edited(commented, set('/flow/c', { d: 'e, f' }), remove('/flow/b/0')),
    commented.replace('{a: 1, b: [x, y]}', '{a: 1, b: [y], c: {d: "e, f"}}'),
  );
  assert.equal(edited('{\n?\n}\n', set('/', 1)), '{\n? : 1\n}\n');
  assert.equal(edited('{a, b: }\n', set('/a', 1), set('/b', 2)), '{a: 1, b: 2 }\n');
  assert.equal(edited('[\n  a, # one\n  b,\n]\n', insert('/1', 'c')), '[\n  a, # one\n  c,\n  b,\n]\n');
});

test('a new entry in brackets stands as far off as the others, and goes without a trace', () => {
  for (const text of ['[a,b]\n', '[ a,  b ]\n', '[a, b,\n c]\n']) {
    for (const place of ['/0', '/1', '/2']) {
      const more = parseDocument('a.yaml', edited(text, insert(place, 'x')));
      assert.equal(editDocument(more, [remove(place)]), text, more.text);
    }
  }
  assert.equal(edited('- - b: [ # c\n     ]\n', set('/0/0/b/-', 1)), '- - b: [ # c\n     1\n     ]\n');
});

test('a map of one pair without braces gets them with its second key, and keeps its comments', () => {
  assert.equal(edited('[a: 1, c]\n', set('/0/b', 2)), '[{a: 1, b: 2}, c]\n');
  assert.equal(
    edited('[\n? a\n# note\n: 1\n]\n', set('/0/b', 2), set('/0/a', 3)),
    '[\n{? a\n# note\n: 3, b: 2}\n]\n',
  );
  assert.equal(edited('[a: 1, c]\n', remove('/0/a')), '[{}, c]\n');
});

test('items come and go as lines', () => {
  assert.equal(
    edited(commented, insert('/list/0', 'zero'), set('/list/-', { q: 1 })),
    commented.replace('- one\n- k: v\n  w: 2\n', '- zero\n- one\n- k: v\n  w: 2\n- q: 1\n'),
  );
  assert.equal(
    edited(commented, remove('/list/0'), remove('/list/0/k')),
    commented.replace('- one\n- k: v\n  w: 2', '- w: 2'),
  );
  assert.equal(edited('- - a\n  - b\n', remove('/0/0'), set('/0/-', 'c')), '- - b\n  - c\n');
});

test('a value may become of another kind', () => {
  assert.equal(edited('a: 1 # c\n', set('/a', { b: 1 })), 'a: # c\n  b: 1\n');
  assert.equal(edited('a:\n  b: 1 # in\n  # in too\n# out\n', set('/a', 2)), 'a: 2\n# out\n');
  assert.equal(edited('- 1\n- 2\n', set('/0', { b: 1, c: 2 })), '- b: 1\n  c: 2\n- 2\n');
  assert.equal(edited('a: |\n  x\nb: 1\n', set('/a', ['y'])), 'a:\n  - "y"\nb: 1\n');
  assert.equal(edited('a: &x !t 1\nb: 2\n', set('/a', 3)), 'a: &x 3\nb: 2\n');
  assert.equal(edited('a:\n- !!str 1\n- &x 2\n', set('/a/0', ['v'])), 'a:\n-\n  - v\n- &x 2\n');
  assert.equal(edited('a:\n- &x 2\n', set('/a/0', ['v'])), 'a:\n- &x\n  - v\n');
});

test('a document without content takes content, and its comments stay', () => {
  assert.equal(edited('', set('/a', 1)), 'a: 1\n');
  assert.equal(edited('# only', set('/a', 1)), '# only\na: 1');
  assert.equal(edited('# only\n', set('/a/b', 1)), '# only\na:\n  b: 1\n');
  assert.equal(edited('%YAML 1.2\n---\n# x\n...\n', set('/a', 1)), '%YAML 1.2\n---\n# x\na: 1\n...\n');
});

test('CRLF, the byte order mark, markers and a missing last newline survive', () => {
  assert.equal(
    edited('\uFEFFa: 1\r\nb:\r\n  c: 2', set('/b/d', { e: 'x\ny' })),
    '\uFEFFa: 1\r\nb:\r\n  c: 2\r\n  d:\r\n    e: |-\r\n      x\r\n      y',
  );
  assert.equal(edited('--- # c\na: 1\n...\n', set('/b', 2)), '--- # c\na: 1\nb: 2\n...\n');
  assert.equal(edited('a: 1\nb: 2', remove('/b')), 'a: 1');
});

test('a list behind a byte order mark is read and edited like any other', () => {
  assert.equal(edited('\uFEFF- a\n- b\n', set('/1', 'c'), insert('/0', 'x')), '\uFEFF- x\n- a\n- c\n');
  assert.equal(edited('\uFEFF', set('/a', 1)), '\uFEFFa: 1\n');
});

const anchored = 'base: &b\n  p: 1\n  q: 2\nx: *b\ny:\n  <<: *b\n  r: 3\n';

test('an edit below an alias or a merge key leaves the anchor alone', () => {
  assert.equal(edited(anchored, set('/x/p', 9)), anchored.replace('x: *b', 'x:\n  p: 9\n  q: 2'));
  assert.equal(edited(anchored, set('/y/p', 9)), `${anchored}  p: 9\n`);
  assert.equal(
    edited(anchored, remove('/y/p')),
    anchored.replace('  <<: *b\n', '').replace('r: 3\n', 'r: 3\n  q: 2\n'),
  );
});

test('an edit of an anchor changes nothing else, unless everything was to change alike', () => {
  assert.equal(
    edited(anchored, set('/base/p', 9)),
    anchored.replace('p: 1', 'p: 9').replace('*b\n', '\n  p: 1\n  q: 2\n').replace('x: \n', 'x:\n') +
      '  p: 1\n',
  );
  const alike = ['/base/p', '/x/p', '/y/p'].map((pointer) => set(pointer, 9));
  assert.equal(edited(anchored, ...alike), anchored.replace('p: 1', 'p: 9'));
});

test('what an anchor brought comes below lines that go', () => {
  const text = 'a: &m\n  q: 1\n<<: *m\nb:\n- c\n\n\n';
  assert.equal(edited(text, set('/a/q', 2), remove('/b/0')), 'a: &m\n  q: 2\n<<: *m\nb: []\nq: 1\n');
});

test('a key that is an alias keeps its name when the anchor changes or goes', () => {
  const text = 'a: &x one\n*x : 1\nb: {*x : 2}\n';
  assert.equal(edited(text, set('/a', 'two')), 'a: &x two\none : 1\nb: {one : 2}\n');
  assert.equal(edited(text, remove('/a')), 'one : 1\nb: {one : 2}\n');
  assert.equal(edited('&x a: 1\nb: *x\n', remove('/a')), 'b: a\n');
  assert.equal(edited('&x a: &y b\n*y : *x\n', set('/b', 1)), '&x a: &y b\nb : 1\n');
});

test('what names an anchor that goes gets text of its own', () => {
  assert.equal(edited(anchored, remove('/base')), 'x:\n  p: 1\n  q: 2\ny:\n  r: 3\n  p: 1\n  q: 2\n');
});

test('a tagged value is written as it stands, indented to its place', () => {
  const join = new Literal('tagged', '!Join\n- ","\n- [x]');
  assert.equal(
    edited('a:\n    b: 1\n', { op: 'set', pointer: '/a/c', value: join }),
    'a:\n    b: 1\n    c: !Join\n        - ","\n        - [x]\n',
  );
  assert.equal(
    edited('a: !secret x # c\n', { op: 'set', pointer: '/a', value: new Literal('tagged', '!secret y') }),
    'a: !secret y # c\n',
  );
});

test('a whole value put over the old one touches only what differs', () => {
  const { value } = parseDocument('a.yaml', commented);
  assert.ok(isMap(value));
  assert.equal(edited(commented, { op: 'set', pointer: '', value }), commented);
  const next = mapOf([...Object.entries(value), ['list', ['one', 'new', fromPlain({ k: 'v', w: 2 })]]]);
  assert.equal(
    edited(commented, { op: 'set', pointer: '', value: next }),
    commented.replace('- one\n', '- one\n- new\n'),
  );
});
