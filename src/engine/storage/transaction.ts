// Several files changed as one. Steps: stage every new content beside its file (durable), write the intent to
// the journal (durable: the point of no return), rename each file into place, sync the directories, tell the
// audit log, clear the journal. A crash before the intent leaves only staged files and nothing has happened;
// a crash after it is finished by `recover` (`recovery.ts`). Removal is a rename into the trash: nothing is ever unlinked that
// a person made. A step that fails after the intent turns the direction round and takes the commit back.
import { basename, dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../errors.ts';
import type { HistoryEntry, Sha256 } from '../model.ts';
import { makeDurableDirectory, stageFile, type Attributes } from './atomicFile.ts';
import type { AuditLog } from './auditLog.ts';
import { placeOfChange } from './confine.ts';
import { isLostLock } from './fileLock.ts';
import { orMissing, type FileSystem } from './fileSystem.ts';
import type { Intent, Journal, JournalFile } from './journal.ts';
import { longest } from './recordShapes.ts';
import { sha256 } from '../sha256.ts';
import { shortened } from '../visibleText.ts';

/** The places of a config folder that a transaction uses. */
export interface TransactionPlaces {
  readonly fileSystem: FileSystem;
  readonly journal: Journal;
  readonly auditLog: AuditLog;
  /** From a path of the model to an absolute one, links resolved. @throws EngineError `invalid`. */
  readonly locate: (path: string) => Promise<string>;
  /** `.safekeep/trash` as a path of the model. */
  readonly trash: string;
  /** Where damaged records are kept. */
  readonly damaged: string;
  /** Six hex digits that tell what this folder staged from what another did, in a directory they share. */
  readonly owner: string;
  /** The bytes a backup holds of a file. */
  readonly backedUp: (backup: string, path: string) => Promise<Uint8Array>;
}

export interface FileChange {
  readonly path: string;
  readonly before: Sha256 | null;
  readonly after: Uint8Array | null;
  /** The mode that a new file takes, or the files that it is no more open than. */
  readonly like?: string | number | readonly string[] | undefined;
}

export interface Prepared {
  readonly files: readonly JournalFile[];
}

/** Stages every new content. On failure nothing is left behind. @throws EngineError `io`. */
export async function prepare(
  places: TransactionPlaces,
  id: string,
  changes: readonly FileChange[],
): Promise<Prepared> {
  const results = await Promise.allSettled(changes.map((change) => prepareOne(places, id, change)));
  const files = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) {
    await discard(places, { files });
    throw failed.reason;
  }
  return { files };
}

async function prepareOne(places: TransactionPlaces, id: string, change: FileChange): Promise<JournalFile> {
  const { path, before, after, like } = change;
  const { fileSystem } = places;
  if (after === null) {
    const moved = `${places.trash}/${id}/${path.replaceAll('../', '%2E%2E/')}`;
    await makeDurableDirectory(fileSystem, dirname(await places.locate(moved)), 0o700);
    return { path, before, after: null, moved };
  }
  const file = await places.locate(path);
  await makeDurableDirectory(fileSystem, dirname(file), 0o755);
  const staged = await stageFile(fileSystem, file, {
    bytes: after,
    like: await attributesFor(places, path, like),
    owner: places.owner,
  });
  const moved = `${path.slice(0, path.lastIndexOf('/') + 1)}${staged.slice(dirname(staged).length + 1)}`;
  return { path, before, after: sha256(after), moved };
}

/** The file's own; a new file is as open as the umask and what was said let it be, and never more than others are. */
async function attributesFor(
  places: TransactionPlaces,
  path: string,
  like?: FileChange['like'],
): Promise<Attributes> {
  const statOf = async (name: string) => orMissing(places.fileSystem.stat(await places.locate(name)));
  const known = await statOf(path);
  if (known) return known;
  if (path.startsWith('.safekeep/')) return { mode: 0o600 };
  // A mode may come from a stranger's record: no more than permission bits.
  if (typeof like === 'number') return { mode: like & 0o777 };
  const models = await Promise.all([like ?? []].flat().map(statOf));
  return { mode: models.reduce((mode, model) => mode & (model?.mode ?? mode), 0o666) };
}

/** Forgets what was prepared, before an intent. */
export async function discard(places: TransactionPlaces, { files }: Prepared): Promise<void> {
  for (const file of files) {
    if (file.after === null) continue;
    await standingOf(places, file)
      .then(({ moved }) => places.fileSystem.remove(moved))
      .catch(() => undefined); // Recovery takes strays away too.
  }
}

/**
 * From the intent to the end. @throws EngineError `io`, `conflict`, when the commit has been taken back; with the detail
 * `unfinished` when that was not possible either, and the next one who opens the folder finishes it or takes it back.
 */
export async function carryOut(places: TransactionPlaces, intent: Intent): Promise<void> {
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
      await discard(places, intent);
      await places.journal.clear(intent.id);
    });
  }
  try {
    await rollForward(places, intent, ({ path }) => {
      throw new EngineError('conflict', t('{0} was changed by somebody else just now.', path), { path });
    });
    await conclude(places, intent);
  } catch (error) {
    return undoing(error, () => takeBack(places, intent));
  }
}

/** The disk is now what another process made it: it has finished this commit, taken it back, or is just about to. */
async function takenOver({ auditLog, journal }: TransactionPlaces, { id }: Intent): Promise<EngineError> {
  const { entries } = await auditLog.read();
  const isTold = (name: string) => entries.some((entry) => entry.id === name);
  const isOpen = (await journal.names()).includes(`${id}.json`);
  const outcome = isOpen ? 'open' : isTold(`${id}-back`) || !isTold(id) ? 'taken-back' : 'completed';
  return new EngineError('locked', takenOverSentences[outcome](), { lost: id, outcome });
}

const takenOverSentences = {
  open: () =>
    t(
      'This process was paused, and another one took over the config folder: it will finish this change or take it back.',
    ),
  completed: () =>
    t('This process was paused, and another one took over the config folder: it has finished this change.'),
  'taken-back': () =>
    t('This process was paused, and another one took over the config folder: this change did not happen.'),
};

function unfinished({ id }: Intent, error: unknown, second: unknown): EngineError {
  const [first, then] = [error, second].map((each) => (each instanceof Error ? each.message : String(each)));
  const message = t(
    '{0} Taking the change back failed too: {1} It is finished or taken back when the folder is opened next.',
    first ?? '',
    then ?? '',
  );
  return new EngineError('io', message, { unfinished: id, cause: error });
}

export interface Standing {
  readonly file: JournalFile;
  /** Where it really is, and where its staged bytes or its place in the trash are. */
  readonly place: string;
  readonly moved: string;
  /** `foreign`: neither the old nor the new content, so somebody else's, never overwritten. */
  readonly state: 'old' | 'new' | 'foreign';
}

export async function standingOf(places: TransactionPlaces, file: JournalFile): Promise<Standing> {
  const isRemoval = file.after === null;
  const place = await placeOfChange(places.locate, { path: file.path, isRemoval });
  // Beside the real file: where the path is a link, its own folder is not where the file is.
  const moved = isRemoval
    ? await placeOfChange(places.locate, { path: file.moved, isRemoval })
    : join(dirname(place), basename(file.moved));
  const hash = await hashOf(places, place);
  const state = hash === file.after ? 'new' : hash === file.before ? 'old' : 'foreign';
  return { file, place, moved, state };
}

export async function hashOf({ fileSystem }: TransactionPlaces, path: string): Promise<Sha256 | null> {
  const bytes = await orMissing(fileSystem.readFile(path));
  return bytes && sha256(bytes);
}

/** Moves every file that is still old, at the very moment before, into its new content; a foreign one stays. */
export async function rollForward(
  places: TransactionPlaces,
  intent: Intent,
  onForeign: (file: JournalFile) => void,
): Promise<void> {
  const { fileSystem } = places;
  const directories = new Set<string>();
  for (const file of intent.files) {
    const { state, place, moved } = await standingOf(places, file);
    if (state === 'foreign') onForeign(file);
    if (state === 'old' && file.after === null) await fileSystem.rename(place, moved);
    else if (state === 'old') await fileSystem.rename(moved, place);
    else if (file.after !== null) await orMissing(fileSystem.remove(moved));
    directories.add(dirname(place)).add(dirname(moved));
  }
  // An earlier recovery may have given the place in the trash another name already.
  for (const directory of directories) await orMissing(fileSystem.syncDirectory(directory));
}

/** Puts back, from the commit's own backup, every file that already has its new content. */
export async function takeBack(places: TransactionPlaces, intent: Intent): Promise<void> {
  const { auditLog, fileSystem, journal } = places;
  if (intent.direction === 'forward') await journal.write({ ...intent, direction: 'back' });
  const directories = new Set<string>();
  for (const file of intent.files) {
    const standing = await standingOf(places, file);
    const { state, place, moved } = standing;
    if (state === 'new') await putBack(places, intent, standing);
    if (file.after !== null) await orMissing(fileSystem.remove(moved));
    directories.add(dirname(place)).add(dirname(moved));
  }
  for (const directory of directories) await fileSystem.syncDirectory(directory);
  const back = takenBack(intent);
  const told = await auditLog.lastId();
  if (told === intent.id || told === back.id) await auditLog.append(back);
  await journal.clear(intent.id);
}

async function putBack(
  places: TransactionPlaces,
  { backup }: Intent,
  { file, place, moved }: Standing,
): Promise<void> {
  const { fileSystem, backedUp, owner } = places;
  if (file.before === null) return fileSystem.remove(place); // The commit made it, a moment ago.
  // What somebody else removed before us is not in the trash, but it is in the backup.
  if (file.after === null && (await orMissing(fileSystem.stat(moved))))
    return fileSystem.rename(moved, place);
  const like = await attributesFor(places, file.path);
  const bytes = await backedUp(backup, file.path);
  const staged = await stageFile(fileSystem, place, { bytes, like, owner });
  const isStillOurs = (await hashOf(places, place)) === file.after;
  await (isStillOurs ? fileSystem.rename(staged, place) : fileSystem.remove(staged));
}

export async function conclude({ auditLog, journal }: TransactionPlaces, intent: Intent): Promise<void> {
  await auditLog.append(intent.entry);
  await journal.clear(intent.id);
}

/** What the audit log is told of a commit that it had been told of already. */
function takenBack({ id, entry }: Intent): HistoryEntry {
  const files = entry.files.map(({ path, before, after }) => ({ path, before: after, after: before }));
  return {
    ...entry,
    id: `${id}-back`,
    action: 'undo',
    summary: shortened(t('Taken back: {0}', entry.summary), longest.summary),
    undoes: id,
    files,
  };
}
