// The extension under test, as other extensions and key bindings meet it: its API and its commands.
import * as vscode from 'vscode';
import type { ConfigFolder, SafekeepApi } from '../../../safekeep.d.ts';
import type { CommandArguments } from '../../../src/commands/flow/commandContext.ts';
import type { CommandId } from '../../../src/ids.ts';

const patience = 15_000;

export function extension(): vscode.Extension<SafekeepApi> {
  const found = vscode.extensions.getExtension<SafekeepApi>('safekeep.safekeep');
  if (!found) throw new Error('The extension is not installed.');
  return found;
}

/** Runs a command; the launcher of the tests holds what was run against what there is. */
export async function run(id: CommandId, given: CommandArguments = {}): Promise<void> {
  commandsRun.add(id);
  await vscode.commands.executeCommand(id, given);
}

// Each suite is a bundle of its own; what all of them tell stands where all of them can reach it.
const shared: { safekeepCommandsRun?: Set<string> } = globalThis as object;

export const commandsRun: Set<string> = (shared.safekeepCommandsRun ??= new Set());

export type Folders = readonly ConfigFolder[];

/** Waits for the extension's own word (nothing else is asked) until its folders are as described. */
export async function untilFolders(areSo: (folders: Folders) => boolean): Promise<Folders> {
  const api = await extension().activate();
  return new Promise((resolve, reject) => {
    const late = (): void => {
      listener.dispose();
      reject(
        new Error(`Not within ${String(patience)} ms. The folders: ${JSON.stringify(api.configFolders)}`),
      );
    };
    const look = (): void => {
      if (!areSo(api.configFolders)) return;
      clearTimeout(timer);
      listener.dispose();
      resolve(api.configFolders);
    };
    const timer = setTimeout(late, patience);
    const listener = api.onDidChangeConfigFolders(look);
    look();
  });
}

/** The one config folder, when it is as described. */
export async function untilFolder(isSo: (folder: ConfigFolder) => boolean): Promise<ConfigFolder> {
  const [folder] = await untilFolders(([only]) => only !== undefined && isSo(only));
  if (!folder) throw new Error('There is no config folder.');
  return folder;
}
