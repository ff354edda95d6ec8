import * as vscode from 'vscode';
import type { RetentionDecision } from '../../engine/index.ts';
import { showInformationMessage, showWarningMessage } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { chooseFolder } from '../prompts/choose.ts';
import { backupLine, backupLines } from '../prompts/chooseBackups.ts';
import type { Command } from '../flow/commandContext.ts';
import { showSuccessMessage } from '../flow/showSuccessMessage.ts';

/** Moves to the trash what the retention lets go, after saying what that is and why. */
export const pruneBackups: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  const decisions = await (await context.service.reader(folder.id)).planPrune();
  const going = decisions.filter(({ keeps }) => !keeps);
  if (going.length === 0) {
    const message = vscode.l10n.t('Nothing to clean up: all {0} backups stay.', decisions.length);
    return void showInformationMessage(message);
  }
  if (given.confirm !== false) {
    const question = vscode.l10n.t(
      '{0} of {1} backups would go to the trash.',
      going.length,
      decisions.length,
    );
    const yes = vscode.l10n.t('Clean Up');
    const options = { modal: true, detail: detailOf(folder, going) } as const;
    if ((await showWarningMessage(question, options, yes)) !== yes) return;
  }
  const gone = (await context.service.pruneBackups(folder.id)).filter(({ keeps }) => !keeps);
  for (const { id, why } of gone) context.log.info(`Backup ${id} is in the trash: ${why}`);
  const several = vscode.l10n.t('{0} backups are in the trash.', gone.length);
  showSuccessMessage(folder, gone.length === 1 ? vscode.l10n.t('1 backup is in the trash.') : several);
};

function detailOf({ snapshot }: ReadyFolder, going: readonly RetentionDecision[]): readonly string[] {
  const lines = backupLines(going, ({ id, why }) => {
    const backup = snapshot.backups.find((known) => known.id === id);
    return `${backup ? backupLine(backup) : id}: ${why}`; // One without came after the last reading.
  });
  const end = vscode.l10n.t('They stay in .safekeep/trash for seven days. To keep a backup, pin it.');
  return [...lines, '', end];
}
