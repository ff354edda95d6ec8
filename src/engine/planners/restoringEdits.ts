// Where keys of a backup stand in the live file now: items of lists are known by identity and content, not by number.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { byPlace } from '../diff/applyChanges.ts';
import { Matching } from '../diff/diff.ts';
import { identityKeysOf } from '../diff/matchItems.ts';
import type { Manifest } from '../model/model.ts';
import type { Document, PlainEdit } from '../text/document.ts';
import {
  childAt,
  formatPointer,
  parsePointer,
  upwardsFrom,
  valueAt,
  type Pointer,
} from '../values/pointer.ts';
import { isList, type Value } from '../values/value.ts';

/**
 * The edits of the live file that give places of a backup their values, and take out of it what the backup lacks; an item
 * that is gone comes back behind the one it stood behind. What is within another place comes and goes with that one.
 * @throws EngineError `not-found` for what is in an item that is gone.
 */
export function restoringEdits(
  [old, now]: readonly [Document, Document],
  only: readonly Pointer[],
  arrays: Manifest['arrays'],
): readonly PlainEdit[] {
  const { value: from } = old;
  const to = now.value ?? null;
  if (from === undefined) return [];
  const matching = new Matching(identityKeysOf(arrays));
  const pointers = outermost(only).toSorted(byPlace);
  const back = pointers.flatMap((pointer): readonly Restored[] => {
    const value = valueAt(from, pointer);
    if (value === undefined) return [];
    const place = placeNow(from, to, { pointer, matching });
    if (place) return [{ ...place, value }];
    const message = t(
      '{0} is in a list item that {1} no longer has. Restore the whole item.',
      pointer,
      now.path,
    );
    throw new EngineError('not-found', message, { pointer });
  });
  const places = new Set(back.map(({ pointer }) => pointer));
  const around = new Set(back.flatMap(({ pointer }) => upwardsFrom(pointer)));
  const gone = pointers.filter(
    (pointer) =>
      valueAt(from, pointer) === undefined &&
      valueAt(to, pointer) !== undefined &&
      !around.has(pointer) && // What comes back under another number does not go.
      !upwardsFrom(pointer).some((place) => places.has(place)),
  );
  // All are places of now: what comes and goes moves what stands behind it, so the last one is first, and what is set before all.
  const sets = back.filter(({ op }) => op === 'set');
  const moving: readonly PlainEdit[] = [
    ...back.filter(({ op }) => op === 'insert'),
    ...gone.map((pointer) => ({ op: 'remove', pointer }) as const),
  ];
  return [...sets, ...moving.toSorted((one, other) => byPlace(one.pointer, other.pointer)).toReversed()];
}

/** Returns each pointer once, without those that are within another. */
function outermost(pointers: readonly Pointer[]): readonly Pointer[] {
  const all = new Set(pointers);
  return [...all].filter(
    (pointer) => !upwardsFrom(pointer).some((place) => place !== pointer && all.has(place)),
  );
}

interface Restored {
  readonly op: 'set' | 'insert';
  readonly pointer: Pointer;
  readonly value: Value;
}

interface Sought {
  readonly pointer: Pointer;
  readonly matching: Matching;
}

function placeNow(from: Value, to: Value, { pointer, matching }: Sought): Omit<Restored, 'value'> | null {
  const place: (string | number)[] = [];
  let [old, now]: readonly (Value | undefined)[] = [from, to];
  const parts = parsePointer(pointer);
  for (const [depth, key] of parts.entries()) {
    let here: string | number = key;
    if (isList(old) && isList(now)) {
      const { matches } = matching.of(old, now);
      const match = matches.find((one) => one.from === Number(key));
      const before = matches.findLast((one) => one.from < Number(key));
      if (!match && depth < parts.length - 1) return null;
      if (!match) return { op: 'insert', pointer: formatPointer([...place, before ? before.to + 1 : 0]) };
      here = match.to;
    }
    place.push(here);
    [old, now] = [old && childAt(old, key), now && childAt(now, String(here))];
  }
  return { op: 'set', pointer: formatPointer(place) };
}
