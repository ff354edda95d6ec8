import * as vscode from 'vscode';
import { backupReason, backupTitle } from '../workspace/wording.ts';
import { chooseBackup, chooseFolder } from './choose.ts';
import type { Command } from './commandContext.ts';
import { perform, review } from './performWish.ts';

export const restoreBackup: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const backup = folder && (await chooseBackup(folder, given, vscode.l10n.t('Restore which backup?')));
  if (!folder || !backup) return;
  const when = new Date(backup.createdAt).toLocaleString(vscode.env.language);
  const why = [backupReason(backup), ...(backup.summary === undefined ? [] : [backup.summary])].join(': ');
  const deed = {
    folder,
    wish: { kind: 'restore', backup: backup.id },
    done: vscode.l10n.t('Restored “{0}” of {1}.', backupTitle(backup), when),
  } as const;
  if (given.review === false) return perform(context, deed);
  const facts = [
    { label: vscode.l10n.t('Made'), value: when },
    { label: vscode.l10n.t('Why'), value: why },
    { label: vscode.l10n.t('By'), value: backup.author },
    ...(backup.note === undefined ? [] : [{ label: vscode.l10n.t('Note'), value: backup.note }]),
    ...(backup.activeProfile === null
      ? []
      : [{ label: vscode.l10n.t('Profile then'), value: backup.activeProfile }]),
  ];
  await review(context, deed, {
    subtitle: folder.label,
    facts,
    applyLabel: vscode.l10n.t('Restore'),
  });
};
