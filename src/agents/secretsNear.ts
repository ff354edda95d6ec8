// Why an agent may not change something: it holds a secret, it lies among some, or one would come to light. Who may put a
// guess where a secret is learns in many ways whether it is right, and what is secret goes by what stands around it, too: a
// value by the name beside it, an item of a list by the item before, and either may come from another layer.
import {
  childrenOf,
  isList,
  isMap,
  Literal,
  parsePointer,
  redactionOf,
  sensitiveIn,
  projectedSnapshot,
  type Plan,
  type Pointer,
  type Redaction,
  type Snapshot,
  type Value,
} from '../engine/index.ts';
import { marksIn } from './ownInput.ts';
import { documentsOf, namedDocuments, redactionFor } from './redactionFor.ts';

export type Nearness = 'holds' | 'held' | 'among' | 'uncovers';

type NearnessAt = (pointer: Pointer) => Nearness | undefined;

/** Whether a place holds a secret or lies among some, in whatever file: one that lacks it can be compared with others. */
export function secretsNow(snapshot: Snapshot): NearnessAt {
  return nearestIn(redactionFor(snapshot), documentsOf(snapshot));
}

/** The same in a backup: alone, a secret of one may come to a place where nothing tells that it is one. */
export function secretsThen(snapshot: Snapshot, then: readonly Value[]): NearnessAt {
  const nearest = nearestIn(redactionFor(snapshot, [], then), then);
  return (pointer) => (nearest(pointer) === 'holds' ? 'held' : nearest(pointer));
}

function nearestIn(redaction: Redaction, documents: readonly Value[]): NearnessAt {
  if (redaction.hidesAll) return () => 'holds';
  const shown = documents.map((document) => redaction.value(document, ''));
  return (pointer) => {
    const found = shown.map((document) => nearnessIn(document, pointer));
    return found.find((one) => one === 'holds') ?? found.find((one) => one !== undefined);
  };
}

/** @param shown a document without its secrets. */
function nearnessIn(shown: Value, pointer: Pointer): Nearness | undefined {
  let here = shown;
  for (const key of parsePointer(pointer)) {
    if (isList(here) && marksIn(here) > 0) return 'among';
    // By a key that is a secret nothing is found, and who asks for one would learn whether it is there.
    if (isMap(here) && Object.keys(here).some((one) => marksIn(one) > 0)) return 'among';
    const next = partOf(here, key);
    // What is hidden as a whole, as what stands behind a tag, may be a secret inside, too.
    if (next === undefined) return marksIn(here) > 0 && !isMap(here) ? 'holds' : undefined;
    here = next;
  }
  return marksIn(here) > 0 ? 'holds' : undefined;
}

/**
 * Whether something would stand open afterwards, in a file or in what a profile comes to, where a secret stands now.
 * @param then documents, by their paths, that the change takes something from.
 */
export function uncovers(
  snapshot: Snapshot,
  { writes }: Pick<Plan, 'writes'>,
  then: ReadonlyMap<string, Value> = new Map(),
): boolean {
  if (redactionFor(snapshot).hidesAll) return true;
  const places = redactionOf([], sensitiveIn(snapshot));
  const seen = (value: Value): ShownValue => ({ value, shown: places.own(value, '') });
  const [now, after] = [namedDocuments(snapshot), namedDocuments(projectedSnapshot(snapshot, writes))];
  const opensAny = (documents: ReadonlyMap<string, Value>) =>
    [...documents].some(([name, was]) => {
      const is = after.get(name);
      return is !== undefined && is !== was && opens(seen(was), seen(is));
    });
  if (opensAny(now) || opensAny(then)) return true;
  const before = [...now.values(), ...then.values()];
  if (then.size > 0 && opensElsewhere(before.map(seen), [...after.values()].map(seen))) return true;
  // Where a layer comes or goes, what profiles come to can't be told beforehand.
  return (
    writes.some(
      ({ path, before, after }) => isLayer(snapshot, path) && (before === null || after === null),
    ) && [...now].some(([name, value]) => name.includes('\n') && scalarsIn(seen(value)).some(isHidden))
  );
}

/** A file that is one, or would be if it were there. */
export function isLayer({ defaults, awaited }: Snapshot, path: string): boolean {
  const paths = [...[...defaults.values()].map((file) => file.path), ...awaited.defaults];
  return path.startsWith('profiles/') || paths.includes(path);
}

/** A value, and what is shown of it. */
interface ShownValue {
  readonly value: Value;
  readonly shown: Value | undefined;
}

/** Tells whether something is open where the first has a secret. What is hidden as a whole has secrets anywhere in it. */
function opens(was: ShownValue, is: ShownValue): boolean {
  if (isList(was.value) || isMap(was.value))
    return Object.keys(was.value).some((key) => {
      const next = seenPart(is, key);
      return next !== undefined && opens(seenPart(was, key) ?? was, next);
    });
  if (!isHidden(was)) return false;
  if (!isList(is.value) && !isMap(is.value)) return !isHidden(is);
  return was.value instanceof Literal && scalarsIn(is).some((one) => !isHidden(one));
}

/** Tells whether a text is open that was hidden before and open nowhere, so that no agent can have guessed it. */
function opensElsewhere(before: readonly ShownValue[], after: readonly ShownValue[]): boolean {
  const scalars = before.flatMap(scalarsIn);
  const open = new Set(scalars.flatMap((one) => (isHidden(one) ? [] : [textIn(one)])));
  const hidden = new Set(
    scalars.flatMap((one) => (isHidden(one) ? insideOf(one.value).map((value) => textIn({ value })) : [])),
  );
  return after.flatMap(scalarsIn).some((one) => {
    const text = textIn(one);
    return !isHidden(one) && hidden.has(text) && !open.has(text);
  });
}

/** Returns a scalar, and those behind its tag. */
function insideOf(value: Value): readonly Value[] {
  if (value instanceof Literal)
    return value.inside === undefined ? [value] : [value, ...insideOf(value.inside)];
  return isList(value) || isMap(value) ? childrenOf(value).flatMap(insideOf) : [value];
}

function textIn({ value }: Pick<ShownValue, 'value'>): Value {
  return value instanceof Literal ? value.source : value;
}

function isHidden({ value, shown }: ShownValue): boolean {
  return shown !== value;
}

/** Returns each scalar of a value. */
function scalarsIn(seen: ShownValue): readonly ShownValue[] {
  const { value } = seen;
  if (!isList(value) && !isMap(value)) return [seen];
  return Object.keys(value).flatMap((key) => scalarsIn(seenPart(seen, key) ?? seen));
}

function seenPart({ value, shown }: ShownValue, key: string): ShownValue | undefined {
  const part = partOf(value, key);
  return part === undefined ? undefined : { value: part, shown: partOf(shown, key) };
}

function partOf(value: Value | undefined, key: string): Value | undefined {
  if (isList(value)) return value[Number(key)];
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
