// Some of the changes between two contents carried out, and the others left: as a value, and as a text. A change that is
// left out leaves what it names where it was among the things around it, also in a list whose other items come, go and
// move. The text is one of the two with as little edited as that takes, so comments and order stay as they are there.
import type { Change } from '../model/model.ts';
import { changesToEdits } from './applyChanges.ts';
import { diffValues } from './diff.ts';
import { editDocument, type Document } from '../text/document.ts';
import { formatPointer, type Pointer } from '../values/pointer.ts';
import { isList, isMap, mapOf, type Value, type ValueMap } from '../values/value.ts';

/** What is not wanted of a file's changes; `layout`: its comments and layout, too, stay as they are. */
export interface LeftOutChanges {
  readonly layout: boolean;
  /** By `changeId`. */
  readonly changes: readonly string[];
}

/** Names a change among those between two contents, and is the same as long as the change is. */
export function changeId({ type, pointer }: Change): string {
  return `${type} ${pointer}`;
}

export interface DocumentPair {
  readonly before: Document;
  readonly after: Document;
  readonly changes: readonly Change[];
  /** As `diffValues` had them. */
  readonly rules: Parameters<typeof diffValues>[2];
}

/** @throws EngineError `invalid` where a side does not parse or the text cannot say it. */
export function textWithSelection(
  { before, after, changes, rules }: DocumentPair,
  leftOut: LeftOutChanges,
): string {
  const { value: from } = before;
  const { value: to } = after;
  const base = leftOut.layout ? before : after;
  if (from === undefined || to === undefined || base.value === undefined) return editDocument(base, []);
  const unwanted = new Set(leftOut.changes);
  const wanted = valueWithPart({ from, to }, changes, (change) => !unwanted.has(changeId(change)));
  const edits = changesToEdits(diffValues(base.value, wanted, rules), base.value);
  return editDocument(base, edits, { sources: [base === after ? before : after] });
}

/** @param changes as `diffValues` finds them between the two. */
export function valueWithPart(
  { from, to }: { readonly from: Value; readonly to: Value },
  changes: readonly Change[],
  isWanted: (change: Change) => boolean,
): Value {
  const placed: PlacedChanges = {
    removed: pointersOf(changes, ({ type, pointer }) => (type === 'removed' ? pointer : undefined)),
    movedFrom: pointersOf(changes, ({ oldPointer }) => oldPointer),
    arrived: pointersOf(changes, ({ type, pointer }) => (type === 'removed' ? undefined : pointer)),
    isWanted,
  };
  return mixed({ from, to, at: '', oldAt: '' }, placed);
}

interface PlacedChanges {
  /** By the place in the old value. */
  readonly removed: ReadonlyMap<Pointer, Change>;
  readonly movedFrom: ReadonlyMap<Pointer, Change>;
  /** By the place in the new value. */
  readonly arrived: ReadonlyMap<Pointer, Change>;
  readonly isWanted: (change: Change) => boolean;
}

function pointersOf(
  changes: readonly Change[],
  placeOf: (change: Change) => Pointer | undefined,
): ReadonlyMap<Pointer, Change> {
  return new Map(
    changes.flatMap((change) => {
      const place = placeOf(change);
      return place === undefined ? [] : [[place, change] as const];
    }),
  );
}

interface ValuePair {
  readonly from: Value;
  readonly to: Value;
  readonly oldAt: Pointer;
  readonly at: Pointer;
}

function mixed(pair: ValuePair, placed: PlacedChanges): Value {
  const { from, to, at } = pair;
  const change = placed.arrived.get(at);
  if (change?.type === 'modified') return placed.isWanted(change) ? to : from;
  if (isList(from) && isList(to)) return mixedList({ ...pair, from, to }, placed);
  if (isMap(from) && isMap(to)) return mixedMap({ ...pair, from, to }, placed);
  return from;
}

function mixedMap(
  { from, to, oldAt, at }: ValuePair & { readonly from: ValueMap; readonly to: ValueMap },
  placed: PlacedChanges,
): Value {
  const { removed, arrived, isWanted } = placed;
  const kept = Object.entries(from).flatMap(([key, old]): (readonly [string, Value])[] => {
    const place = formatPointer([key]);
    const now = Object.hasOwn(to, key) ? to[key] : undefined;
    if (now !== undefined)
      return [[key, mixed({ from: old, to: now, oldAt: oldAt + place, at: at + place }, placed)]];
    const change = removed.get(oldAt + place);
    return change && isWanted(change) ? [] : [[key, old]];
  });
  const added = Object.entries(to).filter(([key]) => {
    const change = Object.hasOwn(from, key) ? undefined : arrived.get(at + formatPointer([key]));
    return change && isWanted(change);
  });
  return mapOf([...kept, ...added]);
}

interface ListPair extends ValuePair {
  readonly from: readonly Value[];
  readonly to: readonly Value[];
}

/** What stays, moves or comes in the new order; what is left behind stands behind what it stood behind. */
function mixedList(pair: ListPair, placed: PlacedChanges): Value {
  const { from, to, oldAt, at } = pair;
  const oldIndexes = matchedItems(pair, placed);
  const items: { readonly old: number | undefined; readonly value: Value }[] = [];
  const leftBehind = new Map<number, Value>();
  for (const [index, item] of to.entries()) {
    const change = placed.arrived.get(`${at}/${index}`);
    const old = oldIndexes.get(index);
    const value =
      old === undefined
        ? item
        : mixed(
            { from: from[old] ?? null, to: item, oldAt: `${oldAt}/${old}`, at: `${at}/${index}` },
            placed,
          );
    const isArriving = change?.type === 'added' || change?.type === 'moved';
    if (!isArriving || placed.isWanted(change)) items.push({ old, value });
    else if (old !== undefined) leftBehind.set(old, value);
  }
  for (const [index, item] of from.entries()) {
    const change = placed.removed.get(`${oldAt}/${index}`);
    if (change && !placed.isWanted(change)) leftBehind.set(index, item);
  }
  const present = new Set(items.map(({ old }) => old));
  const behind = new Map<number, Value[]>();
  let last = -1;
  for (const index of from.keys()) {
    const value = leftBehind.get(index);
    if (present.has(index)) last = index;
    else if (value !== undefined) behind.set(last, [...(behind.get(last) ?? []), value]);
  }
  return [
    ...(behind.get(-1) ?? []),
    ...items.flatMap(({ old, value }) => [
      value,
      ...((old === undefined ? undefined : behind.get(old)) ?? []),
    ]),
  ];
}

/** New index → old index: moved items as the changes say, the rest in the order they stand. */
function matchedItems({ from, to, oldAt, at }: ListPair, placed: PlacedChanges): ReadonlyMap<number, number> {
  const matched = new Map<number, number>();
  const staying: number[] = [];
  for (const index of from.keys()) {
    const moved = placed.movedFrom.get(`${oldAt}/${index}`);
    if (moved) matched.set(Number(moved.pointer.slice(at.length + 1)), index);
    else if (!placed.removed.has(`${oldAt}/${index}`)) staying.push(index);
  }
  let next = 0;
  for (const index of to.keys()) {
    if (matched.has(index) || placed.arrived.get(`${at}/${index}`)?.type === 'added') continue;
    const old = staying[next];
    next += 1;
    if (old !== undefined) matched.set(index, old);
  }
  return matched;
}
