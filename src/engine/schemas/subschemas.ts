// The schemas within a schema document: where each stands, which URI it has as a base, and what it refers to. It reads
// no files and judges nothing; what is data (`enum`, `default`, …) is passed over.
import { formatPointer, type Pointer } from '../values/pointer.ts';
import { documentUri, resolveUri } from './schemaUri.ts';
import { isList, isMap, type Value, type ValueMap } from '../values/value.ts';

export interface Subschema {
  readonly schema: ValueMap;
  readonly pointer: Pointer;
  /** Its own `$id` where it has one, else that of the schema around it, else the document's URI. */
  readonly base: string;
}

export interface SchemaReference {
  /** Of the keyword in the document. */
  readonly pointer: Pointer;
  readonly written: string;
  /** Absolute, with its fragment. */
  readonly uri: string;
  readonly base: string;
}

const data = new Set(['enum', 'const', 'default', 'examples']);
const mapsOfSchemas = new Set([
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependentSchemas',
  'dependencies',
]);
const referring = ['$ref', '$dynamicRef', '$recursiveRef'];

/** Draft 04 says `id` what the later ones say `$id`; all files of a schema are read like its root. */
export type IdKey = '$id' | 'id';

export function idKeyOf(schema: Value | undefined): IdKey {
  const named = isMap(schema) ? schema['$schema'] : undefined;
  return typeof named === 'string' && named.includes('draft-04') ? 'id' : '$id';
}

/** The outermost comes first. */
export function subschemas(document: Value, uri: string, idKey: IdKey): readonly Subschema[] {
  const places: Subschema[] = [];
  const visit = (value: Value, keys: readonly string[], outer: string) => {
    if (isList(value)) value.forEach((item, index) => visit(item, [...keys, String(index)], outer));
    if (!isMap(value)) return;
    const id = value[idKey];
    const base = typeof id === 'string' ? documentUri(resolveUri(outer, id)) : outer;
    places.push({ schema: value, pointer: formatPointer(keys), base });
    for (const [key, item] of Object.entries(value)) {
      if (data.has(key)) continue;
      if (!mapsOfSchemas.has(key) || !isMap(item)) visit(item, [...keys, key], base);
      else for (const [name, inner] of Object.entries(item)) visit(inner, [...keys, key, name], base);
    }
  };
  visit(document, [], uri);
  return places;
}

export function referencesIn(places: readonly Subschema[]): readonly SchemaReference[] {
  return places.flatMap(({ schema, pointer, base }) =>
    referring.flatMap((keyword): readonly SchemaReference[] => {
      const written = schema[keyword];
      if (typeof written !== 'string') return [];
      return [{ pointer: `${pointer}/${keyword}`, written, uri: resolveUri(base, written), base }];
    }),
  );
}
