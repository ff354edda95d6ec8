// Moving the backups of a config folder elsewhere, or back. They are copied first; then the user's side says where they
// are, in one step; then the old ones go. Whoever is stopped in between has them in the one place or in both.
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { maxFileBytes } from '../folder/configFolder.ts';
import { makeDurableDirectory, writeNewFile } from '../storage/disk/atomicFile.ts';
import { isInside, realPlace } from '../storage/disk/confine.ts';
import { nullIfNotFound, type FileSystem } from '../storage/disk/fileSystem.ts';
import { isId } from '../storage/backups/ids.ts';
import { withLock, type CommitContext } from './commitPlan.ts';

export interface MovedBackups {
  /** Absolute. */
  readonly folder: string;
  readonly count: number;
}

/**
 * @param to absolute; `null` for the config folder's own.
 * @throws EngineError `invalid` for a folder that has anything else in it, `locked`, `io`.
 */
export async function moveBackups(context: CommitContext, to: string | null): Promise<MovedBackups> {
  const { folder } = context;
  await folder.backupsPlace.find();
  const { usual, now } = folder.backupsPlace;
  const from = now();
  const place = to === null ? usual : await realPlace(folder.unfenced, to);
  await assertUsable(context, { from, place });
  // The lock is prepared with the folder that is left, which may be gone.
  if (to === null && !folder.unfenced.statNow(from)) await folder.knownBackups.setPlace(null);
  return withLock(context, t('move the backups'), async () => {
    const { fileSystem } = folder;
    await makeDurableDirectory(fileSystem, place, 0o700);
    const sources = [...new Set([from, usual])].filter((source) => source !== place);
    const copied: (readonly [source: string, id: string])[] = [];
    for (const source of sources)
      for (const id of await idsIn(fileSystem, source)) {
        if (!fileSystem.statNow(join(place, id))) await copyBackup(fileSystem, { source, place, id });
        copied.push([source, id]);
      }
    await folder.knownBackups.setPlace(place === usual ? null : place);
    await folder.backupsPlace.find();
    await folder.writeIgnoreFiles();
    for (const [source, id] of copied) await removeBackup(fileSystem, source, id);
    return { folder: place, count: (await idsIn(fileSystem, place)).length };
  });
}

interface Move {
  readonly from: string;
  readonly place: string;
}

/** What is in a folder of backups may be thrown away by their rules, and two config folders can't share one. */
async function assertUsable({ folder }: CommitContext, { from, place }: Move): Promise<void> {
  const names = (await nullIfNotFound(folder.unfenced.list(place))) ?? [];
  const { usual } = folder.backupsPlace;
  const own = new Set([...(await idsIn(folder.unfenced, from)), ...(await idsIn(folder.unfenced, usual))]);
  const isOurs = (name: string) =>
    ['.gitignore', '.ignore', '.trash'].includes(name) || own.has(name.replace(/^\./, ''));
  const isOwnPlace = place === usual || place === from;
  const isWithin = !isOwnPlace && [folder.folder, usual, from].some((one) => isInside(one, place));
  if (!isWithin && (isOwnPlace || names.every(isOurs))) return;
  const message = isWithin
    ? t(
        "{0} is in the config folder or in another folder of backups, so backups can't be moved there.",
        place,
      )
    : t('{0} contains other files. Specify an empty or a new folder.', place);
  throw new EngineError('invalid', message, { path: place });
}

async function idsIn(fileSystem: FileSystem, place: string): Promise<readonly string[]> {
  return ((await nullIfNotFound(fileSystem.list(place))) ?? []).filter(isId);
}

/** As a backup is made: under a name that begins with a dot, and with one rename when all of it is on the disk. */
async function copyBackup(
  fileSystem: FileSystem,
  { source, place, id }: { readonly source: string; readonly place: string; readonly id: string },
): Promise<void> {
  const hidden = join(place, `.${id}`);
  await fileSystem.removeDirectory(hidden); // Half a copy, of one who was stopped.
  await copyFolder(fileSystem, join(source, id), hidden);
  await fileSystem.rename(hidden, join(place, id));
  await fileSystem.syncDirectory(place);
}

/** Half of one under its name would be taken for a backup. */
async function removeBackup(fileSystem: FileSystem, source: string, id: string): Promise<void> {
  const hidden = join(source, `.${id}`);
  await fileSystem.rename(join(source, id), hidden);
  await fileSystem.syncDirectory(source);
  await fileSystem.removeDirectory(hidden);
}

async function copyFolder(fileSystem: FileSystem, from: string, to: string): Promise<void> {
  await fileSystem.makeDirectory(to, 0o700);
  for (const name of await fileSystem.list(from)) {
    const [old, copy] = [join(from, name), join(to, name)];
    const { kind } = await fileSystem.stat(old);
    if (kind === 'directory') await copyFolder(fileSystem, old, copy);
    else
      await writeNewFile(fileSystem, copy, {
        bytes: await fileSystem.readFile(old, { maxBytes: 2 * maxFileBytes }),
      });
  }
  await fileSystem.syncDirectory(to);
}
