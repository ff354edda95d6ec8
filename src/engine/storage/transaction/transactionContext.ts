// What a transaction works with.
import type { AuditLog } from '../history/auditLog.ts';
import type { FileSystem } from '../disk/fileSystem.ts';
import type { Journal } from './journal.ts';

/** The places of a config folder that a transaction uses. */
export interface TransactionContext {
  readonly fileSystem: FileSystem;
  readonly journal: Journal;
  readonly auditLog: AuditLog;
  /** From a path of the model to an absolute one, links resolved. @throws EngineError `invalid`. */
  readonly locate: (path: string) => Promise<string>;
  /** `.safekeep/trash` as a path of the model. */
  readonly trash: string;
  /** Where damaged records are kept. */
  readonly damaged: string;
  /** Six hex digits that tell what this folder staged from what another did, in a directory they share. */
  readonly owner: string;
  /** Whose staged files are taken for ours. */
  readonly accepts: (uid: number) => boolean;
  /** The bytes a backup holds of a file. */
  readonly backedUp: (backup: string, path: string) => Promise<Uint8Array>;
}
