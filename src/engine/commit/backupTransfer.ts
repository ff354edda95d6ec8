// Backups on their way to another place, such as Git's objects, and from there: what the engine offers to whoever carries them.
import { t } from '@vscode/l10n';
import type { Backup } from '../model/model.ts';
import type { BackupExchange, StoredBackup } from '../storage/backups/backupExchange.ts';
import { withLock, type CommitContext } from './commitPlan.ts';
import { trashedBackups } from './pruneBackups.ts';

export interface BackupTransfer extends Omit<BackupExchange, 'add' | 'ids'> {
  /** The ids of all backups here. @throws EngineError `invalid` where Git could have brought them. */
  readonly ids: BackupExchange['ids'];
  /** The ids of backups that were deleted or cleaned up within the last week. */
  readonly trashed: () => Promise<ReadonlySet<string>>;
  /** Adds backups that aren't here; returns them. @throws EngineError `corrupt`, `unsupported-version`, `locked`, `io`. */
  readonly add: (stored: readonly StoredBackup[]) => Promise<readonly Backup[]>;
}

export function backupTransfer(context: CommitContext): BackupTransfer {
  const { folder } = context;
  const { exchange } = folder;
  return {
    ...exchange,
    ids: async () => {
      await folder.refuseTracked();
      return exchange.ids();
    },
    trashed: () => trashedBackups(folder),
    add: (stored) =>
      withLock(context, t('recover'), async () => {
        const known = await exchange.ids();
        const added: Backup[] = [];
        for (const one of stored) if (!known.includes(one.id)) added.push(await exchange.add(one));
        return added;
      }),
  };
}
