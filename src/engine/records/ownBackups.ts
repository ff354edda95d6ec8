// Which backups decide anything: those of this user, and of them not one whose date nobody can believe.
import type { Backup } from '../model/model.ts';

/**
 * Newest first, without those made elsewhere.
 * @param horizon an ISO time somewhat after now. What is dated later, by a clock that was wrong, comes last.
 */
export function ownBackups<Dated extends Pick<Backup, 'isForeign' | 'createdAt'>>(
  backups: readonly Dated[],
  horizon?: string,
): readonly Dated[] {
  const own = backups.filter(({ isForeign }) => isForeign !== true);
  const isLater = ({ createdAt }: Dated) => horizon !== undefined && createdAt > horizon;
  return [...own.filter((backup) => !isLater(backup)), ...own.filter(isLater)];
}

/** Clocks of two computers that share a folder differ by less than a day. */
export function horizonAt(now: Date): string {
  return new Date(now.getTime() + 24 * 3_600_000).toISOString();
}
