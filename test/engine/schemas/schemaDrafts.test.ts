import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { problems } from '../../support/texts/schemaProblems.ts';

const drafts = {
  'draft-04': 'http://json-schema.org/draft-04/schema#',
  'draft-06': 'http://json-schema.org/draft-06/schema#',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
} as const;

suite('each draft', () => {
  for (const [name, $schema] of Object.entries(drafts)) {
    test(`${name} is understood by the name in $schema`, async () => {
      const schema = {
        $schema,
        type: 'object',
        properties: { port: { type: 'integer', minimum: 1 } },
        required: ['port'],
      };
      assert.deepEqual(await problems(schema, '{ "port": 8080 }'), []);
      assert.deepEqual(
        (await problems(schema, '{ "port": 0 }')).map(({ keyword }) => keyword),
        ['minimum'],
      );
      assert.deepEqual(
        (await problems(schema, '{}')).map(({ keyword }) => keyword),
        ['required'],
      );
    });
  }

  test('has its own keywords', async () => {
    const four = { $schema: drafts['draft-04'], properties: { a: { minimum: 1, exclusiveMinimum: true } } };
    assert.equal((await problems(four, '{ "a": 1 }')).length, 1);
    const six = { $schema: drafts['draft-06'], properties: { a: { exclusiveMinimum: 1 } } };
    assert.equal((await problems(six, '{ "a": 1 }')).length, 1);
    const seven = { if: { required: ['a'] }, then: { required: ['b'] } };
    assert.deepEqual(
      (await problems(seven, '{ "a": 1 }')).map(({ keyword }) => keyword),
      ['required'],
    );
    const nineteen = { $schema: drafts['2019-09'], dependentRequired: { a: ['b'] } };
    assert.equal((await problems(nineteen, '{ "a": 1 }')).length, 1);
    const twenty = { $schema: drafts['2020-12'], properties: { l: { prefixItems: [{ type: 'string' }] } } };
    assert.equal((await problems(twenty, '{ "l": [1] }')).length, 1);
  });
});
