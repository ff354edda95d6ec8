// The settings of the window that the tests run in.
import * as vscode from 'vscode';

/** `undefined` takes a setting back. */
export async function set(id: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Workspace);
}

/** The next time that the extension reads a setting. */
export function settingRead(id: string): Promise<void> {
  const original = vscode.workspace.getConfiguration;
  return new Promise((resolve) => {
    const double: typeof original = (...given) => {
      const configuration = original(...given);
      const get = (key: string): unknown => {
        if (key === id) {
          Reflect.set(vscode.workspace, 'getConfiguration', original);
          setImmediate(resolve);
        }
        return configuration.get(key);
      };
      // Its own properties cannot be replaced, but hidden.
      return Object.create(configuration, { get: { value: get } }) as vscode.WorkspaceConfiguration;
    };
    Reflect.set(vscode.workspace, 'getConfiguration', double);
  });
}
