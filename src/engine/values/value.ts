// Configuration as data. Maps have no prototype, so `__proto__` and `constructor` are plain keys.
// A scalar that a JavaScript value cannot hold without loss (1.0, 2^60, `!include x`) is a `Literal`,
// which keeps its source text; everything else is a plain value.

/** A scalar kept as it was written because its JavaScript value would lose something. */
export class Literal {
  /** `number`: `source` is JSON number syntax. `tagged`: YAML with a custom tag, written as it stands. */
  readonly kind: 'number' | 'tagged';
  readonly source: string;

  constructor(kind: 'number' | 'tagged', source: string) {
    this.kind = kind;
    this.source = source;
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

/** What two scalars are compared by: equal numbers are equal however they are written, big ones digit by digit. */
export function comparable(scalar: Scalar): null | boolean | number | string {
  if (!(scalar instanceof Literal)) return scalar;
  if (scalar.kind === 'tagged') return `\u0000${scalar.source}`;
  const number = Number(scalar.source);
  const exact = Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
  return exact ? number : `\u0000${scalar.source}`;
}

/** Equality of data: map order and the spelling of numbers do not count. */
export function equalValues(left: Value, right: Value): boolean {
  return sameData(left, right, (one, other) => comparable(one) === comparable(other));
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

/** Equality of data as it is written: as `equalValues`, but `1.0` is not `1`. */
export function identicalValues(left: Value, right: Value): boolean {
  return sameData(left, right, sameSpelling);
}

function sameSpelling(left: Scalar, right: Scalar): boolean {
  if (!(left instanceof Literal) || !(right instanceof Literal)) return left === right;
  return left.kind === right.kind && left.source === right.source;
}

function sameData(left: Value, right: Value, sameScalars: (left: Scalar, right: Scalar) => boolean): boolean {
  if (left === right) return true;
  if (isList(left) || isList(right)) {
    if (!isList(left) || !isList(right) || left.length !== right.length) return false;
    return left.every((item, index) => sameData(item, right[index] ?? null, sameScalars));
  }
  if (isMap(left) || isMap(right)) {
    if (!isMap(left) || !isMap(right)) return false;
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length) return false;
    return keys.every((key) => key in right && sameData(left[key] ?? null, right[key] ?? null, sameScalars));
  }
  return sameScalars(left, right);
}
