// The steps of a migration that make one content of another, found by comparing them. A key that only went elsewhere is
// renamed or moved, so that its comments go along; everything else is added, removed and replaced.
import { changesToEdits } from '../diff/applyChanges.ts';
import { diffValues } from '../diff/diff.ts';
import { applyEdits, type Edit } from '../text/edits/edit.ts';
import type { Step } from './migration.ts';
import { editsOfSteps, isFault } from './migrationSteps.ts';
import { parentOf, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { equalValues, isList, isMap, type Value } from '../values/value.ts';

/** Carried out one after the other on `from` they give `to`. */
export function stepsBetween(from: Value, to: Value): readonly Step[] {
  const found = movesBetween(from, to);
  const outcome = editsOfSteps(from, found, { isPart: false });
  const [moves, moved] = isFault(outcome) ? [[], from] : [found, applyEdits(from, outcome)];
  const changes = diffValues(moved, to);
  let here = moved;
  const others = changesToEdits(changes, moved).map((edit): Step => {
    const step = stepOf(edit, here);
    here = applyEdits(here, [edit]);
    return step;
  });
  return [...moves, ...others];
}

function stepOf(edit: Edit, value: Value): Step {
  if (edit.op === 'remove') return { op: 'remove', path: edit.pointer };
  if (edit.op !== 'set' && edit.op !== 'insert') throw new TypeError(`not of a difference: ${edit.op}`);
  const isThere = edit.op === 'set' && valueAt(value, edit.pointer) !== undefined;
  return { op: isThere ? 'replace' : 'add', path: edit.pointer, value: edit.value };
}

interface FoundValue {
  readonly pointer: Pointer;
  readonly value: Value;
}

/** Keys of maps that went, each with the one that came instead: where there is just one, and it is no chance. */
function movesBetween(from: Value, to: Value): readonly Step[] {
  const changes = diffValues(from, to).filter(({ pointer }) => isInMaps(from, to, pointer));
  const gone = changes.flatMap(({ type, pointer, from: value }): FoundValue[] =>
    type === 'removed' && value !== undefined ? [{ pointer, value }] : [],
  );
  const came = changes.flatMap(({ type, pointer, to: value }): FoundValue[] =>
    type === 'added' && value !== undefined ? [{ pointer, value }] : [],
  );
  const pairs = gone.flatMap((one) => {
    const partners = came.filter((other) => isMove(one, other));
    const [partner] = partners;
    const rivals = partner ? gone.filter((other) => isMove(other, partner)) : [];
    return partner && partners.length === 1 && rivals.length === 1 ? [{ one, partner }] : [];
  });
  return pairs.map(({ one, partner }): Step => {
    const to = parsePointer(partner.pointer).at(-1) ?? '';
    if (parentOf(one.pointer) === parentOf(partner.pointer)) return { op: 'rename', path: one.pointer, to };
    return { op: 'move', from: one.pointer, path: partner.pointer };
  });
}

/** Items of lists have no name to go by. What holds the new place has to be there before anything moves. */
function isInMaps(from: Value, to: Value, pointer: Pointer): boolean {
  for (let here = pointer; here !== ''; here = parentOf(here)) {
    const [old, now] = [valueAt(from, parentOf(here)), valueAt(to, parentOf(here))];
    if (!isMap(old) && !isMap(now)) return false;
  }
  return isMap(valueAt(from, parentOf(pointer)));
}

/** Beside each other any equal value; further away the name must be the same, or the value be more than a scalar. */
function isMove(gone: FoundValue, came: FoundValue): boolean {
  if (!equalValues(gone.value, came.value)) return false;
  const isNear = parentOf(gone.pointer) === parentOf(came.pointer);
  const isSameName = parsePointer(gone.pointer).at(-1) === parsePointer(came.pointer).at(-1);
  return isNear || isSameName || holdsMuch(came.value);
}

function holdsMuch(value: Value): boolean {
  return isList(value) ? value.length > 1 : isMap(value) && Object.keys(value).length > 1;
}
