// How many backups a config folder had after the newest change of this user: git takes ignored folders away without a
// word (`git clean -fdx`, `git stash --all`), and only by this is that noticed. And where they are, if this user has moved
// them: a repository can't say that.
// Format: `folders/<hash of the folder's path>.backups.json`, `{format, folder, count, at}`, and `.place.json` beside it,
// `{format, folder, backups}`.
import { dirname, isAbsolute, join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { sha256 } from '../../base/sha256.ts';
import { makeDurableDirectory, replaceFile } from '../disk/atomicFile.ts';
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
  /** Absolute; `null` for the config folder's own. @throws EngineError `invalid`, `io`: a guess would divide them. */
  readonly place: () => Promise<string | null>;
  /** Durably. @throws EngineError `io`. */
  readonly setPlace: (place: string | null) => Promise<void>;
}

/** Keeps nothing. */
export const noKnownBackups: KnownBackups = {
  seen: () => Promise.resolve(null),
  remember: () => Promise.resolve(),
  place: () => Promise.resolve(null),
  setPlace: () => Promise.resolve(),
};

const maxBytes = 64 * 1024;

export function knownBackups(fileSystem: FileSystem, { userState, folder }: CopyPlace): KnownBackups {
  const stem = join(userState, 'folders', sha256(folder).slice(0, 32));
  const [path, placePath] = [`${stem}.backups.json`, `${stem}.place.json`];
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
    place: async () => {
      const bytes = await nullIfNotFound(fileSystem.readFile(placePath, { maxBytes, followsLinks: false }));
      return bytes && placeIn(Buffer.from(bytes).toString(), { placePath, folder });
    },
    setPlace: async (place) => {
      await makeDurableDirectory(fileSystem, dirname(placePath), 0o700);
      const bytes = Buffer.from(`${JSON.stringify({ format: 1, folder, backups: place })}\n`);
      await replaceFile(fileSystem, placePath, { bytes });
    },
  };
}

function placeIn(
  text: string,
  { placePath, folder }: { readonly placePath: string; readonly folder: string },
) {
  const found = parsed(text) as {
    readonly format?: 1;
    readonly folder?: string;
    readonly backups?: unknown;
  } | null; // Checked here.
  const place = found?.backups ?? null;
  const isOurs = found?.format === 1 && found.folder === folder;
  if (isOurs && (place === null || (typeof place === 'string' && isAbsolute(place)))) return place;
  throw new EngineError(
    'invalid',
    t(
      '{0} is damaged, so the place of the backups isn\'t known. Delete the file, and if you had moved them, run "safekeep backup move FOLDER" again.',
      placePath,
    ),
    {
      path: placePath,
    },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function parse(text: string, folder: string): SeenBackups | null {
  const found = parsed(text) as Partial<SeenBackups & { format: 1; folder: string }> | null; // Checked here.
  const { count, at } = found ?? {};
  const isOurs = found?.format === 1 && found.folder === folder && Number.isSafeInteger(count);
  return isOurs && count !== undefined && typeof at === 'string' ? { count, at } : null;
}

function nullIfUnreadable(error: unknown): null {
  if (error instanceof EngineError) return null;
  throw error;
}
