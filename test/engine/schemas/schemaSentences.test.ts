// What a finding says. Each sentence tells what is wrong and what would do.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { problems } from '../../support/texts/schemaProblems.ts';

const said = async (schema: object | string, text: string): Promise<readonly string[]> =>
  (await problems(schema, text)).map(({ pointer, message }) => `${pointer} ${message}`);

suite('a sentence', () => {
  const four = { $schema: 'http://json-schema.org/draft-04/schema#' };
  const nineteen = { $schema: 'https://json-schema.org/draft/2019-09/schema' };
  const twenty = { $schema: 'https://json-schema.org/draft/2020-12/schema' };
  /** What `a` must be, the value it has, and what is said of it. */
  const ofValues: readonly (readonly [object | boolean, string, string])[] = [
    [{ minimum: 1 }, '0', '"a" must be at least 1, but is 0.'],
    [{ maximum: 65535 }, '70000', '"a" must be at most 65535, but is 70000.'],
    [{ exclusiveMinimum: 0 }, '0', '"a" must be greater than 0, but is 0.'],
    [{ exclusiveMaximum: 1.5 }, '1.5', '"a" must be less than 1.5, but is 1.5.'],
    [{ multipleOf: 5 }, '7', '"a" must be a multiple of 5, but is 7.'],
    [{ minLength: 1 }, '""', '"a" must have at least 1 character, but has 0.'],
    [{ maxLength: 2 }, '"😀😀😀"', '"a" must have at most 2 characters, but has 3.'],
    [{ minItems: 2 }, '[1]', '"a" must have at least 2 items, but has 1.'],
    [{ maxItems: 1 }, '[1, 2]', '"a" must have at most 1 item, but has 2.'],
    [{ items: [{}], additionalItems: false }, '[1, 2]', '"a" must have at most 1 item, but has 2.'],
    [{ uniqueItems: true }, '[1, 2, 1]', '"a" must not have duplicate items (see 0 and 2).'],
    [{ minProperties: 1 }, '{}', '"a" must have at least 1 key, but has 0.'],
    [{ maxProperties: 1 }, '{ "b": 1, "c": 2 }', '"a" must have at most 1 key, but has 2.'],
    [{ contains: { const: 1 } }, '[2]', '"a" must have at least 1 item that match the schema\'s "contains".'],
    [{ dependencies: { b: ['c'] } }, '{ "b": 1 }', '"a" has the key "b", so it also needs the key "c".'],
    [{ not: { required: ['b'] } }, '{ "b": 1 }', '"a" must not have the key "b".'],
    [{ not: { enum: [1, 'x'] } }, '"x"', '"a" must not be 1 or "x".'],
    [
      { not: { type: 'string', minLength: 1 } },
      '"x"',
      '"a" matches a schema under "not", which isn\'t allowed.',
    ],
    [false, '1', '"a" isn\'t allowed here.'],
    [{ enum: ['only'] }, '1', '"a" must be "only".'],
    [{ enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }, '0', '"a" must be one of 1, 2, 3, 4, 5, 6, 7, 8 and 2 more.'],
    [{ const: 'x'.repeat(100) }, '0', `"a" must be "${'x'.repeat(58)}….`],
    [{ type: ['integer', 'null'] }, '"x"', '"a" must be of type integer or null.'],
  ];
  for (const [schema, value, sentence] of ofValues) {
    test(`says: ${sentence}`, async () => {
      assert.deepEqual(await said({ properties: { a: schema } }, `{ "a": ${value} }`), [`/a ${sentence}`]);
    });
  }

  test('knows the keywords of other drafts', async () => {
    const limited = { ...four, properties: { a: { minimum: 0, exclusiveMinimum: true } } };
    assert.deepEqual(await said(limited, '{ "a": 0 }'), ['/a "a" must be greater than 0, but is 0.']);
    const dependent = { ...nineteen, dependentRequired: { a: ['b'] } };
    assert.deepEqual(await said(dependent, '{ "a": 0 }'), [
      ' The document has the key "a", so it also needs the key "b".',
    ]);
    const prefix = { ...twenty, properties: { a: { prefixItems: [{}], items: false } } };
    assert.deepEqual(await said(prefix, '{ "a": [1, 2] }'), ['/a "a" must have at most 1 item, but has 2.']);
    const rest = { ...twenty, properties: { a: true }, unevaluatedProperties: false };
    assert.deepEqual(await said(rest, '{ "b": 1 }'), ['/b "b" isn\'t a known key.']);
    const items = { ...twenty, properties: { a: { prefixItems: [{}], unevaluatedItems: false } } };
    assert.deepEqual(await said(items, '{ "a": [1, 2] }'), ['/a "a" must have at most 1 item, but has 2.']);
  });

  test('names the key that has a bad name, once', async () => {
    const schema = { properties: { a: { propertyNames: { pattern: '^[a-z]+$', maxLength: 3 } } } };
    assert.deepEqual(await said(schema, '{ "a": { "B-long": 1, "b": 1 } }'), [
      '/a/B-long "B-long" isn\'t a valid key name here.',
    ]);
  });

  test('of a condition tells what it leads to', async () => {
    const schema = { if: { required: ['a'] }, then: { required: ['b'] }, else: { required: ['c'] } };
    assert.deepEqual(await said(schema, '{ "a": 1 }'), [' The document is missing the required key "b".']);
  });

  test('is said once, however many roads lead to it', async () => {
    const schema = {
      definitions: { a: { properties: { a: { type: 'string' } } } },
      allOf: [{ $ref: '#/definitions/a' }, { $ref: '#/definitions/a' }],
    };
    assert.deepEqual(await said(schema, '{ "a": 1 }'), ['/a "a" must be of type string.']);
  });
});

suite('of alternatives', () => {
  const shapes = {
    circle: {
      type: 'object',
      properties: { kind: { const: 'circle' }, radius: { type: 'number', minimum: 0 } },
      required: ['kind', 'radius'],
    },
    square: {
      type: 'object',
      properties: { kind: { const: 'square' }, side: { type: 'number' } },
      required: ['side'],
    },
  };
  for (const keyword of ['anyOf', 'oneOf']) {
    test(`in ${keyword} the one is told that a key tells apart, through references too`, async () => {
      const direct = { properties: { a: { [keyword]: [shapes.circle, shapes.square] } } };
      const referred = {
        definitions: shapes,
        properties: {
          a: { [keyword]: [{ $ref: '#/definitions/circle' }, { $ref: '#/definitions/square' }] },
        },
      };
      for (const schema of [direct, referred]) {
        assert.deepEqual(await said(schema, '{ "a": { "kind": "circle", "radius": -1 } }'), [
          '/a/radius "radius" must be at least 0, but is -1.',
        ]);
        assert.deepEqual(await said(schema, '{ "a": { "kind": "square" } }'), [
          '/a "a" is missing the required key "side".',
        ]);
        assert.deepEqual(await said(schema, '{ "a": { "kind": "oval" } }'), [
          '/a "a" doesn\'t match any of the 2 alternatives.',
        ]);
      }
    });
  }

  test('the only one of the right type is told', async () => {
    const schema = { properties: { a: { anyOf: [{ type: 'null' }, shapes.square] } } };
    assert.deepEqual(await said(schema, '{ "a": {} }'), ['/a "a" is missing the required key "side".']);
  });

  test('the types and values are told together where nothing else is wrong', async () => {
    const schema = {
      properties: { a: { anyOf: [{ type: 'integer' }, { const: 'auto' }, { enum: ['none'] }] } },
    };
    assert.deepEqual(await said(schema, '{ "a": "x" }'), [
      '/a "a" must be of type integer, or one of "auto", "none".',
    ]);
  });

  test('that stand in alternatives the right one is told, too', async () => {
    const schema = {
      definitions: { inner: { oneOf: [shapes.circle, shapes.square] } },
      properties: { a: { anyOf: [{ type: 'string' }, { $ref: '#/definitions/inner' }] } },
    };
    assert.deepEqual(await said(schema, '{ "a": { "kind": "circle" } }'), [
      '/a "a" is missing the required key "radius".',
    ]);
  });

  test('too many that fit are told', async () => {
    const schema = { properties: { a: { oneOf: [{ type: 'number' }, { minimum: 0 }] } } };
    assert.deepEqual(await said(schema, '{ "a": 1 }'), [
      '/a "a" matches more than one alternative, but must match exactly one.',
    ]);
  });

  test('what else is wrong with the same value is told beside', async () => {
    const schema = {
      properties: { a: { required: ['x'], anyOf: [{ required: ['y'] }, { required: ['z'] }] } },
    };
    assert.deepEqual(await said(schema, '{ "a": {} }'), [
      '/a "a" doesn\'t match any of the 2 alternatives.',
      '/a "a" is missing the required key "x".',
    ]);
  });
});
