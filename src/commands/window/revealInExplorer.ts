import { join } from 'node:path';
import * as vscode from 'vscode';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command, CommandArguments } from '../flow/commandContext.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';

/** Shows where the file of a row is: a live file, a profile's own, or the folder of a backup. */
export const revealInExplorer: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const path = folder && pathOf(folder, given);
  if (!folder || path === undefined) return;
  // Backups are no work in progress: the system's own window has more to do with them, where there is one.
  const isLocal = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  const command = given.backup !== undefined && isLocal ? 'revealFileInOS' : 'revealInExplorer';
  await vscode.commands.executeCommand(command, vscode.Uri.file(join(folder.id, path)));
};

/** Relative to the config folder. */
function pathOf({ snapshot }: ReadyFolder, given: CommandArguments): string | undefined {
  const { backup, target, profile } = given;
  if (backup !== undefined) return `backups/${backup}`;
  if (target !== undefined) return snapshot.targets.find(({ name }) => name === target)?.path;
  return snapshot.profiles.find(({ name }) => name === profile)?.all[0]?.path;
}
