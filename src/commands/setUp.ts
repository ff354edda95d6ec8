import { join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { nameFault } from '../engine/index.ts';
import { foldersSetting } from '../workspace/settings.ts';
import type { FolderPlace } from '../workspace/workspaceState.ts';
import type { Command, CommandArguments } from './commandContext.ts';

/** Makes a config folder of a live file: asks for the file and for the name of its first profile. */
export const setUp: Command = async (context, given) => {
  const root = await chooseRoot();
  if (!root) return;
  const folder = given.folder ?? join(root.uri.fsPath, foldersSetting(root.uri)[0] ?? 'config');
  const live = given.live ?? (await chooseLiveFile(root, folder));
  if (live === undefined) return;
  const profile = await askFirstProfile(given);
  if (profile === undefined || profile === '') return;
  const place: FolderPlace = { id: folder, label: relative(root.uri.fsPath, folder), root: root.uri.fsPath };
  const shown = vscode.workspace.asRelativePath(join(folder, live));
  await context.service.setUp(place, { kind: 'set-up', live, profile });
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Safekeep now looks after {0}. Its first profile is {1}.', shown, profile),
  );
};

async function chooseRoot(): Promise<vscode.WorkspaceFolder | undefined> {
  const roots = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (roots.length > 1)
    return vscode.window.showWorkspaceFolderPick({
      placeHolder: vscode.l10n.t('Set up Safekeep in which folder?'),
    });
  return roots[0];
}

/** The likely ones first: what is in the config folder, then what is named like configuration. */
async function chooseLiveFile(root: vscode.WorkspaceFolder, folder: string): Promise<string | undefined> {
  const pattern = new vscode.RelativePattern(root, '**/*.{yaml,yml,json,jsonc}');
  const found = await vscode.workspace.findFiles(
    pattern,
    '**/{node_modules,.git,backups,.safekeep,profiles,dist,out}/**',
    500,
  );
  const paths = found
    .map(({ fsPath }) => fsPath)
    .toSorted(
      (left, right) => likelihood(right, folder) - likelihood(left, folder) || (left < right ? -1 : 1),
    );
  const items = paths.map((path) => ({ label: relative(root.uri.fsPath, path), path }));
  if (items.length === 0) {
    return void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is no JSON or YAML file in this workspace yet. Make the file that your application reads, then set up Safekeep.',
      ),
    );
  }
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which file does the application read?'),
  });
  return chosen && relative(folder, chosen.path).split(sep).join('/');
}

function likelihood(path: string, folder: string): number {
  const inFolder = path.startsWith(folder + sep) ? 4 : 0;
  const named = /(^|[\\/])(current|config|settings|appsettings|app)\.[a-z]+$/i.test(path) ? 2 : 0;
  const unlikely = /(package(-lock)?|tsconfig[^/]*|schema)\.json$/.test(path) ? -3 : 0;
  return inFolder + named + unlikely;
}

async function askFirstProfile(given: CommandArguments): Promise<string | undefined> {
  if (given.name !== undefined) return given.name;
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Set Up Safekeep'),
    prompt: vscode.l10n.t('Name of the first profile, made of the file as it is'),
    value: 'development',
    validateInput: (name) => (name === '' ? undefined : (nameFault(name) ?? undefined)),
  });
}
