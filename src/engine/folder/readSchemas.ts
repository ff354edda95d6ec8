// Reads a schema with the local files that its references lead to, itself or through others. A reference that is
// relative means a file beside the one it stands in, whatever `$id` says; an absolute one only a file that has this
// `$id` itself. It reads nothing outside the workspace, and nothing from the network.
import { t } from '@vscode/l10n';
import { documentOf, problemAt } from '../documents/fileDocument.ts';
import {
  idKeyOf,
  referencesIn,
  subschemas,
  type IdKey,
  type Subschema,
  type SchemaReference,
} from '../schemas/subschemas.ts';
import { documentUri, pathBeside } from '../schemas/schemaUri.ts';
import { EngineError } from '../base/errors.ts';
import type { FileContent, Problem, SchemaFiles } from '../model/model.ts';

type Read = (path: string) => Promise<FileContent | null>;

const maxParts = 500;

interface SchemaReading {
  readonly idKey: IdKey;
  readonly read: Read;
  readonly parts: Map<string, FileContent>;
  readonly ids: Set<string>;
  readonly awaited: Set<string>;
  readonly lost: { readonly uri: string; readonly problem: Problem }[];
}

/** @param uri where the root is, as a `file:` URI. @param read answers `null` where there is no file. */
export async function readSchemaFiles(root: FileContent, uri: string, read: Read): Promise<SchemaFiles> {
  const idKey = idKeyOf(documentOf(root).value);
  const reading: SchemaReading = {
    idKey,
    read,
    parts: new Map(),
    ids: new Set([uri]),
    awaited: new Set(),
    lost: [],
  };
  const seen = new Set([root]);
  const waiting = [{ file: root, uri }];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    for (const part of await readPartsOf(next, reading)) {
      if (seen.has(part.file)) continue;
      seen.add(part.file);
      waiting.push(part);
    }
  }
  const { parts, ids, awaited, lost } = reading;
  // An id may be known only once all is read.
  const problems = lost.flatMap((one) => (ids.has(one.uri) ? [] : [one.problem]));
  return { root, uri, parts, problems, awaited: [...awaited] };
}

interface FoundSchema {
  readonly file: FileContent;
  readonly uri: string;
}

async function readPartsOf(
  { file, uri }: FoundSchema,
  reading: SchemaReading,
): Promise<readonly FoundSchema[]> {
  const document = documentOf(file);
  const places = document.value === undefined ? [] : subschemasIn(file, uri, reading.idKey);
  for (const { base } of places) reading.ids.add(base);
  const anchor = { path: file.path, uri: places[0]?.base ?? uri };
  const found: FoundSchema[] = [];
  for (const reference of referencesIn(places)) {
    const wanted = documentUri(reference.uri);
    const path = pathBeside(anchor, wanted);
    if (path === undefined || reading.ids.has(wanted) || reading.parts.has(wanted)) continue;
    const part = await readPart(reference, path, reading);
    if (typeof part === 'string') {
      const message = t('The schema refers to "{0}", but {1}', reference.written, part);
      reading.lost.push({ uri: wanted, problem: problemAt(document, reference.pointer, { message }) });
    }
    if (part === null || typeof part === 'string') {
      reading.awaited.add(path);
      continue;
    }
    reading.parts.set(wanted, part);
    found.push({ file: part, uri: wanted });
  }
  return found;
}

/** `null` where no local file is meant after all; a text where one is, and cannot be had. */
async function readPart(
  { written, uri }: SchemaReference,
  path: string,
  { read, parts, idKey }: SchemaReading,
): Promise<FileContent | string | null> {
  const mayBeRemote = /^https?:/.test(written);
  if (parts.size >= maxParts) return t("schemas of more than {0} files aren't supported.", maxParts);
  try {
    const file = await read(path);
    if (!file) return mayBeRemote ? null : t("the file {0} doesn't exist.", path);
    return mayBeRemote && subschemasIn(file, '', idKey)[0]?.base !== documentUri(uri) ? null : file;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return mayBeRemote ? null : error.message;
  }
}

/** Walking through a schema takes a while, and it is read with every look at the disk. */
const walked = new WeakMap<FileContent, { readonly key: string; readonly places: readonly Subschema[] }>();

function subschemasIn(file: FileContent, uri: string, idKey: IdKey): readonly Subschema[] {
  const key = `${idKey} ${uri}`;
  const known = walked.get(file);
  if (known?.key === key) return known.places;
  const places = subschemas(documentOf(file).value ?? null, uri, idKey);
  walked.set(file, { key, places });
  return places;
}
