import assert from 'node:assert/strict';
import test from 'node:test';
import { editDocument, parseDocument, type Edit } from '../../../../src/engine/text/document.ts';
import { Literal, mapOf } from '../../../../src/engine/values/value.ts';
import { insert, remove, set } from '../../../support/texts/edits.ts';

function edited(text: string, ...edits: readonly Edit[]): string {
  return editDocument(parseDocument('settings.jsonc', text), edits);
}

function problemOf(path: string, text: string): string {
  const { problems, value } = parseDocument(path, text);
  assert.equal(value === undefined, problems.length > 0);
  return problems.map(({ line, column }) => `${line}:${column}`).join(' ');
}

test('strict JSON refuses what RFC 8259 does not allow, with a position', () => {
  const refused = [
    '',
    '[1,]',
    '{"a":1,}',
    '// c\n1',
    '/* c */ 1',
    "{'a':1}",
    '{a:1}',
    '[01]',
    '[1.]',
    '[.5]',
    '[+1]',
    '[-]',
    '[NaN]',
    '["\t"]',
    '["\\x"]',
    '["\\u12"]',
    '"a',
    '[1 2]',
    '1 2',
    '{"a" 1}',
    '[',
    '{"a":',
    'nul',
    '[1}',
    '\u00a0 1',
  ];
  for (const text of refused) assert.match(problemOf('a.json', text), /^\d+:\d+$/, JSON.stringify(text));
  assert.equal(problemOf('a.json', '{\n  "a": 1,\n}'), '3:1');
});

test('strict JSON accepts every kind of value, with and without a byte order mark', () => {
  for (const text of ['null', ' "\\u0041\\n" ', '[]', '{}', '[-0.5e+10]', '\uFEFF{"a":[true,false]}']) {
    assert.equal(problemOf('a.json', text), '', text);
  }
  assert.equal(parseDocument('a.json', '"\\u0041\\n"').value, 'A\n');
});

test('JSON with comments accepts comments and trailing commas', () => {
  const { value } = parseDocument('a.jsonc', '// one\n{"a": [1, /* two */ 2,], // three\n}');
  assert.deepEqual(value, mapOf([['a', [1, 2]]]));
  assert.equal(problemOf('a.jsonc', '{"a":1} /* open'), '1:9');
});

test('each duplicate key is a problem where it stands', () => {
  assert.equal(problemOf('a.json', '{"a":1,\n"a":2,"b":{"c":1,"c":1}}'), '2:1 2:18');
});

test('nesting is bounded, and far beyond the bound it is still only a problem', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  assert.equal(problemOf('a.json', nested(200)), '');
  assert.equal(problemOf('a.json', nested(201)), '1:201');
  assert.equal(problemOf('a.json', '['.repeat(100_000)), '1:201');
  assert.equal(problemOf('a.jsonc', '{"a":'.repeat(100_000)), '1:1001');
});

test('numbers keep their source and `__proto__` is a plain key', () => {
  const { value } = parseDocument('a.json', '{"__proto__": [1.0, 1e400, 1152921504606846977, 7]}');
  const number = (source: string): Literal => new Literal('number', source);
  assert.deepEqual(
    value,
    mapOf([['__proto__', [number('1.0'), number('1e400'), number('1152921504606846977'), 7]]]),
  );
});

const commented = `{
  // above a
  "a": 1, // beside a
  // above b
  "b": [1, 2, 3], /* beside b */
  "c": {}
  // at the end
}
`;

test('a scalar is replaced in its place', () => {
  assert.equal(edited(commented, set('/a', 'x')), commented.replace('"a": 1', '"a": "x"'));
  assert.equal(edited(commented, set('/b/1', null)), commented.replace('2', 'null'));
});

test('a new key follows the last one and leaves the comments where they are', () => {
  assert.equal(
    edited(commented, set('/d', { e: [1] })),
    commented.replace('"c": {}', '"c": {},\n  "d": {\n    "e": [\n      1\n    ]\n  }'),
  );
});

test('the comma goes behind the value, not behind its comment', () => {
  assert.equal(edited('{\n  "a": 1 // note\n}', set('/b', 2)), '{\n  "a": 1, // note\n  "b": 2\n}');
});

test('removing a key keeps every comment around it', () => {
  assert.equal(edited(commented, remove('/a')), commented.replace('  "a": 1, // beside', '  // beside'));
  assert.equal(edited(commented, remove('/c')), commented.replace('],', ']').replace('  "c": {}\n', ''));
  const all = edited(commented, remove('/a'), remove('/b'), remove('/c'));
  for (const comment of ['above a', 'beside a', 'above b', 'beside b', 'at the end'])
    assert.match(all, new RegExp(comment));
});

test('the bracket behind a removed last entry moves up, save behind a line comment', () => {
  assert.equal(edited('[1,\n  2]', remove('/1')), '[1]');
  assert.equal(edited('[1, // one\n  2]', remove('/1')), '[1 // one\n  ]');
});

test('behind a comment in the line the bracket moves up, and the comment keeps its blanks', () => {
  assert.equal(edited('[1 /* one */,\n  2]', remove('/1')), '[1 /* one */]');
  assert.equal(edited('[1, /* one */\n  2]', remove('/1')), '[1 /* one */]');
  assert.equal(edited('{"a":1,"b":2, // note\n"c":3}', remove('/b')), '{"a":1, // note\n"c":3}');
});

test('a trailing comma stays', () => {
  assert.equal(edited('[\n  1,\n]', set('/-', 2)), '[\n  1,\n  2,\n]');
  assert.equal(edited('[\n  1,\n  2,\n]', remove('/1')), '[\n  1,\n]');
  assert.equal(edited('[1, 2, ]', set('/-', 3)), '[1, 2, 3, ]');
});

test('one line stays one line, spaced as it was', () => {
  assert.equal(edited('{"a":1,"b":{"c":2}}', set('/b/d', [1, {}]), remove('/a')), '{"b":{"c":2,"d":[1,{}]}}');
  assert.equal(edited('{ "a": 1, "b": 2 }', remove('/a')), '{ "b": 2 }');
  assert.equal(edited('{ "a": 1, "b": 2 }', remove('/b')), '{ "a": 1 }');
  assert.equal(edited('{ "a": 1 }', remove('/a')), '{}');
});

test('indentation by tabs, CRLF, the byte order mark and a missing last newline survive', () => {
  assert.equal(
    edited('\uFEFF{\r\n\t"a": {}\r\n}', set('/a/b', [1])),
    '\uFEFF{\r\n\t"a": {\r\n\t\t"b": [\r\n\t\t\t1\r\n\t\t]\r\n\t}\r\n}',
  );
});

test('an item is inserted before its index and leaves the comments of the others', () => {
  const list = '[ // numbers\n  // one\n  1,\n  // two\n  2\n]';
  assert.equal(edited(list, insert('/0', 0)), '[ // numbers\n  0,\n  // one\n  1,\n  // two\n  2\n]');
  assert.equal(edited(list, insert('/1', 0)), '[ // numbers\n  // one\n  1,\n  0,\n  // two\n  2\n]');
  assert.equal(edited(list, insert('/-', 0)), '[ // numbers\n  // one\n  1,\n  // two\n  2,\n  0\n]');
  assert.equal(edited('[1, 2]', insert('/0', 0), insert('/2', 9)), '[0, 1, 9, 2]');
});

test('an empty collection that holds comments keeps them', () => {
  assert.equal(edited('{\n  // none yet\n}', set('/a', 1)), '{\n  // none yet\n  "a": 1\n}');
  assert.equal(edited('{ /* none */ }', set('/a', 1)), '{ /* none */ "a": 1 }');
});

test('a YAML tag becomes a string, and what JSON cannot say is refused', () => {
  assert.equal(
    edited('{"a": 1}', { op: 'set', pointer: '/a', value: new Literal('tagged', '!x y') }),
    '{"a": "!x y"}',
  );
  assert.throws(() => edited('{"a": 1}', set('/a', Number.NaN)), { code: 'invalid' });
});
