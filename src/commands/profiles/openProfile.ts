import * as vscode from 'vscode';
import { chooseFolder, chooseProfile } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';

/** Opens a profile's own files. */
export const openProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile = folder && (await chooseProfile(folder, given, vscode.l10n.t('Select a profile to open')));
  if (!folder || !profile) return;
  for (const { path } of profile.all) {
    await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.file(folder.id), path), {
      preview: profile.all.length === 1,
    });
  }
};
