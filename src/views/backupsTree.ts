import * as vscode from 'vscode';
import type { Backup } from '../engine/index.ts';
import { viewIds } from '../ids.ts';
import { backupUri } from '../workspace/backupUri.ts';
import type { ReadyFolder } from '../workspace/workspaceState.ts';
import { backupReason, backupTitle } from '../workspace/wording.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { ageOf, dayOf, fullTime } from './times.ts';
import { createTree, type TreeNode } from './treeView.ts';

export function createBackupsTree(service: WorkspaceService): vscode.Disposable {
  return createTree(service, { viewId: viewIds.backups, nodesOf: backupNodes });
}

/** Pinned ones on top, the others by day. */
function backupNodes(folder: ReadyFolder): readonly TreeNode[] {
  const { backups } = folder.snapshot;
  const pinned = backups.filter((backup) => backup.pinned).map((backup) => backupNode(folder, backup));
  const days = Map.groupBy(
    backups.filter((backup) => !backup.pinned),
    ({ createdAt }) => dayOf(createdAt),
  );
  const groups = [...days].map(([day, of], index): TreeNode => {
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(day, index === 0 ? Expanded : Collapsed);
    item.id = `${folder.id}#${day}`;
    item.description = String(of.length);
    item.contextValue = 'day';
    return { item, folder: folder.id, children: of.map((backup) => backupNode(folder, backup)) };
  });
  return [...pinned, ...groups];
}

function backupNode(folder: ReadyFolder, backup: Backup): TreeNode {
  const several = backup.files.length > 1;
  const item = new vscode.TreeItem(
    backupTitle(backup),
    several ? vscode.TreeItemCollapsibleState.Collapsed : undefined,
  );
  item.id = `${folder.id}#${backup.id}`;
  item.description = `${ageOf(backup.createdAt)} · ${backupReason(backup)}`;
  item.iconPath = new vscode.ThemeIcon(backup.pinned ? 'pinned' : (iconNames[backup.reason] ?? 'archive'));
  item.contextValue = backup.pinned ? 'backup.pinned' : 'backup';
  item.tooltip = tooltipOf(backup);
  const [file] = backup.files;
  if (file && !several) item.command = openCommand(folder, backup, file.path);
  const node = { item, folder: folder.id, backup: backup.id };
  return several
    ? { ...node, children: backup.files.map(({ path }) => fileNode(folder, backup, path)) }
    : node;
}

function fileNode(folder: ReadyFolder, backup: Backup, path: string): TreeNode {
  const item = new vscode.TreeItem(path);
  item.id = `${folder.id}#${backup.id}#${path}`;
  item.resourceUri = vscode.Uri.file(path);
  item.iconPath = vscode.ThemeIcon.File;
  item.command = openCommand(folder, backup, path);
  return { item, folder: folder.id };
}

function openCommand(folder: ReadyFolder, { id }: Backup, path: string): vscode.Command {
  return {
    command: 'vscode.open',
    title: vscode.l10n.t('Open'),
    arguments: [backupUri({ folder: folder.id, id, path })],
  };
}

const iconNames: Partial<Record<Backup['reason'], string>> = {
  manual: 'save',
  unsaved: 'edit',
  external: 'file-symlink-file',
  switch: 'arrow-swap',
  restore: 'history',
  undo: 'discard',
};

function tooltipOf(backup: Backup): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(backupTitle(backup)).appendMarkdown('**\n\n');
  if (backup.note !== undefined) tooltip.appendText(backup.note).appendMarkdown('\n\n');
  if (backup.summary !== undefined)
    tooltip.appendText(vscode.l10n.t('Before: {0}', backup.summary)).appendMarkdown('\n\n');
  const by = vscode.l10n.t('{0} by {1}', fullTime(backup.createdAt), backup.author);
  tooltip.appendText(by).appendMarkdown('\n\n');
  return tooltip.appendText(backup.files.map(({ path, size }) => `${path} (${size} B)`).join(', '));
}
