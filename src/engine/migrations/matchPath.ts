// The places that a step's pointer means in a value: a segment `*` stands for every key of a map, or every item of a list.
// Where a map has a key of that name, it stands for that one, as it does in JSON Patch.
import type { Step } from './migration.ts';
import { childAt, formatPointer, isWithin, parentOf, parsePointer, type Pointer } from '../values/pointer.ts';
import { isList, isMap, type Value } from '../values/value.ts';

export interface PathMatch {
  readonly pointer: Pointer;
  /** What is there. */
  readonly here: Value | undefined;
  /** What each `*` stands for here. */
  readonly stars: readonly string[];
  /** Where every item of a list is meant: the place of the first, where each is in turn as they are taken out one by one. */
  readonly firstOf?: Pointer;
}

/** How many places may still be looked at; a deep one counts by its depth. */
export interface PathBudget {
  places: number;
}

/** In their order; whether the last part is there is not looked at. `null` where a `*` has nothing to go through, or the budget is spent. */
export function matchPath(value: Value, pattern: Pointer, budget: PathBudget): readonly PathMatch[] | null {
  const parts = parsePointer(pattern);
  let places: readonly PathMatch[] = [{ pointer: '', here: value, stars: [] }];
  for (const [index, part] of parts.entries()) {
    if (part !== '*') places = places.map((place) => placeBelow(place, part));
    else {
      const collections = places.filter(({ here }) => isList(here) || isMap(here));
      // One of several that is no collection has no parts; nothing at all to go through is another matter.
      if (collections.length === 0 && places.length > 0) return null;
      places = collections.flatMap((place) => expanded(place, index === parts.length - 1));
    }
    budget.places -= places.length * (index + 1);
    if (budget.places < 0) return null;
  }
  return places;
}

function placeBelow({ pointer, here, stars }: PathMatch, key: string): PathMatch {
  return {
    pointer: pointer + formatPointer([key]),
    here: here === undefined ? undefined : childAt(here, key),
    stars,
  };
}

function expanded(place: PathMatch, isLast: boolean): readonly PathMatch[] {
  const { pointer, here, stars } = place;
  return childKeys(here).map((key) => ({
    ...placeBelow(place, key),
    stars: [...stars, key],
    ...(isLast && isList(here) ? { firstOf: `${pointer}/0` } : {}),
  }));
}

function childKeys(value: Value | undefined): readonly string[] {
  if (isList(value)) return [...value.keys()].map(String);
  if (!isMap(value)) return [];
  return value['*'] === undefined ? Object.keys(value) : ['*'];
}

/** The places where something may be added: the last part is the name it gets, a `*` too. */
export function newPlacesOf(value: Value, pattern: Pointer, budget: PathBudget): readonly PathMatch[] | null {
  const name = parsePointer(pattern).at(-1);
  if (name === undefined) return matchPath(value, pattern, budget);
  return matchPath(value, parentOf(pattern), budget)?.map((parent) => placeBelow(parent, name)) ?? null;
}

/** The place that another pattern means where each of its `*` stands for the same as here; `null` where it has more. */
export function placeLike(pattern: Pointer, { stars }: Pick<PathMatch, 'stars'>): Pointer | null {
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
function placeAbove(pattern: Pointer, keys: readonly string[]): Pick<PathMatch, 'pointer' | 'stars'> | null {
  const parts = parsePointer(pattern);
  const above = keys.slice(0, parts.length);
  if (above.length < parts.length || !parts.every((part, index) => part === '*' || part === above[index]))
    return null;
  return { pointer: formatPointer(above), stars: above.filter((_, index) => parts[index] === '*') };
}
