import * as vscode from 'vscode';
import type { HistoryEntry } from '../engine/index.ts';
import { viewIds } from '../ids.ts';
import { changesUri } from '../workspace/changesUri.ts';
import type { ReadyFolder } from '../workspace/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { ageOf, fullTime } from './times.ts';
import { createTree, type TreeNode } from './treeView.ts';

/** Older commits are in the log; a list of thousands helps nobody. */
const mostEntries = 200;

export function createHistoryTree(service: WorkspaceService): vscode.Disposable {
  return createTree(service, {
    viewId: viewIds.history,
    nodesOf: (folder) =>
      folder.snapshot.history.slice(0, mostEntries).map((entry) => entryNode(folder, entry)),
  });
}

function entryNode(folder: ReadyFolder, entry: HistoryEntry): TreeNode {
  const item = new vscode.TreeItem(entry.summary);
  const changes =
    entry.changes === 1 ? vscode.l10n.t('1 change') : vscode.l10n.t('{0} changes', entry.changes);
  item.id = `${folder.id}#${entry.id}`;
  item.description = `${ageOf(entry.at)} · ${entry.author} · ${changes}`;
  item.iconPath = new vscode.ThemeIcon(entry.action === 'undo' ? 'discard' : 'git-commit');
  item.contextValue = 'commit';
  item.tooltip = new vscode.MarkdownString().appendText(
    `${entry.summary}\n${fullTime(entry.at)} · ${entry.author} · ${changes}`,
  );
  const uri = changesUri({ folder: folder.id, commit: entry.id, title: entry.summary });
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Show Changes'), arguments: [uri] };
  return { item, folder: folder.id, commit: entry.id };
}
