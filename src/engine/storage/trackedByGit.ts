// Which of our own folders git tracks. A branch could then replace our records with a checkout. The index is found and
// read without running git, since a repository's settings may name programs that git would run. It only looks, and never
// throws: what can't be read or understood is taken as not tracked.
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { FileSystem } from './fileSystem.ts';
import { readIndex, type WantedEntries } from './gitIndex.ts';

const mostIndexBytes = 100 * 1024 * 1024;
const mostPointerBytes = 64 * 1024;

/**
 * @param folder a config folder, absolute, links resolved.
 * @param names those of its folders that are asked about.
 * @returns those that have tracked files, as git spells them, from the root of the repository; at most five.
 */
export async function trackedByGit(
  fileSystem: FileSystem,
  folder: string,
  names: readonly string[] = ['.safekeep', 'backups'],
): Promise<readonly string[]> {
  const repository = await findRepository(fileSystem, folder);
  if (!repository) return [];
  const inner = relative(repository.root, folder).split(sep).join('/');
  const folders = names.map((name) => (inner === '' ? name : `${inner}/${name}`));
  const read = async (name: string, wanted: WantedEntries) => {
    const bytes = await readFile(fileSystem, join(repository.gitFolder, name), mostIndexBytes);
    return bytes && readIndex(bytes, wanted);
  };
  const reading = await read('index', { folders });
  if (!reading) return [];
  const { tracked, shared } = reading;
  const others = shared && (await read(shared.name, { folders, isRemoved: shared.isRemoved }));
  return [...new Set([...tracked, ...(others?.tracked ?? [])])].slice(0, 5);
}

interface Repository {
  readonly root: string;
  /** Where its index is. */
  readonly gitFolder: string;
}

/** The nearest one upwards, which may be a submodule or a worktree. */
async function findRepository(fileSystem: FileSystem, folder: string): Promise<Repository | null> {
  for (let root = folder; ; root = dirname(root)) {
    const gitFolder = await gitFolderIn(fileSystem, root);
    if (gitFolder !== null) return { root, gitFolder };
    if (dirname(root) === root) return null;
  }
}

/** `.git` itself, or what it names when it is a file, as in a worktree or a submodule. */
async function gitFolderIn(fileSystem: FileSystem, root: string): Promise<string | null> {
  const place = join(root, '.git');
  if (!fileSystem.statNow(place)) return null;
  const pointer = await readFile(fileSystem, place, mostPointerBytes);
  const [, named] = /^gitdir: ([^\n\r]+)/.exec(pointer?.toString() ?? '') ?? [];
  const gitFolder = named === undefined ? place : resolve(root, named);
  // Git passes over a `.git` without it, and looks further up.
  const head = await orNull(fileSystem.stat(join(gitFolder, 'HEAD')));
  return head === null ? null : gitFolder;
}

/** A file of bounded size, links followed: nothing below `.git` comes along with a repository. */
async function readFile(fileSystem: FileSystem, path: string, most: number): Promise<Buffer | null> {
  const real = await orNull(fileSystem.realPath(path));
  const entry = real === null ? null : await orNull(fileSystem.stat(real));
  if (real === null || entry?.kind !== 'file' || entry.size > most) return null;
  const bytes = await orNull(fileSystem.readFile(real, { mostBytes: most }));
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What can't be read tells nothing about what is tracked, and must not stop the one who asks. */
async function orNull<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  return answer.catch(() => null);
}
