// Why an agent may not change something: it holds a secret, it lies among some, or one would come to light. Who may put a
// guess where a secret is learns in many ways whether it is right, and what is secret goes by what stands around it, too: a
// value by the name beside it, an item of a list by the item before, and either may come from another layer.
import {
  formatPointer,
  isList,
  isMap,
  parsePointer,
  redactionOf,
  sensitiveIn,
  projectedSnapshot,
  type Plan,
  type Pointer,
  type Snapshot,
  type Value,
} from '../engine/index.ts';
import { marksIn } from './ownInput.ts';
import { documentsOf, namedDocuments, redactionFor } from './redactionFor.ts';

export type Nearness = 'holds' | 'among' | 'uncovers';

/** Whether a place holds a secret or lies among some, in whatever file: one that lacks it can be compared with others. */
export function secretAt(snapshot: Snapshot, pointer: Pointer): Nearness | undefined {
  const redaction = redactionFor(snapshot);
  if (redaction.hidesAll) return 'holds';
  const found = documentsOf(snapshot).map((document) => nearnessIn(redaction.value(document, ''), pointer));
  return found.find((one) => one === 'holds') ?? found.find((one) => one !== undefined);
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
  const secretsIn = (value: Value) =>
    scalarsIn(value, places.own(value, '')).filter(({ isShown }) => !isShown);
  const [now, after] = [namedDocuments(snapshot), namedDocuments(projectedSnapshot(snapshot, writes))];
  const opens = (was: Value, is: Value | undefined) => {
    if (is === undefined || is === was) return false;
    const open = new Set(
      scalarsIn(is, places.own(is, '')).flatMap(({ at, isShown }) => (isShown ? [at] : [])),
    );
    return secretsIn(was).some(({ at }) => open.has(at));
  };
  if ([...now].some(([name, was]) => opens(was, after.get(name)))) return true;
  if ([...then].some(([path, was]) => opens(was, after.get(path)))) return true;
  // Where a layer comes or goes, what profiles come to can't be told beforehand.
  return (
    writes.some(
      ({ path, before, after }) => isLayer(snapshot, path) && (before === null || after === null),
    ) && [...now].some(([name, value]) => name.includes('\n') && secretsIn(value).length > 0)
  );
}

/** A file that is one, or would be if it were there. */
export function isLayer({ defaults, awaited }: Snapshot, path: string): boolean {
  const paths = [...[...defaults.values()].map((file) => file.path), ...awaited.defaults];
  return path.startsWith('profiles/') || paths.includes(path);
}

interface ShownScalar {
  readonly at: Pointer;
  readonly value: Value;
  readonly isShown: boolean;
}

/** Each text and number of a value, and whether it stands in what is shown of it. */
function scalarsIn(value: Value, shown: Value | undefined, at: Pointer = ''): readonly ShownScalar[] {
  const below = (part: Value, key: string) => scalarsIn(part, partOf(shown, key), at + formatPointer([key]));
  if (isList(value)) return value.flatMap((item, index) => below(item, String(index)));
  if (isMap(value)) return Object.entries(value).flatMap(([key, part]) => below(part, key));
  return [{ at, value, isShown: shown === value }];
}

function partOf(value: Value | undefined, key: string): Value | undefined {
  if (isList(value)) return value[Number(key)];
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
