// The places that a step's pointer means in a value: a segment `*` stands for every key of a map, or every item of a list.
// Where a map has a key of that name, it stands for that one, as it does in JSON Patch.
import type { Step } from './migration.ts';
import { formatPointer, isWithin, parentOf, parsePointer, valueAt, type Pointer } from './pointer.ts';
import { isList, isMap, type Value } from './value.ts';

export interface Place {
  readonly pointer: Pointer;
  /** What each `*` stands for here. */
  readonly stars: readonly string[];
  /** Where every item of a list is meant: the place of the first. If they are taken out one by one, each is there in turn. */
  readonly firstOf?: Pointer;
}

/** In their order; whether the last part is there is not looked at. `null` where a `*` has nothing to go through. */
export function placesOf(value: Value, pattern: Pointer): readonly Place[] | null {
  const parts = pattern.split('/').slice(1);
  let places: readonly Place[] | null = [{ pointer: '', stars: [] }];
  for (const [index, part] of parts.entries()) {
    if (places && part === '*') places = expanded(value, places, index === parts.length - 1);
    else places = places?.map((place) => ({ ...place, pointer: `${place.pointer}/${part}` })) ?? null;
  }
  return places;
}

/** A place that is not there, or no collection, has no parts; nothing at all to go through is another matter. */
function expanded(value: Value, places: readonly Place[], isLast: boolean): readonly Place[] | null {
  const collections = places.filter(({ pointer }) => isCollection(valueAt(value, pointer)));
  if (collections.length === 0 && places.length > 0) return null;
  return collections.flatMap(({ pointer, stars }) => {
    const here = valueAt(value, pointer);
    return keysOf(here).map((key) => ({
      pointer: pointer + formatPointer([key]),
      stars: [...stars, key],
      ...(isLast && isList(here) ? { firstOf: `${pointer}/0` } : {}),
    }));
  });
}

function isCollection(value: Value | undefined): boolean {
  return isList(value) || isMap(value);
}

function keysOf(value: Value | undefined): readonly string[] {
  if (isList(value)) return [...value.keys()].map(String);
  if (!isMap(value)) return [];
  return value['*'] === undefined ? Object.keys(value) : ['*'];
}

/** The places where something may be added: the last part is the name it gets, a `*` too. */
export function newPlacesOf(value: Value, pattern: Pointer): readonly Place[] | null {
  const name = pattern.slice(parentOf(pattern).length);
  const parents = placesOf(value, parentOf(pattern));
  return parents?.map(({ pointer, stars }) => ({ pointer: pointer + name, stars })) ?? null;
}

/** The place that another pattern means where each of its `*` stands for the same as here; `null` where it has more. */
export function placeLike(pattern: Pointer, { stars }: Place): Pointer | null {
  const left = [...stars];
  const keys = parsePointer(pattern);
  const parts = keys.map((part, index) => {
    if (part !== '*') return part;
    return left.shift() ?? (index === keys.length - 1 ? part : undefined);
  });
  return parts.includes(undefined) ? null : formatPointer(parts.map((part) => part ?? ''));
}

/** Where a pointer leads after a step that moves things, whatever the value. */
export function movedPointer(step: Step, pointer: Pointer): Pointer {
  const keys = parsePointer(pointer);
  const from = step.op === 'move' ? step.from : step.path;
  const place = placeAbove(from, keys);
  if (!place) return pointer;
  const rest = formatPointer(keys.slice(parsePointer(from).length));
  switch (step.op) {
    case 'move':
      return `${placeLike(step.path, place) ?? place.pointer}${rest}`;
    case 'rename':
      return `${parentOf(place.pointer)}${formatPointer([step.to])}${rest}`;
    case 'wrap':
      return rest === '' ? pointer : `${place.pointer}${formatPointer([step.key])}${rest}`;
    case 'unwrap': {
      const inner = formatPointer([step.key]);
      return isWithin(rest, inner) && rest !== '' ? `${place.pointer}${rest.slice(inner.length)}` : pointer;
    }
    default:
      return pointer;
  }
}

/** The place of a pattern that a pointer leads to, or into. */
function placeAbove(pattern: Pointer, keys: readonly string[]): Place | null {
  const parts = parsePointer(pattern);
  const above = keys.slice(0, parts.length);
  if (above.length < parts.length || !parts.every((part, index) => part === '*' || part === above[index]))
    return null;
  return { pointer: formatPointer(above), stars: above.filter((_, index) => parts[index] === '*') };
}
