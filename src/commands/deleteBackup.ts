import * as vscode from 'vscode';
import { backupTitle } from '../workspace/wording.ts';
import { chooseBackup, chooseFolder } from './choose.ts';
import type { Command } from './commandContext.ts';

export const deleteBackup: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const backup = folder && (await chooseBackup(folder, given, vscode.l10n.t('Delete which backup?')));
  if (!folder || !backup) return;
  if (given.confirm !== false) {
    const [yes, detail] = [vscode.l10n.t('Delete'), vscode.l10n.t('It goes to the trash in .safekeep.')];
    const when = new Date(backup.createdAt).toLocaleString(vscode.env.language);
    const question = vscode.l10n.t('Delete backup “{0}” of {1}?', backupTitle(backup), when);
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return;
  }
  await context.service.deleteBackup(folder.id, backup.id);
};
