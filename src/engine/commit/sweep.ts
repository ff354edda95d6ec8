// Takes away what processes that died had prepared and no journal record names: staged files and half-made backups.
// Only under the lock and after recovery: what is being prepared looks the same.
import { dirname, join } from 'node:path';
import { privateFolder, type ConfigFolder } from '../folder/configFolder.ts';
import { EngineError } from '../base/errors.ts';
import { readSnapshot } from '../folder/readSnapshot.ts';
import { isInside, type Confines } from '../storage/disk/confine.ts';
import { nullIfNotFound } from '../storage/disk/fileSystem.ts';
import { isUnreadable } from '../storage/disk/ownFiles.ts';
import { removeOrphans } from '../storage/transaction/recovery.ts';

/** Beside these files, and where our own records are written. */
export async function sweepBeside(folder: ConfigFolder, paths: readonly string[]): Promise<void> {
  const directoryOf = async (path: string) => dirname(await folder.locate(path));
  await removeOrphans(folder, {
    shared: await Promise.all(paths.map(directoryOf)),
    own: [join(folder.folder, privateFolder), folder.journal.directory],
  });
  await folder.backups.removeUnfinished();
}

/** Everywhere, for when somebody died while working on the folder: nobody knows what it was about to do. */
export async function sweepFolder(folder: ConfigFolder): Promise<void> {
  const inner = async (name: string) => {
    const isThere = (await directoriesInside(folder, [name])).length > 0;
    const entries = isThere ? await folder.list(name) : [];
    return [name, ...entries.filter((entry) => !entry.startsWith('.')).map((entry) => `${name}/${entry}`)];
  };
  const targets = await targetPaths(folder);
  const shared = await directoriesInside(folder, ['.', ...(await inner('profiles'))]);
  const own = await directoriesInside(folder, await inner('backups'));
  await removeOrphans(folder, { shared, own });
  await sweepBeside(folder, targets);
  await settle(folder, [
    ...shared,
    ...own,
    ...(await placesInside(folder, targets)).map((place) => dirname(place)),
  ]);
}

/** Forces names to the disk: one who was killed may have made them, and whoever finds them there does not ask again. */
async function settle(places: ConfigFolder, directories: readonly string[]): Promise<void> {
  const { fileSystem } = places;
  const all = new Set(directories.flatMap((directory) => upTo(places, directory)));
  for (const directory of all) await nullIfNotFound(fileSystem.syncDirectory(directory));
}

/** A directory and those above it, up to the config folder, or to one that the config folder is in too; elsewhere it alone. */
function upTo({ folder, workspace }: Confines, directory: string): readonly string[] {
  const isTop = isInside(directory, folder) || !isInside(workspace, directory);
  return isTop ? [directory] : [directory, ...upTo({ folder, workspace }, dirname(directory))];
}

async function directoriesInside(folder: ConfigFolder, names: readonly string[]): Promise<readonly string[]> {
  const places = await placesInside(folder, names);
  const isThere = async (place: string) => {
    if ((await nullIfNotFound(folder.fileSystem.stat(place)))?.kind !== 'directory') return false;
    await folder.fileSystem.list(place);
    return true;
  };
  // Where nobody may look, none of ours has written.
  const found = await Promise.all(places.map((place) => isThere(place).catch(orUnreadable)));
  return places.filter((_, index) => found[index]);
}

function orUnreadable(error: unknown): false {
  if (isUnreadable(error)) return false;
  throw error;
}

async function placesInside(folder: ConfigFolder, names: readonly string[]): Promise<readonly string[]> {
  return (await Promise.all(names.map((name) => placeInside(folder, name)))).flat();
}

/** None where a link leads out of the workspace: nothing of ours is there. */
async function placeInside(folder: ConfigFolder, name: string): Promise<readonly string[]> {
  try {
    return [await folder.locate(name)];
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid') return [];
    throw error;
  }
}

async function targetPaths(folder: ConfigFolder): Promise<readonly string[]> {
  try {
    return (await readSnapshot(folder, new Map())).targets.map(({ path }) => path);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid') return []; // Which are targets cannot be told.
    throw error;
  }
}
