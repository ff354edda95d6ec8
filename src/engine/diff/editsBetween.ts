// The edits that make one value of another, key by key: only what differs is touched. Lists are replaced whole, as
// layers replace them; the text edits keep of them what stays.
import type { PlainEdit } from '../text/edits/edit.ts';
import { formatPointer } from '../values/pointer.ts';
import { equalValues, isMap, type Value } from '../values/value.ts';

export function editsBetween(from: Value, to: Value, at: readonly string[] = []): readonly PlainEdit[] {
  if (!isMap(from) || !isMap(to)) {
    return equalValues(from, to) ? [] : [{ op: 'set', pointer: formatPointer(at), value: to }];
  }
  const removed = Object.keys(from).filter((key) => to[key] === undefined);
  return [
    ...removed.map((key): PlainEdit => ({ op: 'remove', pointer: formatPointer([...at, key]) })),
    ...Object.entries(to).flatMap(([key, value]): readonly PlainEdit[] => {
      const before = from[key];
      if (before !== undefined) return editsBetween(before, value, [...at, key]);
      return [{ op: 'set', pointer: formatPointer([...at, key]), value }];
    }),
  ];
}
