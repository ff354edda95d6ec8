// A value without what stands at some places of it.
import { parsePointer, type Pointer } from './pointer.ts';
import { isList, isMap, mapOf, type Value, type ValueMap } from './value.ts';

/** The value without what stands at a pointer. */
export function withoutPointer(value: Value, pointer: Pointer): Value {
  return withoutPointers(value, [pointer]);
}

/** Told how many entries a map or a list has that was made anew. */
export type Tell = (entries: number) => void;

/** The value without what stands at each pointer, taken out one after the other: in a list the later ones move. */
export function withoutPointers(
  value: Value,
  pointers: readonly Pointer[],
  tell: Tell = () => undefined,
): Value {
  return pointers.length === 0 ? value : withoutPlaces(value, pointers.map(parsePointer), tell);
}

type Keys = readonly string[];

/** All at once, since there may be as many places as there are keys. */
function withoutPlaces(value: Value, places: readonly Keys[], tell: Tell): Value {
  if (places.some(({ length }) => length === 0)) return mapOf([]);
  if (isMap(value)) return mapWithout(value, places, tell);
  return isList(value) ? listWithout(value, places, tell) : value;
}

function mapWithout(map: ValueMap, places: readonly Keys[], tell: Tell): ValueMap {
  const inside = new Map<string, Keys[]>();
  for (const [key = '', ...rest] of places) {
    if (map[key] === undefined) continue;
    const known = inside.get(key);
    if (known) known.push(rest);
    else inside.set(key, [rest]);
  }
  if (inside.size === 0) return map;
  const entries = Object.entries(map);
  tell(entries.length);
  return mapOf(
    entries.flatMap(([key, item]): [string, Value][] => {
      const rests = inside.get(key);
      if (!rests) return [[key, item]];
      return rests.some(({ length }) => length === 0) ? [] : [[key, withoutPlaces(item, rests, tell)]];
    }),
  );
}

function listWithout(list: readonly Value[], places: readonly Keys[], tell: Tell): readonly Value[] {
  tell(list.length);
  const items = list.map((item) => ({ item, rests: [] as Keys[] })); // Filled below.
  for (const [key = '', ...rest] of places) {
    const index = Number(key);
    const found = String(index) === key ? items[index] : undefined;
    if (found && rest.length === 0) items.splice(index, 1);
    else found?.rests.push(rest);
  }
  return items.map(({ item, rests }) => (rests.length === 0 ? item : withoutPlaces(item, rests, tell)));
}
