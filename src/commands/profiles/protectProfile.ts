import * as vscode from 'vscode';
import { chooseFolder, chooseProfile } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { runOperation } from '../flow/runOperation.ts';

/** Protects a profile. */
export const protectProfile = setProtection('on', {
  placeHolder: () => vscode.l10n.t('Select a profile to protect'),
  successMessage: (name) =>
    vscode.l10n.t(
      "{0} is now protected. You'll be asked to type its name before you switch to it or change it.",
      name,
    ),
});

/** Takes its protection off. */
export const unprotectProfile = setProtection('off', {
  placeHolder: () => vscode.l10n.t('Select a profile to remove protection from'),
  successMessage: (name) => vscode.l10n.t('{0} is no longer protected.', name),
});

interface ProtectionTexts {
  readonly placeHolder: () => string;
  readonly successMessage: (name: string) => string;
}

function setProtection(protection: 'on' | 'off', texts: ProtectionTexts): Command {
  return async (context, given) => {
    const folder = await chooseFolder(context, given);
    const profile = folder && (await chooseProfile(folder, given, texts.placeHolder()));
    if (!folder || !profile) return;
    const { name } = profile;
    await runOperation(context, {
      folder,
      operation: { kind: 'protect-profile', profile: name, protection },
      successMessage: texts.successMessage(name),
    });
  };
}
