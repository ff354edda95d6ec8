import * as vscode from 'vscode';
import { showInputBox } from '../../workspace/texts/messages.ts';
import { chooseBackup, chooseFolder } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';

/** Names a backup, with a note; an empty name takes it away. */
export const renameBackup: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const backup = folder && (await chooseBackup(folder, given, vscode.l10n.t('Select a backup to rename')));
  if (!folder || !backup) return;
  const title = vscode.l10n.t('Rename Backup');
  const ask = (prompt: string, value: string | undefined) =>
    showInputBox({ title, prompt, value: value ?? '' });
  const name = given.name ?? (await ask(vscode.l10n.t('Name. Leave empty to remove it.'), backup.name));
  if (name === undefined) return;
  const note =
    given.note ??
    (given.name === undefined ? await ask(vscode.l10n.t('Note'), backup.note) : (backup.note ?? ''));
  if (note === undefined) return;
  await context.service.updateBackups(folder.id, [backup.id], { name, note });
};
