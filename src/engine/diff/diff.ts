// What differs between two values, as changes at JSON Pointers. Items of lists are matched first (`matchItems`); then
// jsondiffpatch finds the difference of maps, for lists go in as maps of their items. Its delta format gives keys like
// `_t` a meaning and JavaScript gives one to `__proto__`, so keys go in with a dot before them.
import { create } from 'jsondiffpatch';
import type { Change, Manifest } from '../model/model.ts';
import { formatPointer } from '../values/pointer.ts';
import { comparable, equalValues, isList, isMap, type Value } from '../values/value.ts';
import { identityKeysOf, matchItems, type ItemMatches } from './matchItems.ts';

type Encoded = null | boolean | number | string | { readonly [key: string]: Encoded };

const differ = create({ omitRemovedValues: false });

/**
 * The changes from one value to another, in document order. Equal data has none.
 * @param rules of the manifest: a key that merges the items of some list tells items apart, too.
 */
export function diffValues(from: Value, to: Value, rules: Manifest['arrays'] = {}): readonly Change[] {
  const matching = new Matching(identityKeysOf(rules));
  const delta: unknown = differ.diff(...encode(from, to, matching));
  return delta === undefined ? [] : changesOf(delta, { from, to, at: [], oldAt: [], matching });
}

/** The items of two lists, matched once. */
export class Matching {
  readonly #keys: readonly string[];
  readonly #known = new Map<Value, Map<Value, ItemMatches>>();

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  of(from: readonly Value[], to: readonly Value[]): ItemMatches {
    const others = this.#known.get(from) ?? new Map<Value, ItemMatches>();
    const matches = others.get(to) ?? matchItems(from, to, this.#keys);
    this.#known.set(from, others.set(to, matches));
    return matches;
  }
}

/** Both sides, as far as they can be compared: what stands on one side alone, or is of another kind, is not looked into. */
function encode(from: Value, to: Value, matching: Matching): readonly [Encoded, Encoded] {
  if (isList(from) && isList(to)) return encodeLists(from, to, matching);
  if (isMap(from) && isMap(to)) {
    const [one, other]: [Record<string, Encoded>, Record<string, Encoded>] = [{}, {}];
    for (const [key, value] of Object.entries(from)) {
      const next = to[key];
      if (next === undefined) one[`.${key}`] = 0;
      else [one[`.${key}`], other[`.${key}`]] = encode(value, next, matching);
    }
    for (const key of Object.keys(to)) if (from[key] === undefined) other[`.${key}`] = 0;
    return [one, other];
  }
  if (isList(from) || isList(to) || isMap(from) || isMap(to)) return [0, 1];
  return [comparable(from), comparable(to)];
}

const pairKey = (to: number) => `.=${to}`;

/** Pairs of maps and of lists under one key each. That anything else changes, which the items themselves tell, is one entry. */
function encodeLists(
  from: readonly Value[],
  to: readonly Value[],
  matching: Matching,
): readonly [Encoded, Encoded] {
  if (equalValues(from, to)) return [0, 0];
  const one: Record<string, Encoded> = { _items: 0 };
  const other: Record<string, Encoded> = { _items: 1 };
  for (const match of matching.of(from, to).matches) {
    const [before, after] = [from[match.from] ?? null, to[match.to] ?? null];
    if (isComparedInside(before, after))
      [one[pairKey(match.to)], other[pairKey(match.to)]] = encode(before, after, matching);
  }
  return [one, other];
}

function isComparedInside(from: Value | undefined, to: Value | undefined): boolean {
  return (isMap(from) && isMap(to)) || (isList(from) && isList(to));
}

interface DiffContext {
  readonly from: Value | undefined;
  readonly to: Value | undefined;
  readonly at: readonly (string | number)[];
  readonly oldAt: readonly (string | number)[];
  readonly matching: Matching;
}

function changesOf(delta: unknown, place: DiffContext): readonly Change[] {
  if (Array.isArray(delta)) return [leafChange(delta.length, place)];
  const parts = delta as Readonly<Record<string, unknown>>; // The shape of jsondiffpatch's deltas.
  if (isList(place.from) && isList(place.to))
    return listChanges(parts, place, place.matching.of(place.from, place.to));
  return Object.entries(parts).flatMap(([dotted, part]) => {
    const key = dotted.slice(1);
    return changesOf(part, stepInto(place, key, key));
  });
}

function stepInto(
  { from, to, at, oldAt, matching }: DiffContext,
  oldKey: string | number,
  key: string | number,
): DiffContext {
  return {
    from: childOf(from, oldKey),
    to: childOf(to, key),
    at: [...at, key],
    oldAt: [...oldAt, oldKey],
    matching,
  };
}

function childOf(value: Value | undefined, key: string | number): Value | undefined {
  if (isList(value)) return value[Number(key)];
  return isMap(value) ? value[key] : undefined;
}

/** jsondiffpatch's leaves: `[new]`, `[old, new]`, `[old, 0, 0]`. */
function leafChange(length: number, { from, to, at, oldAt }: DiffContext): Change {
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

/** What comes and changes, by its place in the new list, then what goes and moves, by its place in the old one. */
function listChanges(
  parts: Readonly<Record<string, unknown>>,
  place: DiffContext,
  { matches, gone, added }: ItemMatches,
): readonly Change[] {
  const staying = [
    ...matches.map((match) => ({ index: match.to, oldIndex: match.from, isNew: false })),
    ...added.map((index) => ({ index, oldIndex: index, isNew: true })),
  ].toSorted((one, other) => one.index - other.index);
  const going = [
    ...matches.filter(({ isMoved }) => isMoved).map((match) => ({ index: match.from, newIndex: match.to })),
    ...gone.map((index) => ({ index, newIndex: null })),
  ].toSorted((one, other) => one.index - other.index);
  return [
    ...staying.flatMap(({ index, oldIndex, isNew }) => {
      const inside = stepInto(place, oldIndex, index);
      return isNew ? [leafChange(1, inside)] : itemChanges(parts[pairKey(index)], inside);
    }),
    ...going.map(({ index, newIndex }) =>
      newIndex === null
        ? leafChange(3, stepInto(place, index, index))
        : moved(stepInto(place, index, newIndex)),
    ),
  ];
}

function itemChanges(part: unknown, place: DiffContext): readonly Change[] {
  const { from, to } = place;
  if (isComparedInside(from, to)) return part === undefined ? [] : changesOf(part, place);
  return from !== undefined && to !== undefined && equalValues(from, to) ? [] : [leafChange(2, place)];
}

function moved({ to, at, oldAt }: DiffContext): Change {
  return {
    type: 'moved',
    pointer: formatPointer(at),
    oldPointer: formatPointer(oldAt),
    ...(to === undefined ? {} : { to }),
  };
}
