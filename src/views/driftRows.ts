// Below the active profile: each live file that differs from it, and below that each key.
import * as vscode from 'vscode';
import type { ChangeKind } from '../engine/index.ts';
import { driftWords } from '../workspace/state/wording.ts';
import type { KeyChange, ReadyFolder, TargetDrift } from '../workspace/state/workspaceState.ts';
import type { TreeNode } from './treeView.ts';

interface DriftContext {
  readonly folder: ReadyFolder;
  readonly profile: string;
}

export function driftNode(place: DriftContext, drift: TargetDrift): TreeNode {
  const { folder, profile } = place;
  const { path, target, changes } = drift;
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const isOnly = folder.drift.length === 1;
  const item = new vscode.TreeItem(path, changes.length === 0 ? undefined : isOnly ? Expanded : Collapsed);
  const words = driftWords(drift);
  item.id = `${folder.id}#drift#${target}`;
  item.description = words;
  item.resourceUri = liveUri(folder, drift);
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = 'drift';
  item.tooltip = `${path}: ${words}`;
  item.accessibilityInformation = { label: `${path}, ${words}` };
  item.command = openCommand(liveUri(folder, drift));
  const children = [...changes.map((change) => changeNode(place, drift, change)), ...restNode(place, drift)];
  return { item, folder: folder.id, profile, target, children };
}

const icons: Readonly<Record<ChangeKind, string>> = {
  added: 'diff-added',
  removed: 'diff-removed',
  modified: 'diff-modified',
  moved: 'diff-renamed',
};

function changeNode({ folder, profile }: DriftContext, drift: TargetDrift, change: KeyChange): TreeNode {
  const { target } = drift;
  const { type, pointer, path, line, column } = change;
  const item = new vscode.TreeItem(path === '' ? vscode.l10n.t('the whole file') : path);
  item.id = `${folder.id}#drift#${target}#${type}#${pointer}`;
  item.description = changeWords(change);
  item.iconPath = new vscode.ThemeIcon(icons[type]);
  item.contextValue = 'driftKey';
  item.tooltip = `${path}: ${spoken(change)}`;
  item.accessibilityInformation = { label: `${path}, ${spoken(change)}` };
  const at = new vscode.Position(line - 1, column - 1);
  item.command = openCommand(liveUri(folder, drift), new vscode.Range(at, at));
  return { item, folder: folder.id, profile, target, path: pointer };
}

/** "8080 → 9000"; of what came or went its value, with the word for it. */
function changeWords({ type, from = '', to = '', oldPath = '' }: KeyChange): string {
  switch (type) {
    case 'modified':
      return `${from} → ${to}`;
    case 'moved':
      return vscode.l10n.t('moved from {0}', oldPath);
    case 'added':
      return vscode.l10n.t('added: {0}', to);
    case 'removed':
      return vscode.l10n.t('removed: {0}', from);
  }
}

/** The row's icon says `modified`; who hears it needs the word. */
function spoken(change: KeyChange): string {
  const words = changeWords(change);
  return change.type === 'modified' ? vscode.l10n.t('modified, {0}', words) : words;
}

function restNode(
  { folder, profile }: DriftContext,
  { target, count, changes }: TargetDrift,
): readonly TreeNode[] {
  const rest = (count ?? 0) - changes.length;
  if (rest <= 0) return [];
  const item = new vscode.TreeItem(vscode.l10n.t('… and {0} more', rest));
  item.id = `${folder.id}#drift#${target}#rest`;
  return [{ item, folder: folder.id, profile, target }];
}

function liveUri({ id }: ReadyFolder, { path }: TargetDrift): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.file(id), path);
}

function openCommand(uri: vscode.Uri, selection?: vscode.Range): vscode.Command {
  const options: vscode.TextDocumentShowOptions[] = selection ? [{ selection }] : [];
  return { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri, ...options] };
}
