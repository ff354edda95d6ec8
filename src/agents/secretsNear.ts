// Why an agent may not change something: it holds a secret, it lies among some, or one would come to light. Who may put a
// guess where a secret is learns in many ways whether it is right, and what is secret goes by what stands around it, too: a
// value by the name beside it, an item of a list by the item before, and either may come from another layer.
import {
  formatPointer,
  isList,
  isMap,
  parsePointer,
  redactionOf,
  snapshotAfter,
  type Plan,
  type Pointer,
  type Snapshot,
  type Value,
} from '../engine/index.ts';
import { marksIn } from './ownInput.ts';
import { documentsOf, namedDocuments, redactionFor, sensitiveIn } from './redactionFor.ts';

export type Nearness = 'holds' | 'among' | 'uncovers';

/** Whether a place holds a secret or lies among some, in whatever file: one that lacks it can be compared with others. */
export function secretAt(snapshot: Snapshot, pointer: Pointer): Nearness | undefined {
  const redaction = redactionFor(snapshot);
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
    if (next === undefined) return undefined;
    here = next;
  }
  return marksIn(here) > 0 ? 'holds' : undefined;
}

/** Whether a text that is secret by its place now would stand there for all to see afterwards, in a file or in a profile. */
export function uncovers(snapshot: Snapshot, { writes }: Pick<Plan, 'writes'>): boolean {
  const places = redactionOf([], sensitiveIn(snapshot));
  const after = namedDocuments(snapshotAfter(snapshot, writes));
  return [...namedDocuments(snapshot)].some(([name, was]) => {
    const is = after.get(name);
    if (is === undefined || is === was) return false;
    const open = new Map(
      scalarsIn(is, places.own(is, '')).flatMap(({ at, value, isShown }) => (isShown ? [[at, value]] : [])),
    );
    return scalarsIn(was, places.own(was, '')).some(
      ({ at, value, isShown }) => !isShown && open.has(at) && open.get(at) === value,
    );
  });
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
