// Where two values are written differently, as paths. Unlike `diff` it pairs list items by index only.
import { equalValues, isList, isMap, type Value } from '../../values/value.ts';

/** The shortest paths below which nothing is shared. */
export function unequalPaths(left: Value, right: Value): readonly (readonly string[])[] {
  if (isMap(left) && isMap(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].flatMap((key) => below(key, left[key], right[key]));
  }
  if (isList(left) && isList(right) && left.length === right.length) {
    return left.flatMap((item, index) => below(String(index), item, right[index]));
  }
  return equalValues(left, right) ? [] : [[]];
}

function below(
  key: string,
  left: Value | undefined,
  right: Value | undefined,
): readonly (readonly string[])[] {
  if (left === undefined || right === undefined) return [[key]];
  return left === right ? [] : unequalPaths(left, right).map((path) => [key, ...path]);
}
