// Tells the service to look again: when a file of a config folder changes or is saved here, when the window gets the
// focus, when the workspace or a setting changes. Watchers miss and double events, so an event only means "look": what
// changed is found by comparing contents.
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { settingIds } from '../ids.ts';
import { debounced } from './base/debounced.ts';
import { namedFolders } from './folders/findFolders.ts';
import { readyFolders, type WorkspaceState } from './state/workspaceState.ts';
import type { WorkspaceService } from './workspaceService.ts';

export function watchWorkspace(service: WorkspaceService): vscode.Disposable {
  const watchers = new Map<string, vscode.Disposable>();
  const follow = () => {
    const wanted = new Map([
      ...unknownPatterns(service.state).map((pattern) => [pattern, discover.call] as const),
      ...knownPatterns(service.state).map((pattern) => [pattern, refresh.call] as const),
    ]);
    for (const [pattern, watcher] of watchers)
      if (!wanted.has(pattern) && watchers.delete(pattern)) watcher.dispose();
    for (const [pattern, onEvent] of wanted)
      if (!watchers.has(pattern)) watchers.set(pattern, watch(relativePattern(pattern), onEvent));
  };
  const refresh = debounced(() => service.refresh());
  const discover = debounced(async () => {
    await service.discover();
    follow(); // The settings may name other folders even where no state has changed.
  });
  follow();
  return vscode.Disposable.from(
    refresh,
    discover,
    service.onDidChangeState(follow),
    watch('**/safekeep.{yaml,yml,json,jsonc}', discover.call),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (watchers.has(join(dirname(uri.fsPath), '*'))) refresh.call();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(discover.call),
    vscode.workspace.onDidGrantWorkspaceTrust(discover.call),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const { folders, author, lockTimeout } = settingIds;
      if ([folders, author, lockTimeout].some((id) => event.affectsConfiguration(id))) discover.call();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) discover.call();
    }),
    new vscode.Disposable(() => {
      for (const watcher of watchers.values()) watcher.dispose();
    }),
  );
}

/** What is in the config folders. Simple patterns, one per directory: recursive ones are slow and lose events. */
function knownPatterns(state: WorkspaceState): readonly string[] {
  const directories = readyFolders(state).flatMap(({ id, snapshot }) => {
    const inner = snapshot.profiles.flatMap(({ all }) => all.map(({ path }) => dirname(join(id, path))));
    const schemas = [...snapshot.schemas.values()].flatMap(({ root, parts }) => [root, ...parts.values()]);
    const others = [...snapshot.targets, ...snapshot.defaults.values(), ...schemas];
    const outer = others.map(({ path }) => dirname(join(id, path)));
    const ours = ['profiles', 'migrations', 'backups', '.safekeep'].map((name) => join(id, name));
    return [...ours, ...inner, ...outer];
  });
  return [...foldersOf(state), ...directories].map((directory) => join(directory, '*'));
}

/** Where a config folder may appear, or go: its own path, and what makes a folder one. */
function unknownPatterns(state: WorkspaceState): readonly string[] {
  const folders = new Set([...foldersOf(state), ...namedFolders()]);
  return [...folders].flatMap((folder) => [folder, join(folder, '*')]);
}

function foldersOf(state: WorkspaceState): readonly string[] {
  return state.kind === 'ready' ? state.folders.map(({ id }) => id) : [];
}

function relativePattern(path: string): vscode.RelativePattern {
  return new vscode.RelativePattern(vscode.Uri.file(dirname(path)), basename(path));
}

function watch(pattern: vscode.GlobPattern, onEvent: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(onEvent),
    watcher.onDidChange(onEvent),
    watcher.onDidDelete(onEvent),
  );
}
