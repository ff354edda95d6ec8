// By what a backup is known to be this user's. Its seal can be made by anybody, and a stranger's repository or archive can
// bring backups along, and a history that names them. So each record carries `mac`, the HMAC-SHA256 of its compact JSON
// without `mac` and `sha256`, by a key of this user. It doesn't cover the folder's path: a folder that was moved keeps its
// backups. One without it, as of version 0.1.0, is shown and can be restored by its name, and nothing is decided by it.
import type { BackupRecord } from './backupRecord.ts';
import type { UserKeys } from '../user/userState.ts';

export type Unsealed = Omit<BackupRecord, 'sha256' | 'mac'>;

export interface BackupMarks {
  readonly markOf: (record: Unsealed) => Promise<string | undefined>;
  /** Reads the keys, to tell of any number of records whether they are this user's. */
  readonly verifier: () => Promise<(record: BackupRecord) => boolean>;
}

/** Without keys nothing tells them apart. */
export const unmarked: BackupMarks = {
  markOf: () => Promise.resolve(undefined),
  verifier: () => Promise.resolve(() => true),
};

export function backupMarks(keys: UserKeys): BackupMarks {
  return {
    markOf: (record) => keys.sign(signed(record)),
    verifier: async () => {
      const isSigned = await keys.verifier();
      return (record) => record.mac !== undefined && isSigned(signed(record), record.mac);
    },
  };
}

function signed(record: Unsealed): string {
  return `backup\n${JSON.stringify({ ...record, mac: undefined, sha256: undefined })}`;
}
