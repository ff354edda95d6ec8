// Asking which backups, for what can be done to several at once.
import * as vscode from 'vscode';
import type { Backup } from '../../engine/index.ts';
import { backupTitle } from '../../workspace/state/wording.ts';
import { unreadableBackups } from '../../workspace/state/unreadableBackups.ts';
import { foldersWithPast, type ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { chooseBackup, chooseFolderWithPast } from './choose.ts';
import type { CommandArguments, CommandContext } from '../flow/commandContext.ts';

export interface ChosenBackup {
  readonly id: string;
  /** Not known of one that cannot be read. */
  readonly pinned?: boolean;
  /** How it is called in a question. */
  readonly words: string;
}

export interface ChosenBackups {
  readonly folder: ReadyFolder;
  readonly backups: readonly [ChosenBackup, ...ChosenBackup[]];
}

/** Those that are selected together, by their config folder; else the one that is named, or the person's choice. */
export async function chooseBackups(
  context: CommandContext,
  given: CommandArguments,
  placeHolder: string,
): Promise<readonly ChosenBackups[]> {
  const named = namedBackups(context, given.selected ?? [given]);
  if (given.selected || named.length > 0) return named;
  const folder = await chooseFolderWithPast(context, given);
  const backup = folder && (await chooseBackup(folder, given, placeHolder));
  return folder && backup ? [{ folder, backups: [chosenOf(backup)] }] : [];
}

/** Of rows that are no backups, such as days, nothing is meant: nobody sees all that stands below them. */
function namedBackups(
  { service }: CommandContext,
  given: readonly CommandArguments[],
): readonly ChosenBackups[] {
  return foldersWithPast(service.state).flatMap((folder) => {
    const ids = new Set(given.filter((one) => one.folder === folder.id).map(({ backup }) => backup));
    const unreadable = unreadableBackups(folder).map(({ id }) => ({ id, words: id }));
    const all: readonly ChosenBackup[] = [...unreadable, ...folder.snapshot.backups.map(chosenOf)];
    const [first, ...more] = all.filter(({ id }) => ids.has(id));
    return first ? [{ folder, backups: [first, ...more] as const }] : [];
  });
}

function chosenOf(backup: Backup): ChosenBackup {
  const { id, pinned, createdAt } = backup;
  const when = new Date(createdAt).toLocaleString(vscode.env.language);
  return { id, pinned, words: vscode.l10n.t('“{0}” of {1}', backupTitle(backup), when) };
}

/** A modal has little room, and does not scroll everywhere. */
const maxShown = 8;

/** A line for each, as far as there is room. */
export function backupLines<Item>(all: readonly Item[], lineOf: (item: Item) => string): readonly string[] {
  const more = all.length - maxShown;
  const rest = more > 0 ? [vscode.l10n.t('… and {0} more', more)] : [];
  return [...all.slice(0, maxShown).map(lineOf), ...rest];
}

/** "before the move, 11/26/2026, 7:07:32 PM". */
export function backupLine(backup: Backup): string {
  return `${backupTitle(backup)}, ${new Date(backup.createdAt).toLocaleString(vscode.env.language)}`;
}
