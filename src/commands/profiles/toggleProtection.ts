import * as vscode from 'vscode';
import { chooseFolder, chooseProfile } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { runOperation } from '../flow/runOperation.ts';

/** Protects a profile, or takes its protection off. */
export const toggleProtection: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const placeHolder = vscode.l10n.t('Select a profile to protect or unprotect');
  const profile = folder && (await chooseProfile(folder, given, placeHolder));
  if (!folder || !profile) return;
  const { name, metadata } = profile;
  const protection = metadata.protected ? 'off' : 'on';
  const successMessage = metadata.protected
    ? vscode.l10n.t('{0} is no longer protected.', name)
    : vscode.l10n.t(
        "{0} is now protected. You'll be asked to type its name before you switch to it or change it.",
        name,
      );
  await runOperation(context, {
    folder,
    operation: { kind: 'protect-profile', profile: name, protection },
    successMessage,
  });
};
