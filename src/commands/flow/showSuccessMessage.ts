import * as vscode from 'vscode';
import { showInStatusBar, showInformationMessage } from '../../workspace/texts/messages.ts';
import { showSuccessMessagesSetting } from '../../workspace/base/settings.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';

/** What went well and cannot be undone from its message: in the status bar where the person wants no such messages. */
export function showSuccessMessage({ id }: ReadyFolder, text: string): void {
  if (showSuccessMessagesSetting(vscode.Uri.file(id))) void showInformationMessage(text);
  else showInStatusBar({ text: text }, 5_000);
}
