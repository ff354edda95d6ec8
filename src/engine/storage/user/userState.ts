// What Safekeep keeps on the user's side, outside of every repository: the keys by which a record is known to be this
// user's, and of each config folder a copy of its history. Nothing here is needed to write safely: where the folder
// cannot be used, records are signed with a key that dies with the process, and no copy is kept.
// Format: `key`, one key a line in 64 hex digits, the first signs and each is believed (a folder that is used from two
// sides, such as a container and its host, wants the keys of both); `folders/<hash>.json` and `.jsonl`, see
// `historyCopy.ts`. Folders are 0700, files 0600.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { homedir, userInfo } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { EngineError } from '../../base/errors.ts';
import { replaceFile, writeNewFile } from '../disk/atomicFile.ts';
import { hasErrno, nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';

export interface UserKeys {
  /** HMAC-SHA256 (RFC 2104) of a text, in hex, by this user's key. */
  readonly sign: (text: string) => Promise<string>;
  /** Reads the keys this user believes, to tell of any number of texts whether one of them has signed it. */
  readonly verifier: () => Promise<(text: string, signature: string) => boolean>;
}

const keyPattern = /^[0-9a-f]{64}$/;
const maxStateBytes = 64 * 1024;

/** Absolute: `$XDG_STATE_HOME/safekeep`, else `~/.local/state/safekeep`; on Windows `%LOCALAPPDATA%\safekeep`. */
export function userStateFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME: state = '', LOCALAPPDATA: local = '' } = environment;
  if (process.platform === 'win32' && isAbsolute(local)) return join(local, 'safekeep');
  return join(isAbsolute(state) ? state : join(userHome(), '.local', 'state'), 'safekeep');
}

/** Absolute also where `HOME` is empty or relative, as that would have a repository be the home of its reader. */
export function userHome(): string {
  try {
    const named = homedir();
    return isAbsolute(named) ? named : userInfo().homedir;
  } catch {
    return '/'; // A user without a name, who can keep nothing there.
  }
}

/** @param given a key in hex that the caller keeps somewhere else, where this folder cannot be used. */
export function keysIn(fileSystem: FileSystem, folder: string, given?: string): UserKeys {
  const path = join(folder, 'key');
  const passing = given ?? newKey();
  const known = async (): Promise<readonly string[]> => {
    const keys = await readKeys(fileSystem, path).catch(orNone);
    return [...keys, ...(keys.length === 0 || given !== undefined ? [passing] : [])];
  };
  return {
    sign: async (text) => {
      if (given === undefined) await makeKey(fileSystem, path).catch(orNone);
      const [key = passing] = await known();
      return signature(key, text);
    },
    verifier: async () => {
      const keys = await known();
      return (text, found) => keys.some((key) => isSame(signature(key, text), found));
    },
  };
}

/** Of the user's side nothing may stop a change: without it, records are not believed later, which is the safe side. */
function orNone(error: unknown): readonly string[] {
  if (error instanceof EngineError) return [];
  throw error;
}

async function readKeys(fileSystem: FileSystem, path: string): Promise<readonly string[]> {
  const bytes = await nullIfNotFound(
    fileSystem.readFile(path, { maxBytes: maxStateBytes, followsLinks: false }),
  );
  const lines = bytes ? Buffer.from(bytes).toString().split(/\s+/) : [];
  return lines.filter((line) => keyPattern.test(line));
}

/** Only once: of two processes that have none, one makes it and the other waits for that. */
async function makeKey(fileSystem: FileSystem, path: string): Promise<readonly string[]> {
  for (let turn = 0; turn < 20; turn += 1) {
    const keys = await readKeys(fileSystem, path);
    if (keys.length > 0) return keys;
    await fileSystem.makeDirectory(dirname(path), 0o700);
    const made = await writeNewFile(fileSystem, path, { bytes: lineOf(newKey()) }).then(
      () => true,
      (error: unknown) => {
        if (hasErrno(error, 'EEXIST')) return false;
        throw error;
      },
    );
    if (made) await fileSystem.syncDirectory(dirname(path));
    else await fileSystem.pause(10);
  }
  // Whoever began it died before it was written.
  await replaceFile(fileSystem, path, { bytes: lineOf(newKey()) });
  return readKeys(fileSystem, path);
}

function newKey(): string {
  return randomBytes(32).toString('hex');
}

function lineOf(key: string): Uint8Array {
  return Buffer.from(`${key}\n`);
}

function signature(key: string, text: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest('hex');
}

function isSame(expected: string, found: string): boolean {
  return expected.length === found.length && timingSafeEqual(Buffer.from(expected), Buffer.from(found));
}
