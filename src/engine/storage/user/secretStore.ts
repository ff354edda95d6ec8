// The secrets of a user, by their names: one file, encrypted with age to the user's own key, which `age --decrypt` opens.
// Format: `secrets.age` in the user's configuration folder holds JSON, `{"format":1,"secrets":{NAME:VALUE}}`; the key is in
// `identity.txt` beside it, unless the user names another. Both are 0600. What can't be opened is never written over.
import { dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { sha256 } from '../../base/sha256.ts';
import { makeDurableDirectory, replaceFile } from '../disk/atomicFile.ts';
import { nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';
import { acquireLock } from '../lock/fileLock.ts';
import { findIdentities, keepIdentity, type Environment, type FoundIdentities } from './ageIdentity.ts';

export type Secrets = ReadonlyMap<string, string>;

export interface StoredSecret {
  /** Where the key was made, with the first secret. */
  readonly madeKey?: string;
  readonly path: string;
}

export interface SecretStore {
  /** None where there is no store yet. @throws EngineError `not-found`, `invalid`, `corrupt`, `io`. */
  readonly read: () => Promise<Secrets>;
  /** Makes the key with the first secret. @throws EngineError as `read`, `exists`, `locked`. */
  readonly set: (
    name: string,
    value: string,
    options?: { readonly replaces: boolean },
  ) => Promise<StoredSecret>;
  /** @throws EngineError as `read`, `locked`, `not-found` where there is no such secret. */
  readonly remove: (name: string) => Promise<void>;
}

export interface StorePlace {
  /** Of the user, such as `~/.config/safekeep`. */
  readonly configuration: string;
  readonly environment: Environment;
}

/** As references name them. */
const namePattern = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const maxNameLength = 200;
const maxStoreBytes = 20 * 1024 * 1024;

export function secretStore(fileSystem: FileSystem, { configuration, environment }: StorePlace): SecretStore {
  const [path, keyPath] = [join(configuration, 'secrets.age'), join(configuration, 'identity.txt')];
  const files: StoreFiles = { fileSystem, path, keyPath, environment };
  let known: { readonly hash: string; readonly secrets: Secrets } | undefined;
  const read = async (found?: FoundIdentities): Promise<Secrets> => {
    const bytes = await nullIfNotFound(fileSystem.readFile(path, { maxBytes: maxStoreBytes }));
    if (!bytes) return new Map();
    const hash = sha256(bytes);
    if (known?.hash !== hash)
      known = { hash, secrets: await decrypt(bytes, found ?? (await findKey(files)), files) };
    return known.secrets;
  };
  const change = async (run: (secrets: Map<string, string>) => void): Promise<StoredSecret> => {
    await makeDurableDirectory(fileSystem, configuration, 0o700);
    const directory = join(configuration, 'secrets.lock');
    const lock = await acquireLock(fileSystem, { directory, command: 'safekeep', timeoutMs: 10_000 });
    try {
      const { found, isNew } = await keyToWrite(files);
      const secrets = new Map(await read(found));
      run(secrets);
      const bytes = await encrypt(secrets, found.identities);
      lock.assertHeld();
      await replaceFile(fileSystem, path, { bytes });
      return { path, ...(isNew ? { madeKey: keyPath } : {}) };
    } finally {
      await lock.release();
    }
  };
  return {
    read: () => read(),
    set: async (name, value, { replaces } = { replaces: true }) => {
      assertSecret(name, value);
      return change((secrets) => {
        const before = secrets.get(name);
        if (!replaces && before !== undefined && before !== value)
          throw new EngineError('exists', t('There already is a secret {0} with another value.', name), {
            name,
          });
        secrets.set(name, value);
      });
    },
    remove: async (name) => {
      const known = await read();
      if (!known.has(name)) throw missing(name, known);
      await change((secrets) => {
        if (!secrets.delete(name)) throw missing(name, secrets);
      });
    },
  };
}

interface StoreFiles {
  readonly fileSystem: FileSystem;
  readonly path: string;
  readonly keyPath: string;
  readonly environment: Environment;
}

function findKey({ fileSystem, keyPath, environment }: StoreFiles): Promise<FoundIdentities | null> {
  return findIdentities(fileSystem, { path: keyPath, environment });
}

/** A key is made only where there is nothing that another one is needed for. */
async function keyToWrite(files: StoreFiles): Promise<{ found: FoundIdentities; isNew: boolean }> {
  const { fileSystem, path, keyPath } = files;
  const found = await findKey(files);
  if (found) return { found, isNew: false };
  if (await nullIfNotFound(fileSystem.stat(path))) throw lostKey(files);
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const identity = await generateX25519Identity();
  await keepIdentity(fileSystem, keyPath, { identity, recipient: await identityToRecipient(identity) });
  await fileSystem.syncDirectory(dirname(keyPath));
  return { found: { identities: [identity], from: keyPath }, isNew: true };
}

function missing(name: string, secrets: Secrets): EngineError {
  const known = [...secrets.keys()];
  return new EngineError('not-found', t('There is no secret {0}.', name), { name, known });
}

/** @throws EngineError `invalid`. */
function assertSecret(name: string, value: string): void {
  if (!namePattern.test(name) || name.length > maxNameLength) {
    const message = t(
      'The name of a secret has letters, digits, "_", "-", and ".", and starts with a letter or "_".',
    );
    throw new EngineError('invalid', message, {});
  }
  if (value === '') throw new EngineError('invalid', t("A secret can't be empty."), { name });
}

function lostKey({ path, keyPath }: StoreFiles): EngineError {
  const message = t(
    'The key {1} of the secret store {0} is missing. Put it back, or set SAFEKEEP_AGE_KEY_FILE to where it is. Nothing was changed.',
    path,
    keyPath,
  );
  return new EngineError('not-found', message, { path: keyPath });
}

async function decrypt(
  bytes: Uint8Array,
  found: FoundIdentities | null,
  files: StoreFiles,
): Promise<Secrets> {
  if (!found) throw lostKey(files);
  const { path } = files;
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  const text = await Promise.resolve()
    .then(() => {
      for (const identity of found.identities) decrypter.addIdentity(identity);
      return decrypter.decrypt(bytes, 'text');
    })
    .catch(() => {
      const message = t(
        "The secret store {0} can't be opened with the key from {1}: it is for another key, or one of them is damaged. Nothing was changed.",
        path,
        found.from,
      );
      throw new EngineError('invalid', message, { path });
    });
  const secrets = parse(text);
  if (secrets) return secrets;
  throw new EngineError(
    'corrupt',
    t('The secret store {0} holds something else, or a newer Safekeep wrote it.', path),
    {
      path,
    },
  );
}

/** `null` for what is no store of this format. */
function parse(text: string): Secrets | null {
  try {
    const data = JSON.parse(text) as { format?: unknown; secrets?: unknown } | null; // Checked below.
    const { format, secrets } = data ?? {};
    if (format !== 1 || typeof secrets !== 'object' || secrets === null) return null;
    const entries = Object.entries(secrets);
    return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
      ? new Map(entries)
      : null;
  } catch {
    return null;
  }
}

async function encrypt(secrets: Secrets, [identity = '']: readonly string[]): Promise<Uint8Array> {
  const { Encrypter, identityToRecipient } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  const sorted = [...secrets].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return encrypter.encrypt(`${JSON.stringify({ format: 1, secrets: Object.fromEntries(sorted) })}\n`);
}
