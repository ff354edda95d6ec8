// What a finding of a schema says to a person: what is wrong, and what is allowed instead. Values are told where they
// are short.
import { parsePointer, type Pointer } from './pointer.ts';
import { paramsOf, type SchemaError } from './schemaErrors.ts';

type Params = Readonly<Record<string, unknown>>;

const longest = 60;
const mostListed = 8;

export function sentenceOf(finding: SchemaError): string {
  const { keyword, error, types, allowed } = finding;
  const subject = nameOf(error.instancePath);
  if (types ?? allowed) return `${subject} must be ${expectedOf(finding)}.`;
  const say = sentences[keyword] ?? otherwise;
  return say(subject, paramsOf(error), error);
}

/** A value as JSON, cut where it is long. */
export function shown(value: unknown): string {
  return cut(JSON.stringify(value));
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function nameOf(pointer: Pointer): string {
  const name = parsePointer(pointer).at(-1);
  return name === undefined ? 'The document' : quoted(name);
}

function quoted(key: unknown): string {
  return `"${cut(String(key))}"`;
}

function expectedOf({ types = [], allowed = [] }: SchemaError): string {
  const listed = allowed.slice(0, mostListed).map(shown).join(',');
  const more = allowed.length > mostListed ? ` and ${allowed.length - mostListed} more` : '';
  const values = allowed.length === 1 ? listed : `one of ${listed}${more}`;
  return [
    ...(types.length > 0 ? [`of type ${types.join(' or ')}`] : []),
    ...(allowed.length > 0 ? [values] : []),
  ].join(', or ');
}

type Say = (subject: string, params: Params, error: SchemaError['error']) => string;

const otherwise: Say = (subject, _, { message }) => `${subject} ${message ?? 'does not fit the schema'}.`;

const comparisons: Readonly<Record<string, string>> = {
  '>=': 'at least',
  '<=': 'at most',
  '>': 'greater than',
  '<': 'less than',
};

const limit: Say = (subject, { comparison, limit: bound }, { data }) =>
  `${subject} must be ${comparisons[String(comparison)] ?? ''} ${String(bound)}, but is ${shown(data)}.`;

const unknownKey = (key: unknown) => `${quoted(key)} is not a known key here.`;

/** "at least 2 items", and how many there are. */
function size(bound: 'at least' | 'at most', unit: string): Say {
  return (subject, { limit: number }, { data }) =>
    `${subject} must have ${bound} ${counted(number, unit)}, but has ${sizeOf(data)}.`;
}

function counted(number: unknown, unit: string): string {
  return `${String(number)} ${unit}${number === 1 ? '' : 's'}`;
}

/** Characters count as people count them, as the keywords do. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return Array.from(data).length;
  return typeof data === 'object' && data !== null ? Object.keys(data).length : 0;
}

const neededToo: Say = (subject, { property, missingProperty }) =>
  `${subject} has the key ${quoted(property)}, and so needs the key ${quoted(missingProperty)}, too.`;

const union: Say = (subject, { passingSchemas }, { schema }) => {
  if (Array.isArray(passingSchemas))
    return `${subject} fits more than one of the alternatives for it, but must fit exactly one.`;
  const number = Array.isArray(schema) ? `${schema.length} ` : '';
  return `${subject} fits none of the ${number}alternatives for it.`;
};

const contains: Say = (subject, { minContains, maxContains }) => {
  const most = typeof maxContains === 'number' ? ` and at most ${maxContains}` : '';
  return `${subject} must have at least ${counted(minContains, 'item')}${most} of the kind that the schema asks for.`;
};

/** The two things that are usually forbidden can be named. */
const forbidden: Say = (subject, _, { schema }) => {
  const { required, ...rest }: Params = typeof schema === 'object' && schema !== null ? { ...schema } : {};
  const values = 'const' in rest ? [rest['const']] : [rest['enum']].flat();
  if (Array.isArray(required) && required.length === 1 && Object.keys(rest).length === 0)
    return `${subject} must not have the key ${quoted(required[0])}.`;
  if ((rest['const'] ?? rest['enum']) !== undefined)
    return `${subject} must not be ${values.map(shown).join(' or ')}.`;
  return `${subject} is just what the schema forbids.`;
};

const sentences: Readonly<Partial<Record<string, Say>>> = {
  required: (subject, { missingProperty }) => `${subject} lacks the required key ${quoted(missingProperty)}.`,
  additionalProperties: (_, { additionalProperty }) => unknownKey(additionalProperty),
  unevaluatedProperties: (_, { unevaluatedProperty }) => unknownKey(unevaluatedProperty),
  propertyNames: (_, { propertyName }) => `${quoted(propertyName)} cannot be the name of a key here.`,
  minimum: limit,
  maximum: limit,
  exclusiveMinimum: limit,
  exclusiveMaximum: limit,
  multipleOf: (subject, { multipleOf }, { data }) =>
    `${subject} must be a multiple of ${String(multipleOf)}, but is ${shown(data)}.`,
  minLength: size('at least', 'character'),
  maxLength: size('at most', 'character'),
  minItems: size('at least', 'item'),
  maxItems: size('at most', 'item'),
  additionalItems: size('at most', 'item'),
  items: size('at most', 'item'),
  unevaluatedItems: size('at most', 'item'),
  minProperties: size('at least', 'key'),
  maxProperties: size('at most', 'key'),
  uniqueItems: (subject, { i, j }) =>
    `${subject} must not have the same item twice, as at ${String(j)} and ${String(i)}.`,
  contains,
  dependencies: neededToo,
  dependentRequired: neededToo,
  anyOf: union,
  oneOf: union,
  not: forbidden,
  'false schema': (subject) => `${subject} is not allowed here.`,
};
