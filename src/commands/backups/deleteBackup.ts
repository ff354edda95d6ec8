import * as vscode from 'vscode';
import { showWarningMessage } from '../../workspace/texts/messages.ts';
import { backupLines, chooseBackups, type ChosenBackups } from '../prompts/chooseBackups.ts';
import type { Command } from '../flow/commandContext.ts';

/** Moves a backup, or all that are selected, to the trash, after one question. */
export const deleteBackup: Command = async (context, given) => {
  const chosen = await chooseBackups(context, given, vscode.l10n.t('Select a backup to delete'));
  if (chosen.length === 0) return;
  if (given.confirm !== false && !(await isMeant(chosen))) return;
  for (const { folder, backups } of chosen)
    await context.service.deleteBackups(
      folder.id,
      backups.map(({ id }) => id),
    );
};

async function isMeant(chosen: readonly ChosenBackups[]): Promise<boolean> {
  const [first, ...more] = chosen.flatMap(({ backups }) => backups);
  if (!first) return false;
  const [question, lines, end] =
    more.length === 0
      ? [
          vscode.l10n.t('Delete backup {0}?', first.words),
          [],
          vscode.l10n.t(
            'It moves to .safekeep/trash and stays there for seven days. To keep it, move it back to backups/.',
          ),
        ]
      : [
          vscode.l10n.t('Delete {0} backups?', more.length + 1),
          [...backupLines([first, ...more], ({ words }) => words), ''],
          vscode.l10n.t(
            'They move to .safekeep/trash and stay there for seven days. To keep them, move them back to backups/.',
          ),
        ];
  const detail = [...lines, end];
  const yes = vscode.l10n.t('Delete');
  return (await showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}
