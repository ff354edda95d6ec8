// The row of a config folder that cannot be read: where the error is, and a click that leads there.
import * as vscode from 'vscode';
import { errorLocation, openErrorLocation } from '../workspace/editors/errorLocation.ts';
import type { FailedFolder } from '../workspace/state/workspaceState.ts';

export function failedFolderRow({ id, label, error }: FailedFolder): vscode.TreeItem {
  const fault = errorLocation(error.details);
  const path = fault && vscode.workspace.asRelativePath(fault.uri);
  const name = path === undefined ? label : vscode.l10n.t('{0} has an error', path);
  const item = new vscode.TreeItem(name);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.description = error.message;
  item.tooltip = error.message;
  item.contextValue = 'failedFolder';
  item.accessibilityInformation = { label: `${name}, ${error.message}` };
  if (fault) item.command = openErrorLocation(fault);
  return item;
}
