// How deep maps and lists nest in a value that no parser has bounded.
import { maxDepth } from './syntax/syntax.ts';
import { isList, isMap, type Value } from '../values/value.ts';

/** Values never change, and most of one that was edited is what it was. */
const cache = new WeakMap<object, number>();

/** Whether it nests deeper than a document may. */
export function nestsTooDeep(value: Value): boolean {
  return depthOf(value, maxDepth) > maxDepth;
}

/** More than `levels` where it is deeper than that: what is deeper is not looked at. */
function depthOf(value: Value, levels: number): number {
  if (!isList(value) && !isMap(value)) return 0;
  const found = cache.get(value);
  if (found !== undefined) return found;
  if (levels === 0) return 1;
  let inner = 0;
  for (const part of Object.values(value)) inner = Math.max(inner, depthOf(part, levels - 1));
  if (inner < levels) cache.set(value, inner + 1);
  return inner + 1;
}
