// How long an entry has lain in the trash. Clocks are set, so the time that its name tells is not enough: the commits since
// must have taken that time, too, and between two of them no more than a day counts. So a clock that was ahead once has
// nothing thrown away; where commits are rare, things stay longer. Pure.
import type { HistoryEntry } from '../model/model.ts';
import { timeOfId } from '../storage/backups/ids.ts';

const day = 24 * 3_600_000;

/** Returns the milliseconds; 0 if the name isn't one of an entry of the trash. @param oldestFirst the history. */
export function timeInTrash(
  name: string,
  oldestFirst: readonly Pick<HistoryEntry, 'id' | 'at'>[],
  now: number,
): number {
  const made = timeOfId(name);
  if (made === null) return 0;
  const before = oldestFirst.findLast(({ id }) => id <= name)?.at;
  const since = oldestFirst.filter(({ id }) => id > name).map(({ at }) => Date.parse(at));
  let passed = 0;
  let last = before === undefined ? undefined : Date.parse(before);
  for (const time of [...since, now]) {
    // Without a commit from before it, nothing but its name tells when it came.
    passed += last === undefined ? time - made : Math.min(Math.max(time - last, 0), day);
    last = time;
  }
  return Math.min(passed, now - made);
}
