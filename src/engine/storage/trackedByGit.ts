// Which of our own folders git tracks. A branch could then replace our records with a checkout. The index is found and
// read without running git, since a repository's settings may name programs that git would run. It only looks. What
// can't be read or understood is taken as not tracked, since git can't check out a branch with it either; only an index
// that git reads and we do not, because of its size, is refused.
import { dirname, join, relative, resolve, sep } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../errors.ts';
import type { FileSystem } from './fileSystem.ts';
import { readIndex, type WantedEntries } from './gitIndex.ts';

/** That of three million files or so. */
const mostIndexBytes = 250 * 1024 * 1024;
const mostPointerBytes = 64 * 1024;

/**
 * @param folder a config folder, absolute, links resolved.
 * @param names those of its folders that are asked about.
 * @returns those that have tracked files, as git spells them, from the root of the repository; at most five.
 * @throws EngineError `invalid` for an index that is too large to be read.
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
    if (bytes === 'too-large') throw tooLarge();
    return bytes && readIndex(bytes, wanted);
  };
  const reading = await read('index', { folders });
  if (!reading) return [];
  const { tracked, shared } = reading;
  const others = shared && (await read(shared.name, { folders, isRemoved: shared.isRemoved }));
  return [...new Set([...tracked, ...(others?.tracked ?? [])])].slice(0, 5);
}

function tooLarge(): EngineError {
  const message = t(
    "git's index is too large to be read here, so nobody can tell whether git tracks Safekeep's own records. A sparse checkout makes it smaller.",
  );
  return new EngineError('invalid', message, { mostBytes: mostIndexBytes });
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
  const text = pointer === 'too-large' ? '' : (pointer?.toString() ?? '');
  const [, named] = /^gitdir: ([^\n\r]+)/.exec(text) ?? [];
  const gitFolder = named === undefined ? place : resolve(root, named);
  // Git passes over a `.git` without it, and looks further up.
  const head = await orNull(fileSystem.stat(join(gitFolder, 'HEAD')));
  return head === null ? null : gitFolder;
}

/** A file of bounded size, links followed: nothing below `.git` comes along with a repository. */
async function readFile(
  fileSystem: FileSystem,
  path: string,
  most: number,
): Promise<Buffer | 'too-large' | null> {
  const real = await orNull(fileSystem.realPath(path));
  const entry = real === null ? null : await orNull(fileSystem.stat(real));
  if (real === null || entry?.kind !== 'file') return null;
  if (entry.size > most) return 'too-large';
  const bytes = await orNull(fileSystem.readFile(real, { mostBytes: most }));
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What can't be read tells nothing about what is tracked, and must not stop the one who asks. */
async function orNull<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  return answer.catch(() => null);
}
