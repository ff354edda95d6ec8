import * as vscode from 'vscode';
import { askProfileName, chooseFolder, chooseProfile } from './choose.ts';
import type { Command } from './commandContext.ts';
import { perform } from './performWish.ts';

export const renameProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile = folder && (await chooseProfile(folder, given, vscode.l10n.t('Rename which profile?')));
  if (!folder || !profile) return;
  const title = vscode.l10n.t('Rename {0}', profile.name);
  const newName = given.name ?? (await askProfileName(folder, { title, value: profile.name }));
  if (newName === undefined || newName === '' || newName === profile.name) return;
  const wish = { kind: 'rename-profile', name: profile.name, newName } as const;
  await perform(context, { folder, wish, done: vscode.l10n.t('Renamed {0} to {1}.', profile.name, newName) });
};
