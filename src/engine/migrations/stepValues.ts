// What a step of a migration makes of the one value at its place: by a table, in decimal digits, or of another type.
import { isNumberText, isYamlNumberText, scaled, unscaled } from './decimal.ts';
import type { ScalarKind, Step } from './migration.ts';
import {
  comparable,
  isList,
  isMap,
  Literal,
  numberOf,
  type Scalar,
  type Value,
  type ValueMap,
} from '../values/value.ts';

/** By a table; what it does not name stays. */
export function mapped(here: Value, { values, back }: Step & { readonly op: 'mapValues' }): Value {
  if (isList(here) || isMap(here)) return here;
  if (!back) {
    const next = values[scalarSource(here)];
    return next === undefined ? here : next;
  }
  return keysByMeaning(values).get(meaningOf(here)) ?? here;
}

type Meaning = null | boolean | number | string;

/** What a scalar says, however it is spelled: 1.0 is 1, a bare word its text; big numbers are told apart by their digits. */
function meaningOf(scalar: Scalar): Meaning {
  if (!(scalar instanceof Literal)) return scalar;
  if (scalar.kind !== 'number') return scalar.kind === 'text' ? scalar.source : comparable(scalar);
  const number = Number(scalar.source);
  const isExact = Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
  return isExact ? number : comparable(scalar);
}

/** The keys of tables by the scalars under them, of equal ones the first; made when one is first asked for. */
const byMeaning = new WeakMap<ValueMap, ReadonlyMap<Meaning, string>>();

function keysByMeaning(values: ValueMap): ReadonlyMap<Meaning, string> {
  const known = byMeaning.get(values);
  if (known) return known;
  const keys = new Map<Meaning, string>();
  for (const [key, value] of Object.entries(values)) {
    if (isList(value) || isMap(value)) continue; // A list or map is never looked for.
    if (!keys.has(meaningOf(value))) keys.set(meaningOf(value), key);
  }
  byMeaning.set(values, keys);
  return keys;
}

function scalarSource(scalar: Scalar): string {
  return scalar instanceof Literal ? scalar.source : String(scalar);
}

/** Absent where it is no number. */
export function rescaled(here: Value, step: Step & { readonly op: 'scale' }): Value | undefined {
  const { factor, offset = 0, back } = step;
  if (typeof here !== 'number' && !isNumberLiteral(here)) return undefined;
  return back ? unscaled(here, factor, offset) : scaled(here, factor, offset);
}

function isNumberLiteral(value: Value): value is Literal {
  return value instanceof Literal && value.kind === 'number';
}

/** Only to what can be converted back without a rest; what is of that type already stays. */
export function converted(
  here: Value,
  { to, from, back }: Step & { readonly op: 'convert' },
): Value | undefined {
  if (isList(here) || isMap(here)) return undefined;
  const kind = scalarKind(here);
  if (kind === to || (from !== undefined && kind !== from)) return here;
  if (here === null || kind === 'object') return undefined;
  const text = scalarSource(here);
  return back && to === 'number' && isYamlNumberText(text) ? numberOf(text) : conversions[to](text);
}

function scalarKind(scalar: Scalar): string {
  if (!(scalar instanceof Literal)) return typeof scalar;
  return { number: 'number', text: 'string', tagged: 'object', opaque: 'string' }[scalar.kind];
}

const booleans: ReadonlyMap<string, boolean> = new Map(
  Object.entries({ true: true, false: false, 1: true, 0: false }),
);

const conversions: Readonly<Record<ScalarKind, (text: string) => Value | undefined>> = {
  string: (text) => text,
  number: (text) =>
    text === 'true' ? 1 : text === 'false' ? 0 : isNumberText(text) ? numberOf(text) : undefined,
  boolean: (text) => booleans.get(text),
};
