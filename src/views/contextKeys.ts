// What the `when` clauses of the welcome texts and menus read, and the steps of the walkthrough.
import * as vscode from 'vscode';
import {
  filesContextKey,
  filterContextKey,
  groupsContextKey,
  liveFilesContextKey,
  restingContextKey,
  severalLiveFilesContextKey,
  stateContextKey,
} from '../ids.ts';
import { configFilePaths, removableFiles } from '../workspace/editors/configFile.ts';
import { contextOf, type WorkspaceState } from '../workspace/state/workspaceState.ts';
import { tourSteps } from '../workspace/state/tourSteps.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export function publishContextKeys(service: WorkspaceService): vscode.Disposable {
  const set = (key: string, value: unknown) => void vscode.commands.executeCommand('setContext', key, value);
  const publish = (state: WorkspaceState) => {
    set(stateContextKey, contextOf(state));
    for (const [key, isDone] of tourSteps(state)) set(key, isDone);
    set(filesContextKey, configFilePaths(state));
    set(liveFilesContextKey, removableFiles(state));
    set(severalLiveFilesContextKey, removableFiles(state).length > 0);
    if (state.kind === 'loading') return;
    set(restingContextKey, state.resting.length > 0);
    set(groupsContextKey, state.backupsOrder.groupBy);
    set(filterContextKey, state.backupsOrder.filter !== '');
  };
  publish(service.state);
  return service.onDidChangeState(publish);
}
