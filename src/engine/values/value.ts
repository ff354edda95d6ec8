// Configuration as data. Maps have no prototype, so `__proto__` and `constructor` are plain keys.
// A scalar that a JavaScript value cannot hold without loss (1.0, 2^60, `no`, `!include x`) is a `Literal`,
// which keeps its source text; everything else is a plain value.

/**
 * - `number`: a number whose spelling says more than its value (`1.10`, `2^60` in digits, YAML's `0644`, `0x10`).
 * - `text`: a plain YAML scalar that some reader takes for no string (`no`, `2024-01-02`) or JSON cannot say (`.inf`).
 * - `tagged`: YAML with a custom tag, written as it stands.
 * - `opaque`: the content of a file that is kept as a whole; its source says only how much it is, and its hash.
 */
export type LiteralKind = 'number' | 'text' | 'tagged' | 'opaque';

/** A scalar kept as it was written because its JavaScript value would lose something. */
export class Literal {
  readonly kind: LiteralKind;
  readonly source: string;
  readonly #inside: Value | undefined;

  constructor(kind: LiteralKind, source: string, inside?: Value) {
    this.kind = kind;
    this.source = source;
    this.#inside = inside;
  }

  /** The map or list that stands behind a tag, to look into: two literals are equal by their source alone. */
  get inside(): Value | undefined {
    return this.#inside;
  }
}

export type Scalar = null | boolean | number | string | Literal;
export interface ValueMap {
  readonly [key: string]: Value;
}
export type Value = Scalar | readonly Value[] | ValueMap;

export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Literal);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The items of a list, or the values of a map; a scalar has none. */
export function childrenOf(value: Value): readonly Value[] {
  return isList(value) ? value : isMap(value) ? Object.values(value) : [];
}

/** A map without a prototype; later entries win. */
export function mapOf(entries: Iterable<readonly [string, Value]>): ValueMap {
  const map: Record<string, Value> = Object.create(null) as Record<string, Value>; // create() is typed `any`
  for (const [key, value] of entries) map[key] = value;
  return map;
}

/** The number a source text means: the literal itself when a double cannot hold it exactly as written. */
export function numberOf(source: string): number | Literal {
  const number = Number(source);
  return String(number) === source ? number : new Literal('number', source);
}

/**
 * JSON-like plain data for libraries (ajv, the terminal): literals become numbers or strings. Maps get the usual
 * prototype, which libraries call methods of; `__proto__` is a key of its own all the same.
 */
export function toPlain(value: Value): unknown {
  if (value instanceof Literal) return value.kind === 'number' ? Number(value.source) : value.source;
  if (isList(value)) return value.map(toPlain);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)]));
}

/** A value from plain data (parsed JSON); `undefined`, functions and the like are refused by the type. */
export function fromPlain(plain: unknown): Value {
  if (
    plain === null ||
    typeof plain === 'boolean' ||
    typeof plain === 'number' ||
    typeof plain === 'string'
  ) {
    return plain;
  }
  if (Array.isArray(plain)) return plain.map(fromPlain);
  if (typeof plain === 'object')
    return mapOf(Object.entries(plain).map(([key, item]) => [key, fromPlain(item)]));
  throw new TypeError(`not JSON data: ${typeof plain}`);
}

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const yamlNumber = /^([-+]?)(\d*)(?:\.(\d*))?([eE][-+]?\d+)?$/;

/**
 * The JSON number that a number of JSON or YAML (core schema) says. `undefined` for `0644`, which YAML 1.1 reads as
 * octal and YAML 1.2 does not: no JSON number says the same to both.
 */
export function jsonNumberOf(source: string): string | undefined {
  if (jsonNumber.test(source)) return source;
  if (/^0[xo]/.test(source)) return BigInt(source).toString();
  const [, sign, whole = '', fraction, exponent = ''] = yamlNumber.exec(source) ?? [];
  if (sign === undefined || (whole === '' && !fraction) || /^0\d/.test(whole)) return undefined;
  const decimals = fraction === undefined ? '' : `.${fraction || '0'}`;
  return `${sign === '-' ? '-' : ''}${whole || '0'}${decimals}${exponent}`;
}

/** A literal as JSON text: a number in JSON's syntax where that can say it, otherwise the source as a string. */
export function jsonLiteral({ kind, source }: Literal): string {
  return (kind === 'number' ? jsonNumberOf(source) : undefined) ?? JSON.stringify(source);
}

/** What two scalars are compared by: their kind and, but for the quotes of strings, their spelling. */
export function comparable(scalar: Scalar): null | boolean | number | string {
  return scalar instanceof Literal ? `\u0000${scalar.source}` : scalar;
}

/** Whether two values are equal, or neither is there. */
export function equalOrAbsent(one: Value | undefined, other: Value | undefined): boolean {
  return one === undefined || other === undefined ? one === other : equalValues(one, other);
}

/** Equality of data: the order of keys does not count, the spelling of scalars does. */
export function equalValues(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (isList(left) || isList(right)) {
    if (!isList(left) || !isList(right) || left.length !== right.length) return false;
    return left.every((item, index) => equalValues(item, right[index] ?? null));
  }
  if (isMap(left) || isMap(right)) {
    if (!isMap(left) || !isMap(right)) return false;
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length) return false;
    return keys.every((key) => key in right && equalValues(left[key] ?? null, right[key] ?? null));
  }
  return comparable(left) === comparable(right);
}

/** The same text for equal data, and never an empty one. */
export function canonicalText(value: Value): string {
  if (isList(value)) return `[${value.map(canonicalText).join()}]`;
  if (!isMap(value)) {
    const scalar = comparable(value);
    return typeof scalar === 'number' ? String(scalar) : JSON.stringify(scalar);
  }
  const entries = Object.keys(value).toSorted();
  return `{${entries.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] ?? null)}`).join()}}`;
}
