// What is made of the live files is made of what is on the disk: what was typed and not saved yet is saved first.
import * as vscode from 'vscode';
import { dirtyDocuments } from '../workspace/openEditors.ts';
import { readyFolders, type ReadyFolder } from '../workspace/workspaceState.ts';
import type { CommandContext } from './commandContext.ts';

/** The folder as it is with all live files saved; `undefined` when the person turns away. */
export async function saveLiveFiles(
  { service }: CommandContext,
  folder: ReadyFolder,
): Promise<ReadyFolder | undefined> {
  const dirty = dirtyDocuments(folder.id, folder.snapshot.targets);
  if (dirty.length === 0) return folder;
  const save = vscode.l10n.t('Save and Continue');
  const names = dirty.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(', ');
  const detail = vscode.l10n.t('Only what is saved in the live file is taken.');
  const message = vscode.l10n.t('{0} has unsaved changes.', names);
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, save)) !== save)
    return undefined;
  for (const document of dirty) await document.save();
  if (dirty.some(({ isDirty }) => isDirty)) return undefined;
  await service.refresh();
  return readyFolders(service.state).find(({ id }) => id === folder.id);
}
