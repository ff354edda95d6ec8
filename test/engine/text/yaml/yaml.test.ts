import assert from 'node:assert/strict';
import test from 'node:test';
import { parseDocument } from '../../../../src/engine/text/document.ts';
import { faultText } from '../../../../src/engine/text/yaml/yamlFaults.ts';
import {
  fromPlain,
  isMap,
  Literal,
  mapOf,
  toPlain,
  type Value,
} from '../../../../src/engine/values/value.ts';

function valueOf(text: string): Value | undefined {
  const { value, problems } = parseDocument('a.yaml', text);
  assert.deepEqual(problems, []);
  return value;
}

function problemsOf(text: string): string {
  const { problems, value } = parseDocument('a.yaml', text);
  assert.equal(value === undefined, problems.length > 0);
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n');
}

test('plain scalars are what YAML 1.2 says, and keep a spelling that says more', () => {
  const list = valueOf(
    '[0x1F, 0o17, +12, 012, .5, 1e3, 1.0, true, ~, , yes, 2001-01-01, 12:30, 1_000]'.replace(' ,', ''),
  );
  const number = (source: string): Literal => new Literal('number', source);
  assert.deepEqual(list, [
    ...['0x1F', '0o17', '+12', '012', '.5'].map(number),
    number('1e3'),
    number('1.0'),
    true,
    null,
    ...['yes', '2001-01-01', '12:30', '1_000'].map((source) => new Literal('text', source)),
  ]);
});

test('numbers that JSON cannot say are kept as written', () => {
  assert.deepEqual(
    valueOf('[.inf, -.INF, .nan]'),
    ['.inf', '-.INF', '.nan'].map((source) => new Literal('text', source)),
  );
  assert.deepEqual(valueOf('1152921504606846977'), new Literal('number', '1152921504606846977'));
});

test('core tags say what a scalar is, other tags are kept as written', () => {
  assert.deepEqual(valueOf('[!!str 12, !!int "3", ! 4]'), ['12', 3, '4']);
  assert.deepEqual(
    valueOf('a: !include x.yaml\nb: !Join\n    - ","\n    - [x]\nc: !empty\n'),
    mapOf([
      ['a', new Literal('tagged', '!include x.yaml')],
      ['b', new Literal('tagged', '!Join\n- ","\n- [x]')],
      ['c', new Literal('tagged', '!empty')],
    ]),
  );
});

test('an empty text and one of comments alone are null', () => {
  for (const text of ['', '# only\n', '---\n', '\uFEFF', '%YAML 1.2\n---\n...\n'])
    assert.equal(valueOf(text), null);
});

test('scalar keys count as their text, and prototype names are plain keys', () => {
  const map = mapOf([
    ['200', 1],
    ['true', 2],
    ['', 3],
    ['__proto__', 4],
  ]);
  assert.deepEqual(valueOf('200: 1\ntrue: 2\n: 3\n__proto__: 4\n'), map);
});

test('keys that are no scalars are problems', () => {
  assert.match(problemsOf('a: 1\n[b]: 2\n'), /^2:1 A key/);
  assert.match(problemsOf('? {a: 1}\n: 2\n'), /^1:1 A key/);
});

test('duplicate keys are problems, several merge keys are not', () => {
  assert.match(problemsOf('a: 1\nb: {c: 1, c: 2}\na: 3\n'), /^2:11 .*\n3:1 /);
  assert.match(problemsOf('1: a\n"1": b\n'), /^2:1 /);
  assert.deepEqual(
    valueOf('a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc:\n  <<: *a\n  <<: *b\n  y: 3\n'),
    fromPlain({ a: { x: 1 }, b: { x: 2, y: 2 }, c: { x: 1, y: 3 } }),
  );
});

test('merge keys bring maps, the first source first, and never over an own key', () => {
  assert.deepEqual(
    valueOf('- &a {x: 1, y: 1}\n- &b {y: 2, z: 2}\n- {z: 3, <<: [*a, *b]}\n- <<: !include c\n'),
    [
      ...[
        { x: 1, y: 1 },
        { y: 2, z: 2 },
        { x: 1, y: 1, z: 3 },
      ].map(fromPlain),
      mapOf([['<<', new Literal('tagged', '!include c')]]),
    ],
  );
});

test('aliases have the value of the anchor above them', () => {
  assert.deepEqual(valueOf('a: &x 1\nb: *x\nc: &x [2]\nd: *x\n'), fromPlain({ a: 1, b: 1, c: [2], d: [2] }));
  assert.match(problemsOf('a: *x\nb: &x 1\n'), /^1:4 This alias doesn't refer to an anchor/);
  assert.match(problemsOf('a: &x [*x]\n'), /^1:8 The alias \*x is inside/);
});

test('aliases that stand for too much are a problem, soon', () => {
  const levels = Array.from(
    { length: 20 },
    (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(', ')}]`,
  );
  assert.match(problemsOf(['a0: &a0 [1, 2, 3]', ...levels].join('\n')), /^6:\d+ The aliases expand to more/);
});

test('merge keys that bring too much are a problem, soon, and many that bring little are none', () => {
  const map = (size: number) =>
    `{${Array.from({ length: size }, (_, index) => `k${index}: ${index}`).join(', ')}}`;
  const merging = (size: number, times: number) =>
    `b: &b ${map(size)}\n${Array.from({ length: times }, (_, index) => `c${index}: {<<: *b, k0: x}\n`).join('')}`;
  const value = valueOf(merging(100, 450));
  assert.ok(isMap(value) && isMap(value['c449']));
  assert.deepEqual([value['c449']['k0'], value['c449']['k99']], ['x', 99]);
  assert.match(problemsOf(merging(3_000, 3_000)), /^18:\d+ The aliases expand to more than 100000 values\.$/);
  const list = `b: &b ${map(3_000)}\nc: {<<: [${Array(20_000).fill('*b').join(', ')}]}\n`;
  assert.match(problemsOf(list), /^2:\d+ The aliases expand to more than 100000 values\.$/);
  const nested = `${'{<<: '.repeat(150)}${map(5_000)}${'}'.repeat(150)}\n`;
  assert.match(problemsOf(nested), /^1:\d+ The file is too large to be read key by key\.$/);
});

test('several documents are a list of them, each with its own anchors', () => {
  const text = '%YAML 1.2\n---\na: &x 1\nb: *x\n---\n- 2\n...\n---\nc: &x 3\nd: *x\n';
  assert.deepEqual(toPlain(valueOf(text) ?? null), [{ a: 1, b: 1 }, [2], { c: 3, d: 3 }]);
  assert.equal(problemsOf('a: &x 1\n---\nb: *x\n'), "3:4 This alias doesn't refer to an anchor above it.");
  assert.equal(problemsOf('a: 1\n---\nb: {\n').startsWith('4:1'), true);
});

test('a marker with nothing behind or in front of it makes no document', () => {
  for (const text of ['a: 1\n---\n', '---\n---\na: 1\n', 'a: 1\n...\n', 'a: 1\n---\n# end\n'])
    assert.deepEqual(toPlain(valueOf(text) ?? null), { a: 1 }, text);
});

test('nesting is bounded, and far beyond the bound it is still only a problem', () => {
  assert.equal(problemsOf('['.repeat(200) + ']'.repeat(200)), '');
  assert.match(problemsOf('['.repeat(201) + ']'.repeat(201)), /^1:201 Nested/);
  for (const opening of ['[', '- ', '? ', '{a: '])
    assert.match(problemsOf(opening.repeat(100_000)), /^1:\d+ Nested/);
});

test('text that is no YAML is a problem where it breaks', () => {
  for (const text of ['a: b: c', 'a: [1', 'a: "x', '\ta: 1', 'a: 1\n b: 2', '- a\nb', '@a']) {
    assert.match(problemsOf(text), /^\d+:\d+ ./, JSON.stringify(text));
  }
});

test('however many problems there are, they are told soon', () => {
  assert.equal(parseDocument('a.yaml', 'a: 1\n'.repeat(20_000)).problems.length, 100);
});

test('what is wrong with a value is told without the value', () => {
  for (const text of [
    'a: |hunter2\n',
    'a: }hunter2\n',
    'a: !hunter2!\n',
    '%YAML hunter2\n---\na: 1\n',
    'a: "hunter2\\q"\n',
  ])
    assert.doesNotMatch(problemsOf(text), /hunter2|\\q/, text);
  assert.match(problemsOf('a: |hunter2\n'), /^1:\d+ Start the text on the line after/);
});

test('what does not parse is told in words that say what to change', () => {
  const told = {
    'a:\n   b: 1\n  c: 2\n': '3:1 Wrong indentation: the keys of a map must start in the same column.',
    'a:\n  - 1\n - 2\n': '3:1 Wrong indentation: the items of a list must start in the same column.',
    'a:\n\tb: 1\n': "2:1 Tabs can't be used for indentation. Use spaces.",
    'a: "x\nb: 1\n': '3:1 The closing " is missing.',
    "a: 'x\nb: 1\n": "3:1 The closing ' is missing.",
    'a: [1, 2\nb: 1\n': "2:1 This list isn't closed with ], or the next line isn't indented enough.",
    'a: {x: 1\nb: 2\n': "2:1 This map isn't closed with }, or the next line isn't indented enough.",
    'a: b: c\n':
      '1:4 There is a second colon on this line. Put quotes around the value, or check the indentation.',
    'a:1\nb: 2\n': '1:1 A key needs a colon and a space after it, on the same line.',
    'a: @x\n': "1:4 Unquoted text can't start with this character. Put quotes around the text.",
    'a:\n- 1\nb\n': '3:1 Add a colon after this key.',
    'a: "x"#c\n': '1:7 Add a space before the #.',
    'a: "x" y\n': '1:8 Unexpected text.',
    '- a\nb: 1\n': '2:1 Unexpected text.',
    'a: |x\n  t\n': '1:5 Start the text on the line after | or >.',
    'a: [1]]\n': '1:7 Unexpected closing bracket.',
    'a: &x &y 1\n': '1:7 A value can have only one anchor.',
    'a: {x: 1 y: 2}\n': '1:8 A comma or a closing bracket is missing.',
    '{"a": 1,, "b": 2}\n': '1:9 Unexpected comma.',
    'a: "\\q"\n': "1:5 This isn't a valid escape sequence.",
    '[1, 2\n': '2:1 The closing ] is missing.',
    '{ a: 1\n': '2:1 The closing } is missing.',
    '--- - a\n': '1:5 Start the map or list on the line after ---.',
    'a: !t"x"\n': '1:6 Add a space after the tag or anchor.',
    'a: |\n     \n  b\n':
      '3:3 Wrong indentation: this text must be indented at least as far as the blank lines above it.',
    'a: & b\n': '1:4 An anchor or alias needs a name.',
    'a: *\n': '1:4 An anchor or alias needs a name.',
  };
  for (const [text, problem] of Object.entries(told)) assert.equal(problemsOf(text), problem, text);
});

test('what the YAML package says in words of its own, which may cite the file, reaches nobody', () => {
  assert.equal(faultText('IMPOSSIBLE', 'Unsupported token hunter2'), "This isn't valid YAML.");
});

test('the markers of a merge conflict are told as such, and nothing that comes of them', () => {
  const lines = ['"a": 1,', '<<<<<<< HEAD', '"b": 1', '=======', '"b": 2', '>>>>>>> feature'];
  for (const [path, text] of [
    ['a.json', `{\n${lines.join('\n')}\n}\n`],
    ['a.yaml', `${lines.join('\n').replaceAll(/[",]/g, '')}\n`],
  ] as const) {
    const [problem, ...others] = parseDocument(path, text).problems;
    assert.match(problem?.message ?? '', /^Unresolved merge conflict\. Keep one side/);
    assert.deepEqual([problem?.line, others], [path === 'a.json' ? 3 : 2, []]);
  }
});
