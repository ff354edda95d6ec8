// Three-way merge of values, as `git merge-file` merges lines: key by key, and items by what tells them apart. What one
// side alone changed is taken; what both changed differently is a conflict, of which each side keeps its own.
import { formatPointer, type Pointer } from '../values/pointer.ts';
import { equalOrAbsent, isList, isMap, mapOf, type Value } from '../values/value.ts';
import { matchItems } from './matchItems.ts';

type Path = readonly (string | number)[];

/** One value in three versions; `undefined` where it isn't there. */
export interface Versions {
  readonly base: Value | undefined;
  readonly ours: Value | undefined;
  readonly theirs: Value | undefined;
}

/** The merged value with each conflict solved as we have it, and as they have it; equal where there are no conflicts. */
export interface MergedValue {
  readonly ours: Value | undefined;
  readonly theirs: Value | undefined;
  /** Places in our version. */
  readonly conflicts: readonly Pointer[];
}

/** Returns what the versions merge to. @param at where they stand. */
export function mergeValues(versions: Versions, at: Path = []): MergedValue {
  const { base, ours, theirs } = versions;
  if (equalOrAbsent(ours, theirs) || equalOrAbsent(base, theirs))
    return { ours, theirs: ours, conflicts: [] };
  if (equalOrAbsent(base, ours)) return { ours: theirs, theirs, conflicts: [] };
  if (isMap(ours) && isMap(theirs) && (base === undefined || isMap(base)))
    return mergeMaps({ base: base ?? mapOf([]), ours, theirs }, at);
  if (isList(ours) && isList(theirs) && (base === undefined || isList(base)))
    return mergeLists({ base: base ?? [], ours, theirs }, at);
  return { ours, theirs, conflicts: [formatPointer(at)] };
}

type Maps = Record<keyof Versions, Readonly<Record<string, Value>>>;

function mergeMaps({ base, ours, theirs }: Maps, at: Path): MergedValue {
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const merged = keys.map((key) => {
    const versions = { base: base[key], ours: ours[key], theirs: theirs[key] };
    return [key, mergeValues(versions, [...at, key])] as const;
  });
  const side = (name: 'ours' | 'theirs') =>
    mapOf(merged.flatMap(([key, { [name]: value }]) => (value === undefined ? [] : [[key, value] as const])));
  return {
    ours: side('ours'),
    theirs: side('theirs'),
    conflicts: merged.flatMap(([, { conflicts }]) => conflicts),
  };
}

interface Lists {
  readonly base: readonly Value[];
  readonly ours: readonly Value[];
  readonly theirs: readonly Value[];
}

/**
 * The items keep the order of the side that moved some, or of our side; what the other side added stands behind the item it
 * stands behind there. Where both sides added something behind one item, or both moved items, it is a conflict.
 */
function mergeLists(lists: Lists, at: Path): MergedValue {
  const [ours, theirs] = [sideOf(lists.base, lists.ours), sideOf(lists.base, lists.theirs)];
  if (ours.isReordered && theirs.isReordered)
    return { ours: lists.ours, theirs: lists.theirs, conflicts: [formatPointer(at)] };
  if (!theirs.isReordered) return mergeSides(lists.base, [ours, theirs], at);
  const turned = mergeSides(lists.base, [theirs, ours], at);
  return { ours: turned.theirs, theirs: turned.ours, conflicts: turned.conflicts };
}

/** One side of the merge, seen from the base. */
interface Side {
  readonly items: readonly Value[];
  /** Places in `items` by places in the base, and back. */
  readonly placeOf: ReadonlyMap<number, number>;
  readonly baseOf: ReadonlyMap<number, number>;
  readonly isReordered: boolean;
}

function sideOf(base: readonly Value[], items: readonly Value[]): Side {
  const { matches } = matchItems(base, items, []);
  return {
    items,
    placeOf: new Map(matches.map(({ from, to }) => [from, to])),
    baseOf: new Map(matches.map(({ from, to }) => [to, from])),
    isReordered: matches.some(({ isMoved }) => isMoved),
  };
}

/** What a side has behind an item that is in all three lists, and before the next such one. */
interface Gap {
  readonly added: readonly Value[];
  /** Items that the other side removed, and this one changed. */
  readonly changed: readonly Value[];
}

function mergeSides(base: readonly Value[], [first, second]: readonly [Side, Side], at: Path): MergedValue {
  const [gaps, others] = [gapsOf(base, first, second), gapsOf(base, second, first)];
  const [ours, theirs]: [Value[], Value[]] = [[], []];
  const conflicts: string[] = [];
  const fill = (anchor: number) => {
    const [gap, other] = [gaps.get(anchor), others.get(anchor)];
    const isAgreed = !gap || !other || sameLists(gap.added, other.added);
    const isKept = !gap?.changed.length && !other?.changed.length;
    if (!isAgreed || !isKept) conflicts.push(formatPointer([...at, ours.length]));
    const [own, foreign] = [gap?.added ?? [], other?.added ?? []];
    // One by one: a call takes only so many arguments.
    for (const item of [...(gap?.changed ?? []), ...(own.length > 0 || !isAgreed ? own : foreign)])
      ours.push(item);
    for (const item of [...(other?.changed ?? []), ...(foreign.length > 0 || !isAgreed ? foreign : own)])
      theirs.push(item);
  };
  fill(-1);
  for (const [place, item] of first.items.entries()) {
    const origin = first.baseOf.get(place);
    const other = origin === undefined ? undefined : second.placeOf.get(origin);
    if (origin === undefined || other === undefined) continue;
    const versions = { base: base[origin], ours: item, theirs: second.items[other] };
    const merged = mergeValues(versions, [...at, ours.length]);
    if (merged.ours !== undefined) ours.push(merged.ours);
    if (merged.theirs !== undefined) theirs.push(merged.theirs);
    for (const place of merged.conflicts) conflicts.push(place);
    fill(origin);
  }
  return { ours, theirs, conflicts };
}

/** By the places in the base of the items before them, -1 for the start of the list. */
function gapsOf(base: readonly Value[], side: Side, other: Side): ReadonlyMap<number, Gap> {
  const gaps = new Map<number, { added: Value[]; changed: Value[] }>();
  let anchor = -1;
  for (const [place, item] of side.items.entries()) {
    const origin = side.baseOf.get(place);
    if (origin !== undefined && other.placeOf.has(origin)) {
      anchor = origin;
      continue;
    }
    const gap = gaps.get(anchor) ?? { added: [], changed: [] };
    if (origin === undefined) gap.added.push(item);
    else if (!equalOrAbsent(base[origin], item)) gap.changed.push(item);
    else continue; // The other side removed it.
    gaps.set(anchor, gap);
  }
  return gaps;
}

function sameLists(one: readonly Value[], other: readonly Value[]): boolean {
  return one.length === 0 || other.length === 0 || equalOrAbsent(one, other);
}
