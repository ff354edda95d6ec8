// What an interrupted commit left is finished, or taken back: forward when every staged file is whole, else from the
// backup that the commit made. Only a record that belongs to this user and folder acts by itself (`journal.ts`). Any
// other waits until a person has looked at it and says so, and then reaches the files that Safekeep manages, no others.
// A target that somebody else has edited meanwhile is never overwritten. A second run finds nothing to do.
import { basename, dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import type { JournalRecovery } from '../../model/model.ts';
import { isStagedName, noOwner } from '../disk/atomicFile.ts';
import { fewAtOnce, maxFilesAtOnce } from '../disk/fewAtOnce.ts';
import { nullIfNotFound } from '../disk/fileSystem.ts';
import { newId } from '../backups/ids.ts';
import { maxActedOn, type Intent, type JournalFile } from './journal.ts';
import { isLostLock } from '../lock/fileLock.ts';
import { hasStagedBytes, interruptedStatus } from './fileStatus.ts';
import { clearIfOver, finish } from './endOfCommit.ts';
import { rollForward, rollBack } from './transaction.ts';
import type { TransactionContext } from './transactionContext.ts';

/** How far a person trusts records that are not known to be theirs. */
export interface Trust {
  /** Whether such a record may change a file; paths are those of the model. */
  readonly mayChange: (path: string) => boolean;
  /** Whether the person has seen the record of this commit. */
  readonly isSeen: (id: string) => boolean;
}

/**
 * Only under the lock. A record of ours is judged, however many of a stranger there are.
 * @param trust without it, records that do not belong are left where they are.
 */
export async function recoverJournal(
  places: TransactionContext,
  trust?: Trust,
): Promise<readonly JournalRecovery[]> {
  const { journal, damaged } = places;
  const { names } = await journal.likely(maxActedOn);
  if (names.length === 0) return [];
  await journal.settle();
  const read = await journal.reader();
  const recoveries: JournalRecovery[] = [];
  for (const name of names) {
    const { intent, belongs } = await read(name);
    if (!belongs && !trust?.isSeen(basename(name, '.json'))) continue;
    const mayAct = intent !== null && (belongs || isWithin(intent, trust));
    const recovery = mayAct
      ? await recoverOne(places, intent).catch(nullIfUnrecoverable(name, belongs))
      : null;
    if (!recovery) await journal.setAside(name, damaged);
    recoveries.push(recovery ?? { id: basename(name, '.json'), outcome: 'set-aside', kept: [] });
  }
  return recoveries;
}

/** Nothing in place: by another name, the file could lie anywhere. */
function isWithin({ files }: Intent, trust: Trust | undefined): boolean {
  return trust !== undefined && files.every(({ path, inPlace }) => !inPlace && trust.mayChange(path));
}

/**
 * What can never be finished nor taken back, as its backup is damaged too, must not stop everything else for good. What the
 * disk or a place of a file forbids for now stays, and is told; of a record that is not this user's, places are not waited for.
 */
function nullIfUnrecoverable(name: string, belongs: boolean): (error: unknown) => null {
  const hopeless = ['corrupt', 'not-found', ...(belongs ? [] : ['invalid'])];
  return (error) => {
    if (!(error instanceof EngineError) || isLostLock(error)) throw error;
    if (hopeless.includes(error.code)) return null;
    const { code, details } = error;
    const message = t(
      "{0} Until this is fixed, an interrupted change can't be finished or rolled back: {1}.",
      error.message,
      `.safekeep/journal/${name}`,
    );
    throw new EngineError(code, message, { ...details, unfinished: basename(name, '.json'), cause: error });
  };
}

async function recoverOne(places: TransactionContext, intent: Intent): Promise<JournalRecovery> {
  const outcome = await clearIfOver(places, intent);
  if (outcome) return { id: intent.id, outcome, kept: [] };
  const statusOf = (file: JournalFile) => interruptedStatus(places, intent.backup, file);
  const statuses = await fewAtOnce(intent.files, maxFilesAtOnce, statusOf);
  const kept = statuses.filter(({ state }) => state === 'foreign').map(({ file }) => file.path);
  const waiting = statuses.filter(({ state }) => state === 'old' || state === 'torn');
  const ready = await fewAtOnce(waiting, maxFilesAtOnce, (each) => hasStagedBytes(places, each));
  if (intent.direction === 'forward' && !ready.includes(false)) {
    await rollForward(places, intent, { statusOf, onForeign: () => undefined });
    await sealTrash(places, intent);
    await finish(places, intent);
    return { id: intent.id, outcome: 'completed', kept };
  }
  await rollBack(places, intent, statusOf);
  return { id: intent.id, outcome: 'rolled-back', kept };
}

/**
 * The place in the trash gets another name: whoever was stopped just before it moved a file there, and goes on after all
 * this, must not move what has come in that file's place.
 */
async function sealTrash({ fileSystem, locate, trash }: TransactionContext, intent: Intent): Promise<void> {
  if (intent.files.every(({ after }) => after !== null)) return;
  const place = await locate(`${trash}/${intent.id}`);
  await nullIfNotFound(fileSystem.rename(place, await locate(`${trash}/${newId(new Date())}`)));
  await nullIfNotFound(fileSystem.syncDirectory(dirname(place)));
}

export interface StrayPlaces {
  /** Directories in which others may stage, too: by a link they can be those of another config folder. */
  readonly shared: readonly string[];
  /** Directories of our own. */
  readonly own: readonly string[];
}

/** Takes staged files of this folder away that no journal record names. Only under the lock and after `recoverJournal`. */
export async function removeOrphans(
  { fileSystem, owner }: TransactionContext,
  { shared, own }: StrayPlaces,
): Promise<void> {
  const owners = new Map<string, readonly string[]>();
  for (const directory of shared) owners.set(directory, [owner]);
  for (const directory of own) owners.set(directory, [owner, noOwner]);
  for (const [directory, among] of owners) {
    const names = (await nullIfNotFound(fileSystem.list(directory))) ?? [];
    for (const place of names
      .filter((name) => isStagedName(name, among))
      .map((name) => join(directory, name))) {
      // A stranger can give a directory such a name; whoever stages makes regular files.
      const entry = await nullIfNotFound(fileSystem.stat(place));
      if (entry?.kind === 'file') await nullIfNotFound(fileSystem.remove(place));
    }
  }
}
