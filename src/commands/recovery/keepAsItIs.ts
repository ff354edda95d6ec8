import * as vscode from 'vscode';
import { visibleText } from '../../engine/base/visibleText.ts';
import { showInStatusBar, showInformationMessage } from '../../workspace/texts/messages.ts';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';

/** Damage that is meant: a backup by hand says so, and from then on it counts as damage no longer. */
export const keepAsItIs: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  const { damage } = folder.snapshot;
  if (damage.length === 0) return void showInformationMessage(vscode.l10n.t('No live file is damaged.'));
  const sentences = damage.map(({ sentence }) => sentence).join(' ');
  await context.service.createBackup(folder.id, {
    note: visibleText(vscode.l10n.t('Kept the current files: {0}', sentences)),
  });
  showInStatusBar({ icon: 'archive', text: vscode.l10n.t('Kept the current files, with a backup') }, 5_000);
};
