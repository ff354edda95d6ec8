// What this machine knows of the user, for the engine: keys, copies of histories, and whose files count as theirs.
import type { UserSide } from './configFolder.ts';
import { errorMappingFileSystem } from '../storage/disk/fileSystem.ts';
import { acceptedOwners, assertOwnFolder } from '../storage/user/folderOwner.ts';
import { historyCopy } from '../storage/history/historyCopy.ts';
import { nodeFileSystem } from '../storage/disk/nodeFileSystem.ts';
import { keysIn, userStateFolder } from '../storage/user/userState.ts';

/** @param key one that the caller keeps, in 64 hex digits, where the user's state folder cannot be written. */
export function userSideOf(key?: string): UserSide {
  const fileSystem = errorMappingFileSystem(nodeFileSystem);
  const userState = userStateFolder();
  return {
    keys: keysIn(fileSystem, userState, key),
    historyOf: (folder) => historyCopy(fileSystem, { userState, folder }),
    ownersIn: async (folder) => {
      await assertOwnFolder(folder);
      return acceptedOwners(folder);
    },
  };
}
