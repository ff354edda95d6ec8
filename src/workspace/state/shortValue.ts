import { displayValue, shortened, type Value } from '../../engine/index.ts';

const maxLength = 61;

/** Returns a value on one line, its beginning where it is long. */
export function shortValue(value: Value): string {
  return shortened(displayValue(value).replaceAll(/\s+/g, ' '), maxLength);
}
