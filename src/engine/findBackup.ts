import { EngineError } from './errors.ts';
import type { Backup } from './model.ts';

/** By id, `latest`, or name (the newest of that name); `backups` newest first. @throws EngineError `not-found`. */
export function findBackup(backups: readonly Backup[], reference: string): Backup {
  const found =
    reference === 'latest'
      ? backups[0]
      : (backups.find(({ id }) => id === reference) ?? backups.find(({ name }) => name === reference));
  if (found) return found;
  const message = reference === 'latest' ? 'There is no backup yet.' : `There is no backup "${reference}".`;
  throw new EngineError('not-found', message, { reference });
}
