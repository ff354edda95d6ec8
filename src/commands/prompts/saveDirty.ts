// What is made of files is made of what is on the disk: what was typed and not saved yet is saved first.
import * as vscode from 'vscode';
import { showWarningMessage } from '../../workspace/texts/messages.ts';

/** Whether they are all saved now; `false` when the person turns away. */
export async function saveDirty(dirty: readonly vscode.TextDocument[]): Promise<boolean> {
  if (dirty.length === 0) return true;
  const save = vscode.l10n.t('Save and Continue');
  const names = dirty.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(', ');
  const detail = vscode.l10n.t('Only saved text is used.');
  const message = vscode.l10n.t('{0} has unsaved changes.', names);
  if ((await showWarningMessage(message, { modal: true, detail }, save)) !== save) return false;
  for (const document of dirty) await document.save();
  return dirty.every(({ isDirty }) => !isDirty);
}
