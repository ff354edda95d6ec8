// What the `when` clauses of the welcome texts and menus read.
import * as vscode from 'vscode';
import { stateContextKey } from '../ids.ts';
import { contextOf, type WorkspaceState } from '../workspace/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export function publishContextKeys(service: WorkspaceService): vscode.Disposable {
  const publish = (state: WorkspaceState) =>
    void vscode.commands.executeCommand('setContext', stateContextKey, contextOf(state));
  publish(service.state);
  return service.onDidChangeState(publish);
}
