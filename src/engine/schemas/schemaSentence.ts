// What a finding of a schema says to a person: what is wrong, and what is allowed instead. Values are told where they
// are short.
import { t } from '@vscode/l10n';
import { shortened } from '../base/visibleText.ts';
import { orList } from '../base/wordLists.ts';
import { parsePointer, type Pointer } from '../values/pointer.ts';
import { paramsOf, type SchemaError } from './schemaErrors.ts';

type Params = Readonly<Record<string, unknown>>;

const maxValueLength = 60;
const maxListed = 8;

export function sentenceOf(finding: SchemaError): string {
  const { keyword, error, types, allowed } = finding;
  const subject = nameOf(error.instancePath);
  if (types ?? allowed) return expectation(subject, finding);
  const say = sentencesByKeyword[keyword] ?? otherwise;
  return say(subject, paramsOf(error), error);
}

/** A value as JSON, cut where it is long. */
export function shown(value: unknown): string {
  return shortened(JSON.stringify(value), maxValueLength);
}

function nameOf(pointer: Pointer): string {
  const name = parsePointer(pointer).at(-1);
  return name === undefined ? t('The document') : quoted(name);
}

function quoted(key: unknown): string {
  return `"${shortened(String(key), maxValueLength)}"`;
}

function expectation(subject: string, { types = [], allowed = [] }: SchemaError): string {
  const values = valuesIn(allowed);
  if (types.length === 0) return t('{0} must be {1}.', subject, values);
  return allowed.length === 0
    ? t('{0} must be of type {1}.', subject, orList(types))
    : t('{0} must be of type {1}, or {2}.', subject, orList(types), values);
}

function valuesIn(allowed: readonly unknown[]): string {
  const listed = allowed.slice(0, maxListed).map(shown).join(', ');
  if (allowed.length === 1) return listed;
  return allowed.length > maxListed
    ? t('one of {0} and {1} more', listed, allowed.length - maxListed)
    : t('one of {0}', listed);
}

type Say = (subject: string, params: Params, error: SchemaError['error']) => string;

/** Of a keyword that is not known here, in the words of ajv. */
const otherwise: Say = (subject, _, { message }) =>
  message === undefined ? t("{0} doesn't match the schema.", subject) : `${subject} ${message}.`;

const limits: Readonly<Record<string, (...said: string[]) => string>> = {
  '>=': (...said) => t('{0} must be at least {1}, but is {2}.', ...said),
  '<=': (...said) => t('{0} must be at most {1}, but is {2}.', ...said),
  '>': (...said) => t('{0} must be greater than {1}, but is {2}.', ...said),
  '<': (...said) => t('{0} must be less than {1}, but is {2}.', ...said),
};

const limit: Say = (subject, params, error) => {
  const say = limits[String(params['comparison'])];
  return say ? say(subject, String(params['limit']), shown(error.data)) : otherwise(subject, params, error);
};

const unknownKey = (key: unknown) => t("{0} isn't a known key.", quoted(key));

type Count = (number: unknown) => string;

const characters: Count = (number) =>
  number === 1 ? t('{0} character', 1) : t('{0} characters', String(number));
const items: Count = (number) => (number === 1 ? t('{0} item', 1) : t('{0} items', String(number)));
const keys: Count = (number) => (number === 1 ? t('{0} key', 1) : t('{0} keys', String(number)));

function atLeast(count: Count): Say {
  return (subject, { limit: number }, { data }) =>
    t('{0} must have at least {1}, but has {2}.', subject, count(number), lengthOf(data));
}

function atMost(count: Count): Say {
  return (subject, { limit: number }, { data }) =>
    t('{0} must have at most {1}, but has {2}.', subject, count(number), lengthOf(data));
}

/** Characters count as people count them, as the keywords do. */
function lengthOf(data: unknown): number {
  if (typeof data === 'string') return Array.from(data).length;
  return typeof data === 'object' && data !== null ? Object.keys(data).length : 0;
}

const neededToo: Say = (subject, { property, missingProperty }) =>
  t('{0} has the key {1}, so it also needs the key {2}.', subject, quoted(property), quoted(missingProperty));

const union: Say = (subject, { passingSchemas }, { schema }) => {
  if (Array.isArray(passingSchemas))
    return t('{0} matches more than one alternative, but must match exactly one.', subject);
  return Array.isArray(schema)
    ? t("{0} doesn't match any of the {1} alternatives.", subject, schema.length)
    : t("{0} doesn't match any alternative.", subject);
};

const contains: Say = (subject, { minContains, maxContains }) => {
  const least = items(minContains);
  return typeof maxContains === 'number'
    ? t(
        '{0} must have at least {1} and at most {2} that match the schema\'s "contains".',
        subject,
        least,
        maxContains,
      )
    : t('{0} must have at least {1} that match the schema\'s "contains".', subject, least);
};

/** The two things that are usually forbidden can be named. */
const forbidden: Say = (subject, _, { schema }) => {
  const { required, ...rest }: Params = typeof schema === 'object' && schema !== null ? { ...schema } : {};
  const values = 'const' in rest ? [rest['const']] : [rest['enum']].flat();
  if (Array.isArray(required) && required.length === 1 && Object.keys(rest).length === 0)
    return t('{0} must not have the key {1}.', subject, quoted(required[0]));
  if ((rest['const'] ?? rest['enum']) !== undefined)
    return t('{0} must not be {1}.', subject, orList(values.map(shown)));
  return t('{0} matches a schema under "not", which isn\'t allowed.', subject);
};

const sentencesByKeyword: Readonly<Partial<Record<string, Say>>> = {
  required: (subject, { missingProperty }) =>
    t('{0} is missing the required key {1}.', subject, quoted(missingProperty)),
  additionalProperties: (_, { additionalProperty }) => unknownKey(additionalProperty),
  unevaluatedProperties: (_, { unevaluatedProperty }) => unknownKey(unevaluatedProperty),
  propertyNames: (_, { propertyName }) => t("{0} isn't a valid key name here.", quoted(propertyName)),
  minimum: limit,
  maximum: limit,
  exclusiveMinimum: limit,
  exclusiveMaximum: limit,
  multipleOf: (subject, { multipleOf }, { data }) =>
    t('{0} must be a multiple of {1}, but is {2}.', subject, String(multipleOf), shown(data)),
  pattern: (subject, { pattern }) => t('{0} must match pattern "{1}".', subject, String(pattern)),
  format: (subject, { format }) => t('{0} must match format "{1}".', subject, String(format)),
  minLength: atLeast(characters),
  maxLength: atMost(characters),
  minItems: atLeast(items),
  maxItems: atMost(items),
  additionalItems: atMost(items),
  items: atMost(items),
  unevaluatedItems: atMost(items),
  minProperties: atLeast(keys),
  maxProperties: atMost(keys),
  uniqueItems: (subject, { i, j }) =>
    t('{0} must not have duplicate items (see {1} and {2}).', subject, String(j), String(i)),
  contains,
  dependencies: neededToo,
  dependentRequired: neededToo,
  anyOf: union,
  oneOf: union,
  not: forbidden,
  'false schema': (subject) => t("{0} isn't allowed here.", subject),
};
