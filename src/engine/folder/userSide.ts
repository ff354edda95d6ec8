// What this machine knows of the user, for the engine: keys, copies of histories, and whose files count as theirs.
import { dirname } from 'node:path';
import type { UserSide } from './configFolder.ts';
import { errorMappingFileSystem } from '../storage/disk/fileSystem.ts';
import { acceptedOwners, assertOwnFolder } from '../storage/user/folderOwner.ts';
import { historyCopy } from '../storage/history/historyCopy.ts';
import { nodeFileSystem } from '../storage/disk/nodeFileSystem.ts';
import { secretStore, type SecretStore } from '../storage/user/secretStore.ts';
import { currentUser, userConfigurationPath } from '../storage/user/userConfiguration.ts';
import { userReferences } from '../storage/user/userReferences.ts';
import { knownBackups } from '../storage/user/knownBackups.ts';
import { keysIn, userStateFolder } from '../storage/user/userState.ts';

/** The secret store of the user, which all config folders share. */
export function userSecrets(): SecretStore {
  const configuration = dirname(userConfigurationPath(currentUser()));
  return secretStore(errorMappingFileSystem(nodeFileSystem), { configuration, environment: process.env });
}

export interface UserSideOptions {
  /** One that the caller keeps, in 64 hex digits, where the user's state folder cannot be written. */
  readonly key?: string;
  readonly withoutSecrets?: true;
}

export function userSideOf({ key, withoutSecrets }: UserSideOptions = {}): UserSide {
  const fileSystem = errorMappingFileSystem(nodeFileSystem);
  const userState = userStateFolder();
  const secrets = withoutSecrets ? { read: () => Promise.resolve(new Map<string, string>()) } : userSecrets();
  return {
    keys: keysIn(fileSystem, userState, key),
    historyOf: (folder) => historyCopy(fileSystem, { userState, folder }),
    referencesOf: (folder) =>
      userReferences(fileSystem, { userState, folder, environment: process.env, secrets }),
    backupsOf: (folder) => knownBackups(fileSystem, { userState, folder }),
    ownersIn: async (folder) => {
      await assertOwnFolder(folder);
      return acceptedOwners(folder);
    },
  };
}
