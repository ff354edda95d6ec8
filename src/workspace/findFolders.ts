// The config folders of the open workspace: those the setting names and that exist, and every folder that holds a
// manifest. Only folders on a real disk count: the engine needs its guarantees.
import { dirname, join, relative } from 'node:path';
import * as vscode from 'vscode';
import { foldersSetting } from './settings.ts';
import type { FolderPlace } from './workspaceState.ts';

export async function findFolders(): Promise<readonly FolderPlace[]> {
  const roots = rootsOnDisk();
  const found = await Promise.all(roots.map((root) => findInRoot(root, roots.length > 1)));
  const byId = new Map(found.flat().map((place) => [place.id, place]));
  return [...byId.values()];
}

/** Where the settings say that config folders are, whether there are any or not. */
export function namedFolders(): readonly string[] {
  return rootsOnDisk().flatMap(namedIn);
}

function rootsOnDisk(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

function namedIn({ uri }: vscode.WorkspaceFolder): readonly string[] {
  return foldersSetting(uri).map((path) => join(uri.fsPath, path));
}

async function findInRoot(
  root: vscode.WorkspaceFolder,
  isOneOfMany: boolean,
): Promise<readonly FolderPlace[]> {
  const { isConfigFolder } = await import('../engine/index.ts');
  const existing = await Promise.all(
    namedIn(root).map(async (path) => ((await isConfigFolder(path)) ? [path] : [])),
  );
  const pattern = new vscode.RelativePattern(root, '**/safekeep.{yaml,yml,json,jsonc}');
  const manifests = await vscode.workspace.findFiles(
    pattern,
    '**/{node_modules,.git,backups,.safekeep}/**',
    50,
  );
  const paths = new Set([...existing.flat(), ...manifests.map(({ fsPath }) => dirname(fsPath))]);
  return [...paths].toSorted().map((path) => {
    const inner = relative(root.uri.fsPath, path) || root.name;
    return { id: path, label: isOneOfMany ? `${root.name}/${inner}` : inner, root: root.uri.fsPath };
  });
}
