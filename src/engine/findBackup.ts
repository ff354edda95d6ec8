import { holds } from './content/damage.ts';
import { EngineError } from './errors.ts';
import type { Backup } from './model.ts';
import { sha256 } from './sha256.ts';

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

/** A backup that holds one of the contents (path → bytes), where each of them is in some backup. */
export function findHolder(
  backups: readonly Backup[],
  contents: ReadonlyMap<string, Uint8Array> = new Map(),
): Backup | undefined {
  const holders = [...contents].map(([path, bytes]) => {
    const hash = sha256(bytes);
    return backups.find((backup) => holds(backup, path, hash));
  });
  return holders.includes(undefined) ? undefined : holders[0];
}
