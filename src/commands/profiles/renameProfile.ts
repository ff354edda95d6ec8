import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { confirmProtected } from '../prompts/confirmProtected.ts';
import { askProfileName, chooseFolder, chooseProfile } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { runOperation } from '../flow/runOperation.ts';

export const renameProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile = folder && (await chooseProfile(folder, given, vscode.l10n.t('Select a profile to rename')));
  if (!folder || !profile) return;
  const { name } = profile;
  const title = vscode.l10n.t('Rename {0}', name);
  const newName = given.name ?? (await askProfileName(folder, { title, value: name, except: name }));
  if (newName === undefined || newName === '' || newName === name) return;
  const prompt = vscode.l10n.t('Type "{0}" to rename it', name);
  if (!(await confirmProtected(profile, given, prompt))) return;
  const operation = { kind: 'rename-profile', name, newName } as const;
  const successMessage = vscode.l10n.t('Renamed {0} to {1}.', name, newName);
  const shown = vscode.window.activeTextEditor?.document.uri.fsPath;
  const own = profile.all.find(({ path }) => join(folder.id, path) === shown);
  const openAfter = () => own && `profiles/${newName}${own.path.slice(`profiles/${name}`.length)}`;
  await runOperation(context, { folder, operation, successMessage, openAfter });
  for (const { path } of profile.all) await closeGone(join(folder.id, path));
};

/** The tab of a file that is no longer there: it would only be struck through. */
async function closeGone(path: string): Promise<void> {
  const uri = vscode.Uri.file(path).toString();
  const tabs = vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.filter(
      ({ input, isDirty }) =>
        !isDirty && input instanceof vscode.TabInputText && input.uri.toString() === uri,
    ),
  );
  if (tabs.length > 0 && !existsSync(path)) await vscode.window.tabGroups.close(tabs);
}
