// One run of edits over a value. Copies that the run has made may be changed in place by its later edits, which keeps
// many edits of one map linear; everything else is shared with the value that was given, and stays as it was.
import { isList, isMap, mapOf, type Value, type ValueMap } from '../../values/value.ts';

/** A map or list that may be changed in place. */
export type Container = Record<string, Value> | Value[];

export interface EditSession {
  /** Has the whole content under an empty key. */
  readonly top: Record<string, Value>;
  /** The maps and lists made here, which nobody else can see. Each stands at one place only. */
  readonly owned: WeakSet<object>;
  /** Of the maps in which keys were renamed: the places of the keys they had by then. */
  readonly places: Map<ValueMap, Map<string, number>>;
}

export function startRun(value: Value): EditSession {
  return { top: copyOf({ '': value }), owned: new WeakSet(), places: new Map() };
}

/** What the content is by now, with the keys of each map in their order. */
export function endRun(run: EditSession): Value {
  for (const map of run.places.keys()) {
    const entries = entriesInOrder(run, map);
    const own = writableMap(run, map);
    for (const [key] of entries) Reflect.deleteProperty(own, key);
    for (const [key, value] of entries) own[key] = value;
  }
  return run.top[''] ?? null;
}

/** `Array.isArray` that keeps the type of a map. */
export function isItems(container: Container): container is Value[] {
  return Array.isArray(container);
}

export function writableMap(run: EditSession, value: ValueMap | null): Record<string, Value> {
  if (value && run.owned.has(value)) return value; // Made by this run, below.
  const copy = copyOf(value ?? {});
  run.owned.add(copy);
  return copy;
}

function copyOf(value: ValueMap): Record<string, Value> {
  const copy = mapOf([]) as Record<string, Value>; // Made on this line.
  for (const key of Object.keys(value)) copy[key] = value[key] ?? null;
  return copy;
}

export function ownList(run: EditSession, value: readonly Value[]): Value[] {
  if (run.owned.has(value)) return value as Value[]; // As in `ownMap`.
  const copy = [...value];
  run.owned.add(copy);
  return copy;
}

/** The same value for another place: what later edits may change there is apart from what they may change here. */
export function ownCopy(run: EditSession, value: Value): Value {
  if (isList(value)) return run.owned.has(value) ? value.map((item) => ownCopy(run, item)) : value;
  if (!isMap(value) || !run.owned.has(value)) return value;
  return mapOf(entriesInOrder(run, value).map(([key, item]) => [key, ownCopy(run, item)]));
}

/** Gives a key of an own map another name. Its place is given back at the end of the run, for that sorts all keys. */
export function renameKey(
  { places }: EditSession,
  map: Record<string, Value>,
  { from, to }: { readonly from: string; readonly to: string },
): void {
  const known = places.get(map) ?? new Map(Object.keys(map).map((key, place) => [key, place]));
  places.set(map, known);
  known.set(to, known.get(from) ?? Infinity);
  known.delete(from);
  map[to] = map[from] ?? null;
  Reflect.deleteProperty(map, from);
}

/** Keys that came later are the last. */
function entriesInOrder({ places }: EditSession, map: ValueMap): readonly [string, Value][] {
  const known = places.get(map);
  if (!known) return Object.entries(map);
  const placeOf = ([key]: readonly [string, Value]) => known.get(key) ?? Infinity;
  // Two last ones differ by no number, and keep their order.
  return Object.entries(map).toSorted((left, right) => placeOf(left) - placeOf(right) || 0);
}
