import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { showInformationMessage, showSaveDialog } from '../../workspace/texts/messages.ts';
import { dirtyDocuments } from '../../workspace/editors/openEditors.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { chooseFolder, chooseProfile } from '../prompts/choose.ts';
import type { Command, CommandArguments } from '../flow/commandContext.ts';
import { saveDirty } from '../prompts/saveDirty.ts';

/** A profile as one file that can be handed on. */
export const exportProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile = folder && (await chooseProfile(folder, given, vscode.l10n.t('Select a profile to export')));
  if (!folder || !profile || !(await saveDirty(dirtyDocuments(folder.id, profile.all)))) return;
  const { name } = profile;
  const path = given.file ?? (await askPlace(folder, name));
  if (path === undefined) return;
  // The window's dialog has asked about a file that is there already.
  const replaces = given.file === undefined ? ({ replaces: true } as const) : {};
  await (await context.service.reader(folder.id)).exportProfile({ profile: name, path, ...replaces });
  showExported(name, path);
};

async function askPlace({ root }: ReadyFolder, name: string): Promise<CommandArguments['file']> {
  const chosen = await showSaveDialog({
    title: vscode.l10n.t('Export {0}', name),
    defaultUri: vscode.Uri.file(join(root, `${name}.safekeep-profile.yaml`)),
    filters: { [vscode.l10n.t('Exported Profile')]: ['yaml', 'yml'] },
    saveLabel: vscode.l10n.t('Export'),
  });
  return chosen?.fsPath;
}

function showExported(name: string, path: string): void {
  const open = vscode.l10n.t('Open');
  const message = vscode.l10n.t('Exported {0} to {1}.', name, basename(path));
  void showInformationMessage(message, open).then((answer) => {
    if (answer === open) void vscode.window.showTextDocument(vscode.Uri.file(path));
  });
}
