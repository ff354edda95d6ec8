// A value without what stands at some places of it.
import { parsePointer, type Pointer } from './pointer.ts';
import { isList, isMap, mapOf, type Value, type ValueMap } from './value.ts';

/** The value without what stands at a pointer. */
export function withoutPointer(value: Value, pointer: Pointer): Value {
  return withoutPointers(value, [pointer]);
}

/** Told how many entries a map or a list has that was made anew. */
export type Tell = (entries: number) => void;

/** How a value is made from another one. */
export interface Making {
  readonly tell: Tell;
  /** Maps that nobody else has: these are changed in place. */
  readonly own?: WeakSet<object>;
}

/** The value without what stands at each pointer, taken out one after the other: in a list the later ones move. */
export function withoutPointers(
  value: Value,
  pointers: readonly Pointer[],
  making: Making = { tell: () => undefined },
): Value {
  return pointers.length === 0 ? value : withoutPlaces(value, pointers.map(parsePointer), making);
}

type KeyList = readonly string[];

/** All at once, since there may be as many places as there are keys. */
function withoutPlaces(value: Value, places: readonly KeyList[], making: Making): Value {
  if (places.some(({ length }) => length === 0)) return mapOf([]);
  if (isMap(value)) return mapWithout(value, places, making);
  return isList(value) ? listWithout(value, places, making) : value;
}

function mapWithout(map: ValueMap, places: readonly KeyList[], making: Making): ValueMap {
  const inside = new Map<string, KeyList[]>();
  for (const [key = '', ...rest] of places) {
    if (map[key] === undefined) continue;
    const known = inside.get(key);
    if (known) known.push(rest);
    else inside.set(key, [rest]);
  }
  if (inside.size === 0) return map;
  const own = ownMap(map, making);
  for (const [key, rests] of inside) {
    if (rests.some(({ length }) => length === 0)) Reflect.deleteProperty(own, key);
    else own[key] = withoutPlaces(own[key] ?? null, rests, making);
  }
  return own;
}

/** The map, or a copy of it, to be changed in place. */
export function ownMap(map: ValueMap, { tell, own }: Making): Record<string, Value> {
  if (own?.has(map)) return map; // Made below.
  const entries = Object.entries(map);
  tell(entries.length);
  const copy = mapOf(entries) as Record<string, Value>; // Made on this line.
  own?.add(copy);
  return copy;
}

function listWithout(list: readonly Value[], places: readonly KeyList[], making: Making): readonly Value[] {
  making.tell(list.length);
  const items = list.map((item) => ({ item, rests: [] as KeyList[] })); // Filled below.
  for (const [key = '', ...rest] of places) {
    const index = Number(key);
    const found = String(index) === key ? items[index] : undefined;
    if (found && rest.length === 0) items.splice(index, 1);
    else found?.rests.push(rest);
  }
  return items.map(({ item, rests }) => (rests.length === 0 ? item : withoutPlaces(item, rests, making)));
}
