import { dirname, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { nameFault, type CommitResult } from '../../engine/index.ts';
import { commandIds } from '../../ids.ts';
import { configFileAt } from '../../workspace/editors/configFile.ts';
import { showInformationMessage, showInputBox } from '../../workspace/texts/messages.ts';
import { dirtyDocuments } from '../../workspace/editors/openEditors.ts';
import { foldersSetting, showSuccessMessagesSetting } from '../../workspace/base/settings.ts';
import { readyFolders, type FolderPlace, type WorkspaceState } from '../../workspace/state/workspaceState.ts';
import { chooseSiblings, type SiblingFile } from './siblingFiles.ts';
import { addLiveFile } from './liveFiles.ts';
import { chooseLiveFile } from '../prompts/chooseLiveFile.ts';
import type { Command, CommandArguments } from '../flow/commandContext.ts';
import { saveDirty } from '../prompts/saveDirty.ts';

/** Makes a config folder of a live file: asks for the file and for the name of its first profile. */
export const setUp: Command = async (context, given) => {
  const root = await chooseRoot(given);
  const file = root && (await fileOf(root, given));
  if (!root || file === undefined) return;
  const folder = given.folder ?? folderFor(context.service.state, root, file);
  if (given.name === undefined && isSetUp(context.service.state, folder))
    return addLiveFile(context, { folder, file });
  const live = within(folder, file);
  const siblings = given.name === undefined ? await chooseSiblings(file) : [];
  if (!siblings) return;
  const profile = await askFirstProfile(given, siblings);
  if (profile === undefined || profile === '') return;
  const overlays = siblings.map((one) => ({ path: within(folder, one.path), profile: one.profile }));
  if (!(await saveDirty(dirtyDocuments(folder, [{ path: live }, ...overlays])))) return;
  const place: FolderPlace = { id: folder, label: relative(root.uri.fsPath, folder), root: root.uri.fsPath };
  const result = await context.service.setUp(place, {
    kind: 'set-up',
    live,
    profile,
    ...(overlays.length === 0 ? {} : { overlays }),
  });
  showResult(place, { file, profile }, result);
};

async function chooseRoot({ file }: CommandArguments): Promise<vscode.WorkspaceFolder | undefined> {
  const own = file === undefined ? undefined : vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file));
  if (own) return own;
  const roots = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (roots.length > 1)
    return vscode.window.showWorkspaceFolderPick({
      placeHolder: vscode.l10n.t('Select a folder to set up Safekeep in'),
    });
  return roots[0];
}

async function fileOf(root: vscode.WorkspaceFolder, given: CommandArguments): Promise<string | undefined> {
  const [usual] = namedFolders(root);
  if (given.live !== undefined) return join(given.folder ?? usual, given.live);
  return given.file ?? chooseLiveFile(root, given.folder ?? usual);
}

/** Where the settings have config folders, the usual one first. */
function namedFolders({ uri }: vscode.WorkspaceFolder): readonly [string, ...string[]] {
  const [first = 'config', ...more] = foldersSetting(uri);
  return [join(uri.fsPath, first), ...more.map((path) => join(uri.fsPath, path))];
}

/** The one that the file lies in, the usual one, or where that serves another file already, one beside this file. */
function folderFor(state: WorkspaceState, root: vscode.WorkspaceFolder, file: string): string {
  const known = configFileAt(state, vscode.Uri.file(file));
  if (known) return known.folder.id;
  const named = namedFolders(root);
  const around = named.find((folder) => file.startsWith(folder + sep));
  return around ?? (isSetUp(state, named[0]) ? join(dirname(file), 'config') : named[0]);
}

function isSetUp(state: WorkspaceState, folder: string): boolean {
  return readyFolders(state).some(({ id, snapshot }) => id === folder && snapshot.profiles.length > 0);
}

/** As the engine names a file. */
function within(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}

/** With others that extend it, it is what they have in common. */
async function askFirstProfile(
  given: CommandArguments,
  siblings: readonly SiblingFile[],
): Promise<string | undefined> {
  if (given.name !== undefined) return given.name;
  const isTaken = (name: string) => siblings.some(({ profile }) => profile === name.toLowerCase());
  return showInputBox({
    title: vscode.l10n.t('Set Up Safekeep'),
    prompt: vscode.l10n.t('Name for the first profile, a copy of the file'),
    value: siblings.length === 0 ? 'development' : 'base',
    validateInput: (name) => {
      if (isTaken(name)) return vscode.l10n.t('Profile "{0}" already exists.', name);
      return name === '' ? undefined : (nameFault(name) ?? undefined);
    },
  });
}

interface Done {
  readonly file: string;
  readonly profile: string;
}

function showResult({ id, label }: FolderPlace, { file, profile }: Done, result: CommitResult | null): void {
  if (!result || !showSuccessMessagesSetting(vscode.Uri.file(id))) return;
  const shown = vscode.workspace.asRelativePath(file, false);
  const undo = vscode.l10n.t('Undo');
  const message = vscode.l10n.t(
    'Safekeep now manages {0}. Created profile {1} in {2}.',
    shown,
    profile,
    label || '.',
  );
  void showInformationMessage(message, undo).then((answer) => {
    const given = { folder: id, commit: result.entry.id };
    if (answer === undo) void vscode.commands.executeCommand(commandIds.undo, given);
  });
}
