// A tree drawn from the workspace's state. The provider holds no data: it asks for the nodes whenever it is asked.
import * as vscode from 'vscode';
import { readyFolders, type ReadyFolder, type WorkspaceState } from '../workspace/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

/** A row: commands read `folder`, `profile`, `target`, `path`, `backup`, `commit` from it. */
export interface TreeNode {
  readonly item: vscode.TreeItem;
  readonly folder: string;
  readonly profile?: string;
  readonly target?: string;
  /** The JSON Pointer of a key. */
  readonly path?: string;
  readonly backup?: string;
  readonly commit?: string;
  readonly children?: readonly TreeNode[];
}

export interface TreeSource {
  readonly viewId: string;
  readonly nodesOf: (folder: ReadyFolder) => readonly TreeNode[];
  readonly badgeOf?: (state: WorkspaceState) => vscode.ViewBadge | undefined;
}

export function createTree(
  service: WorkspaceService,
  { viewId, nodesOf, badgeOf }: TreeSource,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<TreeNode>(viewId, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: ({ item }) => item,
      getChildren: (node) => [...(node ? (node.children ?? []) : rootNodes(service.state, nodesOf))],
    },
    showCollapseAll: false,
  });
  const follow = (state: WorkspaceState) => {
    view.badge = badgeOf?.(state);
    changed.fire(undefined);
  };
  return vscode.Disposable.from(
    changed,
    view,
    service.onDidChangeState(follow),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void service.refresh();
    }),
  );
}

/** One folder shows its rows at once; several have a row each. */
function rootNodes(state: WorkspaceState, nodesOf: TreeSource['nodesOf']): readonly TreeNode[] {
  if (state.kind === 'loading') return [];
  const [only] = state.folders;
  if (state.folders.length === 1 && only?.kind === 'ready') return nodesOf(only);
  const ready = readyFolders(state).map((folder): TreeNode => ({
    item: folderItem(folder),
    folder: folder.id,
    children: nodesOf(folder),
  }));
  const failed = state.folders.flatMap((folder): TreeNode[] => {
    if (folder.kind === 'ready') return [];
    const item = new vscode.TreeItem(folder.label);
    item.id = folder.id;
    item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    item.description = folder.error.message;
    item.tooltip = folder.error.message;
    return [{ item, folder: folder.id }];
  });
  return [...ready, ...failed];
}

function folderItem({ id, label, snapshot }: ReadyFolder): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.description = snapshot.state.activeProfile ?? '';
  item.iconPath = vscode.ThemeIcon.Folder;
  item.contextValue = 'folder';
  return item;
}
