// The user's own copy of a folder's history, outside of the repository: a checkout, a merge or a stranger can replace or
// cut `.safekeep/audit.jsonl`, which git ignores and overwrites without a word. By the copy that is noticed, and nothing
// of the history is lost.
// Format: `folders/<hash of the folder's path>.json` has the newest line's hash, `.jsonl` beside it the lines. They speak
// of one `.safekeep` folder, by when it was made: where the folder was made anew, as a checkout can do without a word, they
// start anew, and what was there before is kept in `.before.jsonl` until the person brings it back. Nothing is forced to
// the disk: a crash leaves at worst an older copy, which the folder's history goes on from. A later version may write other
// lines, not another head: by it an older version knows that they are this user's.
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { EngineError } from '../../base/errors.ts';
import { sha256 } from '../../base/sha256.ts';
import { writeAll } from '../disk/atomicFile.ts';
import { holdsLine } from './auditLines.ts';
import { usingFile, nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';

export interface HistoryCopy {
  /** The hash of the newest line that this user has seen; `null` where nothing is known. */
  readonly head: () => Promise<string | null>;
  /** The lines up to there. */
  readonly lines: () => Promise<Uint8Array>;
  /** Takes one more line along, or all of them where it does not go on from the last known one. */
  readonly add: (line: CopiedLine, all: () => Uint8Array) => Promise<void>;
  /** Lines of the folder as it was before it was made anew. */
  readonly earlier: () => Promise<Uint8Array>;
  /** Takes these lines instead of all that is kept, those from before too. */
  readonly replace: (all: Uint8Array, hash: string) => Promise<void>;
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
  earlier: () => Promise.resolve(new Uint8Array()),
  replace: () => Promise.resolve(),
};

export interface CopyPlace {
  /** Of this user: see `userState.ts`. */
  readonly userState: string;
  readonly folder: string;
}

const maxHeadBytes = 64 * 1024;
const maxLineBytes = 50 * 1024 * 1024;

/** Nothing that goes wrong here stops a reading or a change: then less is noticed. */
export function historyCopy(fileSystem: FileSystem, { userState, folder }: CopyPlace): HistoryCopy {
  const stem = join(userState, 'folders', sha256(folder).slice(0, 32));
  const [head, lines, before] = [`${stem}.json`, `${stem}.jsonl`, `${stem}.before.jsonl`];
  const born = () => fileSystem.statNow(join(folder, '.safekeep'))?.born ?? '';
  const read = async (path: string, maxBytes: number) =>
    (await nullIfNotFound(fileSystem.readFile(path, { maxBytes: maxBytes, followsLinks: false }))) ??
    new Uint8Array();
  const readHead = async () => {
    const known = parseHead(Buffer.from(await read(head, maxHeadBytes)).toString());
    return known?.folder === folder ? known : null;
  };
  const isNow = (known: Head | null) => known !== null && known.born === born();
  const write = async (hash: string) => {
    const known: Head = { format: 1, folder, born: born(), hash };
    await replace(fileSystem, head, Buffer.from(`${JSON.stringify(known)}\n`));
  };
  const earlier = async (known: Head | null) => {
    const kept = [await read(before, maxLineBytes)];
    if (known && !isNow(known)) kept.push(await read(lines, maxLineBytes));
    return Buffer.concat(kept);
  };
  return {
    head: async () => {
      const known = await readHead().catch(nullIfUnreadable);
      return known && isNow(known) ? known.hash : null;
    },
    lines: async () => {
      const mayBe = isNow(await readHead().catch(nullIfUnreadable));
      return (mayBe ? await read(lines, maxLineBytes).catch(nullIfUnreadable) : null) ?? new Uint8Array();
    },
    add: quietly(async (line, all) => {
      const known = await readHead();
      await fileSystem.makeDirectory(dirname(stem), 0o700);
      // Where the lines from before are in the folder, too, only the disk has forgotten when it was made.
      if (known && !isNow(known) && !holdsLine(all(), known.hash))
        await replace(fileSystem, before, await earlier(known));
      const goesOn = known && isNow(known) && line.previous !== '' && known.hash === line.previous;
      if (goesOn) await append(fileSystem, lines, Buffer.from(line.text));
      else await replace(fileSystem, lines, all());
      await write(line.hash);
    }),
    earlier: async () => (await readHead().then(earlier).catch(nullIfUnreadable)) ?? new Uint8Array(),
    replace: quietly(async (all, hash) => {
      await replace(fileSystem, lines, all);
      await write(hash);
      await nullIfNotFound(fileSystem.remove(before));
    }),
  };
}

function quietly<Args extends readonly unknown[]>(
  run: (...args: Args) => Promise<void>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    await run(...args).catch(nullIfUnreadable);
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

function nullIfUnreadable(error: unknown): null {
  if (error instanceof EngineError) return null;
  throw error;
}

async function append(fileSystem: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fileSystem.append(path, 0o600);
  await usingFile(file, () => writeAll(file, bytes));
}

/** Whole or not at all for whoever reads meanwhile, but not forced to the disk. */
async function replace(fileSystem: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const staged = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await fileSystem.create(staged, 0o600);
  await usingFile(file, () => writeAll(file, bytes));
  await fileSystem.rename(staged, path);
}
