// Where the backups of a config folder are: in its `backups/`, or in a folder that this user moved them to, so that what
// takes ignored files away, such as `git clean -fdx`, spares them. Only the user's own side says so, never a repository.
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import type { FileSystem } from '../storage/disk/fileSystem.ts';
import type { KnownBackups } from '../storage/user/knownBackups.ts';

export const backupsPath = 'backups';

export interface BackupsPlace {
  /** Absolute. */
  readonly usual: string;
  /** Absolute, links resolved; as it was found last. */
  readonly now: () => string;
  /** Another process may have moved them. @throws EngineError `invalid`, `io`. */
  readonly find: () => Promise<void>;
  /** Where a path of the model is that begins with `backups/`, if that is elsewhere. */
  readonly locate: (path: string) => string | undefined;
}

export function backupsPlace(folder: string, known: KnownBackups): BackupsPlace {
  const usual = join(folder, backupsPath);
  let place = usual;
  return {
    usual,
    now: () => place,
    find: async () => {
      place = (await known.place()) ?? usual;
    },
    locate: (path) => {
      const [first, ...rest] = path.split('/');
      const isElsewhere = place !== usual && first === backupsPath && !rest.includes('..');
      return isElsewhere ? join(place, ...rest) : undefined;
    },
  };
}

/** The folder that they were moved to is gone, or its disk isn't there: new ones would go somewhere else. */
export function missingPlace(fileSystem: FileSystem, { now, usual }: BackupsPlace): EngineError | null {
  const place = now();
  if (place === usual || fileSystem.statNow(place)?.kind === 'directory') return null;
  const message = t(
    'The backups are kept in {0}, which isn\'t there. Bring it back, or run "safekeep backup move" to keep new backups in the config folder.',
    place,
  );
  return new EngineError('invalid', message, { path: place });
}
