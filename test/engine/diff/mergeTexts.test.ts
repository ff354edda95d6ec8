// What two people made of one file is put together key by key.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { mergeTexts, type MergedText } from '../../../src/engine/diff/mergeTexts.ts';
import type { Pointer } from '../../../src/engine/values/pointer.ts';
import { processorMs } from '../../support/processorTime.ts';

type Texts = readonly [base: string, ours: string, theirs: string];

function merged(path: string, ...[base, ours, theirs]: Texts): MergedText {
  const result = mergeTexts(path, { base, ours, theirs });
  assert.ok(result);
  return result;
}

const lines = (...all: readonly string[]) => all.map((line) => `${line}\n`).join('');

const clean: readonly (readonly [what: string, ...texts: readonly [string, string, string, string]])[] = [
  ['neighboring keys', 'a: 1\nb: 2\n', 'a: 5 # ours\nb: 2\n', 'a: 1\nb: 6\n', 'a: 5 # ours\nb: 6\n'],
  ['two new keys', 'a: 1\n', 'a: 1\nb: 2\n', 'a: 1\nc: 3\n', 'a: 1\nb: 2\nc: 3\n'],
  ['the same change, with the comment of one', 'a: 1\n', 'a: 2\n', 'a: 2 # why\n', 'a: 2 # why\n'],
  ['a key that one removed', 'a: 1\nb: 2\n', 'b: 2\n', 'a: 1\nb: 3\n', 'b: 3\n'],
  [
    'a map in one map',
    'm:\n  a: 1\n',
    'm:\n  a: 2\n',
    'm:\n  a: 1\n  b:\n    c: 1 # new\n',
    'm:\n  a: 2\n  b:\n    c: 1 # new\n',
  ],
  ['items at two places', 'l: [a, b]\n', 'l: [x, a, b]\n', 'l: [a, b, y]\n', 'l: [x, a, b, y]\n'],
  ['an item that both added', 'l: [a]\n', 'l: [a, b]\n', 'l: [a, b]\n', 'l: [a, b]\n'],
  [
    'items by their names, of which one side moved some',
    'l:\n  - { name: a, v: 1 }\n  - { name: b, v: 1 }\n',
    'l:\n  - { name: b, v: 2 }\n  - { name: a, v: 1 }\n',
    'l:\n  - { name: a, v: 9 }\n  - { name: b, v: 1 }\n',
    'l:\n  - { name: b, v: 2 }\n  - { name: a, v: 9 }\n',
  ],
  [
    'items that they moved, with what we changed',
    'l:\n  - { name: a, v: 1 }\n  - { name: b, v: 1 }\n',
    'l:\n  - { name: a, v: 9 }\n  - { name: b, v: 1 }\n',
    'l:\n  - { name: b, v: 2 }\n  - { name: a, v: 1 }\n',
    'l:\n  - { name: b, v: 2 }\n  - { name: a, v: 9 }\n',
  ],
  ['a removed item', 'l: [a, b, c]\n', 'l: [a, c]\n', 'l: [a, b, c, d]\n', 'l: [a, c, d]\n'],
  ['spelling', 'a: 0644\nb: no\n', 'a: 0644\nb: yes\n', 'a: 0600\nb: no\n', 'a: 0600\nb: yes\n'],
];

const conflicting: readonly (readonly [
  what: string,
  places: readonly Pointer[],
  ...texts: readonly [string, string, string, string],
])[] = [
  [
    'one key, around that key alone',
    ['/a'],
    'a: 1\nb: 2\n',
    'a: 3\nb: 2\nc: 1\n',
    'a: 4\nb: 5\n',
    lines('<<<<<<< ours', 'a: 3', '=======', 'a: 4', '>>>>>>> theirs', 'b: 5', 'c: 1'),
  ],
  [
    'a key that one removed and the other changed',
    ['/a'],
    'a: 1\nb: 2\n',
    'b: 2\n',
    'a: 4\nb: 2\n',
    lines('<<<<<<< ours', '=======', 'a: 4', '>>>>>>> theirs', 'b: 2'),
  ],
  [
    'one item behind another',
    ['/l/1'],
    'l:\n  - a\n',
    'l:\n  - a\n  - x\n',
    'l:\n  - a\n  - y\n',
    lines('l:', '  - a', '<<<<<<< ours', '  - x', '=======', '  - y', '>>>>>>> theirs'),
  ],
  [
    'an item that one removed and the other changed',
    ['/l/0'],
    'l:\n  - { id: 1, v: 1 }\n  - { id: 2 }\n',
    'l:\n  - { id: 2 }\n',
    'l:\n  - { id: 1, v: 2 }\n  - { id: 2 }\n',
    lines('l:', '<<<<<<< ours', '=======', '  - { id: 1, v: 2 }', '>>>>>>> theirs', '  - { id: 2 }'),
  ],
  [
    'kinds of values',
    ['/a'],
    'a: 1\n',
    'a: [1]\n',
    'a: { b: 1 }\n',
    lines('<<<<<<< ours', 'a: [1]', '=======', 'a: { b: 1 }', '>>>>>>> theirs'),
  ],
  [
    'a file without an end of its last line',
    ['/a'],
    'a: 1',
    'a: 2',
    'a: 3',
    lines('<<<<<<< ours', 'a: 2', '=======', 'a: 3', '>>>>>>> theirs'),
  ],
];

suite('a merge', () => {
  for (const [what, base, ours, theirs, expected] of clean)
    test(`puts together ${what}`, () => {
      assert.deepEqual(merged('a.yaml', base, ours, theirs), {
        text: expected,
        hasConflicts: false,
        conflicts: [],
      });
    });

  for (const [what, conflicts, base, ours, theirs, expected] of conflicting)
    test(`marks a conflict of ${what}`, () => {
      assert.deepEqual(merged('a.yaml', base, ours, theirs), {
        text: expected,
        hasConflicts: true,
        conflicts,
      });
    });

  test('of JSON knows its commas, and its comments where there are some', () => {
    const [base, ours] = ['{\n  "a": 1\n}\n', '{\n  "a": 1,\n  "b": 2\n}\n'];
    const theirs = '{\n  "a": 1,\n  // why\n  "c": 3\n}\n';
    const text = '{\n  "a": 1,\n  "b": 2,\n  // why\n  "c": 3\n}\n';
    assert.deepEqual(merged('a.json', base, ours, theirs), { text, hasConflicts: false, conflicts: [] });
  });

  test('of several documents tells them by their names', () => {
    const service = (port: number) => `kind: Service\nmetadata: { name: s }\nport: ${port}\n`;
    const other = (n: number) => `kind: Deployment\nmetadata: { name: s }\nn: ${n}\n`;
    const join = (...all: readonly string[]) => all.join('---\n');
    assert.deepEqual(
      merged('a.yaml', join(service(1), other(1)), join(other(1), service(2)), join(service(1), other(2))),
      { text: join(other(2), service(2)), hasConflicts: false, conflicts: [] },
    );
  });

  test('of a file that both added takes the keys of both', () => {
    assert.deepEqual(merged('a.yaml', '', 'a: 1\nb: 1\n', 'a: 1\nc: 1\n'), {
      text: 'a: 1\nb: 1\nc: 1\n',
      hasConflicts: false,
      conflicts: [],
    });
  });

  test('keeps the line ends, and marks with them', () => {
    assert.equal(
      merged('a.yaml', 'a: 1\r\nb: 1\r\n', 'a: 2\r\nb: 1\r\n', 'a: 3\r\nb: 2\r\n').text,
      '<<<<<<< ours\r\na: 2\r\n=======\r\na: 3\r\n>>>>>>> theirs\r\nb: 2\r\n',
    );
  });

  test('has the comments of both sides', () => {
    const texts = ['a: 1\nb: 1\n', '# ours\na: 2 # two\nb: 1\n', 'a: 3\nb: 1 # one\n# theirs\n'] as const;
    assert.equal(
      merged('a.yaml', ...texts).text,
      lines(
        '<<<<<<< ours',
        '# ours',
        'a: 2 # two',
        '=======',
        'a: 3',
        '>>>>>>> theirs',
        'b: 1 # one',
        '# theirs',
      ),
    );
  });

  test('marks a comment that would be lost', () => {
    const { text, hasConflicts } = merged(
      'a.yaml',
      'a: 1 # x\nb: 1\n',
      'a: 2 # y\nb: 1\n',
      'a: 1 # z\nb: 1\n',
    );
    assert.equal(text, lines('<<<<<<< ours', 'a: 2 # y', '=======', 'a: 2 # z', '>>>>>>> theirs', 'b: 1'));
    assert.equal(hasConflicts, true);
  });

  test('takes the lines that Git merged where they say the same', () => {
    const texts = { base: 'a: 1\nb: {x: 1}\n', ours: 'a:   2\nb: {x: 1}\n', theirs: 'a: 1\nb: { x: 2 }\n' };
    const clean = 'a:   2\nb: { x: 2 }\n';
    assert.equal(mergeTexts('a.yaml', { ...texts, clean })?.text, clean);
  });

  test('leaves lines and comments whole', () => {
    const [key, list] = ['a: 1\n? g # note\n: a', '{"a":"","l":[0,\n    "", // note\n]}'];
    assert.match(merged('a.yaml', key, key.replace(': a', ': b'), 'a: 1').text, /\n# note\ng: b\n===/);
    const [two, lacking] = ['{"a": // note\n0,"b":{} /* c\n d */ }', '{"b":{} /* c\n d */ }'];
    assert.equal(merged('a.jsonc', two, two.replace('{} ', '1 '), lacking).text, '{"b":1 /* c\n d */ }');
    const other = '{"a":"","l":["x", // note\n]}';
    assert.match(
      merged('a.jsonc', list, list.replace('""', '1'), other).text,
      /^{"a":1,"l":\["x",\s+\/\/ note/,
    );
  });

  test('is none where a version does not parse', () => {
    assert.equal(mergeTexts('a.yaml', { base: 'a: 1\n', ours: 'a: [\n', theirs: 'a: 2\n' }), null);
  });
});

suite('a merge of much', () => {
  test('takes no longer than its lines do', () => {
    const list = (at: number) =>
      Array.from({ length: 20_000 }, (_, index) => `k${index}: ${(index % 3) + at}\n`).join('');
    const started = processorMs();
    mergeTexts('a.yaml', { base: list(0), ours: list(7), theirs: list(9) });
    const took = processorMs() - started;
    assert.ok(took < 8_000, `${took} ms of the processor`);
  });

  test('takes more items and conflicts than a call has arguments', () => {
    const numbers = (from: number) => Array.from({ length: 140_000 }, (_, index) => index + from);
    const text = (items: readonly number[]) => JSON.stringify({ l: [1, 2, 3, ...items] });
    const versions = { base: text([]), ours: text(numbers(1_000_000)), theirs: text(numbers(2_000_000)) };
    assert.deepEqual(mergeTexts('a.json', versions)?.conflicts, ['/l/3']);
    const keys = (value: number) =>
      JSON.stringify({ l: [Object.fromEntries(numbers(0).map((key) => [`k${key}`, value]))] });
    const merged = mergeTexts('a.json', { base: keys(0), ours: keys(1), theirs: keys(2) });
    assert.equal(merged === null || merged.conflicts.length === 140_000, true);
  });
});
