// Which backups decide anything: those of this user.
import type { Backup } from '../model/model.ts';

/** In their order, newest first, without those made elsewhere. */
export function ownBackups<Made extends Pick<Backup, 'isForeign'>>(
  backups: readonly Made[],
): readonly Made[] {
  return backups.filter(({ isForeign }) => isForeign !== true);
}
