// Pointers into a document by patterns: a JSON Pointer with `*` for any part of a name and `**` for any number of names. A
// pattern is walked beside the names with two pointers, so that none takes long, whoever wrote it.
import { parsePointer } from './pointer.ts';

export type PointerGlob = (keys: readonly string[]) => boolean;

export function pointerGlob(pattern: string): PointerGlob {
  const parts = parsePointer(pattern);
  const matchesName = (part: string, name: string) => matches(Array.from(part), Array.from(name), characters);
  return (keys) => matches(parts, keys, { isAny: (part) => part === '**', matchesOne: matchesName });
}

interface Comparison {
  /** Whether a part of the pattern stands for any number of items. */
  readonly isAny: (part: string) => boolean;
  readonly matchesOne: (part: string, item: string) => boolean;
}

const characters: Comparison = {
  isAny: (part) => part === '*',
  matchesOne: (part, item) => part === item,
};

/** At a mismatch only the last part that stands for any number takes one item more: earlier ones never need to. */
function matches(
  parts: readonly string[],
  items: readonly string[],
  { isAny, matchesOne }: Comparison,
): boolean {
  let [part, item, anyPart, anyItem] = [0, 0, -1, 0];
  while (item < items.length) {
    const here = parts[part];
    if (here !== undefined && isAny(here)) [anyPart, anyItem, part] = [part, item, part + 1];
    else if (here !== undefined && matchesOne(here, items[item] ?? '')) [part, item] = [part + 1, item + 1];
    else if (anyPart >= 0) {
      anyItem += 1;
      [part, item] = [anyPart + 1, anyItem];
    } else return false;
  }
  return parts.slice(part).every(isAny);
}
