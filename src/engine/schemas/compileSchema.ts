// From schema files to a validator. Each file is known by its `$id` and by the URIs that lead to it; nothing is ever
// fetched. What is wrong with a schema is a list of problems with places in its files, never an exception; then
// nothing can be validated by it.
import { groupBy } from '../values/groupBy.ts';
import type { ValidateFunction } from 'ajv';
import type AjvCore from 'ajv/dist/core.js';
import { t } from '@vscode/l10n';
import type { FileContent, Problem, SchemaFiles } from '../model/model.ts';
import { documentOf, problemAt, problemsOf } from '../documents/fileDocument.ts';
import { draftOf, validatorFor } from './schemaDrafts.ts';
import { readErrors } from './schemaErrors.ts';
import { explain, problemOf } from './schemaFaults.ts';
import { schemaResources, type SchemaResource, type Purpose } from './schemaResources.ts';
import { sentenceOf } from './schemaSentence.ts';
import { withinTime } from './timeLimit.ts';
import { isMap } from '../values/value.ts';

export interface CompiledSchema {
  /** `null` where the schema cannot be used; the problems say why. */
  readonly validate: ValidateFunction | null;
  readonly problems: readonly Problem[];
}

/** Milliseconds of the clock: also on a busy machine enough for what takes tenths of a second on an idle one. */
const maxCompilationMs = 5_000;
const maxProblems = 10;

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
  const byPlace = groupBy(problems, ({ file, pointer }) => `${file}#${pointer}`);
  return [...byPlace.values()].flatMap((same) => same.slice(0, 1));
}

function unreadableProblems(file: FileContent): readonly Problem[] {
  const document = documentOf(file);
  const { value } = document;
  if (value === undefined) return problemsOf(document);
  return isMap(value) || typeof value === 'boolean' ? [] : [problemOf(file, '', t("it isn't a map"))];
}

function compileReadable(files: SchemaFiles, purpose: Purpose): CompiledSchema {
  const parts = schemaResources(files, purpose);
  const ajv = validatorFor(
    draftOf(documentOf(files.root).value),
    purpose === 'filling' ? { useDefaults: true } : {},
  );
  try {
    const done = withinTime(maxCompilationMs, () => compileParts(ajv, parts));
    return done?.result ?? unusable([problemOf(files.root, '', t('it takes too long to prepare'))]);
  } catch (error) {
    return unusable(explain(error, ajv, parts));
  }
}

function compileParts(ajv: AjvCore, parts: readonly SchemaResource[]): CompiledSchema {
  for (const { uris, schema } of parts) for (const uri of uris) ajv.addSchema(schema, uri);
  const problems = parts.flatMap((part) => draftProblems(ajv, part));
  return problems.length > 0
    ? unusable(problems)
    : { validate: ajv.compile(parts[0]?.schema ?? true), problems };
}

/** What the rules of its draft say about a schema. */
function draftProblems(ajv: AjvCore, { file, schema }: SchemaResource): readonly Problem[] {
  if (typeof schema === 'boolean') return [];
  const judge = metaSchemaValidator(ajv, schema.$schema);
  if (!judge) return [problemOf(file, '/$schema', t('it names an unknown draft of JSON Schema'))];
  if (judge.validateSchema(schema) === true) return [];
  const errors = readErrors(judge.errors ?? []).slice(0, maxProblems);
  return errors.map((error) => {
    const message = t("The schema can't be used: {0}", sentenceOf(error));
    return problemAt(documentOf(file), error.pointer, { message });
  });
}

/** The schemas of the drafts take longer to prepare than most others do: that is done once for each draft. */
const judges = new Map<string, AjvCore>();

function metaSchemaValidator(ajv: AjvCore, draft: unknown): AjvCore | undefined {
  if (typeof draft !== 'string') return undefined;
  const judge = judges.get(draft) ?? validatorFor(draft);
  if (judge.getSchema(draft)) {
    judges.set(draft, judge);
    return judge;
  }
  return ajv.getSchema(draft) && ajv; // One of the files may be a draft of its own.
}
