import * as vscode from 'vscode';
import { backupUri } from '../../workspace/base/backupUri.ts';
import { chooseBackup, chooseFolderWithPast } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';

/** The editor's own diff: each file of the backup beside the live one. */
export const compareBackup: Command = async (context, given) => {
  const folder = await chooseFolderWithPast(context, given);
  const backup =
    folder &&
    (await chooseBackup(folder, given, vscode.l10n.t('Select a backup to compare with the live files')));
  if (!folder || !backup) return;
  for (const { path } of backup.files) {
    const live = vscode.Uri.joinPath(vscode.Uri.file(folder.id), path);
    await vscode.commands.executeCommand(
      'vscode.diff',
      backupUri({ folder: folder.id, id: backup.id, path }),
      live,
      vscode.l10n.t('{0}: backup ↔ live', path),
    );
  }
};
