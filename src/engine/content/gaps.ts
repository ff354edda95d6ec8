// What happens between the entries of one map or list that stay: which go, which come. Formats write it down.
import type { Slot } from './draft.ts';
import type { SyntaxEntry } from './syntax.ts';
import type { Value } from './value.ts';

export interface Addition {
  /** `undefined` in a list. */
  readonly key: string | undefined;
  readonly value: Value;
}

export interface Gap {
  /** The entries that stay on both sides; absent at the ends. */
  readonly before: SyntaxEntry | undefined;
  readonly after: SyntaxEntry | undefined;
  readonly removed: readonly SyntaxEntry[];
  readonly added: readonly Addition[];
}

/** The gaps where something changes, in order. */
export function gapsOf(slots: readonly Slot[]): readonly Gap[] {
  const gaps: Gap[] = [];
  let before: SyntaxEntry | undefined;
  let removed: SyntaxEntry[] = [];
  let added: Addition[] = [];
  const close = (after: SyntaxEntry | undefined): void => {
    if (removed.length + added.length > 0) gaps.push({ before, after, removed, added });
    [before, removed, added] = [after, [], []];
  };
  for (const { entry, removed: gone, key, added: value } of slots) {
    if (entry && gone) removed.push(entry);
    else if (entry) close(entry);
    else if (value !== undefined && !gone) added.push({ key, value });
  }
  close(undefined);
  return gaps;
}
