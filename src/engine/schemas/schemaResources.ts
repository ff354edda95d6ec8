// The files of a schema as ajv gets them: plain data, each with an absolute `$id` and the name of its draft.
import { groupBy } from '../values/groupBy.ts';
import type { AnySchema } from 'ajv';
import type { FileContent, SchemaFiles } from '../model/model.ts';
import { applyEdits } from '../text/document.ts';
import { documentOf } from '../documents/fileDocument.ts';
import { referredDefaults } from './referredDefaults.ts';
import { draftOf, defaultDraft } from './schemaDrafts.ts';
import { idKeyOf, subschemas, type Subschema } from './subschemas.ts';
import { documentUri, resolveUri } from './schemaUri.ts';
import { isMap, mapOf, toPlain, type Value } from '../values/value.ts';

/** `checking` leaves the value as it is; `filling` puts the defaults into it that its maps lack. */
export type Purpose = 'checking' | 'filling';

/** One file of a schema, and what ajv gets of it: plain data, with an absolute `$id`. */
export interface SchemaResource {
  readonly file: FileContent;
  /** Those that lead to it; the first one is where it is. */
  readonly uris: readonly string[];
  readonly places: readonly Subschema[];
  readonly schema: AnySchema;
}

function valueIn(file: FileContent): Value {
  return documentOf(file).value ?? true;
}

/** The root comes first. */
export function schemaResources(
  { uri: rootUri, root, parts }: SchemaFiles,
  purpose: Purpose,
): readonly SchemaResource[] {
  const idKey = idKeyOf(valueIn(root));
  const byFile = groupBy([[rootUri, root] as const, ...parts], ([, file]) => file);
  const sources = [...byFile].map(([file, leading]) => {
    const uris = leading.map(([uri]) => uri);
    return { file, uris, places: subschemas(valueIn(file), uris[0] ?? '', idKey) };
  });
  const documents = documentsIn(sources);
  return sources.map((source) => {
    const { file, uris, places } = source;
    const edits = purpose === 'filling' ? referredDefaults(places, documents) : [];
    const schema = identified(applyEdits(valueIn(file), edits), uris[0] ?? '', valueIn(root));
    return { ...source, schema: asSchema(schema) };
  });
}

/** By URI: each file, and each schema within one that has an id of its own. */
export function documentsIn(sources: readonly Omit<SchemaResource, 'schema'>[]): ReadonlyMap<string, Value> {
  const inner = sources.flatMap(({ places }) => places.map(({ base, schema }) => [base, schema] as const));
  const files = sources.flatMap(({ file, uris }) => uris.map((uri) => [uri, valueIn(file)] as const));
  return new Map<string, Value>([...inner.toReversed(), ...files]);
}

/** With an absolute `$id`, and with the name of its draft as ajv knows it: that of the root where it names none. */
function identified(value: Value, uri: string, root: Value): Value {
  if (!isMap(value)) return value;
  const idKey = idKeyOf(root);
  const { [idKey]: id = '', $schema: draft = '' } = value;
  return mapOf([
    // `$async` would make of the validator one that answers promises.
    ...Object.entries(value).filter(([key]) => key !== '$async'),
    ...(typeof id === 'string' ? [[idKey, documentUri(resolveUri(uri, id))] as const] : []),
    ...(typeof draft === 'string'
      ? [['$schema', draftOf(value) ?? draftOf(root) ?? defaultDraft] as const]
      : []),
  ]);
}

function asSchema(schema: Value): AnySchema {
  return toPlain(schema) as AnySchema; // Only maps and booleans come so far, and ajv checks what they hold.
}
