// What the `when` clauses of the welcome texts and menus read, and the steps of the walkthrough.
import * as vscode from 'vscode';
import type { ActionKind } from '../engine/index.ts';
import {
  filesContextKey,
  filterContextKey,
  groupsContextKey,
  restoredContextKey,
  severalProfilesContextKey,
  stateContextKey,
  switchedContextKey,
  targetsContextKey,
} from '../ids.ts';
import { configFilePaths } from '../workspace/configFile.ts';
import {
  contextOf,
  readyFolders,
  type ReadyFolder,
  type WorkspaceState,
} from '../workspace/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export function publishContextKeys(service: WorkspaceService): vscode.Disposable {
  const set = (key: string, value: unknown) => void vscode.commands.executeCommand('setContext', key, value);
  const publish = (state: WorkspaceState) => {
    set(stateContextKey, contextOf(state));
    set(targetsContextKey, readyFolders(state).some(hasTargets));
    set(filesContextKey, configFilePaths(state));
    const snapshots = readyFolders(state).map(({ snapshot }) => snapshot);
    const isDone = (kind: ActionKind) =>
      snapshots.some(({ history }) => history.some(({ action }) => action === kind));
    set(
      severalProfilesContextKey,
      snapshots.some(({ profiles }) => profiles.length > 1),
    );
    set(switchedContextKey, isDone('switch'));
    set(restoredContextKey, isDone('restore'));
    if (state.kind === 'loading') return;
    set(groupsContextKey, state.backupsOrder.groupBy);
    set(filterContextKey, state.backupsOrder.filter !== '');
  };
  publish(service.state);
  return service.onDidChangeState(publish);
}

/** Taken back, a set-up leaves a folder that has neither: there is nothing to make a profile of then. */
function hasTargets({ snapshot }: ReadyFolder): boolean {
  return snapshot.targets.length > 0 || snapshot.profiles.length > 0;
}
