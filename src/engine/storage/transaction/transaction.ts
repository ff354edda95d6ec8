// Several files changed as one. Steps: stage every new content beside its file (durable), write the intent to
// the journal (durable: the point of no return), rename each file into place, sync the directories, tell the
// audit log, clear the journal. A crash before the intent leaves only staged files and nothing has happened;
// a crash after it is finished by `recoverJournal` (`recovery.ts`). Removal is a rename into the trash: nothing is ever unlinked that
// a person made. A step that fails after the intent turns the direction round and takes the commit back.
import { dirname } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { makeDurableDirectory, stageFile, writeNewFile } from '../disk/atomicFile.ts';
import { overwriteFile } from '../disk/inPlace.ts';
import { isLostLock } from '../lock/fileLock.ts';
import { hasErrno, nullIfNotFound } from '../disk/fileSystem.ts';
import { newId } from '../backups/ids.ts';
import { clear, finish, rollbackRecord } from './endOfCommit.ts';
import type { Intent, JournalFile } from './journal.ts';
import { attributesFor, unstage, placeInTrash, removeStaged } from './staging.ts';
import { hashOf, isAsStaged, fileStatus, interruptedStatus, type FileStatus } from './fileStatus.ts';
import { sha256 } from '../../base/sha256.ts';
import type { TransactionContext } from './transactionContext.ts';

/**
 * From the intent to the end. @throws EngineError `io`, `conflict`, when the commit has been taken back; with the detail
 * `unfinished` when that was not possible either, and the next one who opens the folder finishes it or takes it back.
 */
export async function execute(places: TransactionContext, intent: Intent): Promise<void> {
  const undoing = async (error: unknown, undo: () => Promise<void>): Promise<never> => {
    if (isLostLock(error)) throw await takenOver(places, intent);
    await undo().catch(async (second: unknown) => {
      throw isLostLock(second) ? await takenOver(places, intent) : unfinished(intent, error, second);
    });
    throw error;
  };
  try {
    await places.journal.write(intent);
  } catch (error) {
    // The record may or may not have reached the disk; nobody must finish what is reported as failed.
    return undoing(error, async () => {
      await unstage(places, intent);
      await places.journal.clear(intent.id);
    });
  }
  const begun = new Set<string>();
  try {
    await rollForward(places, intent, {
      statusOf: async (file) => {
        const status = await fileStatus(places, file);
        if (status.state === 'old') begun.add(file.path);
        return status;
      },
      onForeign: ({ path }) => {
        throw new EngineError('conflict', t('{0} was just changed by another program.', path), { path });
      },
    });
    await finish(places, intent);
  } catch (error) {
    // What another program wrote just now is not taken for a write of ours that was interrupted.
    const statusOf = (file: JournalFile) =>
      begun.has(file.path) ? interruptedStatus(places, intent.backup, file) : fileStatus(places, file);
    return undoing(error, () => rollBack(places, intent, statusOf));
  }
}

/** The disk is now what another process made it: it has finished this commit, taken it back, or is just about to. */
async function takenOver({ auditLog, journal }: TransactionContext, { id }: Intent): Promise<EngineError> {
  const { entries } = await auditLog.read();
  const hasEntry = (name: string) => entries.some((entry) => entry.id === name);
  const isOpen = (await journal.names()).includes(`${id}.json`);
  const outcome = isOpen ? 'open' : hasEntry(`${id}-back`) || !hasEntry(id) ? 'taken-back' : 'completed';
  return new EngineError('locked', takenOverSentences[outcome](), { lost: id, outcome });
}

const takenOverSentences = {
  open: () =>
    t(
      'This process was paused, and another process took over the config folder. It will finish this change or roll it back.',
    ),
  completed: () =>
    t('This process was paused, and another process took over the config folder and finished this change.'),
  'taken-back': () =>
    t("This process was paused, and another process took over the config folder. This change wasn't made."),
};

function unfinished({ id }: Intent, error: unknown, second: unknown): EngineError {
  const [first, then] = [error, second].map((each) => (each instanceof Error ? each.message : String(each)));
  const message = t(
    '{0} Rolling back failed as well: {1} The change will be finished or rolled back the next time the folder is opened.',
    first ?? '',
    then ?? '',
  );
  return new EngineError('io', message, { unfinished: id, cause: error });
}

export interface RollForward {
  readonly statusOf: (file: JournalFile) => Promise<FileStatus>;
  readonly onForeign: (file: JournalFile) => void;
}

/** Moves every file that is still old, at the very moment before, into its new content; a foreign one stays. */
export async function rollForward(
  places: TransactionContext,
  intent: Intent,
  { statusOf, onForeign }: RollForward,
): Promise<void> {
  const { fileSystem } = places;
  const directories = new Set<string>();
  for (const file of intent.files) {
    const { state, place, moved } = await statusOf(file);
    if (state === 'foreign') onForeign(file);
    if (state === 'old' && file.after === null) {
      // Somebody may have emptied the trash since.
      await makeDurableDirectory(fileSystem, dirname(moved), 0o700);
      await takeAway(places, { file, place, moved });
    } else if (file.inPlace && (state === 'old' || state === 'torn')) {
      await writeThrough(places, { file, place, moved });
    } else if (state === 'old') await putInPlace(places, moved, place);
    else if (file.after !== null && !file.inPlace) await removeStaged(places, moved);
    directories.add(dirname(place)).add(dirname(moved));
  }
  // An earlier recovery may have given the place in the trash another name already.
  for (const directory of directories) await nullIfNotFound(fileSystem.syncDirectory(directory));
}

/** Where the trash is on another disk, the file is copied there, durably, before it goes. */
async function takeAway(
  { fileSystem }: TransactionContext,
  { file, place, moved }: Omit<FileStatus, 'state'>,
): Promise<void> {
  try {
    await fileSystem.rename(place, moved);
  } catch (error) {
    const entry = await nullIfNotFound(fileSystem.stat(place));
    if (!hasErrno(error, 'EXDEV') || entry?.kind !== 'file') throw error;
    const bytes = await fileSystem.readFile(place);
    if (sha256(bytes) !== file.before)
      throw new EngineError('conflict', t('{0} was just changed by another program.', file.path), {
        path: file.path,
      });
    await nullIfNotFound(fileSystem.remove(moved)); // Half a copy, of one who was stopped.
    await writeNewFile(fileSystem, moved, { bytes, like: { mode: entry.mode } });
    await fileSystem.syncDirectory(dirname(moved));
    await fileSystem.remove(place);
  }
}

/** The staged bytes stay, for a recovery that finds the file torn. */
async function writeThrough(
  { fileSystem }: TransactionContext,
  { file, place, moved }: Omit<FileStatus, 'state'>,
): Promise<void> {
  const bytes = await fileSystem.readFile(moved, { followsLinks: false });
  if (sha256(bytes) !== file.after)
    throw new EngineError('conflict', t('{0} was replaced in the meantime.', moved), { path: moved });
  await overwriteFile(fileSystem, place, bytes);
}

/** @throws EngineError `conflict` for what is not as it was staged: it would not stay the file that it seems to be. */
async function putInPlace({ fileSystem }: TransactionContext, moved: string, place: string): Promise<void> {
  const staged = fileSystem.statNow(moved);
  if (staged && !isAsStaged(staged))
    throw new EngineError('conflict', t('{0} was replaced in the meantime.', moved), { path: moved });
  await fileSystem.rename(moved, place);
}

/** Puts back, from the commit's own backup, every file that already has its new content. */
export async function rollBack(
  places: TransactionContext,
  intent: Intent,
  statusOf: RollForward['statusOf'],
): Promise<void> {
  const { auditLog, fileSystem, journal } = places;
  if (intent.direction === 'forward') await journal.write({ ...intent, direction: 'back' });
  const directories = new Set<string>();
  for (const file of intent.files) {
    const status = await statusOf(file);
    const { state, place, moved } = status;
    if (state === 'new' || state === 'torn') await restoreFile(places, intent, status);
    if (file.after !== null && !file.inPlace) await removeStaged(places, moved);
    directories.add(dirname(place)).add(dirname(moved));
  }
  for (const directory of directories) await nullIfNotFound(fileSystem.syncDirectory(directory));
  const back = rollbackRecord(intent);
  const lastId = await auditLog.lastId();
  if (lastId === intent.id || lastId === back.id) await auditLog.append(back);
  await clear(places, intent);
}

async function restoreFile(
  places: TransactionContext,
  { backup }: Intent,
  { file, place, moved }: FileStatus,
): Promise<void> {
  const { fileSystem, owner } = places;
  if (file.before === null) return moveToTrash(places, file.path, place);
  // What somebody else removed before us is not in the trash, but it is in the backup, as what is on another disk is.
  const kept = file.after === null ? await nullIfNotFound(fileSystem.stat(moved)) : null;
  if (kept)
    try {
      await fileSystem.rename(moved, place);
      return;
    } catch (error) {
      if (!hasErrno(error, 'EXDEV')) throw error;
    }
  const bytes = await bytesBefore(places, backup, file);
  if (file.inPlace) return overwriteFile(fileSystem, place, bytes);
  const like = await attributesFor(places, file.path, kept?.mode);
  const staged = await stageFile(fileSystem, place, { bytes, like, owner });
  const isStillOurs = (await hashOf(places, place)) === file.after;
  await (isStillOurs ? fileSystem.rename(staged, place) : fileSystem.remove(staged));
}

/** The commit made it, but a person may have come to need it: nobody can tell how long ago that was. */
async function moveToTrash(places: TransactionContext, path: string, place: string): Promise<void> {
  const { fileSystem, locate } = places;
  const kept = await locate(placeInTrash(places, newId(new Date()), path));
  await makeDurableDirectory(fileSystem, dirname(kept), 0o700);
  try {
    await nullIfNotFound(fileSystem.rename(place, kept));
    await fileSystem.syncDirectory(dirname(kept));
  } catch (error) {
    if (!hasErrno(error, 'EXDEV')) throw error; // The trash is on another disk.
    await writeNewFile(fileSystem, kept, { bytes: await fileSystem.readFile(place) });
    await fileSystem.syncDirectory(dirname(kept));
    await fileSystem.remove(place);
  }
}

/** By the commit's own backup. @throws EngineError `corrupt` for one that says otherwise, or is not ours. */
async function bytesBefore(
  { backedUp }: TransactionContext,
  backup: string,
  { path, before }: JournalFile,
): Promise<Uint8Array> {
  const damaged = (cause?: unknown) =>
    new EngineError('corrupt', t('{0} in backup {1} is damaged.', path, backup), { id: backup, path, cause });
  const bytes = await backedUp(backup, path).catch((error: unknown) => {
    throw error instanceof EngineError && error.code === 'invalid' ? damaged(error) : error;
  });
  if (sha256(bytes) !== before) throw damaged();
  return bytes;
}
