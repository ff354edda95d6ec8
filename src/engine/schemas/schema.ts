// Validation by JSON Schema, with ajv. A schema that cannot be used is a problem of its own files, never an exception,
// and no schema and no value holds the process up for long. Loaded on first use, since ajv is heavy.
import { t } from '@vscode/l10n';
import type { FileContent, Problem, SchemaFiles } from '../model/model.ts';
import { runBounded, type Skipped } from './timeLimitedPattern.ts';
import { compileSchema, type CompiledSchema } from './compileSchema.ts';
import type { Document } from '../text/document.ts';
import { documentOf, problemAt } from '../documents/fileDocument.ts';
import { formatPointer, type Pointer } from '../values/pointer.ts';
import { readErrors, type SchemaError } from './schemaErrors.ts';
import type { Purpose } from './schemaResources.ts';
import { sentenceOf, shown } from './schemaSentence.ts';
import { fromPlain, isList, isMap, toPlain, type Value } from '../values/value.ts';

/** What a schema has against a value, at a place of it. */
export interface SchemaFinding {
  readonly pointer: Pointer;
  readonly keyword: string;
  readonly message: string;
  /** Absent where a check was not made. */
  readonly error?: SchemaError;
}

export interface SchemaCheck {
  /** `null` where nothing could be checked; the problems say why. */
  readonly findings: readonly SchemaFinding[] | null;
  /** Of the schema itself. */
  readonly problems: readonly Problem[];
}

interface CompiledFiles {
  readonly files: SchemaFiles;
  readonly schema: CompiledSchema;
}

/** By root, for as long as none of its files changes: what checks, and what puts in missing defaults. */
const compiled = {
  checking: new WeakMap<FileContent, CompiledFiles>(),
  filling: new WeakMap<FileContent, CompiledFiles>(),
};

/** What was found in a document's own value. */
const checked = new WeakMap<
  Document,
  { readonly schema: CompiledSchema; readonly problems: readonly Problem[] }
>();

/** What a schema finds in a value; places are looked up in `document`, the text the value came from. */
export function validateValue(files: SchemaFiles, value: Value, document: Document): readonly Problem[] {
  const known = value === document.value ? checked.get(document) : undefined;
  if (known?.schema === compiledFor(files)) return known.problems;
  const { findings, problems: ofSchema } = checkValue(files, value);
  const ofValue = (findings ?? []).map(({ pointer, message, keyword }) =>
    problemAt(document, pointer, { message, keyword }),
  );
  const problems = [...ofSchema, ...ofValue];
  if (value === document.value) checked.set(document, { schema: compiledFor(files), problems });
  return problems;
}

export function checkValue(files: SchemaFiles, value: Value): SchemaCheck {
  const { validate, problems } = compiledFor(files);
  if (!validate) return { findings: null, problems };
  const plain = toPlain(value);
  try {
    const done = runBounded(() => (validate(plain) ? [] : (validate.errors ?? [])));
    if (done.kind === 'work') return cancelCall(files, t('validating with it takes too long'));
    if (done.kind === 'checks') return cancelCall(files, t('its patterns take too long to match'));
    const errors = readErrors(done.result).map((error) => toFinding(error));
    return { findings: distinct([...errors, ...done.skipped.map((one) => toSkipped(one, value))]), problems };
  } catch (error) {
    if (error instanceof RangeError) return cancelCall(files, t('it refers to itself endlessly'));
    // ajv compares maps by their `valueOf`, and a key of this name is none.
    const message = t("The schema can't be used for this content: {0}.", String(error));
    return { findings: null, problems: [...problems, problemAt(documentOf(files.root), '', { message })] };
  }
}

/** The value with the defaults of the schema for the keys that its maps lack; as it is where that never ends. */
export function withDefaults(files: SchemaFiles, value: Value): Value {
  const { validate, problems } = compiledFor(files, 'filling');
  const plain = toPlain(value);
  try {
    if (!validate) return value;
    if (runBounded(() => validate(plain)).kind === 'done') return fromPlain(plain);
    compiled.filling.set(files.root, { files, schema: { validate: null, problems } });
    return value;
  } catch {
    return value; // Defaults within defaults, or what the check of the same value tells.
  }
}

function compiledFor(files: SchemaFiles, purpose: Purpose = 'checking'): CompiledSchema {
  const known = compiled[purpose].get(files.root);
  if (known && isSame(known.files, files)) return known.schema;
  const schema = compileSchema(files, purpose);
  compiled[purpose].set(files.root, { files, schema });
  return schema;
}

function isSame(left: SchemaFiles, right: SchemaFiles): boolean {
  if (left === right) return true;
  const sameParts = [...left.parts].every(([uri, file]) => right.parts.get(uri) === file);
  const sameProblems =
    left.problems.map(({ message }) => message).join() ===
    right.problems.map(({ message }) => message).join();
  return sameParts && sameProblems && left.parts.size === right.parts.size && left.uri === right.uri;
}

/** What has once taken too long is not tried again. */
function cancelCall(files: SchemaFiles, reason: string): SchemaCheck {
  const message = t("The schema can't be used: {0}.", reason);
  const problems = [...compiledFor(files).problems, problemAt(documentOf(files.root), '', { message })];
  compiled.checking.set(files.root, { files, schema: { validate: null, problems } });
  return { findings: null, problems };
}

function toFinding(error: SchemaError): SchemaFinding {
  const { pointer, keyword } = error;
  return { pointer, keyword, message: sentenceOf(error), error };
}

function toSkipped({ keyword, name, text }: Skipped, value: Value): SchemaFinding {
  const message =
    keyword === 'pattern'
      ? t("The pattern {0} takes too long on this value, so it wasn't checked.", shown(name))
      : t("The format {0} takes too long on this value, so it wasn't checked.", shown(name));
  return { pointer: pointerOfText(text, value) ?? '', keyword, message };
}

/** Where a text stands as a value or as a key. */
function pointerOfText(text: string, value: Value): Pointer | undefined {
  if (value === text) return '';
  const entries = isMap(value) || isList(value) ? Object.entries(value) : [];
  for (const [key, item] of entries) {
    const below = key === text ? '' : pointerOfText(text, item);
    if (below !== undefined) return formatPointer([key]) + below;
  }
  return undefined;
}

/** Two roads through a schema can lead to the same finding. */
function distinct(findings: readonly SchemaFinding[]): readonly SchemaFinding[] {
  return [
    ...new Map(findings.map((finding) => [`${finding.pointer}\n${finding.message}`, finding])).values(),
  ];
}
