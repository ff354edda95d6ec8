// Drift key by key, in the words that rows and tooltips show. It is loaded with the first reading, so that what draws it
// needs nothing of the engine.
import {
  documentOf,
  driftChanges,
  driftOf,
  maskFor,
  pathFromPointer,
  positionOf,
  type Change,
  type Snapshot,
} from '../../engine/index.ts';
import { shortValue } from '../state/shortValue.ts';
import type { KeyChange, TargetDrift } from '../state/workspaceState.ts';

/** More rows than a person reads; the review shows the rest. */
const maxChanges = 100;

export function describeDrift(snapshot: Snapshot): readonly TargetDrift[] {
  return driftOf(snapshot).map(({ target: name, kind }) => {
    const target = snapshot.targets.find((candidate) => candidate.name === name);
    const live = target?.file ? documentOf(target.file) : undefined;
    const drift = { target: name, kind, path: target?.path ?? name };
    if (live?.value === undefined) return { ...drift, count: null, changes: [] };
    const changes = driftChanges(snapshot, name).map(maskFor(snapshot).change);
    const described = changes
      .slice(0, maxChanges)
      .map((change) =>
        keyChange(kind === 'outdated' ? turned(change) : change, positionOf(live, change.pointer)),
      );
    return { ...drift, count: changes.length, changes: described };
  });
}

/** `driftChanges` goes from the profile to the live file; where the profile was edited, that is against the time. */
function turned(change: Change): Change {
  const { type, pointer, from, to, oldPointer } = change;
  const sides = { ...(to === undefined ? {} : { from: to }), ...(from === undefined ? {} : { to: from }) };
  switch (type) {
    case 'added':
      return { type: 'removed', pointer, ...sides };
    case 'removed':
      return { type: 'added', pointer, ...sides };
    case 'moved':
      return { type, pointer: oldPointer ?? pointer, oldPointer: pointer, ...sides };
    case 'modified':
      return { type, pointer, ...sides };
  }
}

/** @param place in the live file; of what that does not have, where the map or list around it stands. */
function keyChange(
  { type, pointer, from, to, oldPointer }: Change,
  place: Pick<KeyChange, 'line' | 'column'>,
): KeyChange {
  return {
    type,
    pointer,
    path: pathFromPointer(pointer),
    ...place,
    ...(from === undefined ? {} : { from: shortValue(from) }),
    ...(to === undefined ? {} : { to: shortValue(to) }),
    ...(oldPointer === undefined ? {} : { oldPath: pathFromPointer(oldPointer) }),
  };
}
