// What a person configured for all folders: `$XDG_CONFIG_HOME/safekeep/config.json`, `~/.config/safekeep/config.json`
// without that variable, `%APPDATA%\safekeep\config.json` on Windows. It is obeyed only where it belongs to the person or
// to root and nobody else can write to it, since it says whom to trust. Nothing of a repository can say the same.
import { constants, promises as fs } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { usingFile } from '../disk/fileSystem.ts';
import { readAtMost } from '../disk/readAtMost.ts';
import { userHome } from './userState.ts';

export interface UserConfiguration {
  /** Folders to use though they belong to another user: absolute paths, `/*` at the end for all below, or `*` for all. */
  readonly safeDirectories: readonly string[];
}

/** Who runs this process, and with which environment. */
export interface User {
  /** `null` where the system has no such numbers. */
  readonly uid: number | null;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Partial<Record<string, string>>>;
}

export function currentUser(): User {
  return { uid: process.geteuid?.() ?? null, platform: process.platform, env: process.env };
}

const nothingSaid: UserConfiguration = { safeDirectories: [] };
const maxConfigurationBytes = 64 * 1024;

export function userConfigurationPath({ platform, env }: User): string {
  const [variable, usual] =
    platform === 'win32' ? ['APPDATA', ['AppData', 'Roaming']] : ['XDG_CONFIG_HOME', ['.config']];
  const named = env[variable] ?? '';
  const base = isAbsolute(named) ? named : join(userHome(), ...usual); // As the XDG specification has it.
  return join(base, 'safekeep', 'config.json');
}

/** @throws EngineError `invalid` for a file that says something else, or that others could have written. */
export async function readUserConfiguration(user: User): Promise<UserConfiguration> {
  const path = userConfigurationPath(user);
  const text = await readOwn(path, user);
  if (text === null) return nothingSaid;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new EngineError('invalid', t("{0} isn't valid JSON.", path), { path, cause });
  }
  if (!isConfiguration(data)) {
    const message = t('{0}: "safeDirectories" must be a list of absolute paths or "*".', path);
    throw new EngineError('invalid', message, { path });
  }
  return { ...nothingSaid, ...data };
}

/** Keys that a newer version may know are left alone. */
function isConfiguration(data: unknown): data is Partial<UserConfiguration> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  const named: unknown = 'safeDirectories' in data ? data.safeDirectories : [];
  return (
    Array.isArray(named) &&
    named.every((entry) => typeof entry === 'string' && (entry === '*' || isAbsolute(entry)))
  );
}

/** `null` when there is no such file. Opened first and judged then, so that nobody can exchange it between. */
async function readOwn(path: string, { uid }: User): Promise<string | null> {
  try {
    const file = await fs.open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return await usingFile(file, async () => {
      const entry = await file.stat();
      const bytes = entry.isFile()
        ? await readAtMost(file, { size: entry.size, maxBytes: maxConfigurationBytes })
        : null;
      if (bytes === null)
        throw new EngineError('invalid', t('{0} must be a file of at most 64 KB.', path), { path });
      const isOwn = uid === null || ((entry.uid === uid || entry.uid === 0) && (entry.mode & 0o002) === 0);
      if (!isOwn) throw new EngineError('invalid', t('{0} is writable by another user.', path), { path });
      return bytes.toString().replace(/^\uFEFF/, '');
    });
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    const errno = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return null;
    throw new EngineError('invalid', t("{0} can't be read.", path), { path, errno, cause });
  }
}
