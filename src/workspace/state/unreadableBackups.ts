// Backups whose record cannot be read: nobody can tell what is in them, so they are none of the snapshot's backups, but
// they are there, take room and can be deleted.
import type { ReadyFolder } from './workspaceState.ts';

export interface UnreadableBackup {
  readonly id: string;
  /** Why, as a sentence. */
  readonly message: string;
}

const prefix = 'backups/';

/** Newest first. */
export function unreadableBackups({ snapshot }: ReadyFolder): readonly UnreadableBackup[] {
  return snapshot.problems
    .filter(({ file }) => file.startsWith(prefix))
    .map(({ file, message }) => ({ id: file.slice(prefix.length), message }));
}
