import * as vscode from 'vscode';
import { chooseFolder } from './choose.ts';
import type { Command } from './commandContext.ts';

/** Damage that is meant: a backup by hand says so, and from then on it counts as damage no longer. */
export const keepAsItIs: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  const { damage } = folder.snapshot;
  if (damage.length === 0)
    return void vscode.window.showInformationMessage(vscode.l10n.t('No live file is damaged.'));
  const sentences = damage.map(({ sentence }) => sentence).join(' ');
  await context.service.createBackup(folder.id, { note: vscode.l10n.t('Kept as it is: {0}', sentences) });
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(archive) Kept as it is, with a backup'), 5_000);
};
