// The end of a commit, after its files: the history is told, and the journal record goes. Of one that was interrupted the
// history may have been told already.
import { t } from '@vscode/l10n';
import { shortened } from '../../base/visibleText.ts';
import type { HistoryEntry, JournalRecovery } from '../../model/model.ts';
import { maxLengths } from '../disk/recordShapes.ts';
import { hasStagedBytes, interruptedStatus } from './fileStatus.ts';
import type { Intent } from './journal.ts';
import { removeStaged } from './staging.ts';
import type { TransactionContext } from './transactionContext.ts';

/** Tells the history of a commit, and clears its record. */
export async function finish(places: TransactionContext, intent: Intent): Promise<void> {
  await places.auditLog.append(intent.entry);
  await clear(places, intent);
}

/** While the record is there, what was staged of a write in place is what tells a torn file from another one. */
export async function clear(places: TransactionContext, { id, files }: Intent): Promise<void> {
  await places.journal.clear(id);
  const copies = files.filter(({ inPlace }) => inPlace);
  // The next commit takes away what stays.
  for (const { moved } of copies)
    await places
      .locate(moved)
      .then((path) => removeStaged(places, path))
      .catch(() => undefined);
}

/**
 * Clears a record whose commit the history tells of already: a crash came before it was cleared, or it has come back. The
 * files are as the commit left them, or as somebody made them since. Answers what had come of it, `null` while it is open.
 */
export async function clearIfOver(
  places: TransactionContext,
  intent: Intent,
): Promise<Exclude<JournalRecovery['outcome'], 'set-aside'> | null> {
  const { auditLog } = places;
  const back = rollbackRecord(intent);
  const isBack = await auditLog.hasEntry(back.id);
  // Told of, and yet to be taken back: some files are as the commit left them, and some are not.
  if (!isBack && (intent.direction === 'back' || !(await auditLog.hasEntry(intent.id)))) return null;
  if (!isBack && (await waitsStaged(places, intent))) return null; // A forged line may say so of one that is not.
  const entry = isBack ? back : intent.entry;
  // One who was killed may have told it, but not forced it to the disk.
  if ((await auditLog.lastId()) === entry.id) await auditLog.append(entry);
  await clear(places, intent);
  return isBack ? 'rolled-back' : 'completed';
}

/** Whether some file is as it was, with its new content still beside it: that is so in the middle of a commit alone. */
async function waitsStaged(places: TransactionContext, { backup, files }: Intent): Promise<boolean> {
  for (const file of files.filter(({ after }) => after !== null)) {
    const status = await interruptedStatus(places, backup, file);
    if (status.state === 'torn') return true;
    if (status.state === 'old' && (await hasStagedBytes(places, status))) return true;
  }
  return false;
}

/** What the audit log is told of a commit that it had been told of already. */
export function rollbackRecord({ id, entry }: Intent): HistoryEntry {
  const files = entry.files.map(({ path, before, after }) => ({ path, before: after, after: before }));
  return {
    ...entry,
    id: `${id}-back`,
    action: 'undo',
    summary: shortened(t('Rolled back: {0}', entry.summary), maxLengths.summary),
    undoes: id,
    files,
  };
}
