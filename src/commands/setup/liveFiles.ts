// More live files for a config folder, and fewer.
import { join } from 'node:path';
import * as vscode from 'vscode';
import { showInformationMessage, showWarningMessage } from '../../workspace/texts/messages.ts';
import { configFileAt, configFilePaths } from '../../workspace/editors/configFile.ts';
import { readyFolders, type ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { chooseFolder, chooseTarget } from '../prompts/choose.ts';
import { chooseLiveFile } from '../prompts/chooseLiveFile.ts';
import type { Command, CommandArguments, CommandContext } from '../flow/commandContext.ts';
import { runOperation } from '../flow/runOperation.ts';
import { addTarget } from './addTarget.ts';

/** Adds the file that is given, or the person's choice, to a config folder of its workspace folder. */
export const addLiveFile: Command = async (context, given) => {
  const folder = await folderFor(context, given);
  const root = folder && vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder.id));
  if (!folder || !root) return;
  const known = configFilePaths(context.service.state);
  const file = given.file ?? (await chooseLiveFile(root, folder.id, known));
  if (file === undefined) return;
  if (configFileAt(context.service.state, vscode.Uri.file(file)))
    return void showInformationMessage(
      vscode.l10n.t('Safekeep already manages {0}.', vscode.workspace.asRelativePath(file, false)),
    );
  await addTarget(context, folder, file);
};

/** The only config folder around a file; else as for any command. */
async function folderFor(context: CommandContext, given: CommandArguments): Promise<ReadyFolder | undefined> {
  const root =
    given.file === undefined ? undefined : vscode.workspace.getWorkspaceFolder(vscode.Uri.file(given.file));
  const around = readyFolders(context.service.state).filter((folder) => folder.root === root?.uri.fsPath);
  const [only] = around;
  return given.folder === undefined && around.length === 1 ? only : chooseFolder(context, given);
}

/** Takes a file out of the manifest and of the profiles, once the person has agreed; the file stays as it is. */
export const stopManaging: Command = async (context, given) => {
  const found =
    given.file === undefined ? undefined : configFileAt(context.service.state, vscode.Uri.file(given.file));
  const folder = found?.folder ?? (await chooseFolder(context, given));
  const target = folder && (found?.target ?? (await chooseTarget(folder, given)));
  if (!folder || !target) return;
  const file = vscode.workspace.asRelativePath(join(folder.id, target.path), false);
  const operation = { kind: 'remove-target', target: target.name } as const;
  await context.service.plan(folder.id, operation); // What cannot be done is not asked about.
  const stop = vscode.l10n.t('Stop Managing');
  const detail = vscode.l10n.t(
    "The file itself doesn't change. Its content is removed from all profiles and kept in a backup.",
  );
  const question = vscode.l10n.t('Stop managing {0}?', file);
  if (given.confirm !== false && (await showWarningMessage(question, { modal: true, detail }, stop)) !== stop)
    return;
  const successMessage = vscode.l10n.t('Safekeep no longer manages {0}.', file);
  await runOperation(context, { folder, operation, successMessage });
};
