// The checker of our own schemas, on schemas of others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { schemaFindings, type Schema } from '../../../src/engine/base/schemaFindings.ts';
import { corpusFiles, corpusJson, onCorpora } from '../../support/texts/corpora.ts';

const folder = 'json-schema-test-suite/required';

test(
  'data is judged as the JSON Schema Test Suite asks, for every keyword that our schemas use',
  onCorpora,
  () => {
    const files = corpusFiles(folder, /\.json$/).map(corpusJson) as readonly { readonly draft7?: Group }[]; // So says its index.
    const groups = files.flatMap(({ draft7 }) => draft7 ?? []).filter(({ schema }) => isKnown(schema));
    assert.ok(groups.length > 30, String(groups.length));
    for (const { schema, tests } of groups)
      for (const { description, data, valid } of tests)
        assert.equal(
          schemaFindings(schema, data).length === 0,
          valid,
          `${JSON.stringify(schema)}: ${description}`,
        );
  },
);

interface Group {
  readonly schema: Schema;
  readonly tests: readonly {
    readonly description: string;
    readonly data: unknown;
    readonly valid: boolean;
  }[];
}

/** Only keywords, and only forms of them, that our schemas use. */
function isKnown(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return false;
  return Object.entries(schema).every(([keyword, value]: [string, unknown]) => {
    const values = Array.isArray(value)
      ? (value as readonly unknown[])
      : Object.values(Object(value) as object);
    if (['properties', 'definitions', 'allOf', 'anyOf'].includes(keyword)) return values.every(isKnown);
    if (['items', 'not', 'propertyNames'].includes(keyword)) return isKnown(value);
    if (keyword === 'additionalProperties') return typeof value === 'boolean' || isKnown(value);
    if (keyword === 'const') return isScalar(value);
    if (keyword === 'enum') return values.every(isScalar);
    if (keyword === '$ref') return /^#\/definitions\/\w+$/.test(String(value));
    return /^(\$schema|description|type|pattern|minLength|minimum|maximum|exclusiveMinimum|required)$/.test(
      keyword,
    );
  });
}

function isScalar(data: unknown): boolean {
  return typeof data !== 'object' || data === null;
}
