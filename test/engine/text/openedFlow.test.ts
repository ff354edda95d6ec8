// What needs lines and comes to a flow collection makes a block of that, and of no more than it stands in.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { editDocument, parseDocument } from '../../../src/engine/text/document.ts';
import { move } from '../../support/texts/edits.ts';
import { valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';

const linesOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

/** What is at a pointer in one text, put there in another. */
function carried(from: readonly string[], into: readonly string[], pointer: Pointer): readonly string[] {
  const source = parseDocument('a.yaml', linesOf(from));
  const value = valueAt(source.value ?? null, pointer) ?? null;
  const document = parseDocument('a.yaml', linesOf(into));
  const text = editDocument(document, [{ op: 'set', pointer, value }], { sources: [source] });
  return text.split('\n').slice(0, -1);
}

interface Case {
  readonly what: string;
  readonly from: readonly string[];
  readonly into: readonly string[];
  readonly pointer: Pointer;
  readonly wanted: readonly string[];
}

const script = ['m:', '  a: |', '    one', '    two'];

const cases: readonly Case[] = [
  {
    what: 'a block text',
    from: script,
    into: ['m: {b: 0x1F, c: [1,  2]} # end'],
    pointer: '/m/a',
    wanted: ['m: # end', '  b: 0x1F', '  c: [1,  2]', '  a: |', '    one', '    two'],
  },
  {
    what: 'a folded text in the place of a value',
    from: ['m:', '  a: >-', '    one', '    two'],
    into: ["m: {a: x, b: 'y'}"],
    pointer: '/m/a',
    wanted: ['m:', '  a: >-', '    one', '    two', "  b: 'y'"],
  },
  {
    what: 'text in quotes of several lines',
    from: ['m:', '  a: "one', '    two"'],
    into: ['m: {b: 1}'],
    pointer: '/m/a',
    wanted: ['m:', '  b: 1', '  a: "one', '    two"'],
  },
  {
    what: 'a value with comments inside',
    from: ['m:', '  a:', '    # one', '    x: 1', '    y: 2 # two'],
    into: ['m: {b: 1}'],
    pointer: '/m/a',
    wanted: ['m:', '  b: 1', '  a:', '    # one', '    x: 1', '    y: 2 # two'],
  },
  {
    what: 'a key with comments around',
    from: ['m:', '  # one', '  a: 1 # two'],
    into: ['m: {b: 1}'],
    pointer: '/m/a',
    wanted: ['m:', '  b: 1', '  # one', '  a: 1 # two'],
  },
  {
    what: 'an item with a comment beside it',
    from: ['l:', '  - 1', '  - 2 # two'],
    into: ['l: [1]'],
    pointer: '/l/1',
    wanted: ['l:', '  - 1', '  - 2 # two'],
  },
  {
    what: 'only what is on the way',
    from: ['m:', '  n:', '    a: |', '      one', '      two'],
    into: ['m: {l: [{x: 1}], n: {b: {c: 1}}, o: {}}', 'z: {y: 1}'],
    pointer: '/m/n/a',
    wanted: [
      'm:',
      '  l: [{x: 1}]',
      '  n:',
      '    b: {c: 1}',
      '    a: |',
      '      one',
      '      two',
      '  o: {}',
      'z: {y: 1}',
    ],
  },
  {
    what: 'an item of a block list',
    from: ['- a: |', '    one', '    two', '  b: 1'],
    into: ['- {b: 1}', '- {c: 1}'],
    pointer: '/0/a',
    wanted: ['- a: |', '    one', '    two', '  b: 1', '- {c: 1}'],
  },
  {
    what: 'the whole content',
    from: ['a: |', '  one', '  two'],
    into: ['# top', '{b: 1, c: {d: 2}} # end'],
    pointer: '/a',
    wanted: ['# top', 'b: 1', 'c: {d: 2}', 'a: |', '  one', '  two', '# end'],
  },
  {
    what: 'comments between the entries, each with its own',
    from: script,
    into: ['m: {', '  # one', '  b: 1, # two', '  c: 2,', '  # three', '  d: 3', '  # four', '}'],
    pointer: '/m/a',
    wanted: [
      'm:',
      '  # one',
      '  b: 1 # two',
      '  c: 2',
      '  # three',
      '  d: 3',
      '  a: |',
      '    one',
      '    two',
      '  # four',
    ],
  },
  {
    what: 'an anchor and a tag',
    from: ['m:', '  a: 1 # one'],
    into: ['m: &m !!map {b: 1}', 'n: *m'],
    pointer: '/m/a',
    wanted: ['m: &m !!map', '  b: 1', '  a: 1 # one', 'n:', '  b: 1'],
  },
  {
    what: 'lines that have room for comments stay in their brackets',
    from: ['m:', '  # one', '  a: 1 # two'],
    into: ['m: {', '  b: 1', '}'],
    pointer: '/m/a',
    wanted: ['m: {', '  b: 1,', '  # one', '  a: 1 # two', '}'],
  },
  {
    what: 'what needs no lines stays in its brackets, as it is spelled',
    from: ['m:', '  a:', "    x: 'one'", '    y: [0x1F]', '    z:', '      - "two"'],
    into: ['m: {b: 1}'],
    pointer: '/m/a',
    wanted: [`m: {b: 1, a: {x: 'one', y: [0x1F], z: ["two"]}}`],
  },
  {
    what: 'a map with merge keys stays in its brackets',
    from: ['m:', '  a: 1 # one'],
    into: ['n: &n {x: 1}', 'm: {<<: *n, b: 1}'],
    pointer: '/m/a',
    wanted: ['n: &n {x: 1}', '# one', 'm: {<<: *n, b: 1, a: 1}'],
  },
];

suite('a flow collection becomes a block for what needs lines', () => {
  for (const { what, from, into, pointer, wanted } of cases)
    test(what, () => {
      assert.deepEqual(carried(from, into, pointer), wanted);
    });

  test('also where it moves', () => {
    const lines = [
      "m: {x: 'q', y: [1,  2]} # m",
      'l:',
      '  # one',
      '  - 0644 # i1',
      '  - |-',
      '    text',
      'z: 1',
    ];
    const edits = [move('/l', '/m/l')];
    const text = editDocument(parseDocument('a.yaml', linesOf(lines)), edits);
    const wanted = [
      'm: # m',
      "  x: 'q'",
      '  y: [1,  2]',
      '  l:',
      '    # one',
      '    - 0644 # i1',
      '    - |-',
      '      text',
    ];
    assert.equal(text, linesOf([...wanted, 'z: 1']));
  });
});
