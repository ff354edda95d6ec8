// ajv fills in only the defaults that stand at a key of `properties` itself. These edits of a schema put there what
// stands behind a `$ref` or in an `allOf`, which is as much the key's default.
import type { Edit } from '../text/document.ts';
import { formatPointer, valueAt } from '../values/pointer.ts';
import type { Subschema } from './subschemas.ts';
import { documentUri, resolveUri } from './schemaUri.ts';
import { isList, isMap, type Value } from '../values/value.ts';

/** @param documents by URI without fragment: files, and schemas with an id of their own. */
export function referredDefaults(
  places: readonly Subschema[],
  documents: ReadonlyMap<string, Value>,
): readonly Edit[] {
  return places.flatMap(({ schema, pointer, base }) => {
    const properties = schema['properties'];
    return Object.entries(isMap(properties) ? properties : {}).flatMap(([key, property]): readonly Edit[] => {
      if (!isMap(property) || property['default'] !== undefined) return [];
      const value = defaultOf(property, base, { documents, depth: 0 });
      const place = pointer + formatPointer(['properties', key, 'default']);
      return value === undefined ? [] : [{ op: 'set', pointer: place, value }];
    });
  });
}

const maxSteps = 20;

interface Search {
  readonly documents: ReadonlyMap<string, Value>;
  readonly depth: number;
}

function defaultOf(schema: Value | undefined, base: string, { documents, depth }: Search): Value | undefined {
  if (!isMap(schema) || depth > maxSteps) return undefined;
  if (schema['default'] !== undefined) return schema['default'];
  const deeper = { documents, depth: depth + 1 };
  const { $ref: reference, allOf } = schema;
  if (typeof reference === 'string') {
    const uri = resolveUri(base, reference);
    const document = documents.get(documentUri(uri));
    const found = document === undefined ? undefined : behind(document, uri);
    const value = defaultOf(found, documentUri(uri), deeper);
    if (value !== undefined) return value;
  }
  const parts = isList(allOf) ? allOf.map((part) => defaultOf(part, base, deeper)) : [];
  return parts.find((value) => value !== undefined);
}

function behind(document: Value, uri: string): Value | undefined {
  const fragment = uri.slice(documentUri(uri).length + 1);
  try {
    return valueAt(document, decodeURIComponent(fragment));
  } catch {
    return undefined; // A stray "%" leads nowhere, which compiling the schema tells.
  }
}
