// Cleaning up: what the retention lets go moves into the trash, and what has lain in the trash for a week is gone for good.
// Only whole records are judged: a backup that cannot be read is a problem to look at, and stays. Runs under the lock,
// and every step can be the last: a backup is in its place or in the trash, and the next run goes on.
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { backupsPath } from '../folder/backupsPlace.ts';
import { trashPath, type ConfigFolder } from '../folder/configFolder.ts';
import type { Backup, Retention, RetentionDecision } from '../model/model.ts';
import type { FileLock } from '../storage/lock/fileLock.ts';
import { fewAtOnce, maxFilesAtOnce } from '../storage/disk/fewAtOnce.ts';
import { hasErrno, nullIfNotFound } from '../storage/disk/fileSystem.ts';
import { ownBackups } from '../records/ownBackups.ts';
import { newestUndoable } from '../planners/restoreBackup.ts';
import { isId, newId } from '../storage/backups/ids.ts';
import { maxActedOn } from '../storage/transaction/journal.ts';
import { planRetention } from '../storage/backups/retention.ts';
import { timeInTrash } from './trashAge.ts';

export interface Pruning {
  readonly folder: ConfigFolder;
  readonly lock: FileLock;
  readonly policy: Retention;
  /** A backup that stays, whatever is found out about it: it was made just now. */
  readonly made?: string;
}

/** For backups that cannot be moved into the other one. */
const backupsTrashPath = `${backupsPath}/.trash`;
const trashRetentionMs = 7 * 24 * 3_600_000;

/** @throws EngineError `invalid` for a policy that keeps nothing, `unsupported-version`, `io`. */
export async function planPrune(
  folder: ConfigFolder,
  policy: Retention,
  made?: string,
): Promise<readonly RetentionDecision[]> {
  await folder.refuseTracked();
  const { backups } = await folder.backups.list();
  const known = ownBackups(backups);
  const others = backups.filter(({ isForeign }) => isForeign).map(({ id }) => staysForeign(id));
  const needed = new Map<string, string>(made === undefined ? [] : [[made, t('made just now')]]);
  const undoable = newestUndoable((await folder.auditLog.read()).entries.toReversed());
  if (undoable) needed.set(undoable.backup, t('needed to undo the last change'));
  for (const id of await namedByJournal(folder)) needed.set(id, t('needed to finish an interrupted change'));
  const rough = planRetention(known, policy, { newestVerified: null, needed });
  // To verify means to read every byte.
  const decisions = rough.every(({ keeps }) => keeps)
    ? rough
    : planRetention(known, policy, { newestVerified: await newestWhole(folder, known), needed });
  return [...decisions, ...others].toSorted((left, right) => (left.id < right.id ? 1 : -1));
}

/** A stranger's neither pushes ours out nor is thrown away unasked. */
function staysForeign(id: string): RetentionDecision {
  return { id, keeps: true, why: t('made elsewhere') };
}

export async function prune({ folder, lock, policy, made }: Pruning): Promise<readonly RetentionDecision[]> {
  const decisions = await planPrune(folder, policy, made);
  const run = newId(new Date());
  lock.assertHeld();
  for (const { id, keeps } of decisions) if (!keeps) await moveToTrash(folder, id, run);
  await emptyTrash(folder);
  return decisions;
}

/**
 * Cleans up after something durable, which must not be reported as failed when this does: the next one tries again.
 * @returns how many backups went to the trash.
 */
export async function pruneAfterCommit(pruning: Pruning): Promise<number> {
  try {
    if (await needsPruning(pruning)) return (await prune(pruning)).filter(({ keeps }) => !keeps).length;
    await emptyTrash(pruning.folder);
  } catch {
    // As said above.
  }
  return 0;
}

/** By what this process knows: pins that were set elsewhere meanwhile are seen by the closer look. */
async function needsPruning({ folder, policy, made }: Pruning): Promise<boolean> {
  const known = await folder.backups.listKnown();
  const needed = new Map(made === undefined ? [] : [[made, '']]);
  return (
    !known ||
    planRetention(ownBackups(known), policy, { newestVerified: null, needed }).some(({ keeps }) => !keeps)
  );
}

export async function moveToTrash({ backups, locate }: ConfigFolder, id: string, run: string): Promise<void> {
  try {
    await backups.moveTo(id, await locate(`${trashPath}/${run}/backups/${id}`));
  } catch (error) {
    if (!hasErrno(error, 'EXDEV')) throw error;
    await backups.moveTo(id, await locate(`${backupsTrashPath}/${run}/${id}`)); // They are on a disk of their own.
  }
}

/** Returns the ids of the backups in the trash. */
export async function trashedBackups({ fileSystem, locate }: ConfigFolder): Promise<ReadonlySet<string>> {
  const namesIn = async (path: string) => (await nullIfNotFound(fileSystem.list(await locate(path)))) ?? [];
  const inTrash = (await namesIn(trashPath)).filter(isId).map((run) => `${trashPath}/${run}/backups`);
  const beside = (await namesIn(backupsTrashPath)).filter(isId).map((run) => `${backupsTrashPath}/${run}`);
  const found = await fewAtOnce([...inTrash, ...beside], maxFilesAtOnce, namesIn);
  return new Set(found.flat().filter(isId));
}

/** Without the lock a record may be cleared while it is looked at: then its commit is done. */
async function namedByJournal({ journal }: ConfigFolder): Promise<readonly string[]> {
  const { names } = await journal.likely(maxActedOn);
  if (names.length === 0) return [];
  const read = await journal.reader();
  const backups = await fewAtOnce(names, maxFilesAtOnce, async (name) => {
    const record = await nullIfNotFound(read(name));
    return record?.intent?.backup ?? [];
  });
  return backups.flat();
}

async function newestWhole(
  { backups }: ConfigFolder,
  newestFirst: readonly Backup[],
): Promise<string | null> {
  for (const { id } of newestFirst) if ((await backups.verify(id)).length === 0) return id;
  return null;
}

/** An entry is named by the id of the commit or the run that made it; other names are not ours. */
async function emptyTrash({ auditLog, fileSystem, locate }: ConfigFolder): Promise<void> {
  const { entries } = await auditLog.read();
  const isOver = (name: string) => timeInTrash(name, entries, Date.now()) > trashRetentionMs;
  const overIn = async (trash: string) => {
    const names = (await nullIfNotFound(fileSystem.list(trash))) ?? [];
    return names.filter(isOver).map((name) => join(trash, name));
  };
  const places = await Promise.all(
    [trashPath, backupsTrashPath].map(async (path) => overIn(await locate(path))),
  );
  const results = await Promise.allSettled(places.flat().map((place) => fileSystem.removeDirectory(place)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
