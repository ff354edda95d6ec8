// What is made of files is made of what is on the disk: what was typed and not saved yet is saved first.
import * as vscode from 'vscode';
import { dirtyDocuments } from '../../workspace/editors/openEditors.ts';
import { readyFolders, type ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { showWarningMessage } from '../../workspace/texts/messages.ts';
import type { CommandContext } from '../flow/commandContext.ts';

/** Saves documents. @returns whether they are all saved now; `false` when the person turns away. */
export async function saveDirty(dirty: readonly vscode.TextDocument[]): Promise<boolean> {
  if (dirty.length === 0) return true;
  const save = vscode.l10n.t('Save and Continue');
  const names = dirty.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(', ');
  const detail = vscode.l10n.t('Safekeep reads the file on disk, without your unsaved changes.');
  const message = vscode.l10n.t('{0} has unsaved changes.', names);
  if ((await showWarningMessage(message, { modal: true, detail }, save)) !== save) return false;
  for (const document of dirty) await document.save();
  return dirty.every(({ isDirty }) => !isDirty);
}

/** Saves all live files. @returns the folder as it is then, `undefined` when the person turns away. */
export async function saveLiveFiles(
  { service }: CommandContext,
  folder: ReadyFolder,
): Promise<ReadyFolder | undefined> {
  const dirty = dirtyDocuments(folder.id, folder.snapshot.targets);
  if (dirty.length === 0) return folder;
  if (!(await saveDirty(dirty))) return undefined;
  await service.refresh();
  return readyFolders(service.state).find(({ id }) => id === folder.id);
}
