// The schemas in schemas/: what they are made of, and for which files the editor is told to use them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { suite, test } from 'node:test';
import { Ajv } from 'ajv';
import manifest from '../package.json' with { type: 'json' };
import { sentences } from '../src/engine/records/builtInMessages.ts';
import { projectRoot } from './support/paths.ts';

type Json = Readonly<Record<string, unknown>>;

const folder = join(projectRoot, 'schemas');
const schemas = readdirSync(folder).map((file) => ({
  file,
  schema: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json, // Every schema of ours is a map.
}));

const ajv = new Ajv({ strict: false, discriminator: true });
for (const { file, schema } of schemas) ajv.addSchema(schema, file);

/** What `src/engine/records/schemaFindings.ts` looks at, and what is for people and editors. */
const checked =
  /^(definitions|\$ref|allOf|anyOf|oneOf|discriminator|not|type|const|enum|pattern|minLength|minimum|maximum|maxItems|exclusiveMinimum|items|required|properties|additionalProperties|propertyNames)$/;
const annotations =
  /^(\$schema|title|description|default|examples|enumDescriptions|errorMessage|patternErrorMessage)$/;
/** What nobody would understand without a sentence of its own. */
const needsSentence = /^(pattern|minimum|maximum|maxItems|exclusiveMinimum|anyOf|not|const)$/;

interface Subschema {
  /** A reference that ajv understands. */
  readonly place: string;
  readonly schema: Json;
}

/** A schema and all that is inside it. */
function subschemasOf(place: string, schema: Json): readonly Subschema[] {
  const inside = Object.entries(schema).flatMap(([keyword, value]): readonly [string, unknown][] => {
    if (['properties', 'definitions'].includes(keyword))
      return Object.entries(value as Json).map(([key, one]) => [`${keyword}/${key}`, one]); // So says the metaschema.
    if (['allOf', 'anyOf', 'oneOf'].includes(keyword))
      return (value as readonly unknown[]).map((one, index) => [`${keyword}/${index}`, one]); // So does it here.
    return ['items', 'additionalProperties', 'propertyNames', 'not'].includes(keyword)
      ? [[keyword, value]]
      : [];
  });
  const maps = inside.filter((entry): entry is [string, Json] => typeof entry[1] === 'object');
  return [{ place, schema }, ...maps.flatMap(([key, one]) => subschemasOf(`${place}/${key}`, one))];
}

const everywhere = schemas.flatMap(({ file, schema }) => subschemasOf(`${file}#`, schema));
/** Less what only tells alternatives apart. */
const inSight = everywhere.filter(({ place }) => !/\/not(\/|$)|\/op$/.test(place));

suite('the schemas', () => {
  test('are of draft 07, with a title and a description', () => {
    for (const { file, schema } of schemas) {
      assert.equal(schema['$schema'], 'http://json-schema.org/draft-07/schema#', file);
      assert.equal(ajv.validateSchema(schema), true, `${file}: ${ajv.errorsText()}`);
      assert.ok(typeof schema['title'] === 'string' && typeof schema['description'] === 'string', file);
    }
  });

  test('use only what our own reader knows', () => {
    for (const { place, schema } of everywhere)
      for (const keyword of Object.keys(schema))
        assert.ok(checked.test(keyword) || annotations.test(keyword), `${place}: ${keyword}`);
  });

  test('have nothing beside a reference that would count', () => {
    for (const { place, schema } of everywhere.filter((one) => '$ref' in one.schema))
      assert.deepEqual(
        Object.keys(schema).filter((keyword) => keyword !== '$ref' && !annotations.test(keyword)),
        [],
        place,
      );
  });

  test('have defaults and examples that fit the place they stand at', () => {
    const given = everywhere.flatMap(({ place, schema }) => [
      ...('default' in schema ? [{ place, value: schema['default'] }] : []),
      ...[schema['examples'] ?? []].flat().map((value: unknown) => ({ place, value })),
    ]);
    assert.ok(given.length > 50);
    for (const { place, value } of given)
      assert.equal(ajv.validate({ $ref: place }, value), true, `${place}: ${JSON.stringify(value)}`);
  });

  test('say of every key what it is', () => {
    const keys = inSight.filter(({ place }) => /\/properties\/[^/]+$/.test(place));
    assert.ok(keys.length > 60);
    for (const { place, schema } of keys) {
      const referred = `${place.split('#')[0] ?? ''}${String(schema['$ref'])}`;
      const definition = everywhere.find((other) => other.place === referred)?.schema;
      assert.ok('description' in schema || 'description' in (definition ?? {}), place);
    }
  });

  test('have a sentence of their own where the keyword alone tells a person nothing', () => {
    for (const { place, schema } of inSight)
      if (Object.keys(schema).some((keyword) => needsSentence.test(keyword)))
        assert.ok('errorMessage' in schema || 'patternErrorMessage' in schema, place);
  });

  test('have each such sentence in the table that is translated, word by word', () => {
    // Nobody reads those of a backup's record: it is whole or not.
    const shown = everywhere.filter(({ place }) => !place.startsWith('backup.'));
    const said = shown.flatMap(({ schema }) => [schema['errorMessage'], schema['patternErrorMessage']]);
    const known = Object.entries(sentences);
    assert.deepEqual(
      known.map(([sentence]) => sentence).toSorted(),
      [...new Set(said.filter((sentence) => typeof sentence === 'string'))].toSorted(),
    );
    for (const [sentence, say] of known) assert.equal(say?.(), sentence);
  });
});

interface Association {
  readonly fileMatch: readonly string[];
  readonly url: string;
}

const { jsonValidation, yamlValidation } = manifest.contributes;
const associations: readonly Association[] = [...jsonValidation, ...yamlValidation];

/** The names of the schemas that the editor uses for a path. */
function schemasFor(path: string): readonly string[] {
  const fits = (pattern: string) => matchesGlob(path, pattern.includes('/') ? pattern : `**/${pattern}`);
  return associations
    .filter(({ fileMatch }) => fileMatch.some(fits))
    .map(({ url }) => url.replace(/^\.\/schemas\/(.*)\.schema\.json$/, '$1'));
}

suite('the editor is told', () => {
  test('of every schema, by a file that is there', () => {
    const urls = associations.map(({ url }) => url.replace('./schemas/', ''));
    assert.deepEqual([...new Set(urls)].toSorted(), schemas.map(({ file }) => file).toSorted());
  });

  for (const extension of ['json', 'jsonc', 'yaml', 'yml'])
    test(`which schema a document of ours has, as .${extension}`, () => {
      for (const [path, names] of [
        ['safekeep', ['safekeep']],
        ['app/settings/safekeep', ['safekeep']],
        ['config/profiles/staging', ['profile-document']],
        ['config/profiles/staging.local', ['profile-document', 'profile-layer']],
        ['app/config/profiles/staging/web', ['profile-layer']],
        ['app/config/profiles/staging/profile', ['profile', 'profile-layer']],
        ['config/migrations/1.0.0-1.1.0', ['migration']],
        ['exports/production.safekeep-profile', ['exported-profile']],
      ] as const)
        assert.deepEqual(schemasFor(`/home/ada/${path}.${extension}`), names, path);
    });

  test('which schema the record of a backup has, wherever its config folder is', () => {
    assert.deepEqual(schemasFor('/home/ada/settings/backups/20261120T091337123Z-7f3a9c/backup.json'), [
      'backup',
    ]);
  });

  test('which schema the record of the active profile has', () => {
    assert.deepEqual(schemasFor('/home/ada/settings/.safekeep/state.json'), ['state']);
  });

  test('nothing about files of others', () => {
    for (const path of [
      'config/current.json',
      'config/default.yaml',
      'db/migrations/0001.yaml',
      'profiles/team/profile.yaml',
      'profiles/dev.json',
      'backups/monday/backup.json',
      'config/profiles/a/b/c.json',
    ])
      assert.deepEqual(schemasFor(`/home/ada/${path}`), [], path);
  });
});
