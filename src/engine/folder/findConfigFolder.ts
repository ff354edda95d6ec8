// Where configuration is kept: a folder with a manifest, a `current.*`, our own records, or `profiles/` beside a
// `default.*`. The same rule serves the editor and the terminal. It only looks, and obeys no folder of another user.
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { extensionOf, stemOf } from '../documents/fileNames.ts';
import { isForeign, isRepository } from './cameAlong.ts';
import { isInside } from '../storage/disk/confine.ts';
import { acceptedOwners, assertOwnFolder } from '../storage/user/folderOwner.ts';
import { repositoriesAround, type Repository } from '../storage/git/gitRepository.ts';
import { nodeFileSystem } from '../storage/disk/nodeFileSystem.ts';
import { userHome } from '../storage/user/userState.ts';

const defaultName = 'config';

type OnFound = (folder: string) => Promise<void>;

/** The names in a directory; none when it cannot be listed. */
async function namesIn(path: string): Promise<readonly string[]> {
  return readdir(path).catch(() => []); // A directory we may not read holds nothing for us.
}

/** Whether a folder already has what makes it one. */
export async function isConfigFolder(path: string): Promise<boolean> {
  const names = await namesIn(path);
  const has = (stem: string) => names.some((name) => stemOf(name) === stem && extensionOf(name) !== '');
  return (
    has('safekeep') ||
    names.includes('.safekeep') ||
    has('current') ||
    (names.includes('profiles') && has('default'))
  );
}

/**
 * The nearest config folder from a directory upwards: the directory itself, or its `config`. Nothing is looked for in
 * the directories of SAFEKEEP_CEILING that are above it, nor further up.
 * @param onFound before it is asked whose it is. @throws EngineError `invalid` when that belongs to another user.
 */
export async function findConfigFolder(start: string, onFound?: OnFound): Promise<string | null> {
  const ceilings = await ceilingsOf(process.env['SAFEKEEP_CEILING'] ?? '');
  for (let here = start; ; here = dirname(here)) {
    const found = await configFolderAt(here, onFound);
    const above = dirname(here);
    if (found !== null || above === here || ceilings.has(above)) return found;
  }
}

/** A list of absolute paths, as in GIT_CEILING_DIRECTORIES. */
async function ceilingsOf(list: string): Promise<ReadonlySet<string>> {
  const named = list.split(delimiter).filter(isAbsolute);
  const real = named.map((path) => realpath(path).catch(() => path)); // One that isn't there stops nobody.
  return new Set([...named, ...(await Promise.all(real))]);
}

/** A directory itself, or its `config`, when that is a config folder. @throws EngineError `invalid` for another user's. */
export async function configFolderAt(path: string, onFound?: OnFound): Promise<string | null> {
  for (const candidate of [path, join(path, defaultName)]) {
    if (!(await isConfigFolder(candidate))) continue;
    await onFound?.(candidate);
    await assertOwnFolder(candidate);
    return candidate;
  }
  return null;
}

/** Above so many, something is wrong with where it was started. */
const maxFolders = 50_000;

/**
 * The config folders in a folder, itself included, in order; not those that came along with somebody else's code, and none
 * of another user. @throws EngineError `invalid` for a folder with too many others.
 */
export async function findConfigFolders(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [root];
  for (const folder of folders) {
    const isOurs = (await isConfigFolder(folder)) && (await isOwnFolder(folder));
    if (isOurs) found.push(folder);
    folders.push(...(await foldersIn(folder, isOurs)));
    if (folders.length > maxFolders)
      throw new EngineError('invalid', t('{0} has too many folders to search.', root), { folder: root });
  }
  return found.toSorted();
}

/** Links are not followed: they may lead anywhere. */
async function foldersIn(folder: string, isOurs: boolean): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []); // As in `namesIn`.
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const passed = new Set(isOurs ? ['.git', '.safekeep', 'backups', 'profiles'] : ['.git']);
  const paths = names
    .filter((name) => !passed.has(name) && !isForeign(name))
    .map((name) => join(folder, name));
  const repositories = await Promise.all(paths.map((path) => isRepository(path).catch(() => true)));
  return paths.filter((_path, index) => repositories[index] === false);
}

async function isOwnFolder(folder: string): Promise<boolean> {
  try {
    await assertOwnFolder(folder);
    return true;
  } catch (error) {
    if (error instanceof EngineError) return false;
    throw error;
  }
}

/**
 * The repository of this user that a config folder belongs to. Where there is none, the folder around one of the usual
 * name, unless that is the user's home folder or above it; else the config folder itself.
 */
export async function findWorkspace(folder: string): Promise<string> {
  const { value: repository } = await repositoriesAround(nodeFileSystem, folder).next();
  if (repository && (await isOfUser(repository, folder))) return repository.root;
  const around = dirname(folder);
  return basename(folder) === defaultName && !(await holdsHome(around)) ? around : folder;
}

/** Git obeys no repository of another user, and an archive's owner or a neighbor in `/tmp` may have put one around. */
async function isOfUser({ root, gitFolder }: Repository, folder: string): Promise<boolean> {
  const accepts = await acceptedOwners(folder);
  const owners = await Promise.all([root, join(root, '.git'), gitFolder].map((path) => lstat(path)));
  return owners.every(({ uid }) => accepts(uid));
}

async function holdsHome(path: string): Promise<boolean> {
  const realOf = (one: string) => realpath(one).catch(() => one); // What is not there is no link.
  return isInside(await realOf(path), await realOf(userHome()));
}
