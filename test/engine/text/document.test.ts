import assert from 'node:assert/strict';
import test from 'node:test';
import {
  editDocument,
  formatOf,
  parseDocument,
  positionAt,
  renderDocument,
  type TextRange,
} from '../../../src/engine/text/document.ts';
import { fromPlain, Literal, mapOf } from '../../../src/engine/values/value.ts';
import { processorMs } from '../../support/processorTime.ts';

test('the format follows the name, as in VS Code', () => {
  for (const path of ['a.yaml', 'A.YML', 'x/.config.yml']) assert.equal(formatOf(path), 'yaml', path);
  for (const path of ['current.json', 'package.json', 'my-settings.json', 'tsconfigs.json']) {
    assert.equal(formatOf(path), 'json', path);
  }
  for (const path of [
    'a.jsonc',
    '.vscode/x.json',
    'a\\.vscode\\x.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'jsconfig.json',
    '.eslintrc.json',
    '.devcontainer/devcontainer.json',
    'a.code-workspace',
    'settings.json',
    'turbo.json',
    'Properties/launchSettings.json',
    'local.settings.json',
    '.babelrc',
    'composer.lock',
  ]) {
    assert.equal(formatOf(path), 'jsonc', path);
  }
  for (const path of ['a.conf', 'noextension', '.env', 'a.json.bak'])
    assert.equal(formatOf(path), 'opaque', path);
});

test('lines and columns count from 1, over any line break, the byte order mark not counted', () => {
  assert.deepEqual(positionAt('ab\r\ncd\nef\rg', 5), { line: 2, column: 2 });
  assert.deepEqual(positionAt('ab\r\ncd\nef\rg', 10), { line: 4, column: 1 });
  assert.deepEqual(positionAt('\uFEFFab', 2), { line: 1, column: 2 });
  assert.deepEqual(positionAt('', 0), { line: 1, column: 1 });
});

function located(path: string, text: string, pointer: string): readonly (string | undefined)[] {
  const document = parseDocument(path, text);
  const cut = (range: TextRange | undefined): string | undefined =>
    range && text.slice(range.start, range.end);
  return [cut(document.locate(pointer, 'key')), cut(document.locate(pointer, 'value'))];
}

test('every key and value is found where it stands', () => {
  const json = '\uFEFF{"a": {"b/c": [1, "x"]} /* c */}';
  assert.deepEqual(located('a.jsonc', json, '/a/b~1c/1'), [undefined, '"x"']);
  assert.deepEqual(located('a.jsonc', json, '/a/b~1c'), ['"b/c"', '[1, "x"]']);
  assert.deepEqual(located('a.jsonc', json, ''), [undefined, json.slice(1)]);
  assert.deepEqual(located('a.jsonc', json, '/a/x'), [undefined, undefined]);
  const yaml = 'a:\n  - b: !t x # c\n    200: |\n      y\n  - {d: }\n';
  assert.deepEqual(located('a.yaml', yaml, '/a/0/b'), ['b', '!t x']);
  assert.deepEqual(located('a.yaml', yaml, '/a/0/200'), ['200', '|\n      y']);
  assert.deepEqual(located('a.yaml', yaml, '/a/1/d'), ['d', '']);
});

test('what an alias or a merge brings is found where that stands', () => {
  const yaml = 'a: &x {p: 1}\nb: *x\nc:\n  <<: *x\n  q: 2\n';
  assert.deepEqual(located('a.yaml', yaml, '/b/p'), ['b', '*x']);
  assert.deepEqual(located('a.yaml', yaml, '/c/p'), ['<<', '*x']);
  assert.deepEqual(located('a.yaml', yaml, '/c/q'), ['q', '2']);
});

test('without edits the text is the same, and a text that does not parse cannot be edited', () => {
  for (const text of ['{ "a" :1 }', '\uFEFF{}\r\n\r\n']) {
    assert.equal(editDocument(parseDocument('a.json', text), []), text);
  }
  assert.throws(() => editDocument(parseDocument('a.json', '{'), []), { code: 'invalid' });
});

test('a document that came without its structure is read again', () => {
  const document = { ...parseDocument('a.json', '[1]') };
  assert.equal(editDocument(document, [{ op: 'set', pointer: '/0', value: 2 }]), '[2]');
});

test('a new document ends with a newline and has the indentation asked for', () => {
  const value = fromPlain({ a: [1, { b: 'yes' }], c: {}, d: 'x\ny\n' });
  assert.equal(renderDocument(value, 'yaml'), 'a:\n  - 1\n  - b: "yes"\nc: {}\nd: |\n  x\n  y\n');
  assert.equal(
    renderDocument(value, 'json', { indent: '\t' }),
    `${JSON.stringify({ a: [1, { b: 'yes' }], c: {}, d: 'x\ny\n' }, null, '\t')}\n`,
  );
  assert.equal(
    renderDocument(fromPlain({ a: { b: [] } }), 'yaml', { indent: 4, eol: '\r\n' }),
    'a:\r\n    b: []\r\n',
  );
  assert.equal(renderDocument(null, 'yaml'), 'null\n');
});

test('numbers keep their spelling and tags their source through both formats', () => {
  const value = mapOf([
    ['num', new Literal('number', '1.0')],
    ['t', new Literal('tagged', '!include x')],
  ]);
  assert.equal(renderDocument(value, 'yaml'), 'num: 1.0\nt: !include x\n');
  assert.equal(renderDocument(value, 'json', { indent: 0 }), '{\n"num": 1.0,\n"t": "!include x"\n}\n');
});

test('many edits of a large document take well under the time of one parse each', () => {
  const value = fromPlain(
    Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`key${index}`, { a: [index, 'x'.repeat(80)] }]),
    ),
  );
  for (const format of ['json', 'yaml'] as const) {
    const document = parseDocument(`a.${format}`, renderDocument(value, format));
    const started = processorMs();
    editDocument(
      document,
      Array.from(
        { length: 600 },
        (_, index) => ({ op: 'set', pointer: `/key${index * 5}/a/0`, value: -index }) as const,
      ),
    );
    assert.ok(processorMs() - started < 3000);
  }
});

test('an offset in a key or a value tells its place, in any layout', () => {
  const placeAt = (path: string, text: string, at: string) =>
    parseDocument(path, text).pointerAt(text.indexOf(at)) ?? 'none';
  const yaml = '# top\na:\n  b: one\n  l:\n    - x: 1\n    - y: 2\nf: { g: [p, q] }\n';
  const wanted = {
    top: 'none',
    'a:': '/a',
    one: '/a/b',
    'b:': '/a/b',
    'y:': '/a/l/1/y',
    'q]': '/f/g/1',
    'f:': '/f',
  };
  for (const [at, pointer] of Object.entries(wanted)) assert.equal(placeAt('x.yaml', yaml, at), pointer, at);
  assert.equal(placeAt('x.json', '{ "a": [{ "b/c": 1 }] }', '1'), '/a/0/b~1c');
  assert.equal(placeAt('x.json', '{ "a": ', 'a'), 'none');
});
