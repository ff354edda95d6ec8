// From schema files to a validator. Each file is known by its `$id` and by the URIs that lead to it; nothing is ever
// fetched. What is wrong with a schema is a list of problems with places in its files, never an exception; then
// nothing can be validated by it.
import { MissingRefError, type AnySchema, type ValidateFunction } from 'ajv';
import type AjvCore from 'ajv/dist/core.js';
import { EngineError } from '../errors.ts';
import type { FileContent, Problem, SchemaFiles } from '../model.ts';
import { applyEdits } from './document.ts';
import { documentOf, problemAt, problemsOf } from './fileDocument.ts';
import { groupBy } from './groupBy.ts';
import { formatPointer, type Pointer } from './pointer.ts';
import { referredDefaults } from './referredDefaults.ts';
import { draftOf, usualDraft, validatorFor } from './schemaDrafts.ts';
import { readErrors } from './schemaErrors.ts';
import { idKeyOf, referencesIn, schemaPlaces, type SchemaPlace } from './schemaPlaces.ts';
import { sentenceOf } from './schemaSentence.ts';
import { documentUri, resolveUri } from './schemaUri.ts';
import { withinTime } from './timeLimit.ts';
import { isMap, mapOf, toPlain, type Value } from './value.ts';

export interface CompiledSchema {
  /** `null` where the schema cannot be used; the problems say why. */
  readonly validate: ValidateFunction | null;
  readonly problems: readonly Problem[];
}

/** One file of a schema, and what ajv gets of it: plain data, with an absolute `$id`. */
interface Part {
  readonly file: FileContent;
  /** Those that lead to it; the first one is where it is. */
  readonly uris: readonly string[];
  readonly places: readonly SchemaPlace[];
  readonly schema: AnySchema;
}

const longestCompilation = 10_000; // Milliseconds.
const mostProblems = 10;

/** `checking` leaves the value as it is; `filling` puts the defaults into it that its maps lack. */
export type Purpose = 'checking' | 'filling';

export function compileSchema(files: SchemaFiles, purpose: Purpose): CompiledSchema {
  const unreadable = [files.root, ...files.parts.values()].flatMap(unreadableProblems);
  const compiled = unreadable.length > 0 ? unusable(unreadable) : compileReadable(files, purpose);
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

function compileReadable(files: SchemaFiles, purpose: Purpose): CompiledSchema {
  const parts = partsOf(files, purpose);
  const ajv = validatorFor(draftOf(valueIn(files.root)), purpose === 'filling' ? { useDefaults: true } : {});
  try {
    const done = withinTime(longestCompilation, () => compileParts(ajv, parts));
    return done?.result ?? unusable([problemOf(files.root, '', 'it takes too long to prepare')]);
  } catch (error) {
    return unusable(explain(error, ajv, parts));
  }
}

function valueIn(file: FileContent): Value {
  return documentOf(file).value ?? true;
}

/** The root comes first. */
function partsOf({ uri: rootUri, root, parts }: SchemaFiles, purpose: Purpose): readonly Part[] {
  const idKey = idKeyOf(valueIn(root));
  const byFile = groupBy([[rootUri, root] as const, ...parts], ([, file]) => file);
  const sources = [...byFile].map(([file, leading]) => {
    const uris = leading.map(([uri]) => uri);
    return { file, uris, places: schemaPlaces(valueIn(file), uris[0] ?? '', idKey) };
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
function documentsIn(sources: readonly Omit<Part, 'schema'>[]): ReadonlyMap<string, Value> {
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
      ? [['$schema', draftOf(value) ?? draftOf(root) ?? usualDraft] as const]
      : []),
  ]);
}

function compileParts(ajv: AjvCore, parts: readonly Part[]): CompiledSchema {
  const [root, ...others] = parts;
  for (const uri of root?.uris.slice(1) ?? []) ajv.addSchema(root?.schema ?? true, uri);
  for (const { uris, schema } of others) for (const uri of uris) ajv.addSchema(schema, uri);
  const problems = parts.flatMap((part) => draftProblems(ajv, part));
  return problems.length > 0 ? unusable(problems) : { validate: ajv.compile(root?.schema ?? true), problems };
}

/** What the rules of its draft say about a schema. */
function draftProblems(ajv: AjvCore, { file, schema }: Part): readonly Problem[] {
  if (typeof schema === 'boolean') return [];
  const judge = judgeOf(ajv, schema.$schema);
  if (!judge) return [problemOf(file, '/$schema', 'it names a draft of JSON Schema that is not known')];
  if (judge.validateSchema(schema) === true) return [];
  const errors = readErrors(judge.errors ?? []).slice(0, mostProblems);
  return errors.map((error) => problemOf(file, error.pointer, sentenceOf(error).replace(/\.$/, '')));
}

/** The schemas of the drafts take longer to prepare than most others do: that is done once for each draft. */
const judges = new Map<string, AjvCore>();

function judgeOf(ajv: AjvCore, draft: unknown): AjvCore | undefined {
  if (typeof draft !== 'string') return undefined;
  const judge = judges.get(draft) ?? validatorFor(draft);
  if (judge.getSchema(draft)) {
    judges.set(draft, judge);
    return judge;
  }
  return ajv.getSchema(draft) && ajv; // One of the files may be a draft of its own.
}

function asSchema(schema: Value): AnySchema {
  return toPlain(schema) as AnySchema; // Only maps and booleans come so far, and ajv checks what they hold.
}

/** Why ajv could not compile, and where. */
function explain(error: unknown, ajv: AjvCore, parts: readonly Part[]): readonly Problem[] {
  const known = documentsIn(parts);
  const isKnown = (uri: string) =>
    known.has(uri) || ajv.refs[uri] !== undefined || ajv.schemas[uri] !== undefined;
  const found = parts.flatMap((part) => {
    if (error instanceof MissingRefError) return lostReferences(part, error.missingRef, isKnown);
    return error instanceof EngineError ? badPatterns(part, error) : [];
  });
  if (found.length > 0) return found;
  const reason = error instanceof Error ? error.message : String(error);
  return parts.slice(0, 1).map(({ file }) => problemOf(file, '', reason));
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
