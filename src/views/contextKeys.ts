// What the `when` clauses of the welcome texts and menus read.
import * as vscode from 'vscode';
import { filesContextKey, stateContextKey } from '../ids.ts';
import { configFilePaths } from '../workspace/configFile.ts';
import { contextOf, type WorkspaceState } from '../workspace/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export function publishContextKeys(service: WorkspaceService): vscode.Disposable {
  const set = (key: string, value: unknown) => void vscode.commands.executeCommand('setContext', key, value);
  const publish = (state: WorkspaceState) => {
    set(stateContextKey, contextOf(state));
    set(filesContextKey, configFilePaths(state));
  };
  publish(service.state);
  return service.onDidChangeState(publish);
}
