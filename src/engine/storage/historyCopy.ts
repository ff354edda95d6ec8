// The user's own copy of a folder's history, outside of the repository: a checkout, a merge or a stranger can replace or
// cut `.safekeep/audit.jsonl`, which git ignores and overwrites without a word. By the copy that is noticed, and nothing
// of the history is lost.
// Format: `folders/<hash of the folder's path>.json` has the newest line's hash, `.jsonl` beside it the lines. They speak
// of one `.safekeep` folder, by when it was made: where the folder was made anew, they start anew. Neither is forced to
// the disk: a crash leaves at worst an older copy, which the folder's history goes on from.
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { EngineError } from '../errors.ts';
import { sha256 } from '../sha256.ts';
import { writeAll } from './atomicFile.ts';
import { closing, orMissing, type FileSystem } from './fileSystem.ts';

export interface HistoryCopy {
  /** The hash of the newest line that this user has seen; `null` where nothing is known. */
  readonly head: () => Promise<string | null>;
  /** The lines up to there. */
  readonly lines: () => Promise<Uint8Array>;
  /** Takes one more line along, or all of them where it does not go on from the last known one. */
  readonly add: (line: CopiedLine, all: () => Uint8Array) => Promise<void>;
}

export interface CopiedLine {
  readonly text: string;
  readonly previous: string;
  readonly hash: string;
}

/** Keeps nothing. */
export const noHistoryCopy: HistoryCopy = {
  head: () => Promise.resolve(null),
  lines: () => Promise.resolve(new Uint8Array()),
  add: () => Promise.resolve(),
};

export interface CopyPlace {
  /** Of this user: see `userState.ts`. */
  readonly userState: string;
  readonly folder: string;
}

const mostHeadBytes = 64 * 1024;
const mostLineBytes = 50 * 1024 * 1024;

/** Nothing that goes wrong here stops a reading or a change: then less is noticed. */
export function historyCopy(fileSystem: FileSystem, { userState, folder }: CopyPlace): HistoryCopy {
  const stem = join(userState, 'folders', sha256(folder).slice(0, 32));
  const [head, lines] = [`${stem}.json`, `${stem}.jsonl`];
  const born = () => fileSystem.statNow(join(folder, '.safekeep'))?.born ?? '';
  const readHead = async () => {
    const options = { mostBytes: mostHeadBytes, followsLinks: false } as const;
    const bytes = await orMissing(fileSystem.readFile(head, options));
    const known = bytes && parseHead(Buffer.from(bytes).toString());
    return known?.folder === folder && known.born === born() ? known.hash : null;
  };
  return {
    head: () => readHead().catch(orNull),
    lines: async () => {
      if ((await readHead().catch(orNull)) === null) return new Uint8Array();
      const options = { mostBytes: mostLineBytes, followsLinks: false } as const;
      return (await fileSystem.readFile(lines, options).catch(orNull)) ?? new Uint8Array();
    },
    add: async (line, all) => {
      try {
        const goesOn = line.previous !== '' && (await readHead()) === line.previous;
        await fileSystem.makeDirectory(dirname(stem), 0o700);
        if (goesOn) await append(fileSystem, lines, Buffer.from(line.text));
        else await replace(fileSystem, lines, all());
        const known: Head = { format: 1, folder, born: born(), hash: line.hash };
        await replace(fileSystem, head, Buffer.from(`${JSON.stringify(known)}\n`));
      } catch (error) {
        orNull(error);
      }
    },
  };
}

interface Head {
  readonly format: 1;
  readonly folder: string;
  readonly born: string;
  readonly hash: string;
}

function parseHead(text: string): Head | null {
  try {
    const head = JSON.parse(text) as Partial<Head> | null; // Checked by who compares it.
    return head?.format === 1 && typeof head.hash === 'string' ? (head as Head) : null;
  } catch {
    return null;
  }
}

function orNull(error: unknown): null {
  if (error instanceof EngineError) return null;
  throw error;
}

async function append(fileSystem: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fileSystem.append(path, 0o600);
  await closing(file, () => writeAll(file, bytes));
}

/** Whole or not at all for whoever reads meanwhile, but not forced to the disk. */
async function replace(fileSystem: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const staged = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await fileSystem.create(staged, 0o600);
  await closing(file, () => writeAll(file, bytes));
  await fileSystem.rename(staged, path);
}
