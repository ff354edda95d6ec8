// Where keys of a backup stand in the live file now: items of lists are known by identity and content, not by number.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { identityKeysOf, matchItems } from '../diff/matchItems.ts';
import type { Manifest } from '../model/model.ts';
import type { Document, PlainEdit } from '../text/document.ts';
import { childAt, formatPointer, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { isList, type Value } from '../values/value.ts';

/**
 * The edits of the live file that give places of a backup their values; an item that is gone comes back behind the one it
 * stood behind. @throws EngineError `not-found` for what is in an item that is gone.
 */
export function restoringEdits(
  [old, now]: readonly [Document, Document],
  pointers: readonly Pointer[],
  arrays: Manifest['arrays'],
): readonly PlainEdit[] {
  const { value: from } = old;
  const to = now.value ?? null;
  if (from === undefined) return [];
  const keys = identityKeysOf(arrays);
  const edits = pointers.flatMap((pointer): readonly PlainEdit[] => {
    const value = valueAt(from, pointer);
    if (value === undefined) return [];
    const place = placeNow(from, to, { pointer, keys });
    if (place) return [{ ...place, value }];
    const message = t(
      '{0} is in a list item that {1} no longer has. Restore the whole item.',
      pointer,
      now.path,
    );
    throw new EngineError('not-found', message, { pointer });
  });
  // What comes in moves what stands behind it: so the last one comes first, and what is set before all.
  return [
    ...edits.filter(({ op }) => op === 'set'),
    ...edits.filter(({ op }) => op === 'insert').toReversed(),
  ];
}

interface Sought {
  readonly pointer: Pointer;
  /** Of the manifest, which tell items apart. */
  readonly keys: readonly string[];
}

function placeNow(
  from: Value,
  to: Value,
  { pointer, keys }: Sought,
): { readonly op: 'set' | 'insert'; readonly pointer: Pointer } | null {
  const place: (string | number)[] = [];
  let [old, now]: readonly (Value | undefined)[] = [from, to];
  const parts = parsePointer(pointer);
  for (const [depth, key] of parts.entries()) {
    let here: string | number = key;
    if (isList(old) && isList(now)) {
      const { matches } = matchItems(old, now, keys);
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

/** From the last place to the first, each once: taking an item out of a list moves those behind it. */
export function removals(pointers: readonly Pointer[]): readonly PlainEdit[] {
  const order = new Intl.Collator('en', { numeric: true });
  const lastFirst = [...new Set(pointers)].toSorted((left, right) => order.compare(right, left));
  return lastFirst.map((pointer): PlainEdit => ({ op: 'remove', pointer }));
}
