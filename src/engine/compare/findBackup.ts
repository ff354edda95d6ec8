import { t } from '@vscode/l10n';
import { holds } from '../state/damage.ts';
import { ownBackups } from '../records/ownBackups.ts';
import { EngineError } from '../base/errors.ts';
import type { Backup, Snapshot } from '../model/model.ts';
import { sha256 } from '../base/sha256.ts';

/**
 * By id, `latest`, or name (the newest of that name). One made elsewhere is never `latest`, and no other's namesake.
 * `latest` is refused when there is a newer one that cannot be read: it would be another backup than was meant. @throws EngineError `not-found`, `corrupt`.
 */
export function findBackup(
  { backups, problems }: Pick<Snapshot, 'backups' | 'problems'>,
  reference: string,
): Backup {
  const own = ownBackups(backups);
  const found =
    reference === 'latest'
      ? own[0]
      : (backups.find(({ id }) => id === reference) ??
        [...own, ...backups].find(({ name }) => name === reference));
  const newer = problems.find(
    ({ file }) => file.startsWith('backups/') && file > `backups/${found?.id ?? ''}`,
  );
  if (reference === 'latest' && newer)
    throw new EngineError('corrupt', t("The latest backup can't be read. {0}", newer.message), {
      reference,
    });
  if (found) return found;
  const none = () =>
    backups.length === 0
      ? t('There are no backups yet.')
      : t('All backups were made elsewhere. Specify one of them by name.');
  const message = reference === 'latest' ? none() : t('There is no backup "{0}".', reference);
  throw new EngineError('not-found', message, { reference });
}

/**
 * The backup that makes one of these contents (path → bytes) needless: each is what its path is known to have had last.
 * An older backup does not count. It goes before its time, and by it nobody can tell that the content came back.
 */
export function findHolder(
  { backups, lastKnown }: Pick<Snapshot, 'backups' | 'lastKnown'>,
  contents: ReadonlyMap<string, Uint8Array> = new Map(),
): Backup | undefined {
  const holders = [...contents].map(([path, bytes]) => {
    const hash = sha256(bytes);
    return lastKnown.get(path) === hash
      ? ownBackups(backups).find((backup) => holds(backup, path, hash))
      : undefined;
  });
  return holders.includes(undefined) ? undefined : holders[0];
}
