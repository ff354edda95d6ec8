// What happens between the entries of one map or list that stay: which go, which come. Formats write it down.
import type { Slot } from './slots.ts';
import type { SyntaxEntry, TextRange } from '../syntax/syntax.ts';

/** An entry that goes. */
export interface Leaving extends SyntaxEntry {
  /** What goes from around it. */
  readonly left: readonly TextRange[];
}

export interface Gap {
  /** The entries that stay on both sides; absent at the ends. */
  readonly before: SyntaxEntry | undefined;
  readonly after: SyntaxEntry | undefined;
  readonly removed: readonly Leaving[];
  readonly added: readonly Slot[];
}

/** The gaps where something changes, in order. */
export function gapsOf(slots: readonly Slot[]): readonly Gap[] {
  const gaps: Gap[] = [];
  let before: SyntaxEntry | undefined;
  let removed: Leaving[] = [];
  let added: Slot[] = [];
  const close = (after: SyntaxEntry | undefined): void => {
    if (removed.length + added.length > 0) gaps.push({ before, after, removed, added });
    [before, removed, added] = [after, [], []];
  };
  for (const slot of slots) {
    const entry = slot.home?.entry;
    if (entry && slot.removed) removed.push({ ...entry, left: slot.left ?? [] });
    else if (entry) close(entry);
    else if (!slot.removed) added.push(slot);
  }
  close(undefined);
  return gaps;
}
