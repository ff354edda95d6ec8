// What a JSON Schema of ours finds in plain data. The schemas in schemas/ (draft 07) are the one source of what our
// documents may say: the editor reads them for completion and checks, and this reads them for us. It knows the keywords
// that they use and no others, which a test holds them to, and other tests hold it to ajv's verdicts. It is not ajv
// itself, since each call of the terminal would wait for that one to get ready, half as long again as it takes now.
import { t } from '@vscode/l10n';
import { orList } from './wordLists.ts';

/** The part of a schema that this looks at. */
export interface Schema {
  readonly description?: string | undefined;
  readonly definitions?: Readonly<Record<string, Schema>> | undefined;
  readonly $ref?: string | undefined;
  readonly allOf?: readonly Schema[] | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  /** Told apart by the `const` of the key that `discriminator` names. */
  readonly oneOf?: readonly Schema[] | undefined;
  readonly discriminator?: { readonly propertyName: string } | undefined;
  readonly not?: Schema | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly items?: Schema | undefined;
  readonly maxItems?: number | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly additionalProperties?: Schema | boolean | undefined;
  readonly propertyNames?: Schema | undefined;
  /** What VS Code says instead of its own sentence; `patternErrorMessage` for the pattern alone. */
  readonly errorMessage?: string | undefined;
  readonly patternErrorMessage?: string | undefined;
}

type ValuePath = readonly (string | number)[];

export interface SchemaFinding {
  /** The keys, or places in lists, from the root to what is at fault; what is missing is the fault of its map. */
  readonly at: ValuePath;
  readonly keyword: string;
  /** A sentence for a person. */
  readonly message: string;
}

/** None: the data fits. `at` is where the data stands in its document. */
export function schemaFindings(schema: Schema, data: unknown, at: ValuePath = []): readonly SchemaFinding[] {
  const walk: ValidationState = { root: schema, at: [...at], findings: [] };
  validateNode(schema, data, walk);
  return walk.findings;
}

/** Changed on the way instead of copied: hundreds of records are looked at in one reading. */
interface ValidationState {
  /** Where `#/definitions` are. */
  readonly root: Schema;
  readonly at: (string | number)[];
  readonly findings: SchemaFinding[];
}

function validateNode(schema: Schema, data: unknown, walk: ValidationState): void {
  if (schema.$ref !== undefined) {
    validateNode(referenced(schema, walk.root), data, walk);
    return; // What stands beside it says nothing, in draft 07.
  }
  for (const branch of schema.allOf ?? []) validateNode(branch, data, walk);
  for (const keyword in schema)
    if (checks.get(keyword)?.(schema, data, walk.root) === false)
      report(walk, keyword, sentenceOf(keyword, schema, walk.at));
  if (Array.isArray(data)) lookAtItems(schema, data, walk);
  else if (isObject(data)) lookAtKeys(schema, data, walk);
}

type KeywordCheck = (schema: Schema, data: unknown, root: Schema) => boolean;

/** Keyword → whether the data keeps it; data of a type that the keyword is not about does. */
const checks: ReadonlyMap<string, KeywordCheck> = new Map<string, KeywordCheck>([
  ['type', ({ type = [] }, data) => isOfTypes(type, data)],
  ['const', (schema, data) => schema.const === data],
  ['enum', ({ enum: values = [] }, data) => values.includes(data)],
  ['pattern', ({ pattern = '' }, data) => typeof data !== 'string' || expressionOf(pattern).test(data)],
  [
    'minLength',
    ({ minLength = 0 }, data) => typeof data !== 'string' || Array.from(data).length >= minLength,
  ],
  ['minimum', ({ minimum = 0 }, data) => typeof data !== 'number' || data >= minimum],
  ['maximum', ({ maximum = 0 }, data) => typeof data !== 'number' || data <= maximum],
  ['exclusiveMinimum', ({ exclusiveMinimum: limit = 0 }, data) => typeof data !== 'number' || data > limit],
  ['maxItems', ({ maxItems = Infinity }, data) => !Array.isArray(data) || data.length <= maxItems],
  ['anyOf', ({ anyOf = [] }, data, root) => anyOf.some((branch) => fits(branch, data, root))],
  ['not', ({ not = {} }, data, root) => !fits(not, data, root)],
]);

function fits(schema: Schema, data: unknown, root: Schema): boolean {
  const walk: ValidationState = { root, at: [], findings: [] };
  validateNode(schema, data, walk);
  return walk.findings.length === 0;
}

/** Not where there are too many: each could be wrong in a sentence of its own. */
function lookAtItems(
  { items, maxItems = Infinity }: Schema,
  data: readonly unknown[],
  walk: ValidationState,
): void {
  if (items === undefined || data.length > maxItems) return;
  for (const [index, item] of data.entries()) {
    walk.at.push(index);
    validateNode(items, item, walk);
    walk.at.pop();
  }
}

function lookAtKeys(schema: Schema, data: Readonly<Record<string, unknown>>, walk: ValidationState): void {
  for (const key of schema.required ?? [])
    if (!Object.hasOwn(data, key))
      report(walk, 'required', t('{0} is missing the required key "{1}".', subjectOf(walk.at), key));
  const { properties = {}, additionalProperties, propertyNames } = schema;
  for (const key of Object.keys(data)) {
    const allowed = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    walk.at.push(key);
    if (propertyNames) validateNode(propertyNames, key, walk);
    if (typeof allowed === 'object') validateNode(allowed, data[key], walk);
    else if (allowed === false) report(walk, 'additionalProperties', t('"{0}" isn\'t a known key.', key));
    walk.at.pop();
  }
  if (schema.oneOf) lookAtMeant(schema, data, walk);
}

/** Only at the alternative that is meant: what the others would want helps nobody. */
function lookAtMeant(
  { oneOf = [], discriminator }: Schema,
  data: Readonly<Record<string, unknown>>,
  walk: ValidationState,
): void {
  const key = discriminator?.propertyName ?? '';
  if (!Object.hasOwn(data, key)) return; // It is required, so that it has been missed already.
  const alternatives = oneOf.map((branch) => referenced(branch, walk.root));
  const known = alternatives.map(({ properties }) => properties?.[key]?.const);
  const meant = alternatives[known.indexOf(data[key])];
  validateNode(meant ?? { properties: { [key]: { enum: known } } }, data, walk);
}

/** The schema itself, or the definition that it names. */
function referenced(schema: Schema, { definitions }: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = definitions?.[schema.$ref.slice('#/definitions/'.length)];
  if (!found) throw new TypeError(`There is no ${schema.$ref}.`);
  return found;
}

const expressions = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const expression = expressions.get(pattern) ?? new RegExp(pattern);
  expressions.set(pattern, expression);
  return expression;
}

function isOfTypes(types: string | readonly string[], data: unknown): boolean {
  return typeof types === 'string' ? isOfType(types, data) : types.some((type) => isOfType(type, data));
}

function isOfType(type: string, data: unknown): boolean {
  if (type === 'null') return data === null;
  if (type === 'array') return Array.isArray(data);
  if (type === 'object') return isObject(data);
  if (type === 'integer') return Number.isInteger(data);
  return type === 'number' ? Number.isFinite(data) : typeof data === type;
}

function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function report({ at, findings }: ValidationState, keyword: string, message: string): void {
  findings.push({ at: [...at], keyword, message });
}

const typeNames: Readonly<Partial<Record<string, () => string>>> = {
  object: () => t('a map'),
  array: () => t('a list'),
  string: () => t('text'),
  number: () => t('a number'),
  integer: () => t('a whole number'),
  boolean: () => t('true or false'),
};

/** The schema's own sentence, as VS Code shows it, or one that goes with every schema. */
function sentenceOf(keyword: string, schema: Schema, at: ValuePath): string {
  const own = (keyword === 'pattern' ? schema.patternErrorMessage : undefined) ?? schema.errorMessage;
  if (own !== undefined) return own;
  const wanted =
    keyword === 'type'
      ? [schema.type ?? []].flat().flatMap((type) => typeNames[type]?.() ?? [])
      : (schema.enum ?? []).map(String);
  const subject = subjectOf(at);
  if (wanted.length > 0) return t('{0} must be {1}.', subject, orList(wanted));
  if (keyword === 'maxItems') return t('{0} can have {1} items at most.', subject, schema.maxItems ?? 0);
  return keyword === 'minLength' ? t('{0} must not be empty.', subject) : t("{0} isn't valid.", subject);
}

function subjectOf(at: ValuePath): string {
  const name = at.at(-1);
  if (name === undefined) return t('The document');
  return typeof name === 'number' ? t('Item {0}', name + 1) : `"${name}"`;
}
