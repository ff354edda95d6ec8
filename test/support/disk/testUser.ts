// A user of whom nothing is kept on the machine: one key, and no copies of histories.
import type { UserSide } from '../../../src/engine/folder/configFolder.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { noHistoryCopy } from '../../../src/engine/storage/history/historyCopy.ts';
import { keysIn } from '../../../src/engine/storage/user/userState.ts';
import { simulatedDisk } from './simulatedDisk.ts';

export function testUser(key = 'a'.repeat(64)): UserSide {
  const { fileSystem } = simulatedDisk(new Map([['/home', null]]));
  return {
    keys: keysIn(errorMappingFileSystem(fileSystem), '/home/state', key),
    historyOf: () => noHistoryCopy,
    ownersIn: () => Promise.resolve(() => true),
  };
}
