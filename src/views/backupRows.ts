// The row of a backup, and below it one for each of its files when there are several.
import * as vscode from 'vscode';
import type { Backup } from '../engine/index.ts';
import { backupReason } from '../engine/records/backupReason.ts';
import { backupUri } from '../workspace/base/backupUri.ts';
import { markdownText } from '../workspace/texts/shownText.ts';
import type { BackupsOrder, ReadyFolder, VerifiedBackup } from '../workspace/state/workspaceState.ts';
import type { UnreadableBackup } from '../workspace/state/unreadableBackups.ts';
import { backupTitle } from '../workspace/state/wording.ts';
import { sizeText } from './sizes.ts';
import { ageOf, fullTime, momentOf } from './times.ts';
import type { TreeNode } from './treeView.ts';

/** @param group below the name of its profile a row without a name of its own is called by its time. */
export function backupNode(
  folder: ReadyFolder,
  backup: Backup,
  group: BackupsOrder['groupBy'] = 'day',
): TreeNode {
  const several = backup.files.length > 1;
  const isTime = group === 'profile' && backup.name === undefined;
  const label = isTime ? momentOf(backup.createdAt) : backupTitle(backup);
  const item = new vscode.TreeItem(label, several ? vscode.TreeItemCollapsibleState.Collapsed : undefined);
  const verified = folder.verified[backup.id];
  const age = [...(isTime ? [] : [ageOf(backup.createdAt)]), ...statusLabels(folder, backup)];
  const words = rowWords(backup, age, verified);
  item.id = `${folder.id}#${backup.id}`;
  item.description = words.join(' · ');
  item.iconPath = iconOf(backup, verified);
  item.contextValue = backup.pinned ? 'backup.pinned' : 'backup';
  const pinned = backup.pinned ? [vscode.l10n.t('pinned')] : [];
  item.accessibilityInformation = { label: [label, ...pinned, ...words].join(', ') };
  const [file] = backup.files;
  if (file && !several) item.command = openCommand(folder, backup, file.path);
  return {
    item,
    folder: folder.id,
    backup: backup.id,
    tooltip: () => tooltipOf(backup, verified),
    ...(several ? { children: backup.files.map(({ path }) => fileNode(folder, backup, path)) } : {}),
  };
}

/** An edit from outside leaves two backups, of before and of after it. Which one is after it, is said. */
function statusLabels({ snapshot }: ReadyFolder, { reason, files }: Backup): readonly string[] {
  const isNow = snapshot.targets.every(
    ({ path, file }) => files.find((one) => one.path === path)?.sha256 === file?.sha256,
  );
  return reason === 'external' && isNow ? [vscode.l10n.t('current state')] : [];
}

export function unreadableNode(folder: ReadyFolder, { id, message }: UnreadableBackup): TreeNode {
  const item = new vscode.TreeItem(vscode.l10n.t('Unreadable backup'));
  item.id = `${folder.id}#${id}`;
  item.description = `${vscode.l10n.t('damaged')} · ${id}`;
  item.iconPath = damagedIcon();
  item.contextValue = 'unreadable';
  item.tooltip = message;
  item.accessibilityInformation = { label: vscode.l10n.t('Unreadable backup, {0}', message) };
  return { item, folder: folder.id, backup: id };
}

function damagedIcon(): vscode.ThemeIcon {
  return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
}

/** The worst first, the reason last: a row is often cut at its end, and its icon tells the reason, too. */
function rowWords(
  backup: Backup,
  age: readonly string[],
  verified: VerifiedBackup | undefined,
): readonly string[] {
  const isDamaged = verified !== undefined && verified.problems.length > 0;
  return [
    ...(isDamaged ? [vscode.l10n.t('damaged')] : []),
    ...age,
    ...(verified && !isDamaged ? [vscode.l10n.t('verified {0}', ageOf(verified.at))] : []),
    backupReason(backup),
  ];
}

const iconNames: Partial<Record<Backup['reason'], string>> = {
  manual: 'save',
  unsaved: 'edit',
  external: 'file-symlink-file',
  switch: 'arrow-swap',
  restore: 'history',
  undo: 'discard',
};

function iconOf({ pinned, reason }: Backup, verified: VerifiedBackup | undefined): vscode.ThemeIcon {
  if (verified && verified.problems.length > 0) return damagedIcon();
  return new vscode.ThemeIcon(pinned ? 'pinned' : (iconNames[reason] ?? 'archive'));
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

function tooltipOf(backup: Backup, verified: VerifiedBackup | undefined): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const lines = [
    ...(backup.note === undefined ? [] : [backup.note]),
    ...(backup.summary === undefined ? [] : [vscode.l10n.t('Before: {0}', backup.summary)]),
    vscode.l10n.t('{0} by {1}', fullTime(backup.createdAt), backup.author),
    ...backup.files.map(({ path, size }) => `${path} (${sizeText(size)})`),
    ...(backup.files.length > 1 ? [vscode.l10n.t('{0} total', sizeText(backup.size))] : []),
    verifiedLine(verified),
  ];
  tooltip
    .appendMarkdown('**')
    .appendText(markdownText(backupTitle(backup)))
    .appendMarkdown('**');
  for (const line of lines) tooltip.appendMarkdown('\n\n').appendText(markdownText(line));
  return tooltip;
}

function verifiedLine(verified: VerifiedBackup | undefined): string {
  if (!verified) return vscode.l10n.t('Not verified yet.');
  const { at, problems } = verified;
  return problems.length === 0
    ? vscode.l10n.t('Verified {0}: every byte is intact.', fullTime(at))
    : vscode.l10n.t('Verified {0}. {1}', fullTime(at), problems.join(' '));
}
