import * as vscode from 'vscode';
import { showWarningMessage } from '../../workspace/texts/messages.ts';
import { confirmProtected } from '../prompts/confirmProtected.ts';
import { chooseFolder, chooseProfile } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { runOperation } from '../flow/runOperation.ts';

export const deleteProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile = folder && (await chooseProfile(folder, given, vscode.l10n.t('Select a profile to delete')));
  if (!folder || !profile) return;
  const { name } = profile;
  const operation = { kind: 'delete-profile', name } as const;
  await context.service.plan(folder.id, operation); // What cannot be deleted says so before the question.
  if (given.confirm !== false) {
    const detail = vscode.l10n.t(
      "Its files move to the trash in .safekeep; Undo restores them. The live files don't change.",
    );
    const yes = vscode.l10n.t('Delete');
    if (
      (await showWarningMessage(vscode.l10n.t('Delete profile {0}?', name), { modal: true, detail }, yes)) !==
      yes
    )
      return;
  }
  if (!(await confirmProtected(profile, given, vscode.l10n.t('Type "{0}" to delete it', name)))) return;
  await runOperation(context, {
    folder,
    operation,
    successMessage: vscode.l10n.t('Deleted profile {0}.', name),
  });
};
