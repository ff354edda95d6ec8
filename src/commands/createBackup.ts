import * as vscode from 'vscode';
import { chooseFolder } from './choose.ts';
import type { Command } from './commandContext.ts';

export const createBackup: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  const title = vscode.l10n.t('Create Backup');
  const name =
    given.name ??
    (await vscode.window.showInputBox({
      title,
      prompt: vscode.l10n.t('Name (optional)'),
    }));
  if (name === undefined) return;
  const asked = given.name === undefined && name !== '';
  const note =
    given.note ??
    (asked ? await vscode.window.showInputBox({ title, prompt: vscode.l10n.t('Note (optional)') }) : '');
  if (note === undefined) return;
  const backup = await context.service.createBackup(folder.id, {
    ...(name === '' ? {} : { name }),
    ...(note === '' ? {} : { note }),
  });
  const files = backup.files.map(({ path }) => path).join(', ');
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(archive) Backed up {0}', files), 5_000);
};
