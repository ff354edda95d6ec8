// What a target's content was, and since when: from one reading of the disk to the next. Pure. From that it is told which
// contents deserve a backup: any that was there longer than the merge window and that no backup holds.
import type { FileContent, Snapshot, Target } from '../engine/index.ts';

/** A content of a target. Times are milliseconds of a clock that only goes forward. */
export interface Standing {
  readonly file: FileContent | null;
  readonly since: number;
  /** It came while somebody looked, and no commit brought it. */
  readonly isExternal: boolean;
  readonly isDamaged: boolean;
}

/** By the target's path. */
export type Standings = ReadonlyMap<string, Standing>;

export interface Moment {
  readonly now: number;
  readonly windowMs: number;
}

export type Seen = Pick<Snapshot, 'targets' | 'history' | 'backups' | 'damage'>;

/** @param before none when the folder is seen for the first time. */
export function standingsAfter(before: Standings | undefined, seen: Seen, now: number): Standings {
  return new Map(
    seen.targets.map((target) => {
      const { path, file } = target;
      const isDamaged = seen.damage.some((damage) => damage.path === path);
      const last = before?.get(path);
      if (last && last.file?.sha256 === file?.sha256) return [path, { ...last, isDamaged }];
      return [path, { file, since: now, isExternal: !!last && !isCommitted(seen, target), isDamaged }];
    }),
  );
}

/** The newest commit of the file brought this content. */
function isCommitted({ history }: Seen, { path, file }: Target): boolean {
  const newest = history.flatMap(({ files }) => files).find((one) => one.path === path);
  return newest?.after === (file?.sha256 ?? null); // Without a commit it is `undefined`, which no file has.
}

/** Contents that were overwritten between two readings after they had stood, or by what may be damage. */
export function overwritten(
  { before, after }: { readonly before: Standings; readonly after: Standings },
  seen: Seen,
  { now, windowMs }: Moment,
): readonly FileContent[] {
  return [...before].flatMap(([path, last]): readonly FileContent[] => {
    const next = after.get(path);
    if (!next || next.file?.sha256 === last.file?.sha256) return [];
    const isLoss = next.isDamaged || isBeginning(next.file, last.file);
    return isLoss || now - last.since >= windowMs ? worth(last, seen) : [];
  });
}

/** So begins what is cut short; it can only be told from damage when the rest is kept. */
function isBeginning(next: FileContent | null, last: FileContent | null): boolean {
  if (!next || !last || next.bytes.length >= last.bytes.length) return false;
  return Buffer.compare(next.bytes, last.bytes.subarray(0, next.bytes.length)) === 0;
}

/** Contents from outside that have stood for the window. */
export function settled(standings: Standings, seen: Seen, { now, windowMs }: Moment): readonly FileContent[] {
  return [...standings.values()].flatMap((standing) =>
    standing.isExternal && now - standing.since >= windowMs ? worth(standing, seen) : [],
  );
}

/** When something is next going to have stood for the window; `undefined`: nothing waits. */
export function nextSettling(
  standings: Standings,
  seen: Seen,
  { now, windowMs }: Moment,
): number | undefined {
  const waiting = [...standings.values()].filter(
    (standing) => standing.isExternal && now - standing.since < windowMs && worth(standing, seen).length > 0,
  );
  return waiting.length === 0 ? undefined : Math.min(...waiting.map(({ since }) => since + windowMs));
}

function worth({ file, isDamaged }: Standing, { backups }: Seen): readonly FileContent[] {
  const isHeld = backups.some(({ files }) =>
    files.some(({ path, sha256 }) => path === file?.path && sha256 === file.sha256),
  );
  return file && !isDamaged && !isHeld ? [file] : [];
}
