// Which item of one list is which of another: by identity, by equal content, by what two items share, and at last by
// place. Takes n log n steps, whatever the lists hold.
import { sha256 } from '../base/sha256.ts';
import type { Manifest } from '../model/model.ts';
import { canonicalText, equalValues, isList, isMap, type Value } from '../values/value.ts';

export interface ItemMatch {
  readonly from: number;
  readonly to: number;
  /** Whether it stands elsewhere among the items that stay in their order. */
  readonly isMoved: boolean;
}

export interface ItemMatches {
  /** By their places in the first list. */
  readonly matches: readonly ItemMatch[];
  /** The places of the items that are in the first list alone. */
  readonly gone: readonly number[];
  /** The places of the items that are in the second list alone. */
  readonly added: readonly number[];
}

/** Well-known keys that tell items apart: the first that an item has. */
const defaultKeys = [
  ...['id', 'name', 'key', 'metadata.name', 'containerPort'],
  // Documents of Spring.
  ...['spring.config.activate.on-profile', 'spring.profiles'],
];

/** How many keys of the manifest are looked for in each item. */
const maxKeys = 50;

/** How many names a key of the manifest may have; a longer one tells nothing apart. */
const maxNames = 10;

/** Of lists and maps a hash: lists in lists are asked for theirs at each level. */
const texts = new WeakMap<object, string>();

/** The same text for equal values. */
function comparisonText(value: Value): string {
  if (!isList(value) && !isMap(value)) return canonicalText(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const parts = isList(value)
    ? value.map(comparisonText)
    : Object.keys(value)
        .toSorted()
        .map((key) => `${JSON.stringify(key)}:${comparisonText(value[key] ?? null)}`);
  const text = sha256(isList(value) ? `[${parts.join()}]` : `{${parts.join()}}`);
  texts.set(value, text);
  return text;
}

/** How many items may share a part before it says nothing about which is which. */
const maxHolders = 8;

/** The keys by which the manifest tells the items of some list apart. */
export function identityKeysOf(rules: Manifest['arrays']): readonly string[] {
  return Object.values(rules).flatMap((rule) => (typeof rule === 'object' ? [rule.byKey] : []));
}

/**
 * The items that are in both lists, and the others.
 * @param keys of the manifest, which tell items apart before the well-known ones do.
 */
export function matchItems(
  from: readonly Value[],
  to: readonly Value[],
  keys: readonly string[],
): ItemMatches {
  const { head, tail } = equalEnds(from, to);
  const [end, toEnd] = [from.length - tail, to.length - tail];
  const between = matchBetween(from.slice(head, end), to.slice(head, toEnd), keys);
  const ends = (length: number, start: number, toStart: number): readonly ItemMatch[] =>
    Array.from({ length }, (_, index) => ({ from: start + index, to: toStart + index, isMoved: false }));
  return {
    matches: [
      ...ends(head, 0, 0),
      ...between.matches.map((match) => ({ ...match, from: match.from + head, to: match.to + head })),
      ...ends(tail, end, toEnd),
    ],
    gone: between.gone.map((index) => index + head),
    added: between.added.map((index) => index + head),
  };
}

function matchBetween(from: readonly Value[], to: readonly Value[], keys: readonly string[]): ItemMatches {
  const pairs = new Pairs(from, to);
  const paths = [...new Set([...keys.slice(0, maxKeys), ...defaultKeys])]
    .map((key) => key.split('.', maxNames + 1))
    .filter(({ length }) => length <= maxNames);
  const identities = new Map<Value, string | undefined>();
  const identity = (item: Value) => {
    if (!identities.has(item)) identities.set(item, identityOf(item, paths));
    return identities.get(item);
  };
  pairInOrder(pairs, identity);
  pairInOrder(pairs, comparisonText);
  // What has an identity is no other item, whatever the two have in common.
  pairBySharedParts(pairs, (item) => identity(item) === undefined);
  pairByPlace(pairs, (item) => identity(item) === undefined);
  const ordered = pairs.inOrder();
  const staying = new Set(longestIncreasing(ordered).map(({ to: place }) => place));
  return {
    matches: ordered.map((pair) => ({ ...pair, isMoved: !staying.has(pair.to) })),
    gone: pairs.freeFrom(),
    added: pairs.freeTo(),
  };
}

type IndexPair = Omit<ItemMatch, 'isMoved'>;

/** Each item is in one pair at most. */
class Pairs {
  readonly from: readonly Value[];
  readonly to: readonly Value[];
  readonly #toOf = new Map<number, number>();
  readonly #fromOf = new Map<number, number>();

  constructor(from: readonly Value[], to: readonly Value[]) {
    this.from = from;
    this.to = to;
  }

  add(from: number, to: number): void {
    this.#toOf.set(from, to);
    this.#fromOf.set(to, from);
  }

  /** By their places in the first list. */
  inOrder(): readonly IndexPair[] {
    return [...this.#toOf]
      .map(([from, to]) => ({ from, to }))
      .toSorted((one, other) => one.from - other.from);
  }

  freeFrom(start = 0, end = this.from.length): readonly number[] {
    return placesBetween(start, end).filter((index) => !this.#toOf.has(index));
  }

  freeTo(start = 0, end = this.to.length): readonly number[] {
    return placesBetween(start, end).filter((index) => !this.#fromOf.has(index));
  }
}

function placesBetween(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset);
}

function equalEnds(
  from: readonly Value[],
  to: readonly Value[],
): { readonly head: number; readonly tail: number } {
  const shorter = Math.min(from.length, to.length);
  const isSame = (one: Value | undefined, other: Value | undefined) =>
    one !== undefined && other !== undefined && equalValues(one, other);
  let head = 0;
  while (head < shorter && isSame(from[head], to[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(from.at(-1 - tail), to.at(-1 - tail))) tail += 1;
  return { head, tail };
}

/** The first of a kind with the first of that kind, the second with the second. */
function pairInOrder(pairs: Pairs, kindOf: (item: Value) => string | undefined): void {
  const waiting = new Map<string, number[]>();
  for (const index of pairs.freeFrom().toReversed()) {
    const kind = kindOf(pairs.from[index] ?? null);
    if (kind === undefined) continue;
    const known = waiting.get(kind);
    if (known) known.push(index);
    else waiting.set(kind, [index]);
  }
  for (const index of pairs.freeTo()) {
    const from = waiting.get(kindOf(pairs.to[index] ?? null) ?? '')?.pop();
    if (from !== undefined) pairs.add(from, index);
  }
}

function identityOf(item: Value, paths: readonly (readonly string[])[]): string | undefined {
  for (const path of paths) {
    let identity: Value | undefined = item;
    for (const part of path) {
      if (identity === undefined) break;
      identity = isMap(identity) ? identity[part] : undefined;
    }
    if (identity === undefined || identity === null || isMap(identity) || isList(identity)) continue;
    // A service and a deployment may have one name.
    const kind = path[0] === 'metadata' && isMap(item) ? item['kind'] : undefined;
    return [path.join('.'), kind ?? null, identity].map(comparisonText).join(':');
  }
  return undefined;
}

/** With the item that has most of the same entries, half of its own at least. */
function pairBySharedParts(pairs: Pairs, isOpen: (item: Value) => boolean): void {
  const holders = new Map<string, number[]>();
  const open = (items: readonly Value[], index: number) => isOpen(items[index] ?? null);
  for (const index of pairs.freeFrom().filter((place) => open(pairs.from, place)))
    for (const part of itemParts(pairs.from[index])) {
      const known = holders.get(part);
      if (!known) holders.set(part, [index]);
      else if (known.length <= maxHolders) known.push(index);
    }
  const taken = new Set<number>();
  const sizes = new Map<number, number>();
  const sizeAt = (index: number) => {
    const size = sizes.get(index) ?? itemSize(pairs.from[index]);
    sizes.set(index, size);
    return size;
  };
  for (const index of pairs.freeTo().filter((place) => open(pairs.to, place))) {
    const parts = itemParts(pairs.to[index]);
    const votes = new Map<number, number>();
    for (const part of parts) {
      const known = holders.get(part) ?? [];
      if (known.length > maxHolders) continue;
      for (const holder of known) if (!taken.has(holder)) votes.set(holder, (votes.get(holder) ?? 0) + 1);
    }
    const [best] = [...votes].toSorted((one, other) => other[1] - one[1]);
    if (!best || best[1] * 2 < Math.min(parts.length, sizeAt(best[0]))) continue;
    taken.add(best[0]);
    pairs.add(best[0], index);
  }
}

function itemSize(item: Value | undefined): number {
  if (isList(item)) return item.length;
  return isMap(item) ? Object.keys(item).length : 0;
}

function itemParts(item: Value | undefined): readonly string[] {
  if (isList(item)) return item.map((part) => `[${comparisonText(part)}`);
  return isMap(item) ? Object.entries(item).map(([key, part]) => `{${key}:${comparisonText(part)}`) : [];
}

/** What is left between two pairs, where as many went as came. */
function pairByPlace(pairs: Pairs, isOpen: (item: Value) => boolean): void {
  const { from, to } = pairs;
  let [start, toStart] = [0, 0];
  const end = { from: from.length, to: to.length };
  for (const anchor of [...longestIncreasing(pairs.inOrder()), end]) {
    const going = pairs.freeFrom(start, anchor.from).filter((index) => isOpen(from[index] ?? null));
    const coming = pairs.freeTo(toStart, anchor.to).filter((index) => isOpen(to[index] ?? null));
    if (going.length === coming.length)
      for (const [order, index] of going.entries()) {
        const place = coming[order];
        if (place !== undefined && isAlike(from[index], to[place])) pairs.add(index, place);
      }
    [start, toStart] = [anchor.from + 1, anchor.to + 1];
  }
}

/** Whether one could have become the other: two scalars, two lists, or two maps with a key in common. */
function isAlike(one: Value | undefined, other: Value | undefined): boolean {
  if (isMap(one) && isMap(other)) return Object.keys(one).some((key) => key in other);
  return isMap(one) === isMap(other) && isList(one) === isList(other);
}

/**
 * A longest run of pairs whose places in the second list ascend, of several the one that begins first.
 * @param pairs by their places in the first list.
 */
function longestIncreasing(pairs: readonly IndexPair[]): readonly IndexPair[] {
  /** From the end: of the runs of each length the first pair of the one whose first place is the highest. */
  const starts: number[] = [];
  const after: (number | undefined)[] = [];
  for (let index = pairs.length - 1; index >= 0; index -= 1) {
    const place = pairs[index]?.to ?? 0;
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[starts[middle] ?? 0]?.to ?? 0) > place) low = middle + 1;
      else high = middle;
    }
    after[index] = low === 0 ? undefined : starts[low - 1];
    starts[low] = index;
  }
  const run: IndexPair[] = [];
  for (let index = starts.at(-1); index !== undefined; index = after[index]) {
    const pair = pairs[index];
    if (pair) run.push(pair);
  }
  return run;
}
