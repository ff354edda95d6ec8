// How many backups a config folder had after the newest change of this user: git takes ignored folders away without a
// word (`git clean -fdx`, `git stash --all`), and only by this is that noticed.
// Format: `folders/<hash of the folder's path>.backups.json`, `{format, folder, count, at}`. Nothing is forced to the disk.
import { dirname, join } from 'node:path';
import { EngineError } from '../../base/errors.ts';
import { sha256 } from '../../base/sha256.ts';
import { replaceFile } from '../disk/atomicFile.ts';
import { nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';
import type { CopyPlace } from '../history/historyCopy.ts';

export interface SeenBackups {
  readonly count: number;
  /** ISO 8601. */
  readonly at: string;
}

/** Nothing that goes wrong here stops a reading or a change: then less is noticed. */
export interface KnownBackups {
  /** `null` where nothing is known. */
  readonly seen: () => Promise<SeenBackups | null>;
  readonly remember: (seen: SeenBackups) => Promise<void>;
}

/** Keeps nothing. */
export const noKnownBackups: KnownBackups = {
  seen: () => Promise.resolve(null),
  remember: () => Promise.resolve(),
};

const maxBytes = 64 * 1024;

export function knownBackups(fileSystem: FileSystem, { userState, folder }: CopyPlace): KnownBackups {
  const path = join(userState, 'folders', `${sha256(folder).slice(0, 32)}.backups.json`);
  const read = async () => {
    const bytes = await nullIfNotFound(fileSystem.readFile(path, { maxBytes, followsLinks: false }));
    return bytes && parse(Buffer.from(bytes).toString(), folder);
  };
  const write = async ({ count, at }: SeenBackups) => {
    await fileSystem.makeDirectory(dirname(path), 0o700);
    const bytes = Buffer.from(`${JSON.stringify({ format: 1, folder, count, at })}\n`);
    await replaceFile(fileSystem, path, { bytes });
  };
  return {
    seen: () => read().catch(nullIfUnreadable),
    remember: async (seen) => {
      await write(seen).catch(nullIfUnreadable);
    },
  };
}

function parse(text: string, folder: string): SeenBackups | null {
  try {
    const found = JSON.parse(text) as Partial<SeenBackups & { format: 1; folder: string }> | null; // Checked here.
    const { count, at } = found ?? {};
    const isOurs = found?.format === 1 && found.folder === folder && Number.isSafeInteger(count);
    return isOurs && count !== undefined && typeof at === 'string' ? { count, at } : null;
  } catch {
    return null;
  }
}

function nullIfUnreadable(error: unknown): null {
  if (error instanceof EngineError) return null;
  throw error;
}
