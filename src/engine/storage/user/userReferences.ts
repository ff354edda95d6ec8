// What references in profiles resolve to for this user, and which uses of them the person has accepted in a folder.
// Format: `folders/<hash of the folder's path>.uses.json` has the folder and the ids of the uses. No value is kept there.
import { dirname, join } from 'node:path';
import { EngineError } from '../../base/errors.ts';
import { sha256 } from '../../base/sha256.ts';
import type { References } from '../../model/model.ts';
import { isEnvironment, nameOf } from '../../model/references.ts';
import { replaceFile } from '../disk/atomicFile.ts';
import type { Environment } from './ageIdentity.ts';
import type { Secrets, SecretStore } from './secretStore.ts';
import { nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';

export interface UserReferences {
  /** @param keys `secret:NAME`, `env:NAME`. */
  readonly read: (keys: readonly string[]) => Promise<References>;
  /** Only under the folder's lock. What can't be kept is asked again. */
  readonly accept: (ids: readonly string[]) => Promise<void>;
}

export const noReferences: References = { values: new Map(), accepted: [] };

export interface ReferencesPlace {
  readonly userState: string;
  readonly folder: string;
  readonly environment: Environment;
  readonly secrets: Pick<SecretStore, 'read'>;
}

const maxUsesBytes = 4 * 1024 * 1024;

export function userReferences(
  fileSystem: FileSystem,
  { userState, folder, environment, secrets }: ReferencesPlace,
): UserReferences {
  const path = join(userState, 'folders', `${sha256(folder).slice(0, 32)}.uses.json`);
  const acceptedNow = async (): Promise<readonly string[]> => {
    const reading = fileSystem.readFile(path, { maxBytes: maxUsesBytes, followsLinks: false });
    const bytes = await nullIfNotFound(reading).catch(nullIfUnreadable);
    return bytes ? parseUses(Buffer.from(bytes).toString(), folder) : [];
  };
  let last = noReferences;
  return {
    read: async (keys) => {
      if (keys.length === 0) return noReferences;
      const sorted = keys.toSorted();
      const stored = sorted.every(isEnvironment) ? nothingStored : await readStored(secrets);
      const valueOf = (key: string) =>
        isEnvironment(key) ? environment[nameOf(key)] : stored.secrets.get(nameOf(key));
      const values = new Map(
        sorted.flatMap((key): readonly (readonly [string, string])[] => {
          const value = valueOf(key);
          return value === undefined || value === '' ? [] : [[key, value]]; // An empty variable counts as none.
        }),
      );
      const { fault } = stored;
      const now = { values, accepted: await acceptedNow(), ...(fault === undefined ? {} : { fault }) };
      // What hasn't changed is the same object, so that what was found of it still counts.
      if (!isSame(last, now)) last = now;
      return last;
    },
    accept: async (ids) => {
      const known = await acceptedNow();
      const accepted = [...new Set([...known, ...ids])].toSorted();
      if (accepted.length === known.length) return;
      const bytes = Buffer.from(`${JSON.stringify({ format: 1, folder, accepted }, undefined, 2)}\n`);
      await fileSystem
        .makeDirectory(dirname(path), 0o700)
        .then(() => replaceFile(fileSystem, path, { bytes }))
        .catch(nullIfUnreadable);
    },
  };
}

function isSame(one: References, other: References): boolean {
  return textOf(one) === textOf(other);
}

function textOf({ values, accepted, fault }: References): string {
  return JSON.stringify([[...values], accepted, fault ?? null]);
}

const nothingStored: StoredSecrets = { secrets: new Map() };

interface StoredSecrets {
  readonly secrets: Secrets;
  readonly fault?: string;
}

/** A store that can't be opened stops what needs a secret, and nothing else. */
async function readStored(store: Pick<SecretStore, 'read'>): Promise<StoredSecrets> {
  try {
    return { secrets: await store.read() };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { secrets: new Map(), fault: error.message };
  }
}

function parseUses(text: string, folder: string): readonly string[] {
  try {
    const record = JSON.parse(text) as { folder?: unknown; accepted?: unknown } | null; // Checked below.
    const accepted: unknown = record?.folder === folder ? record.accepted : undefined;
    return Array.isArray(accepted) ? accepted.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

function nullIfUnreadable(error: unknown): null {
  if (error instanceof EngineError) return null;
  throw error;
}
