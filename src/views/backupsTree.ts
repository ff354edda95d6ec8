// The backups of a config folder: those that cannot be read and pinned ones on top, the others by day or by profile, as the
// person orders them.
import * as vscode from 'vscode';
import type { Backup } from '../engine/index.ts';
import { backupReason } from '../engine/records/backupReason.ts';
import { viewIds } from '../ids.ts';
import { unreadableBackups } from '../workspace/state/unreadableBackups.ts';
import {
  foldersWithPast,
  type BackupsOrder,
  type ReadyFolder,
  type ReadyState,
  type WorkspaceState,
} from '../workspace/state/workspaceState.ts';
import { backupTitle } from '../workspace/state/wording.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { backupNode, unreadableNode } from './backupRows.ts';
import { dayOf } from './times.ts';
import { createTree, type TreeNode } from './treeView.ts';

export function createBackupsTree(service: WorkspaceService): vscode.Disposable {
  return createTree(service, {
    viewId: viewIds.backups,
    foldersOf: foldersWithPast,
    nodesOf: (folder, { backupsOrder }) => backupNodes(folder, backupsOrder),
    messageOf,
    badgeOf,
    canSelectMany: true,
  });
}

export function backupNodes(folder: ReadyFolder, order: BackupsOrder): readonly TreeNode[] {
  const shown = shownBackups(folder, order);
  const unreadable = order.filter === '' ? unreadableBackups(folder) : [];
  const pinned = shown.filter((backup) => backup.pinned).map((backup) => backupNode(folder, backup));
  const groups = Map.groupBy(
    shown.filter((backup) => !backup.pinned),
    (backup) => groupName(backup, order),
  );
  return [
    ...unreadable.map((backup) => unreadableNode(folder, backup)),
    ...pinned,
    ...[...groups].map((group, index) => groupNode({ folder, order, index }, group)),
  ];
}

function groupName({ createdAt, activeProfile }: Backup, { groupBy }: BackupsOrder): string {
  if (groupBy === 'day') return dayOf(createdAt);
  return activeProfile ?? vscode.l10n.t('no profile');
}

interface GroupPlace {
  readonly folder: ReadyFolder;
  readonly order: BackupsOrder;
  readonly index: number;
}

/** The newest is open; all are where the person looks for something. */
function groupNode(
  { folder, order, index }: GroupPlace,
  [name, backups]: readonly [string, readonly Backup[]],
): TreeNode {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const isOpen = index === 0 || order.filter !== '';
  const item = new vscode.TreeItem(name, isOpen ? Expanded : Collapsed);
  item.id = JSON.stringify([folder.id, order, name]); // Another order opens its own groups.
  item.description = String(backups.length);
  item.contextValue = 'group';
  const count =
    backups.length === 1 ? vscode.l10n.t('1 backup') : vscode.l10n.t('{0} backups', backups.length);
  item.accessibilityInformation = { label: `${name}, ${count}` };
  const children = backups.map((backup) => backupNode(folder, backup, order.groupBy));
  return { item, folder: folder.id, children };
}

/** Those that have each word of the filter, in any letter case. */
function shownBackups({ snapshot }: ReadyFolder, { filter }: BackupsOrder): readonly Backup[] {
  const wanted = filter.toLowerCase().split(/\s+/);
  return snapshot.backups.filter((backup) => {
    const { note = '', summary = '', activeProfile } = backup;
    const texts = [backupTitle(backup), activeProfile ?? '', backupReason(backup), note, summary];
    const all = texts.join('\n').toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}

function messageOf(state: ReadyState): string | undefined {
  const { filter } = state.backupsOrder;
  if (filter === '') return undefined;
  const folders = foldersWithPast(state);
  const shown = folders.reduce((sum, folder) => sum + shownBackups(folder, state.backupsOrder).length, 0);
  const all = folders.reduce((sum, { snapshot }) => sum + snapshot.backups.length, 0);
  return shown === 0
    ? vscode.l10n.t('No backups match “{0}”.', filter)
    : vscode.l10n.t('{0} of {1} backups match “{2}”.', shown, all, filter);
}

/** Backups that cannot be relied on. */
function badgeOf(state: WorkspaceState): vscode.ViewBadge | undefined {
  const value = foldersWithPast(state).reduce((sum, folder) => sum + damagedBackups(folder), 0);
  if (value === 0) return undefined;
  const tooltip =
    value === 1 ? vscode.l10n.t('1 backup is damaged') : vscode.l10n.t('{0} backups are damaged', value);
  return { value, tooltip };
}

function damagedBackups(folder: ReadyFolder): number {
  const { snapshot, verified } = folder;
  const damaged = snapshot.backups.filter(({ id }) => (verified[id]?.problems.length ?? 0) > 0);
  return damaged.length + unreadableBackups(folder).length;
}
