// Patterns, formats and schemas that would take for ever: each is a problem, and the process goes on.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { validateFile } from '../../../src/engine/schemas/validate.ts';
import { file, problems, schemaOf } from '../../support/texts/schemaProblems.ts';

const said = async (schema: object, value: unknown): Promise<readonly string[]> =>
  (await problems(schema, JSON.stringify(value))).map(({ pointer, message }) => `${pointer} ${message}`);

const endless = '^(a+)+$';
const evil = `${'a'.repeat(40)}!`;

suite('a pattern that searches for ever', () => {
  const skipped = `The pattern "${endless}" takes too long on this value, so it wasn't checked.`;

  test('is told at the value, and the rest is validated', async () => {
    const schema = { properties: { a: { pattern: endless }, b: { type: 'string' }, c: { pattern: '^x' } } };
    assert.deepEqual(await said(schema, { a: evil, b: 1, c: 'y' }), [
      '/b "b" must be of type string.',
      '/c "c" must match pattern "^x".',
      `/a ${skipped}`,
    ]);
  });

  test('still runs on texts that are short', async () => {
    const schema = { properties: { a: { pattern: endless } } };
    assert.deepEqual(await said(schema, { a: 'aaa!' }), [`/a "a" must match pattern "${endless}".`]);
    assert.deepEqual(await said(schema, { a: 'aaa' }), []);
  });

  test('is told at a key whose name it searches', async () => {
    const schema = { propertyNames: { pattern: endless } };
    assert.deepEqual(await said(schema, { b: 1, [evil]: 1 }), [
      `/b "b" isn't a valid key name here.`,
      `/${evil} ${skipped}`,
    ]);
  });

  test('is one of several, in places of which some are references', async () => {
    const schema = {
      definitions: { text: { pattern: '^(b*)*c$' } },
      properties: { a: { items: { $ref: '#/definitions/text' } }, b: { pattern: '(x+x+)+y' } },
    };
    assert.deepEqual(await said(schema, { a: ['c', 'b'.repeat(50)], b: 'x'.repeat(50) }), [
      `/a/1 The pattern "^(b*)*c$" takes too long on this value, so it wasn't checked.`,
      `/b The pattern "(x+x+)+y" takes too long on this value, so it wasn't checked.`,
    ]);
  });
});

test('many patterns that search too long are a problem of the schema, which is not paid for again', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `k${index}`);
  const schema = {
    properties: Object.fromEntries(names.map((name, index) => [name, { pattern: `^(a+)+${index}$` }])),
  };
  const content = JSON.stringify(Object.fromEntries(names.map((name) => [name, evil])));
  const files = schemaOf(schema);
  for (let reading = 0; reading < 20; reading += 1) {
    const found = await validateFile(file('current.json', content), files);
    assert.deepEqual(
      found.map((problem) => [problem.file, problem.message]),
      [['schema.json', "The schema can't be used: its patterns take too long to match."]],
    );
  }
});

test('a format that searches long in a long text is told, too', async () => {
  const schema = { properties: { a: { format: 'url' } } };
  const [found] = await said(schema, { a: `http://${':'.repeat(200_000)}` });
  assert.equal(found, `/a The format "url" takes too long on this value, so it wasn't checked.`);
});

test('a schema that doubles its work with each step is a problem of the schema', async () => {
  const steps = Array.from({ length: 60 }, (_, index) => [
    `step${index}`,
    { allOf: [{ $ref: `#/definitions/step${index + 1}` }, { $ref: `#/definitions/step${index + 1}` }] },
  ]);
  const schema = {
    definitions: Object.fromEntries([...steps, ['step60', { type: 'object' }]]) as object,
    $ref: '#/definitions/step0',
  };
  const found = await problems(schema, '{}');
  assert.deepEqual(
    found.map(({ file, message }) => [file, message]),
    [['schema.json', "The schema can't be used: validating with it takes too long."]],
  );
});

test('a pattern for engines without the flag u is understood', async () => {
  const schema = { properties: { a: { pattern: '^[\\w-.]+\\-$' } } };
  assert.deepEqual(await said(schema, { a: 'x.y-' }), []);
  assert.equal((await said(schema, { a: '!' })).length, 1);
});

test('two patterns stay two, whatever they are called', async () => {
  const schema = { properties: { a: { pattern: '^x' }, b: { pattern: '^y' } } };
  assert.deepEqual(await said(schema, { a: 'x', b: 'x' }), ['/b "b" must match pattern "^y".']);
});
