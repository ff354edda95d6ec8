// Which of our own folders git tracks. A branch could then replace our records with a checkout. The index is found and
// read without running git, since a repository's settings may name programs that git would run. It only looks. What
// can't be read or understood is taken as not tracked, since git can't check out a branch with it either; only an index
// that git reads and we do not, because of its size, is refused.
import { join, relative, sep } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import type { FileSystem } from '../disk/fileSystem.ts';
import { readIndex, type WantedEntries } from './gitIndex.ts';
import { nullIfUnreadable, repositoriesAround, type Repository } from './gitRepository.ts';

/** That of three million files or so. */
const maxIndexBytes = 250 * 1024 * 1024;

/**
 * Asks each repository around the folder: a branch of an outer one can replace files below a nested clone, too.
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
  const found: string[] = [];
  for await (const repository of repositoriesAround(fileSystem, folder))
    found.push(...(await trackedIn(fileSystem, repository, { folder, names })));
  return [...new Set(found)].slice(0, 5);
}

interface TrackedQuery {
  readonly folder: string;
  readonly names: readonly string[];
}

async function trackedIn(
  fileSystem: FileSystem,
  { root, gitFolder }: Repository,
  { folder, names }: TrackedQuery,
): Promise<readonly string[]> {
  const inner = relative(root, folder).split(sep).join('/');
  const folders = names.map((name) => (inner === '' ? name : `${inner}/${name}`));
  const read = async (name: string, wanted: WantedEntries) => {
    const bytes = await readFile(fileSystem, join(gitFolder, name), maxIndexBytes);
    if (bytes === 'too-large') throw tooLarge();
    return bytes && readIndex(bytes, wanted);
  };
  const reading = await read('index', { folders });
  if (!reading) return [];
  const { tracked, shared } = reading;
  const others = shared && (await read(shared.name, { folders, isRemoved: shared.isRemoved }));
  return [...tracked, ...(others?.tracked ?? [])];
}

function tooLarge(): EngineError {
  const message = t(
    "Git's index is too large to read, so Safekeep can't check whether Git tracks its records. Use a sparse checkout to make it smaller.",
  );
  return new EngineError('invalid', message, { mostBytes: maxIndexBytes });
}

/** A file of bounded size, links followed: nothing below `.git` comes along with a repository. */
async function readFile(
  fileSystem: FileSystem,
  path: string,
  maxBytes: number,
): Promise<Buffer | 'too-large' | null> {
  const real = await nullIfUnreadable(fileSystem.realPath(path));
  const entry = real === null ? null : await nullIfUnreadable(fileSystem.stat(real));
  if (real === null || entry?.kind !== 'file') return null;
  if (entry.size > maxBytes) return 'too-large';
  const bytes = await nullIfUnreadable(fileSystem.readFile(real, { maxBytes }));
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
