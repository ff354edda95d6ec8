// JSON Pointers (RFC 6901).
import { isList, isMap, Literal, type Value } from './value.ts';

/** A JSON Pointer: '' is the whole document, '/a/0/b~1c' a place in it. */
export type Pointer = string;

export function parsePointer(pointer: Pointer): readonly string[] {
  if (pointer === '') return [];
  const parts = pointer.slice(1).split('/');
  if (!pointer.includes('~')) return parts;
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function formatPointer(keys: readonly (string | number)[]): Pointer {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function parentOf(pointer: Pointer): Pointer {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

/** Returns the pointer and all those that it is within. */
export function upwardsFrom(pointer: Pointer): readonly Pointer[] {
  const places = [pointer];
  for (let place = pointer; place !== ''; place = parentOf(place)) places.push(parentOf(place));
  return places;
}

/** Whether a pointer leads to a place or to something in it. */
export function isWithin(pointer: Pointer, place: Pointer): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

/** The value at a pointer, `undefined` where there is none. */
export function valueAt(value: Value, pointer: Pointer): Value | undefined {
  let here: Value | undefined = value;
  for (const key of parsePointer(pointer)) {
    if (here === undefined) return undefined;
    here = childAt(here, key);
  }
  return here;
}

/** What a map has under a key, or a list at an index; `undefined` where there is nothing. */
export function childAt(value: Value, key: string): Value | undefined {
  if (isList(value)) return /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
  if (value instanceof Literal) return value.inside === undefined ? undefined : childAt(value.inside, key);
  return isMap(value) ? value[key] : undefined;
}
