// Which file the application reads: what is likely to be configuration comes first.
import { basename, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { showInformationMessage, showQuickPick } from '../../workspace/texts/messages.ts';

/** Names of configuration files. The editor's globs have no braces within braces. */
const names = [
  ...['*.yaml', '*.yml', '*.json', '*.jsonc', '*.toml', '*.ini', '*.conf', '*.cfg', '*.properties'],
  ...['*.env', '.env.*', '*.xml', '*.pem', '*.crt'],
];

/**
 * Absolute; `undefined` when the person turns away, or when there is none. @param folder where configuration usually is.
 * @param known files that are managed already.
 */
export async function chooseLiveFile(
  root: vscode.WorkspaceFolder,
  folder: string,
  known: readonly string[] = [],
): Promise<string | undefined> {
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(root, `**/{${names.join(',')}}`),
    '**/{node_modules,.git,backups,.safekeep,profiles,dist,out,bin,obj}/**',
    500,
  );
  const open = vscode.window.activeTextEditor?.document.uri.fsPath;
  const likelihood = (path: string) => likelihoodOf(path, folder) + (path === open ? 4 : 0);
  const paths = found
    .map(({ fsPath }) => fsPath)
    .filter((path) => !known.includes(path) && !ours.test(basename(path)))
    .toSorted((left, right) => likelihood(right) - likelihood(left) || (left < right ? -1 : 1));
  const items = paths.map((path) => ({
    label: relative(root.uri.fsPath, path),
    iconPath: vscode.ThemeIcon.File,
    resourceUri: vscode.Uri.file(path),
    path,
  }));
  if (items.length === 0) {
    return void showInformationMessage(
      vscode.l10n.t(
        'There is no configuration file in this workspace yet. Create the file that your application reads, then set up Safekeep.',
      ),
    );
  }
  const chosen = await showQuickPick(items, {
    placeHolder: vscode.l10n.t('Select the file that the application reads'),
  });
  return chosen?.path;
}

/** Manifests and exported profiles. */
const ours = /^safekeep\.(ya?ml|jsonc?)$|\.safekeep-profile\.\w+$/;
const usual = /^(current|config|settings|appsettings|app|application|(docker-)?compose)\.[a-z]+$/i;
const unlikely = /^(package(-lock)?|composer|tsconfig.*|jsconfig.*|launch|tasks|extensions|.*schema)\.json$/i;

function likelihoodOf(path: string, folder: string): number {
  const name = basename(path);
  const inFolder = path.startsWith(folder + sep) ? 4 : 0;
  // The editor's own settings are what an application reads, too, but seldom the one that is meant.
  const isEditors = path.includes(`${sep}.vscode${sep}`) ? -1 : 0;
  return inFolder + (usual.test(name) ? 2 : 0) + (unlikely.test(name) ? -3 : 0) + isEditors;
}
