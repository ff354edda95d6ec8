// Values keep their kind when they move between formats: a string stays that string for every reader of YAML, whatever it
// looks like, and a number keeps its digits.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import {
  applyEdits,
  editDocument,
  parseDocument,
  renderDocument,
} from '../../../src/engine/text/document.ts';
import {
  fromPlain,
  equalValues,
  isList,
  isMap,
  mapOf,
  numberOf,
  type Value,
} from '../../../src/engine/values/value.ts';
import { randomRuns } from '../../support/sizes.ts';

/** What some reader takes for a number, a date, a boolean, nothing, a mark, or part of the lines around it. */
const odd = [
  ...[
    '1e3',
    '0x1F',
    '0o7',
    '07',
    '0b1',
    '.5',
    '1.',
    '1_000',
    '12:30:45',
    '190:20:30.15',
    '+1',
    '-0',
    '.inf',
    '.NaN',
  ],
  ...['yes', 'NO', 'On', 'off', 'y', 'N', 'true', 'FALSE', '~', 'null', 'Null', '', '=', '<<', '2020-01-01'],
  ...[
    '2001-12-14t21:59:43.10-05:00',
    '-',
    '?',
    ':',
    '- x',
    '? x',
    ': x',
    'a: b',
    'a:',
    ':a',
    'a #b',
    '#x',
    '---',
    '...',
  ],
  ...[
    '!tag',
    '%x',
    '@x',
    '`x',
    '&a',
    '*a',
    '|',
    '>',
    '{a',
    '[a',
    'a, b',
    'a]',
    '"a',
    "'a",
    "it's",
    '\\',
    '\\n',
  ],
  ...[
    ' lead',
    'trail ',
    '\ttab',
    'tab\t',
    ' ',
    '\n',
    '\n\n',
    'a\nb',
    'a\nb\n',
    'a\n\n',
    ' a\nb',
    'a \nb ',
    'a\n  b\n',
    'a\n\tb',
  ],
  ...[
    'a\r\nb',
    '\r',
    'é',
    '測試',
    '🔧',
    '\u0000',
    '\u0007',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\ufeffa',
    '\ud800',
  ],
  ...[
    '__proto__',
    'constructor',
    '# a\n# b',
    'a: b\nc: d',
    '- a\n- b',
    '--- a\nb',
    '%a\nb',
    'a\u0085b',
    '\u00a0a',
  ],
];
const text = fc.oneof(
  fc.constantFrom(...odd),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.tuple(fc.constantFrom(...odd), fc.constantFrom(...odd)).map((parts) => parts.join('')),
);
const texts = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
    fc.array(fc.tuple(text, tie('value')), { minLength: 1, maxLength: 4 }).map(mapOf),
  ),
})).value;

/** Data as another reader has it: its maps have a prototype, but keep `__proto__` as a key. */
function isRead(plain: unknown, value: Value): boolean {
  if (isList(value))
    return (
      Array.isArray(plain) &&
      plain.length === value.length &&
      value.every((item, index) => isRead(plain[index], item))
    );
  if (!isMap(value)) return plain === value;
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return false;
  const read = new Map(Object.entries(plain));
  return (
    read.size === Object.keys(value).length &&
    Object.entries(value).every(([key, item]) => isRead(read.get(key), item))
  );
}

function assertReadByAll(yaml: string, value: Value): void {
  const ours = parseDocument('a.yaml', yaml);
  assert.ok(ours.value !== undefined && equalValues(ours.value, value), yaml);
  for (const version of ['1.1', '1.2'] as const)
    assert.ok(isRead(parse(yaml, { version }), value), `${version}: ${yaml}`);
}

suite('a string', () => {
  test('that is written as YAML is the same string for readers of YAML 1.1 and 1.2', () => {
    for (const one of odd) assertReadByAll(renderDocument(one, 'yaml'), one);
    fc.assert(
      fc.property(texts, (value) => assertReadByAll(renderDocument(value, 'yaml'), value)),
      { numRuns: randomRuns(500) },
    );
  });

  test('that is set among others, in any quotes and brackets, is the same string for all of them', () => {
    const places = [
      ['a: x\n', '/a'],
      ['a: "x"\n', '/a'],
      ["a: 'x' # c\nb: z\n", '/a'],
      ['a: |\n  x\n', '/a'],
      ['a: >-\n  x\n# c\n', '/a'],
      ['a:\n  b: x\nc: z\n', '/a/b'],
      ['a:\n', '/a'],
      ['- x\n', '/0'],
      ['- - x\n  - z\n', '/0/0'],
      ['[x, z]\n', '/0'],
      ['{a: x}\n', '/a'],
      ['{a: [\n  x]}', '/a/0'],
      ['x', ''],
    ] as const;
    const write = ([yaml, pointer]: (typeof places)[number], value: Value) => {
      const document = parseDocument('a.yaml', yaml);
      const edits = [{ op: 'set', pointer, value }] as const;
      assertReadByAll(editDocument(document, edits), applyEdits(document.value ?? null, edits));
    };
    for (const place of places) for (const one of odd) write(place, one);
    fc.assert(fc.property(fc.constantFrom(...places), texts, write), { numRuns: randomRuns(500) });
  });

  test('comes back from YAML and JSON as it was', () => {
    fc.assert(
      fc.property(texts, (value) => {
        const json = parseDocument('a.json', renderDocument(value, 'json')).value ?? null;
        const yaml = parseDocument('a.yaml', renderDocument(json, 'yaml')).value ?? null;
        assert.ok(equalValues(json, value) && equalValues(yaml, value));
      }),
      { numRuns: randomRuns(300) },
    );
  });
});

test('a number keeps its digits from JSON to YAML and back', () => {
  const sources = [
    '1.0',
    '1e5',
    '1E+5',
    '-0',
    '0.10',
    '12345678901234567890',
    '1e400',
    '-1.5e-10',
    '123.000',
  ];
  const value = fromPlain({ a: sources.map(() => 0) });
  const json = `{"a":[${sources.join(',')}],"b":{"c":${sources[0]}}}`;
  const read = parseDocument('a.json', json).value ?? null;
  assert.ok(!equalValues(read, value));
  const yaml = renderDocument(read, 'yaml');
  for (const source of sources) assert.match(yaml, new RegExp(`- ${source.replace('+', '\\+')}\n`));
  const back = parseDocument('a.yaml', yaml).value ?? null;
  assert.ok(equalValues(back, read));
  assert.equal(renderDocument(back, 'json').replace(/\s/g, ''), json);
  assert.deepEqual(isMap(back) && back['a'], sources.map(numberOf));
});
