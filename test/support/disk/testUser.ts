// A user of whom nothing is kept on the machine: one key, and no copies of histories.
import type { UserSide } from '../../../src/engine/folder/configFolder.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { noHistoryCopy } from '../../../src/engine/storage/history/historyCopy.ts';
import { userReferences } from '../../../src/engine/storage/user/userReferences.ts';
import { noKnownBackups } from '../../../src/engine/storage/user/knownBackups.ts';
import { keysIn } from '../../../src/engine/storage/user/userState.ts';
import { simulatedDisk } from './simulatedDisk.ts';

export function testUser(
  key = 'a'.repeat(64),
  environment: Readonly<Record<string, string | undefined>> = {},
  stored: ReadonlyMap<string, string> = new Map(),
): UserSide {
  const { fileSystem } = simulatedDisk(new Map([['/home', null]]));
  const system = errorMappingFileSystem(fileSystem);
  const secrets = { read: () => Promise.resolve(stored) };
  return {
    keys: keysIn(system, '/home/state', key),
    historyOf: () => noHistoryCopy,
    referencesOf: (folder) =>
      userReferences(system, { userState: '/home/state', folder, environment, secrets }),
    backupsOf: () => noKnownBackups,
    ownersIn: () => Promise.resolve(() => true),
  };
}
