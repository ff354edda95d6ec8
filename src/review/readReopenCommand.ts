import { commandIds, type CommandId } from '../ids.ts';

/** The command that opens a review, and what it is told: JSON. */
export interface ReopenCommand {
  readonly command: CommandId;
  readonly given: Readonly<Record<string, string | boolean>>;
}

/** Those that open a review, and ask nothing that they are told. */
const reopenable: readonly CommandId[] = [
  commandIds.switchProfile,
  commandIds.compareProfile,
  commandIds.compare,
  commandIds.restoreBackup,
  commandIds.recover,
  commandIds.repair,
  commandIds.migrate,
  commandIds.migrateTo,
  commandIds.createMigration,
  commandIds.saveToProfile,
  commandIds.resetToInherited,
  commandIds.undoCommit,
];

/** From what a page has kept, perhaps that of another version; `undefined` where that is nothing we can open again. */
export function readReopenCommand(text: string): ReopenCommand | undefined {
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return undefined; // Not ours.
  }
  if (typeof kept !== 'object' || kept === null || !('command' in kept) || !('given' in kept))
    return undefined;
  const command = reopenable.find((id) => id === kept.command);
  const { given } = kept;
  if (command === undefined || typeof given !== 'object' || given === null) return undefined;
  return { command, given: { ...given, review: true, confirm: true } };
}
