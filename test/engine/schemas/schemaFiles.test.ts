// Schemas of several files: what is read for them, and where it is told that something cannot be.
import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { validateTargets } from '../../../src/engine/index.ts';
import { testFolder, type Files } from '../../support/disk/configFolder.ts';

const port = '{ "type": "integer", "maximum": 65535 }';
const current = '{ "port": 70000 }';

async function opened(files: Files) {
  const folder = await testFolder('schemas', { 'current.json': current, ...files });
  const engine = await folder.open();
  /** Of `current.json` and of the files of the schema. */
  const found = async () =>
    (await validateTargets(await engine.snapshot())).map(
      ({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`,
    );
  return { ...folder, found };
}

const tooMuch = ['current.json:1:3: "port" must be at most 65535, but is 70000.'];

const refersTo = (reference: string, more = '') =>
  `{ ${more}"properties": { "port": { "$ref": ${JSON.stringify(reference)} } } }`;

suite('a reference', () => {
  const followed: Readonly<Record<string, Files>> = {
    'to a file beside the schema': { 'schema.json': refersTo('./port.json'), 'port.json': port },
    'from file to file, through formats and directories': {
      'schema.json': refersTo('defs/all.yaml#/definitions/port'),
      'defs/all.yaml': 'definitions:\n  port:\n    $ref: ../../shared/port.json#/$defs/port\n',
      '../shared/port.json': `{ "$defs": { "port": ${port} } }`,
    },
    'in a circle': {
      'schema.json': refersTo('a.json#/definitions/port', `"definitions": { "port": ${port} }, `),
      'a.json': '{ "definitions": { "port": { "$ref": "schema.json#/definitions/port" } } }',
    },
    'beside a schema whose $id is on the web': {
      'schema.json': refersTo('port.json#/a', '"$id": "https://example.com/schemas/root.json", '),
      'port.json': `{ "a": ${port} }`,
    },
    'to the $id of a file beside it': {
      'schema.json': refersTo(
        'https://example.com/sub/port.json',
        '"$id": "https://example.com/root.json", ',
      ),
      'sub/port.json': `{ "$id": "https://example.com/sub/port.json", ${port.slice(1)}`,
    },
    'to the $id of a schema within': {
      'schema.json': refersTo('urn:port', `"definitions": { "p": { "$id": "urn:port", ${port.slice(1)} }, `),
    },
    'below an $id that leads into a directory': {
      'schema.json': refersTo(
        '#/definitions/p',
        '"definitions": { "p": { "$id": "sub/p", "allOf": [{ "$ref": "port.json" }] } }, ',
      ),
      'sub/port.json': port,
    },
    'to a name with spaces, accents and percent signs': {
      'schema.json': refersTo('für 100%25.json#/a b'),
      'für 100%.json': `{ "a b": ${port} }`,
    },
    'in draft 04, with its own id': {
      'schema.json': refersTo(
        'port.json',
        '"$schema": "http://json-schema.org/draft-04/schema#", "id": "http://example.com/x.json", ',
      ),
      'port.json': port,
    },
  };
  for (const [what, files] of Object.entries(followed)) {
    test(`${what} is followed`, async () => {
      const { found } = await opened(files);
      assert.deepEqual(await found(), tooMuch);
    });
  }

  test('is followed anew when what it leads to has changed', async () => {
    const { found, write } = await opened({ 'schema.json': refersTo('port.json'), 'port.json': port });
    await write({ 'port.json': '{ "maximum": 80000 }' });
    assert.deepEqual(await found(), []);
    await write({ 'port.json': '{ "maximum": 100 }' });
    assert.deepEqual(await found(), ['current.json:1:3: "port" must be at most 100, but is 70000.']);
  });

  test('to a schema of a draft is known without a file', async () => {
    for (const draft of [
      'http://json-schema.org/draft-07/schema#',
      'http://json-schema.org/draft-06/schema',
    ]) {
      const { found } = await opened({
        'schema.json': refersTo(draft),
        'current.json': '{ "port": { "type": 1 } }',
      });
      assert.equal((await found()).length, 1);
    }
  });
});

suite('a reference that cannot be followed', () => {
  const lost: Readonly<Record<string, readonly [Files, readonly string[]]>> = {
    'as there is no such file': [
      { 'schema.json': '{\n  "$ref": "gone.json#/a"\n}' },
      ['schema.json:2:3: The schema refers to "gone.json#/a", but the file gone.json doesn\'t exist.'],
    ],
    'as it lies outside the workspace': [
      { 'schema.json': '{ "$ref": "../../s.json" }' },
      [
        'schema.json:1:3: The schema refers to "../../s.json", but ../../s.json is outside the workspace folder.',
      ],
    ],
    'as it is a directory': [
      { 'schema.json': '{ "$ref": "sub" }', 'sub/x.json': '{}' },
      [`schema.json:1:3: The schema refers to "sub", but sub isn't a file.`],
    ],
    'as it does not parse': [
      { 'schema.json': '{ "$ref": "a.json" }', 'a.json': '{\n  "type": }' },
      ['a.json:2:11: Expected a value, but found "}".'],
    ],
    'as there is nothing at its end': [
      { 'schema.json': refersTo('a.json#/b'), 'a.json': '{}' },
      ['schema.json:1:29: The schema can\'t be used: it refers to "a.json#/b", which isn\'t a schema.'],
    ],
    'as it leads to the network': [
      {
        'schema.json':
          '{ "allOf": [{ "$ref": "https://example.com/a.json" }, { "$ref": "http://example.com/b#" }] }',
      },
      [
        'schema.json:1:15: The schema can\'t be used: it refers to "https://example.com/a.json", which isn\'t a local file, and nothing is fetched from the network.',
        'schema.json:1:57: The schema can\'t be used: it refers to "http://example.com/b#", which isn\'t a local file, and nothing is fetched from the network.',
      ],
    ],
    'in another file': [
      { 'schema.json': '{ "$ref": "a.json" }', 'a.json': '{ "items": { "$ref": "gone.json" } }' },
      ['a.json:1:14: The schema refers to "gone.json", but the file gone.json doesn\'t exist.'],
    ],
  };
  for (const [what, [files, expected]] of Object.entries(lost)) {
    test(`${what} is a problem at its place`, async () => {
      const { found } = await opened(files);
      assert.deepEqual(await found(), expected);
    });
  }

  test('as a link leads out of the workspace is a problem', async () => {
    const { found, path, workspace } = await opened({ 'schema.json': '{ "$ref": "linked.json" }' });
    await symlink('/etc/hostname', path('linked.json'));
    assert.match((await found()).join(), /linked\.json is outside the workspace folder/);
    assert.ok(workspace !== '');
  });

  test('and is not needed leaves the rest of the schema at work', async () => {
    const { found } = await opened({
      'schema.json': `{ "x-notes": { "$ref": "gone.json" }, "properties": { "port": ${port} } }`,
    });
    assert.deepEqual((await found()).length, 2);
    assert.equal((await found())[1], tooMuch[0]);
  });
});

suite('a schema with a fault', () => {
  const faults: Readonly<Record<string, readonly [string, string]>> = {
    'against its draft': [
      '{\n  "properties": {\n    "port": { "maximum": "much" } } }',
      'schema.json:3:15: The schema can\'t be used: "maximum" must be of type number.',
    ],
    'in its pattern': [
      '{ "properties": {\n  "port": { "pattern": "(" } } }',
      'schema.json:2:13: The schema can\'t be used: "(" isn\'t a valid pattern.',
    ],
    'in the pattern of a key': [
      '{ "$schema": "http://json-schema.org/draft-04/schema#",\n  "patternProperties": {\n    "(": { "type": "null" } } }',
      'schema.json:3:5: The schema can\'t be used: "(" isn\'t a valid pattern.',
    ],
    'in the name of its draft': [
      '{\n  "$schema": "https://example.com/mine" }',
      "schema.json:2:3: The schema can't be used: it names an unknown draft of JSON Schema.",
    ],
    'that only shows when it is put to use': [
      '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {\n  "a": {},\n  "50 %/~#ü": { "items": {\n    "enum": [] } } } }',
      "schema.json:3:17: The schema can't be used: enum must have non-empty array.",
    ],
    'as it never ends': [
      '{ "$ref": "#" }',
      "schema.json:1:1: The schema can't be used: it refers to itself endlessly.",
    ],
    'as it is a list': ['[]', "schema.json:1:1: The schema can't be used: it isn't a map."],
  };
  for (const [what, [schema, expected]] of Object.entries(faults)) {
    test(`${what} is a problem at its place`, async () => {
      const { found } = await opened({ 'schema.json': schema });
      assert.deepEqual(await found(), [expected]);
    });
  }

  test('that asks to answer later is used at once', async () => {
    const { found } = await opened({
      'schema.json': `{ "$async": true, "properties": { "port": ${port} } }`,
    });
    assert.deepEqual(await found(), tooMuch);
  });

  test('that names its draft with https is of that draft', async () => {
    const { found } = await opened({
      'schema.json': `{ "$schema": "https://json-schema.org/draft-07/schema#", "properties": { "port": ${port} } }`,
    });
    assert.deepEqual(await found(), tooMuch);
  });
});
