import * as vscode from 'vscode';
import type { HistoryEntry } from '../engine/index.ts';
import { viewIds } from '../ids.ts';
import { changesUri } from '../workspace/base/changesUri.ts';
import { markdownText } from '../workspace/texts/shownText.ts';
import { foldersWithPast, type ReadyFolder } from '../workspace/state/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { ageOf, fullTime } from './times.ts';
import { createTree, type TreeNode } from './treeView.ts';

/** Older commits are in the log; a list of thousands helps nobody. */
const maxEntries = 200;

export function createHistoryTree(service: WorkspaceService): vscode.Disposable {
  return createTree(service, {
    viewId: viewIds.history,
    foldersOf: foldersWithPast,
    nodesOf: historyNodes,
  });
}

export function historyNodes(folder: ReadyFolder): readonly TreeNode[] {
  const { history } = folder.snapshot;
  const undone = new Set(history.map(({ undoes }) => undoes));
  return history
    .slice(0, maxEntries)
    .map((entry) => entryNode(folder, entry, undone.has(entry.id) ? 'undone' : 'stands'));
}

function entryNode(folder: ReadyFolder, entry: HistoryEntry, fate: 'undone' | 'stands'): TreeNode {
  const { id, at, author, summary, action } = entry;
  const item = new vscode.TreeItem(summary);
  const changes =
    entry.changes === 1 ? vscode.l10n.t('1 change') : vscode.l10n.t('{0} changes', entry.changes);
  const undone = fate === 'undone' ? [vscode.l10n.t('undone')] : [];
  const words = [...undone, ageOf(at), author, changes];
  item.id = `${folder.id}#${id}`;
  item.description = words.join(' · ');
  const kept = action === 'undo' ? 'discard' : 'git-commit';
  item.iconPath = new vscode.ThemeIcon(fate === 'undone' ? 'circle-slash' : kept);
  item.contextValue = 'commit';
  item.accessibilityInformation = { label: [summary, ...words].join(', ') };
  const uri = changesUri({ folder: folder.id, commit: id, title: summary });
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Show Changes'), arguments: [uri] };
  const lines = [[...undone, fullTime(at), author, changes].join(' · '), filesOf(entry)];
  return { item, folder: folder.id, commit: id, tooltip: () => tooltipOf(summary, lines) };
}

function filesOf({ files }: HistoryEntry): string {
  return files.map(({ path }) => path).join(', ');
}

function tooltipOf(summary: string, lines: readonly string[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(markdownText(summary)).appendMarkdown('**');
  for (const line of lines) tooltip.appendMarkdown('\n\n').appendText(markdownText(line));
  return tooltip;
}
