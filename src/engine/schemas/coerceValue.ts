// What a value of the wrong type certainly was meant to be: `"8080"` where a number is wanted is 8080. Nothing that one
// could read in two ways is certain: `"yes"` is no boolean, and a single item no list.
import type { SchemaError } from './schemaErrors.ts';
import { fromPlain, Literal, numberOf, type Value } from '../values/value.ts';

/** `undefined` where nothing is certain. */
export function coerceValue(
  value: Value,
  { types = [], allowed = [] }: Pick<SchemaError, 'types' | 'allowed'>,
): Value | undefined {
  const text = plainText(value);
  if (text === undefined) return undefined;
  const isMeant = (one: Value) => plainText(one)?.toLowerCase() === text.toLowerCase();
  const [meant, ...others] = allowed.map(fromPlain).filter(isMeant);
  if (meant !== undefined && others.length === 0) return meant;
  return types.map((type) => asType(value, text, type)).find((one) => one !== undefined);
}

/** What a scalar is written as; `null` and tagged values are never taken for something else. */
function plainText(value: Value): string | undefined {
  if (value instanceof Literal) return value.kind === 'tagged' ? undefined : value.source;
  return typeof value === 'object' ? undefined : String(value);
}

function asType(value: Value, text: string, type: string): Value | undefined {
  if (type === 'string') return text;
  if (typeof value !== 'string') return undefined;
  if (type === 'boolean') return text === 'true' || text === 'false' ? text === 'true' : undefined;
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
  const isWanted = type === 'number' || (type === 'integer' && Number.isInteger(Number(text)));
  return isNumber && isWanted ? numberOf(text) : undefined;
}
