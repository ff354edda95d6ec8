import * as vscode from 'vscode';
import { chooseFolder } from './choose.ts';
import type { Command } from './commandContext.ts';

/** Finishes or takes back what an interrupted commit left. Opening a folder does the same. */
export const recover: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  const recovered = await context.service.recover(folder.id);
  const message =
    recovered.length === 0
      ? vscode.l10n.t('Nothing was interrupted.')
      : vscode.l10n.t('{0} interrupted commits recovered.', recovered.length);
  void vscode.window.showInformationMessage(message);
};
