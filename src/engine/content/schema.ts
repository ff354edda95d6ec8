// Validation with ajv. The class of validator follows the schema's `$schema` (drafts 04, 06, 07, 2019-09, 2020-12);
// a schema that is broken is a problem of the schema file, never an exception. Only local schemas are used: a
// remote `$ref` is a problem. Loaded on first use, since ajv is heavy.
import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { FileContent, Problem } from '../model.ts';
import type { Document } from './document.ts';
import { documentOf, problemAt, problemsOf } from './fileDocument.ts';
import { formatPointer, parsePointer } from './pointer.ts';
import { isMap, toPlain, type Value } from './value.ts';

const options: Options = {
  strict: false,
  allErrors: true,
  ownProperties: true,
  verbose: false,
  logger: false,
};

/** Each class of the CommonJS packages is reached by its named export; all have this shape. */
type Validator = Pick<Ajv, 'compile'>;

interface Compiled {
  readonly validate: ValidateFunction | null;
  readonly problems: readonly Problem[];
}

const compiled = new WeakMap<FileContent, Compiled>();

/** What a schema finds in a value; places are looked up in `document`, the text the value came from. */
export function validateValue(schema: FileContent, value: Value, document: Document): readonly Problem[] {
  const { validate, problems } = compile(schema);
  if (!validate || validate(toPlain(value))) return problems;
  return summarize(validate.errors ?? []).map((error) => toProblem(error, document));
}

function compile(schema: FileContent): Compiled {
  const known = compiled.get(schema);
  if (known) return known;
  const result = compileNew(documentOf(schema));
  compiled.set(schema, result);
  return result;
}

function compileNew(document: Document): Compiled {
  if (document.value === undefined) return { validate: null, problems: problemsOf(document) };
  try {
    const plain = toPlain(document.value);
    if (typeof plain !== 'boolean' && (typeof plain !== 'object' || plain === null))
      throw new TypeError('a schema is a map');
    return { validate: validatorFor(document.value).compile(plain), problems: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      validate: null,
      problems: [problemAt(document, '', { message: `The schema cannot be used: ${reason}.` })],
    };
  }
}

function validatorFor(schema: Value): Validator {
  const named = isMap(schema) && typeof schema['$schema'] === 'string' ? schema['$schema'] : '';
  if (named.includes('draft-04'))
    return withFormats(new AjvDraft04({ ...options, ignoreKeywordsWithRef: true }));
  if (named.includes('2019-09')) return withFormats(new Ajv2019(options));
  if (named.includes('2020-12')) return withFormats(new Ajv2020(options));
  const ajv = new Ajv({ ...options, ignoreKeywordsWithRef: true });
  return withFormats(named.includes('draft-06') ? ajv.addMetaSchema(draft06) : ajv);
}

function withFormats<Instance extends Ajv>(ajv: Instance): Instance {
  addFormats(ajv);
  return ajv;
}

/** Errors of the branches of a failed `anyOf` or `oneOf` say less than the one of the keyword itself. */
function summarize(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  return errors.filter(
    (error) =>
      error.keyword !== 'if' &&
      !alternatives.some((whole) => whole !== error && error.schemaPath.startsWith(`${whole.schemaPath}/`)),
  );
}

function toProblem(error: ErrorObject, document: Document): Problem {
  const parameters: Readonly<Record<string, unknown>> = error.params;
  const at = parsePointer(error.instancePath);
  const extra =
    error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties'
      ? [String(parameters['additionalProperty'] ?? parameters['unevaluatedProperty'])]
      : [];
  const finding = { message: sentence(error, parameters), keyword: error.keyword };
  return problemAt(document, formatPointer([...at, ...extra]), finding);
}

function sentence(error: ErrorObject, parameters: Readonly<Record<string, unknown>>): string {
  const name = parsePointer(error.instancePath).at(-1);
  const subject = name === undefined ? 'The document' : `"${name}"`;
  switch (error.keyword) {
    case 'required':
      return `${subject} lacks the required key "${String(parameters['missingProperty'])}".`;
    case 'additionalProperties':
      return `"${String(parameters['additionalProperty'])}" is not a known key here.`;
    case 'unevaluatedProperties':
      return `"${String(parameters['unevaluatedProperty'])}" is not a known key here.`;
    case 'enum':
      return `${subject} must be one of ${JSON.stringify(parameters['allowedValues']).slice(1, -1)}.`;
    case 'const':
      return `${subject} must be ${JSON.stringify(parameters['allowedValue'])}.`;
    case 'type':
      return `${subject} must be of type ${[parameters['type']].flat().join(' or ')}.`;
    default:
      return `${subject} ${error.message ?? 'does not fit the schema'}.`;
  }
}
