// From schema files to a validator. Each file is known by its `$id` and by the URIs that lead to it; nothing is ever
// fetched. What is wrong with a schema is a list of problems with places in its files, never an exception; then
// nothing can be validated by it.
import { MissingRefError, type AnySchema, type Options, type ValidateFunction } from 'ajv';
import type AjvCore from 'ajv/dist/core.js';
import { EngineError } from '../errors.ts';
import type { FileContent, Problem, SchemaFiles } from '../model.ts';
import { documentOf, problemAt, problemsOf } from './fileDocument.ts';
import { formatPointer, type Pointer } from './pointer.ts';
import { draftOf, validatorFor } from './schemaDrafts.ts';
import { readErrors } from './schemaErrors.ts';
import { idKeyOf, referencesIn, schemaPlaces, type IdKey, type SchemaPlace } from './schemaPlaces.ts';
import { sentenceOf } from './schemaSentence.ts';
import { documentUri, resolveUri } from './schemaUri.ts';
import { withinTime } from './timeLimit.ts';
import { isMap, mapOf, toPlain, type Value } from './value.ts';

export interface CompiledSchema {
  /** `null` where the schema cannot be used; the problems say why. */
  readonly validate: ValidateFunction | null;
  readonly problems: readonly Problem[];
}

/** One file as ajv gets it: plain data, with an absolute `$id`. */
interface Part {
  readonly file: FileContent;
  readonly schema: AnySchema;
  readonly places: readonly SchemaPlace[];
}

interface Parts {
  readonly root: Part;
  readonly byUri: ReadonlyMap<string, Part>;
}

const longestCompilation = 10_000; // Milliseconds.
const mostProblems = 10;

export function compileSchema(files: SchemaFiles, more: Options = {}): CompiledSchema {
  const unreadable = [files.root, ...files.parts.values()].flatMap(unreadableProblems);
  const compiled = unreadable.length > 0 ? unusable(unreadable) : compileReadable(files, more);
  return { ...compiled, problems: distinct([...files.problems, ...compiled.problems]) };
}

function unusable(problems: readonly Problem[]): CompiledSchema {
  return { validate: null, problems };
}

/** What the reader has said of a place is not said again. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const byPlace = problems
    .toReversed()
    .map((problem) => [`${problem.file}#${problem.pointer}`, problem] as const);
  return [...new Map(byPlace).values()].reverse();
}

function unreadableProblems(file: FileContent): readonly Problem[] {
  const document = documentOf(file);
  const { value } = document;
  if (value === undefined) return problemsOf(document);
  return isMap(value) || typeof value === 'boolean' ? [] : [problemOf(file, '', 'it is not a map')];
}

function problemOf(file: FileContent, pointer: Pointer, reason: string): Problem {
  return problemAt(documentOf(file), pointer, { message: `The schema cannot be used: ${reason}.` });
}

function compileReadable(files: SchemaFiles, more: Options): CompiledSchema {
  const parts = partsOf(files);
  const ajv = validatorFor(draftOf(documentOf(files.root).value), more);
  try {
    const done = withinTime(longestCompilation, () => compileParts(ajv, parts));
    return done?.result ?? unusable([problemOf(files.root, '', 'it takes too long to prepare')]);
  } catch (error) {
    return unusable(explain(error, ajv, parts));
  }
}

function partsOf({ uri: rootUri, root, parts }: SchemaFiles): Parts {
  const idKey = idKeyOf(documentOf(root).value);
  const byFile = new Map([[root, partOf(root, rootUri, idKey)]]);
  for (const [uri, file] of parts) if (!byFile.has(file)) byFile.set(file, partOf(file, uri, idKey));
  const partFor = (file: FileContent) => byFile.get(file) ?? partOf(file, rootUri, idKey);
  return {
    root: partFor(root),
    byUri: new Map([[rootUri, root] as const, ...parts].map(([uri, file]) => [uri, partFor(file)])),
  };
}

function partOf(file: FileContent, uri: string, idKey: IdKey): Part {
  const value = documentOf(file).value ?? true;
  const places = schemaPlaces(value, uri, idKey);
  if (!isMap(value)) return { file, schema: asSchema(value), places };
  const id = value[idKey] ?? '';
  const draft = draftOf(value);
  const entries = [
    // `$async` would make of the validator one that answers promises.
    ...Object.entries(value).filter(([key]) => key !== '$async'),
    ...(typeof id === 'string' ? [[idKey, documentUri(resolveUri(uri, id))] as const] : []),
    ...(draft === undefined ? [] : [['$schema', draft] as const]),
  ];
  return { file, schema: asSchema(mapOf(entries)), places };
}

function compileParts(ajv: AjvCore, { root, byUri }: Parts): CompiledSchema {
  for (const [uri, { schema }] of [...byUri].slice(1)) ajv.addSchema(schema, uri);
  const problems = [...new Set(byUri.values())].flatMap((part) => draftProblems(ajv, part));
  return problems.length > 0 ? unusable(problems) : { validate: ajv.compile(root.schema), problems };
}

/** What the rules of its draft say about a schema. One that names a draft that is not known is taken as it is. */
function draftProblems(ajv: AjvCore, { file, schema }: Part): readonly Problem[] {
  const draft: unknown = typeof schema === 'object' ? schema.$schema : undefined;
  if (draft !== undefined && (typeof draft !== 'string' || !ajv.getSchema(draft)))
    return [problemOf(file, '/$schema', 'it names a draft of JSON Schema that is not known')];
  if (ajv.validateSchema(schema) === true) return [];
  const errors = readErrors(ajv.errors ?? []).slice(0, mostProblems);
  return errors.map((error) => problemOf(file, error.pointer, sentenceOf(error).replace(/\.$/, '')));
}

function asSchema(schema: Value): AnySchema {
  return toPlain(schema) as AnySchema; // Only maps and booleans come so far, and ajv checks what they hold.
}

/** Why ajv could not compile, and where. */
function explain(error: unknown, ajv: AjvCore, { root, byUri }: Parts): readonly Problem[] {
  const parts = [...new Set(byUri.values())];
  const bases = parts.flatMap(({ places }) => places.map(({ base }) => base));
  const known = new Set([...byUri.keys(), ...bases]);
  const isKnown = (uri: string) =>
    known.has(uri) || ajv.refs[uri] !== undefined || ajv.schemas[uri] !== undefined;
  const found = parts.flatMap((part) => {
    if (error instanceof MissingRefError) return lostReferences(part, error.missingRef, isKnown);
    return error instanceof EngineError ? badPatterns(part, error) : [];
  });
  if (found.length > 0) return found;
  return [problemOf(root.file, '', error instanceof Error ? error.message : String(error))];
}

/** All of them, though ajv ends at the first. */
function lostReferences(
  { file, places }: Part,
  first: string,
  isKnown: (uri: string) => boolean,
): readonly Problem[] {
  return referencesIn(places).flatMap(({ pointer, written, uri }) => {
    const document = documentUri(uri);
    if (isKnown(document) && uri.replace(/#\/?$/, '') !== first) return [];
    const why = isKnown(document)
      ? 'where there is no schema'
      : /^https?:/.test(uri)
        ? 'which is no local file, and nothing is fetched from the network'
        : 'which is not there';
    return [problemOf(file, pointer, `it refers to "${written}", ${why}`)];
  });
}

function badPatterns({ file, places }: Part, { message, details }: EngineError): readonly Problem[] {
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
