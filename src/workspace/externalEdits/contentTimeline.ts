// What a target's content was, and since when: from one reading of the disk to the next. Pure. From that it is told which
// contents deserve a backup: any that was there longer than the merge window and that is not the last known one.
import type { FileContent, Snapshot } from '../../engine/index.ts';

/** A content of a target. Times are milliseconds of a clock that only goes forward. */
export interface Observation {
  readonly file: FileContent | null;
  readonly since: number;
  /** It came while somebody looked. */
  readonly isNew: boolean;
  readonly isDamaged: boolean;
}

/** By the target's path. */
export type Observations = ReadonlyMap<string, Observation>;

export interface ObservationTime {
  readonly now: number;
  readonly windowMs: number;
}

export type Seen = Pick<Snapshot, 'targets' | 'backups' | 'damage' | 'lastKnown'>;

/** @param before none when the folder is seen for the first time. What is there then has stood for long. */
export function observe(before: Observations | undefined, seen: Seen, now: number): Observations {
  return new Map(
    seen.targets.map(({ path, file }) => {
      const isDamaged = seen.damage.some((damage) => damage.path === path);
      const last = before?.get(path);
      if (last && last.file?.sha256 === file?.sha256) return [path, { ...last, isDamaged }];
      return [path, { file, since: last ? now : -Infinity, isNew: !!last, isDamaged }];
    }),
  );
}

/**
 * All contents from before, none of them newer, when one of them was overwritten between two readings after it had
 * stood, or by what may be damage, and no backup has it or only an old one.
 */
export function lostContents(
  { before, after }: { readonly before: Observations; readonly after: Observations },
  { backups }: Seen,
  { now, windowMs }: ObservationTime,
): readonly FileContent[] {
  const isLost = ([path, last]: readonly [string, Observation]) => {
    const next = after.get(path);
    if (!next || next.file?.sha256 === last.file?.sha256) return false;
    const isLoss = next.isDamaged || isBeginning(next.file, last.file);
    if (!isLoss && now - last.since < windowMs) return false;
    return currentContent(last).some((file) => newestBeside(backups, path, next.file) !== file.sha256);
  };
  return [...before].some(isLost) ? [...before.values()].flatMap(currentContent) : [];
}

/** So begins what is cut short; it can only be told from damage when the rest is kept. */
function isBeginning(next: FileContent | null, last: FileContent | null): boolean {
  if (!next || !last || next.bytes.length >= last.bytes.length) return false;
  return Buffer.compare(next.bytes, last.bytes.subarray(0, next.bytes.length)) === 0;
}

function currentContent({ file, isDamaged }: Observation): readonly FileContent[] {
  return file && !isDamaged ? [file] : [];
}

/** What was backed up last and is not what there is now: of that another window may have made a backup already. */
function newestBeside(backups: Seen['backups'], path: string, next: FileContent | null): string | undefined {
  return backups
    .filter(({ reason, isForeign }) => reason !== 'unsaved' && isForeign !== true)
    .filter(({ damaged }) => damaged?.includes(path) !== true)
    .flatMap(({ files }) => files)
    .find((file) => file.path === path && file.sha256 !== next?.sha256)?.sha256;
}

/** Contents that came and have stood for the window, and of which nothing says yet that they are the last. */
export function stableContents(
  observations: Observations,
  seen: Seen,
  { now, windowMs }: ObservationTime,
): readonly FileContent[] {
  return waiting(observations, seen)
    .filter(({ since }) => now - since >= windowMs)
    .flatMap(currentContent);
}

/**
 * In how many whole milliseconds something is next going to have stood for the window; `undefined`: nothing waits. Rounded
 * up and one more, since timers drop fractions and count from the millisecond that has begun.
 */
export function untilStable(
  observations: Observations,
  seen: Seen,
  { now, windowMs }: ObservationTime,
): number | undefined {
  const rest = waiting(observations, seen)
    .filter(({ since }) => now - since < windowMs)
    .map(({ since }) => since + windowMs - now);
  return rest.length === 0 ? undefined : Math.ceil(Math.min(...rest)) + 1;
}

function waiting(observations: Observations, { lastKnown }: Seen): readonly Observation[] {
  return [...observations.values()].filter(
    (observation) =>
      observation.isNew &&
      currentContent(observation).some(({ path, sha256 }) => lastKnown.get(path) !== sha256),
  );
}
