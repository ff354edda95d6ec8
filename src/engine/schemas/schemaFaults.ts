// Why ajv could not compile a schema, and where in its files: ajv itself tells no place.
import { MissingRefError } from 'ajv';
import type AjvCore from 'ajv/dist/core.js';
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import type { FileContent, Problem } from '../model/model.ts';
import { documentOf, problemAt } from '../documents/fileDocument.ts';
import { formatPointer, type Pointer } from '../values/pointer.ts';
import { documentsIn, type SchemaResource } from './schemaResources.ts';
import { referencesIn } from './subschemas.ts';
import { documentUri } from './schemaUri.ts';
import { withinTime } from './timeLimit.ts';
import { isMap } from '../values/value.ts';

const maxSearchMs = 1_000; // Milliseconds.

export function explain(error: unknown, ajv: AjvCore, parts: readonly SchemaResource[]): readonly Problem[] {
  const known = documentsIn(parts);
  const isKnown = (uri: string) =>
    known.has(uri) || ajv.refs[uri] !== undefined || ajv.schemas[uri] !== undefined;
  const found = parts.flatMap((part) => {
    if (error instanceof MissingRefError) return lostReferences(part, error.missingRef, isKnown);
    return error instanceof EngineError ? badPatterns(part, error) : [];
  });
  if (found.length > 0) return found;
  const reason = error instanceof Error ? error.message : String(error);
  const place = faultyPlace(reason, ajv, parts);
  return place ? [problemOf(place.file, place.pointer, reason)] : [];
}

interface SchemaLocation {
  readonly file: FileContent;
  readonly pointer: Pointer;
}

/** The smallest schema that ajv cannot compile for the same reason; the root where the search takes too long. */
function faultyPlace(
  reason: string,
  ajv: AjvCore,
  parts: readonly SchemaResource[],
): SchemaLocation | undefined {
  const places = parts
    .toReversed()
    .flatMap(({ file, places: own }) =>
      own.map(({ pointer }) => ({ file, pointer, uri: `${own[0]?.base ?? ''}#${encodeURI(pointer)}` })),
    );
  const smallestFirst = places.toSorted((left, right) => right.pointer.length - left.pointer.length);
  const found = withinTime(maxSearchMs, () => smallestFirst.find(({ uri }) => reasonAt(ajv, uri) === reason));
  return found?.result ?? smallestFirst.at(-1);
}

function reasonAt(ajv: AjvCore, uri: string): string | undefined {
  try {
    ajv.getSchema(uri);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** All of them, though ajv ends at the first. */
function lostReferences(
  { file, places }: SchemaResource,
  first: string,
  isKnown: (uri: string) => boolean,
): readonly Problem[] {
  return referencesIn(places).flatMap(({ pointer, written, uri }) => {
    const document = documentUri(uri);
    if (isKnown(document) && uri.replace(/#\/?$/, '') !== first) return [];
    const reason = isKnown(document)
      ? t('it refers to "{0}", which isn\'t a schema', written)
      : /^https?:/.test(uri)
        ? t('it refers to "{0}", which isn\'t a local file, and nothing is fetched from the network', written)
        : t('it refers to "{0}", which doesn\'t exist', written);
    return [problemOf(file, pointer, reason)];
  });
}

function badPatterns(
  { file, places }: SchemaResource,
  { message, details }: EngineError,
): readonly Problem[] {
  const pattern = String(details['pattern']);
  return places.flatMap(({ schema, pointer }) => {
    const keys = schema['patternProperties'];
    const place =
      schema['pattern'] === pattern
        ? ['pattern']
        : isMap(keys) && keys[pattern] !== undefined
          ? ['patternProperties', pattern]
          : null;
    return place ? [problemOf(file, pointer + formatPointer(place), message)] : [];
  });
}

export function problemOf(file: FileContent, pointer: Pointer, reason: string): Problem {
  return problemAt(documentOf(file), pointer, { message: t("The schema can't be used: {0}.", reason) });
}
