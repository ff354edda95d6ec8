// Which folders are repositories, told as git tells it and without running git, since a repository's settings may name
// programs that git would run. A `.git` counts with HEAD, objects and refs alone: git passes over any other. It only looks,
// and what can't be read is none.
import { dirname, join, resolve } from 'node:path';
import type { FileSystem } from '../disk/fileSystem.ts';

export interface Repository {
  readonly root: string;
  /** Where its index is: `.git` itself, or what it names when it is a file, as in a worktree or a submodule. */
  readonly gitFolder: string;
}

const maxTextBytes = 64 * 1024;

/** From a folder upwards, the nearest first. */
export async function* repositoriesAround(
  fileSystem: FileSystem,
  folder: string,
): AsyncGenerator<Repository, undefined> {
  for (let root = folder; ; root = dirname(root)) {
    const gitFolder = await gitFolderIn(fileSystem, root);
    if (gitFolder !== null) yield { root, gitFolder };
    if (dirname(root) === root) return;
  }
}

async function gitFolderIn(fileSystem: FileSystem, root: string): Promise<string | null> {
  const place = join(root, '.git');
  const [, named] = /^gitdir: ([^\n\r]+)/.exec(await readText(fileSystem, place)) ?? [];
  const gitFolder = named === undefined ? place : resolve(root, named);
  return (await isGitFolder(fileSystem, gitFolder)) ? gitFolder : null;
}

/** As `is_git_directory` in git's setup.c: a worktree has its objects and refs in the folder that `commondir` names. */
async function isGitFolder(fileSystem: FileSystem, gitFolder: string): Promise<boolean> {
  const head = await nullIfUnreadable(fileSystem.stat(join(gitFolder, 'HEAD')));
  const isHead =
    head?.kind === 'link' || headPattern.test(await readText(fileSystem, join(gitFolder, 'HEAD')));
  if (head === null || !isHead) return false;
  const common = (await readText(fileSystem, join(gitFolder, 'commondir'))).trim();
  const inCommon = (name: string) => isFolder(fileSystem, join(resolve(gitFolder, common), name));
  return (await inCommon('objects')) && (await inCommon('refs'));
}

/** A branch, or a commit. */
const headPattern = /^(ref:\s*refs\/|[0-9a-f]{40})/;

async function isFolder(fileSystem: FileSystem, path: string): Promise<boolean> {
  const real = await nullIfUnreadable(fileSystem.realPath(path));
  return real !== null && (await nullIfUnreadable(fileSystem.stat(real)))?.kind === 'directory';
}

/** Links followed: nothing below `.git` comes along with a repository. */
async function readText(fileSystem: FileSystem, path: string): Promise<string> {
  const bytes = await nullIfUnreadable(fileSystem.readFile(path, { maxBytes: maxTextBytes }));
  return bytes ? Buffer.from(bytes).toString() : '';
}

/** What can't be read must not stop the one who asks. */
export async function nullIfUnreadable<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  return answer.catch(() => null);
}
