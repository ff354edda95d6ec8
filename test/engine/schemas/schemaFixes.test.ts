// What is offered for a finding: a title, and what becomes of the text.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { editDocument, parseDocument } from '../../../src/engine/text/document.ts';
import { fixesFor } from '../../../src/engine/schemas/validate.ts';
import { validateValue } from '../../../src/engine/schemas/schema.ts';
import { schemaOf } from '../../support/texts/schemaProblems.ts';

/** For each finding: the titles, with the text that they make. */
async function offered(schema: object, text: string, path = 'current.json') {
  const files = schemaOf(schema);
  const document = parseDocument(path, text);
  const problems = validateValue(files, document.value ?? null, document);
  const fixes = await Promise.all(problems.map((problem) => fixesFor(files, document, problem)));
  return fixes.map((choices) => choices.map(({ title, edits }) => [title, editDocument(document, edits)]));
}

suite('a missing key', () => {
  for (const [property, inserted] of [
    [{ type: 'integer', default: 8080 }, '8080'],
    [{ $ref: '#/definitions/port' }, '443'],
    [{ const: 'x' }, '"x"'],
    [{ enum: ['one', 'two'] }, '"one"'],
    [{ type: 'string' }, '""'],
    [{ type: ['integer', 'null'] }, 'null'],
    [{ type: 'integer', minimum: 5 }, '0'],
    [{ type: 'boolean' }, 'false'],
    [{ type: 'array' }, '[]'],
    [{ type: 'object' }, '{}'],
    [{ anyOf: [{ type: 'string' }, { type: 'array' }] }, '""'],
    [{}, 'null'],
  ] as const) {
    test(`is offered with ${inserted} by ${JSON.stringify(property)}`, async () => {
      const schema = {
        definitions: { port: { allOf: [{ type: 'integer' }], default: 443 } },
        properties: { a: { required: ['b'], properties: { b: property } } },
      };
      assert.deepEqual(await offered(schema, '{ "a": {} }'), [
        [[`Insert "b": ${inserted}`, `{ "a": {"b": ${inserted}} }`]],
      ]);
    });
  }

  test('is offered for each that is missing, and comments stay', async () => {
    const schema = { required: ['a', 'b'], properties: { a: { default: 1 }, b: { default: 2 } } };
    assert.deepEqual(await offered(schema, '# why\nc: 3\n', 'current.yaml'), [
      [['Insert "a": 1', '# why\nc: 3\na: 1\n']],
      [['Insert "b": 2', '# why\nc: 3\nb: 2\n']],
    ]);
  });

  test('that another key needs is offered, too', async () => {
    const schema = { dependencies: { a: ['b'] }, properties: { b: { type: 'string' } } };
    assert.deepEqual(await offered(schema, '{ "a": 1 }'), [[['Insert "b": ""', '{ "a": 1, "b": "" }']]]);
  });
});

suite('a wrong value', () => {
  const of = async (property: object, value: string) =>
    (await offered({ properties: { a: property } }, `{ "a": ${value} }`)).map((choices) =>
      choices.map(([title]) => title),
    );

  test('of an enumeration can be each of it, at most eight, the meant one first', async () => {
    assert.deepEqual(await of({ enum: ['info', 'debug'] }, '"DEBUG"'), [
      ['Change to "debug"', 'Change to "info"'],
    ]);
    const [many = []] = await of({ enum: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, '0');
    assert.equal(many.length, 8);
  });

  test('can be the constant, the default, or what it certainly was meant to be', async () => {
    assert.deepEqual(await of({ const: 5 }, '6'), [['Change to 5']]);
    assert.deepEqual(await of({ type: 'integer' }, '"8080"'), [['Change to 8080']]);
    assert.deepEqual(await of({ type: 'string' }, '1.0'), [['Change to "1.0"']]);
    assert.deepEqual(await of({ type: 'boolean', default: false }, '"true"'), [
      ['Change to true', 'Reset to the default false'],
    ]);
    assert.deepEqual(await of({ maximum: 9, default: 1 }, '10'), [['Reset to the default 1']]);
    assert.deepEqual(await of({ anyOf: [{ const: 'a' }, { const: 'b' }] }, '0'), [
      ['Change to "a"', 'Change to "b"'],
    ]);
  });

  test('has no fix where nothing is certain, or the default would be wrong too', async () => {
    assert.deepEqual(await of({ type: 'integer' }, '"many"'), [[]]);
    assert.deepEqual(await of({ maximum: 9, default: 11 }, '10'), [[]]);
    assert.deepEqual(await of({ items: { type: 'integer' } }, '["x", 2]'), [[]]);
  });
});

test('an unknown key can go, with the rest as it is', async () => {
  assert.deepEqual(
    await offered({ additionalProperties: false, properties: { a: {} } }, '{ "b/c": 1, "a": 2 }'),
    [[['Remove "b/c"', '{ "a": 2 }']]],
  );
});

test('a finding of a profile is fixed in the profile, whose metadata counts for nothing', async () => {
  const files = schemaOf({ additionalProperties: false, properties: { a: { type: 'integer' } } });
  const document = parseDocument('profiles/p.yaml', '$profile:\n  extends: base\na: "1"\n');
  const problem = {
    file: 'profiles/p.yaml',
    line: 3,
    column: 1,
    pointer: '/a',
    keyword: 'type',
    message: 'In profile "q": "a" must be of type integer.',
  };
  const [fix, ...others] = await fixesFor(files, document, problem);
  assert.deepEqual([fix?.title, others.length], ['Change to 1', 0]);
  assert.equal(fix && editDocument(document, fix.edits), '$profile:\n  extends: base\na: 1\n');
});

test('what is gone meanwhile, or does not parse, has no fixes', async () => {
  const files = schemaOf({ required: ['a'] });
  const problem = { file: 'c.json', line: 1, column: 1, pointer: '', keyword: 'required', message: '' };
  assert.deepEqual(await fixesFor(files, parseDocument('c.json', '{ "a": 1 }'), problem), []);
  assert.deepEqual(await fixesFor(files, parseDocument('c.json', '{'), problem), []);
});
