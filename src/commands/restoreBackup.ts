import * as vscode from 'vscode';
import { chooseBackup, chooseFolder, titleOfBackup } from './choose.ts';
import type { Command } from './commandContext.ts';
import { perform, review } from './performWish.ts';

export const restoreBackup: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const backup = folder && (await chooseBackup(folder, given, vscode.l10n.t('Restore which backup?')));
  if (!folder || !backup) return;
  const title = titleOfBackup(backup);
  const deed = {
    folder,
    wish: { kind: 'restore', backup: backup.id },
    done: vscode.l10n.t('Restored “{0}”.', title),
  } as const;
  if (given.review === false) return perform(context, deed);
  const facts = [
    { label: vscode.l10n.t('Made'), value: new Date(backup.createdAt).toLocaleString(vscode.env.language) },
    { label: vscode.l10n.t('Why'), value: title },
    { label: vscode.l10n.t('By'), value: backup.author },
    ...(backup.note === undefined ? [] : [{ label: vscode.l10n.t('Note'), value: backup.note }]),
    ...(backup.activeProfile === null
      ? []
      : [{ label: vscode.l10n.t('Profile then'), value: backup.activeProfile }]),
  ];
  await review(context, deed, {
    subtitle: vscode.l10n.t('{0}: live files → backup', folder.label),
    facts,
    applyLabel: vscode.l10n.t('Restore'),
  });
};
