// The settings of the window that the tests run in.
import * as vscode from 'vscode';
import { settingIds } from '../../../src/ids.ts';

/** Those that a repository has a say in; the others are the person's alone. */
const ofWorkspaces: readonly string[] = [settingIds.folders, settingIds.showSuccessMessages];

/** As a person sets it; `undefined` takes a setting back. */
export async function set(id: string, value: unknown): Promise<void> {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const isOfWorkspace = ofWorkspaces.includes(id);
  const known = vscode.workspace.getConfiguration().inspect(id);
  if (value === undefined && (isOfWorkspace ? known?.workspaceValue : known?.globalValue) === undefined)
    return;
  await vscode.workspace.getConfiguration().update(id, value, isOfWorkspace ? Workspace : Global);
}

/** The next time that the extension reads a setting of the person's own. */
export function settingRead(id: string): Promise<void> {
  const original = vscode.workspace.getConfiguration;
  return new Promise((resolve) => {
    const double: typeof original = (...given) => {
      const configuration = original(...given);
      const inspect = (key: string): unknown => {
        if (key === id) {
          Reflect.set(vscode.workspace, 'getConfiguration', original);
          setImmediate(resolve);
        }
        return configuration.inspect(key);
      };
      // Its own properties cannot be replaced, but hidden.
      return Object.create(configuration, { inspect: { value: inspect } }) as vscode.WorkspaceConfiguration;
    };
    Reflect.set(vscode.workspace, 'getConfiguration', double);
  });
}
