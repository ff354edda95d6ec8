// Changes as edits of a value or a text: what `diffValues` found between two values is carried out on the one, or taken
// back from the other. A change names a place of the old value or of the new one, so the edits keep to one of them at a
// time: what goes leaves from the last place to the first, what comes arrives from the first to the last.
import type { Change } from '../model/model.ts';
import { applyEdits, type Edit } from '../text/edits/edit.ts';
import { parentOf, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import type { Value } from '../values/value.ts';

/** The edits that make of the old value one that equals the new. */
export function changesToEdits(changes: readonly Change[], from: Value): readonly Edit[] {
  return [...structuralEdits(changes, from), ...modifications(changes)];
}

/** The edits that make of the new value one that equals the old. */
export function reverseEditsOf(changes: readonly Change[], to: Value): readonly Edit[] {
  const back = changes.map(reversed);
  const first = modifications(back);
  return [...first, ...structuralEdits(back, applyEdits(to, first))];
}

const opposite = { added: 'removed', removed: 'added', modified: 'modified', moved: 'moved' } as const;

function reversed({ type, pointer, from, oldPointer }: Change): Change {
  if (oldPointer !== undefined) return { type, pointer: oldPointer, oldPointer: pointer };
  return { type: opposite[type], pointer, ...(from === undefined ? {} : { to: from }) };
}

/** At places of the new value. */
function modifications(changes: readonly Change[]): readonly Edit[] {
  return changes.flatMap(({ type, pointer, to }): Edit[] =>
    type === 'modified' && to !== undefined ? [{ op: 'set', pointer, value: to }] : [],
  );
}

/** What goes, at places of the value, then what comes, at places of the other. */
function structuralEdits(changes: readonly Change[], value: Value): readonly Edit[] {
  const going = changes.flatMap(({ type, pointer, oldPointer }) =>
    type === 'removed' ? [pointer] : oldPointer === undefined ? [] : [oldPointer],
  );
  const removals = going.toSorted(byPlace).toReversed();
  const arrivals = changes.filter(({ type }) => type === 'added' || type === 'moved');
  const inside = removalsInside(removals, arrivals);
  return [
    ...removals.map((pointer): Edit => ({ op: 'remove', pointer })),
    ...arrivals
      .toSorted((left, right) => byPlace(left.pointer, right.pointer))
      .map(({ pointer, oldPointer, to = null }): Edit => {
        const moved =
          oldPointer === undefined ? to : without(value, oldPointer, inside.get(oldPointer) ?? []);
        return { op: 'insert', pointer, value: moved };
      }),
  ];
}

/** What goes from inside of each thing that moves. */
function removalsInside(
  removals: readonly Pointer[],
  arrivals: readonly Change[],
): ReadonlyMap<Pointer | undefined, readonly Pointer[]> {
  const inside = new Map<Pointer | undefined, Pointer[]>(arrivals.map(({ oldPointer }) => [oldPointer, []]));
  for (const place of removals)
    for (let around = place; around !== '';) {
      around = parentOf(around);
      inside.get(around)?.push(place);
    }
  return inside;
}

/** What stands at a place, less what goes from inside of it. */
function without(value: Value, pointer: Pointer, inside: readonly Pointer[]): Value {
  return applyEdits(
    valueAt(value, pointer) ?? null,
    inside.map((place) => ({ op: 'remove', pointer: place.slice(pointer.length) })),
  );
}

/** As in the document: what holds others before them, items by their numbers. */
export function byPlace(left: Pointer, right: Pointer): number {
  const [keys, others] = [parsePointer(left), parsePointer(right)];
  const at = keys.findIndex((key, index) => key !== others[index]);
  const [key, other] = [keys[at], others[at]];
  if (key === undefined) return keys.length - others.length;
  if (other === undefined) return 1;
  return (
    Number(isIndex(other)) - Number(isIndex(key)) ||
    (isIndex(key) ? Number(key) - Number(other) : key < other ? -1 : 1)
  );
}

function isIndex(key: string): boolean {
  return /^\d+$/.test(key);
}
