import { displayValue, type Value } from '../../engine/index.ts';

const mostCharacters = 60;

/** A value on one line, its beginning where it is long. */
export function shortValue(value: Value): string {
  const line = displayValue(value).replaceAll(/\s+/g, ' ');
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters).trimEnd()}…` : line;
}
