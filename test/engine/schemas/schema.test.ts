import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { documentOf } from '../../../src/engine/documents/fileDocument.ts';
import { validateValue } from '../../../src/engine/schemas/schema.ts';
import { file, problems, schemaOf } from '../../support/texts/schemaProblems.ts';

suite('a problem', () => {
  test('tells file, line, column, pointer, keyword and a sentence', async () => {
    const schema = { properties: { server: { properties: { port: { type: 'integer' } } } } };
    assert.deepEqual(await problems(schema, '{\n  "server": {\n    "port": "x"\n  }\n}'), [
      {
        file: 'current.json',
        line: 3,
        column: 5,
        pointer: '/server/port',
        keyword: 'type',
        message: '"port" must be of type integer.',
      },
    ]);
  });

  test('in YAML stands at its key too', async () => {
    const schema = { properties: { a: { properties: { b: { enum: ['x', 'y'] } } } } };
    assert.deepEqual(await problems(schema, 'a:\n  b: z # why\n', 'current.yaml'), [
      {
        file: 'current.yaml',
        line: 2,
        column: 3,
        pointer: '/a/b',
        keyword: 'enum',
        message: '"b" must be one of "x", "y".',
      },
    ]);
  });

  for (const [what, schema, text, expected] of [
    [
      'a missing key stands at the map',
      { required: ['a'] },
      '{}',
      [1, 1, '', 'The document is missing the required key "a".'],
    ],
    [
      'a surplus key stands at the key',
      { additionalProperties: false },
      '{ "a/b": 1 }',
      [1, 3, '/a~1b', '"a/b" isn\'t a known key.'],
    ],
    [
      'a list item stands at the item',
      { properties: { l: { items: { type: 'number' } } } },
      '{ "l": [1, "x"] }',
      [1, 12, '/l/1', '"1" must be of type number.'],
    ],
    [
      'a constant is named',
      { properties: { a: { const: 5 } } },
      '{ "a": 6 }',
      [1, 3, '/a', '"a" must be 5.'],
    ],
    [
      'other keywords speak for themselves',
      { properties: { a: { pattern: '^x' } } },
      '{ "a": "y" }',
      [1, 3, '/a', '"a" must match pattern "^x".'],
    ],
    [
      'formats are checked',
      { properties: { a: { format: 'ipv4' } } },
      '{ "a": "y" }',
      [1, 3, '/a', '"a" must match format "ipv4".'],
    ],
  ] as const) {
    test(what, async () => {
      const found = await problems(schema, text);
      assert.deepEqual(
        found.map(({ line, column, pointer, message }) => [line, column, pointer, message]),
        [expected],
      );
    });
  }

  test('of alternatives is said once, not for each of them', async () => {
    const schema = {
      properties: { a: { anyOf: [{ type: 'string' }, { type: 'object', required: ['x'] }] } },
    };
    assert.deepEqual(
      (await problems(schema, '{ "a": 1 }')).map(({ keyword }) => keyword),
      ['anyOf'],
    );
  });

  test('is found in every place at once', async () => {
    const schema = { additionalProperties: { type: 'string' } };
    assert.deepEqual(
      (await problems(schema, '{ "a": 1, "b": 2 }')).map(({ pointer }) => pointer),
      ['/a', '/b'],
    );
  });

  test('is found in maps that must be equal, or must not be', async () => {
    const schema = {
      properties: {
        list: { uniqueItems: true },
        mode: { enum: [{ a: 1 }] },
        kind: { const: { b: [1] } },
      },
    };
    const good = '{ "list": [{ "a": 1 }, { "a": 2 }], "mode": { "a": 1 }, "kind": { "b": [1] } }';
    assert.deepEqual(await problems(schema, good), []);
    const bad = '{ "list": [{ "a": 1 }, { "a": 1 }], "mode": { "a": 2 }, "kind": { "b": [2] } }';
    assert.deepEqual(
      (await problems(schema, bad)).map(({ keyword }) => keyword),
      ['uniqueItems', 'enum', 'const'],
    );
  });

  test('is none where a key of the prototype is merely not there', async () => {
    assert.equal((await problems({ required: ['constructor'] }, '{}')).length, 1);
    assert.deepEqual(await problems({ properties: { toString: { type: 'number' } } }, '{}'), []);
  });
});

suite('a schema that cannot be used', () => {
  for (const [what, schema] of [
    ['does not parse', '{ "type": '],
    ['is no map', '[]'],
    ['is against its own draft', { type: 'nonsense' }],
    ['refers to nothing', { $ref: '#/definitions/gone' }],
    ['refers to a schema of the network', { $ref: 'https://example.com/schema.json' }],
    ['names a draft that nobody knows', { $schema: 'https://example.com/own-draft' }],
    ['has a pattern that is none', { properties: { a: { pattern: '(' } } }],
  ] as const) {
    test(`because it ${what} is a problem of the schema, not of the file`, async () => {
      const found = await problems(schema, '{ "a": "x" }');
      assert.deepEqual(
        found.map(({ file: where, line }) => [where, line]),
        [['schema.json', 1]],
      );
    });
  }

  test('for a key that has the name of a method is a problem, and ends nothing', async () => {
    const found = await problems({ uniqueItems: true }, '[{ "valueOf": 1 }, { "valueOf": 2 }]');
    assert.deepEqual(
      found.map(({ file: where, line }) => [where, line]),
      [['schema.json', 1]],
    );
  });

  test('is compiled once and stays a problem', () => {
    const schema = schemaOf('{ "type": "nonsense" }');
    const document = documentOf(file('current.json', '{}'));
    const first = validateValue(schema, {}, document);
    assert.equal(first.length, 1);
    assert.deepEqual(validateValue(schema, {}, document), first);
  });
});

suite('a schema', () => {
  test('may refer to its own parts, and may be true or false', async () => {
    const schema = {
      definitions: { port: { type: 'integer' } },
      properties: { a: { $ref: '#/definitions/port' } },
    };
    assert.equal((await problems(schema, '{ "a": "x" }')).length, 1);
    assert.deepEqual(await problems('true', '{ "a": "x" }'), []);
    assert.equal((await problems('false', '{}')).length, 1);
  });

  test('takes 1.0 for an integer and a tagged value for its text', async () => {
    const schema = { properties: { a: { type: 'integer' }, b: { type: 'string' } } };
    assert.deepEqual(await problems(schema, 'a: 1.0\nb: !secret x\n', 'current.yaml'), []);
  });

  test('says nothing of a file that does not parse', async () => {
    const found = await problems({ required: ['a'] }, '{ "b": ');
    assert.deepEqual(
      found.map(({ keyword }) => keyword),
      found.map(() => undefined),
    );
    assert.ok(found.length > 0);
  });
});
