// What the `when` clauses of the welcome texts and menus read, and the steps of the walkthrough.
import * as vscode from 'vscode';
import type { RecordedAction } from '../engine/index.ts';
import {
  filesContextKey,
  filterContextKey,
  groupsContextKey,
  restingContextKey,
  restoredContextKey,
  severalProfilesContextKey,
  stateContextKey,
  switchedContextKey,
  targetsContextKey,
} from '../ids.ts';
import { configFilePaths } from '../workspace/editors/configFile.ts';
import {
  contextOf,
  readyFolders,
  type ReadyFolder,
  type WorkspaceState,
} from '../workspace/state/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export function publishContextKeys(service: WorkspaceService): vscode.Disposable {
  const set = (key: string, value: unknown) => void vscode.commands.executeCommand('setContext', key, value);
  const publish = (state: WorkspaceState) => {
    set(stateContextKey, contextOf(state));
    set(targetsContextKey, readyFolders(state).some(hasTargets));
    set(filesContextKey, configFilePaths(state));
    set(severalProfilesContextKey, readyFolders(state).some(hasSeveralProfiles));
    set(switchedContextKey, isDone(state, 'switch'));
    set(restoredContextKey, isDone(state, 'restore'));
    if (state.kind === 'loading') return;
    set(restingContextKey, state.resting.length > 0);
    set(groupsContextKey, state.backupsOrder.groupBy);
    set(filterContextKey, state.backupsOrder.filter !== '');
  };
  publish(service.state);
  return service.onDidChangeState(publish);
}

function hasSeveralProfiles({ snapshot }: ReadyFolder): boolean {
  return snapshot.profiles.length > 1;
}

/** Once done it stays so: the history keeps what was taken back, too. */
function isDone(state: WorkspaceState, kind: RecordedAction): boolean {
  return readyFolders(state).some(({ snapshot }) => snapshot.history.some(({ action }) => action === kind));
}

/** Taken back, a set-up leaves a folder that has neither: there is nothing to make a profile of then. */
function hasTargets({ snapshot }: ReadyFolder): boolean {
  return snapshot.targets.length > 0 || snapshot.profiles.length > 0;
}
