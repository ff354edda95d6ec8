// The config folders of the open workspace: those the setting names and that exist, and every folder that holds a
// manifest. What came along with somebody else's code rests: it is known to be there, and nothing of it is read before
// the person uses it. Only folders on a real disk count: the engine needs its guarantees.
import { dirname, join, relative } from 'node:path';
import * as vscode from 'vscode';
import { foldersSetting } from '../base/settings.ts';
import type { FolderPlace } from '../state/workspaceState.ts';

export interface FoundFolders {
  readonly active: readonly FolderPlace[];
  readonly resting: readonly FolderPlace[];
}

export const noFolders: FoundFolders = { active: [], resting: [] };

/** Of each kind, in one workspace folder. */
const maxFolders = 50;
/** So that no number of manifests of others hides the person's own. */
const maxLookedAt = 2_000;

/** @param used what the person uses, wherever it came from. */
export async function findFolders(used: ReadonlySet<string>): Promise<FoundFolders> {
  const roots = rootsOnDisk();
  const found = await Promise.all(roots.map((root) => findInRoot(root, used)));
  const placesOf = (kind: keyof FoundFolders): ReadonlyMap<string, FolderPlace> =>
    new Map(found.flatMap((one) => one[kind]).map((place) => [place.id, place]));
  const active = placesOf('active');
  const resting = [...placesOf('resting').values()].filter(({ id }) => !active.has(id));
  return { active: [...active.values()], resting };
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

async function findInRoot(root: vscode.WorkspaceFolder, used: ReadonlySet<string>): Promise<FoundFolders> {
  const { cameAlong, isConfigFolder } = await import('../../engine/index.ts');
  const named = await filtered(namedIn(root), isConfigFolder);
  const others = (await foldersWithManifest(root)).filter((path) => !named.includes(path));
  const strange = await filtered(others, async (path) => !used.has(path) && cameAlong(root.uri.fsPath, path));
  const own = others.filter((path) => !strange.includes(path));
  const placesOf = (paths: readonly string[]) =>
    paths
      .slice(0, maxFolders)
      .map((path): FolderPlace => ({ id: path, label: labelIn(root, path), root: root.uri.fsPath }));
  return { active: placesOf([...named, ...own].toSorted()), resting: placesOf(strange) };
}

/** Those nearest to the workspace folder first. */
async function foldersWithManifest(root: vscode.WorkspaceFolder): Promise<readonly string[]> {
  const pattern = new vscode.RelativePattern(root, '**/safekeep.{yaml,yml,json,jsonc}');
  const inner = '**/{node_modules,.git,backups,.safekeep}/**';
  const manifests = await vscode.workspace.findFiles(pattern, inner, maxLookedAt);
  const paths = new Set(manifests.map(({ fsPath }) => dirname(fsPath)));
  return [...paths].toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1));
}

function labelIn({ name, uri }: vscode.WorkspaceFolder, path: string): string {
  const inner = relative(uri.fsPath, path) || name;
  return rootsOnDisk().length > 1 ? `${name}/${inner}` : inner;
}

async function filtered(
  paths: readonly string[],
  isWanted: (path: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const wanted = await Promise.all(paths.map(isWanted));
  return [...new Set(paths.filter((_path, index) => wanted[index] === true))];
}
