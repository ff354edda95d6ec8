// What differs between two values, as changes at JSON Pointers. jsondiffpatch finds the difference; list items
// are matched by identity (the manifest's keys, `id`, `name`, `key`), otherwise by longest common subsequence. Its delta format gives
// keys like `_t` a meaning and JavaScript gives one to `__proto__`, so keys go in with a dot before them.
import { create } from 'jsondiffpatch';
import type { Change, Manifest } from '../model/model.ts';
import { formatPointer } from '../values/pointer.ts';
import { comparable, isList, isMap, type Value } from '../values/value.ts';

type Encoded = null | boolean | number | string | readonly Encoded[] | { readonly [key: string]: Encoded };

/** Above this many pairs of items (their matrix is kept in memory) two lists are compared place by place. */
const mostPairs = 4_000_000;
const usualKeys = ['id', 'name', 'key'] as const;

/**
 * The changes from one value to another, in document order. Equal data, however spelled, has none.
 * @param rules of the manifest: a key that merges the items of some list tells items apart, too.
 */
export function diffValues(from: Value, to: Value, rules: Manifest['arrays'] = {}): readonly Change[] {
  const own = Object.values(rules).flatMap((rule) => (typeof rule === 'object' ? [rule.byKey] : []));
  const differ = create({
    objectHash: (item) => identityOf(item, [...own, ...usualKeys]),
    arrays: { detectMove: true },
    omitRemovedValues: false,
  });
  const delta: unknown = differ.diff(encode(from, to), encode(to, from));
  return delta === undefined ? [] : changesOf(delta, { from, to, at: [], oldAt: [] });
}

/** Maps with dotted keys; `other` is what it will be compared with, to know lists too long for the matrix. */
function encode(value: Value, other: Value | undefined): Encoded {
  if (isList(value)) {
    const isHuge = isList(other) && value.length * other.length > mostPairs;
    const items = value.map((item, index) => encode(item, isList(other) ? other[index] : undefined));
    return isHuge ? Object.fromEntries(items.map((item, index) => [`.${index}`, item])) : items;
  }
  if (!isMap(value)) return comparable(value);
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, item]) => [`.${key}`, encode(item, isMap(other) ? other[key] : undefined)]),
  );
}

function identityOf(item: object | null, keys: readonly string[]): string {
  if (item !== null && !Array.isArray(item)) {
    const map = item as Readonly<Record<string, Encoded>>; // `encode` made it.
    for (const key of keys) {
      const identity = map[`.${key}`];
      if (typeof identity === 'string' || typeof identity === 'number') return `${key}:${identity}`;
    }
  }
  return JSON.stringify(item);
}

interface Place {
  readonly from: Value | undefined;
  readonly to: Value | undefined;
  readonly at: readonly (string | number)[];
  readonly oldAt: readonly (string | number)[];
}

function changesOf(delta: unknown, place: Place): readonly Change[] {
  if (Array.isArray(delta)) return [leafChange(delta.length, place)];
  const parts = delta as Readonly<Record<string, unknown>>; // The shape of jsondiffpatch's deltas.
  if (parts['_t'] === 'a') return listChanges(parts, place);
  return Object.entries(parts).flatMap(([dotted, part]) => {
    const key = dotted.slice(1);
    return changesOf(part, stepInto(place, key, key));
  });
}

function stepInto({ from, to, at, oldAt }: Place, oldKey: string | number, key: string | number): Place {
  return { from: childOf(from, oldKey), to: childOf(to, key), at: [...at, key], oldAt: [...oldAt, oldKey] };
}

function childOf(value: Value | undefined, key: string | number): Value | undefined {
  if (isList(value)) return value[Number(key)];
  return isMap(value) ? value[key] : undefined;
}

/** jsondiffpatch's leaves: `[new]`, `[old, new]`, `[old, 0, 0]`. */
function leafChange(length: number, { from, to, at, oldAt }: Place): Change {
  if (length === 1) return { type: 'added', pointer: formatPointer(at), ...(to === undefined ? {} : { to }) };
  if (length === 3)
    return { type: 'removed', pointer: formatPointer(oldAt), ...(from === undefined ? {} : { from }) };
  return {
    type: 'modified',
    pointer: formatPointer(at),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

const isMoved = (part: unknown): part is readonly ['', number, 3] => Array.isArray(part) && part[2] === 3;

function listChanges(parts: Readonly<Record<string, unknown>>, place: Place): readonly Change[] {
  const oldIndexes = matchIndexes(parts, place);
  return Object.entries(parts).flatMap(([key, part]): readonly Change[] => {
    if (key === '_t') return [];
    if (!key.startsWith('_')) {
      const index = Number(key);
      return changesOf(part, stepInto(place, oldIndexes.get(index) ?? index, index));
    }
    const oldIndex = Number(key.slice(1));
    if (!isMoved(part)) return changesOf(part, stepInto(place, oldIndex, oldIndex));
    const { to, at, oldAt } = stepInto(place, oldIndex, part[1]);
    return [
      {
        type: 'moved',
        pointer: formatPointer(at),
        oldPointer: formatPointer(oldAt),
        ...(to === undefined ? {} : { to }),
      },
    ];
  });
}

/** New index → old index: moved items by the delta's word, the rest in the order they stand. */
function matchIndexes(
  parts: Readonly<Record<string, unknown>>,
  { from, to }: Place,
): ReadonlyMap<number, number> {
  const moved = new Map<number, number>();
  for (const [key, part] of Object.entries(parts))
    if (isMoved(part)) moved.set(part[1], Number(key.slice(1)));
  const isAdded = (index: number) =>
    Array.isArray(parts[String(index)]) && (parts[String(index)] as readonly unknown[]).length === 1;
  const length = (value: Value | undefined) => (isList(value) ? value.length : 0);
  const staying = Array.from({ length: length(from) }, (_, index) => index).filter(
    (index) => !(`_${index}` in parts),
  );
  const arriving = Array.from({ length: length(to) }, (_, index) => index).filter(
    (index) => !isAdded(index) && !moved.has(index),
  );
  return new Map([
    ...moved,
    ...arriving.map((index, order): [number, number] => [index, staying[order] ?? index]),
  ]);
}
