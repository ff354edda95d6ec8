import { EngineError } from './errors.ts';
import type { Snapshot } from './model.ts';

/**
 * By id, `latest`, or name (the newest of that name). `latest` is refused when there is a newer one that cannot be read:
 * it would be another backup than was meant. @throws EngineError `not-found`, `corrupt`.
 */
export function findBackup(
  { backups, problems }: Pick<Snapshot, 'backups' | 'problems'>,
  reference: string,
): Snapshot['backups'][number] {
  const found =
    reference === 'latest'
      ? backups[0]
      : (backups.find(({ id }) => id === reference) ?? backups.find(({ name }) => name === reference));
  const newer = problems.find(
    ({ file }) => file.startsWith('backups/') && file > `backups/${found?.id ?? ''}`,
  );
  if (reference === 'latest' && newer)
    throw new EngineError('corrupt', `The latest backup cannot be read. ${newer.message}`, { reference });
  if (found) return found;
  const message = reference === 'latest' ? 'There is no backup yet.' : `There is no backup "${reference}".`;
  throw new EngineError('not-found', message, { reference });
}
