// By what a backup is known to be this user's. Its seal can be made by anybody, and a stranger's repository or archive can
// bring backups along. So each record carries `mac`, the HMAC-SHA256 of its compact JSON without `mac` and `sha256`, by a
// key of this user. It doesn't cover the folder's path: a folder that was moved keeps its backups. One without it, as of
// an older version, belongs where this user's own copy of the history names it, and it holds what that says was before.
// Any other is shown and can be restored by its name, and nothing is decided by it.
import type { Backup, HistoryEntry } from '../model.ts';
import type { BackupRecord } from './backupRecord.ts';
import type { Keys } from './userState.ts';

export type Unsealed = Omit<BackupRecord, 'sha256' | 'mac'>;

export interface BackupMarks {
  readonly markOf: (record: Unsealed) => Promise<string | undefined>;
  readonly belongs: (record: BackupRecord) => Promise<boolean>;
}

/** Without keys nothing tells them apart. */
export const unmarked: BackupMarks = {
  markOf: () => Promise.resolve(undefined),
  belongs: () => Promise.resolve(true),
};

/** @param remembered the commits that this user's own copy of the history tells. */
export function backupMarks(keys: Keys, remembered: () => Promise<readonly HistoryEntry[]>): BackupMarks {
  const seen = new Map<string, boolean>();
  const isRemembered = async (record: BackupRecord) => {
    const known = seen.get(record.sha256);
    if (known !== undefined) return known;
    const entries = (await remembered()).filter(({ backup }) => backup === record.id);
    const found = entries.some((entry) => isBefore(record, entry));
    seen.set(record.sha256, found);
    return found;
  };
  return {
    markOf: (record) => keys.sign(signed(record)),
    belongs: async (record) =>
      (await keys.isSigned(signed(record), record.mac ?? '')) || isRemembered(record),
  };
}

/** Whether a backup holds what was there before a commit. */
export function isBefore({ files }: Pick<Backup, 'files'>, entry: HistoryEntry): boolean {
  return entry.files.every(
    ({ path, before }) => (files.find((file) => file.path === path)?.sha256 ?? null) === before,
  );
}

function signed(record: Unsealed): string {
  return `backup\n${JSON.stringify({ ...record, mac: undefined, sha256: undefined })}`;
}
