// What activate() returns to other extensions: safekeep.d.ts, which says what each member does. Versioned: within one
// number things are only added. Nothing here loads the engine before somebody calls.
import type * as vscode from 'vscode';
import type { SafekeepApi } from '../safekeep.d.ts';
import type { CommandContext } from './commands/flow/commandContext.ts';
import type { ConfigurationChanges } from './api/configurationChanges.ts';
import { plainFolder } from './api/plainData.ts';
import { readyFolders } from './workspace/state/workspaceState.ts';

export function createApi(context: CommandContext, changes: ConfigurationChanges): SafekeepApi {
  const { service } = context;
  const calls = () => import('./api/calls.ts');
  const onDidChangeConfigFolders: vscode.Event<void> = (listener, thisArgs, disposables) =>
    service.onDidChangeState(() => void listener.call(thisArgs), undefined, disposables);
  return {
    version: 1,
    get configFolders() {
      return readyFolders(service.state).map(plainFolder);
    },
    onDidChangeConfigFolders,
    get: async (path, place = {}) => (await calls()).get(context, path, place),
    onDidChangeConfiguration: changes.onDidChange,
    switchProfile: async (name, options = {}) => (await calls()).switchProfile(context, name, options),
    createBackup: async (options = {}) => (await calls()).createBackup(context, options),
    registerTarget: async (file, options = {}) => (await calls()).registerTarget(context, file, options),
  };
}
