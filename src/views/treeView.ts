// A tree drawn from the workspace's state. The provider holds no data: it asks for the nodes whenever it is asked, and
// the view is drawn again only when other rows would come of it.
import * as vscode from 'vscode';
import {
  readyFolders,
  type ReadyFolder,
  type ReadyState,
  type WorkspaceState,
} from '../workspace/state/workspaceState.ts';
import { failedFolderRow } from './failedFolderRow.ts';
import { shownText } from '../workspace/texts/shownText.ts';
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
  /** Made when somebody points at the row. */
  readonly tooltip?: () => vscode.MarkdownString;
}

export interface TreeSource {
  readonly viewId: string;
  /** The folders whose rows it has; the ready ones where nothing is said. */
  readonly foldersOf?: (state: WorkspaceState) => readonly ReadyFolder[];
  readonly nodesOf: (folder: ReadyFolder, state: ReadyState) => readonly TreeNode[];
  /** Rows below those of the folders. */
  readonly moreOf?: (state: ReadyState) => readonly TreeNode[];
  /** A sentence above the rows. */
  readonly messageOf?: (state: ReadyState) => string | undefined;
  readonly badgeOf?: (state: WorkspaceState) => vscode.ViewBadge | undefined;
  readonly canSelectMany?: true;
}

/** Rows say how long ago something was. */
const agingMs = 60_000;

export function createTree(service: WorkspaceService, source: TreeSource): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<TreeNode>(source.viewId, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: ({ item }) => shownRow(item),
      getChildren: (node) => [...(node ? (node.children ?? []) : rootNodes(service.state, source))],
      resolveTreeItem: (item, { tooltip }) => {
        if (tooltip) item.tooltip = tooltip();
        return item;
      },
    },
    showCollapseAll: false,
    canSelectMany: source.canSelectMany === true,
  });
  let drawn = '';
  const redraw = () => {
    // What nobody sees is drawn when it is seen.
    const rows = view.visible ? JSON.stringify(drawingOf(rootNodes(service.state, source))) : '';
    if (rows === drawn && rows !== '') return;
    drawn = rows;
    changed.fire(undefined);
  };
  const follow = (state: WorkspaceState) => {
    view.badge = source.badgeOf?.(state);
    view.message = state.kind === 'ready' ? shownText(source.messageOf?.(state) ?? '') : '';
    redraw();
  };
  const aging = setInterval(redraw, agingMs);
  return vscode.Disposable.from(
    changed,
    view,
    service.onDidChangeState(follow),
    view.onDidChangeVisibility(({ visible }) => {
      redraw();
      if (visible) void service.refresh();
    }),
    new vscode.Disposable(() => {
      clearInterval(aging);
    }),
  );
}

/** What stands in files is no more than text in a row. */
function shownRow(item: vscode.TreeItem): vscode.TreeItem {
  const { label, description, tooltip, accessibilityInformation } = item;
  const row = Object.assign(new vscode.TreeItem(''), item);
  if (typeof label === 'string') row.label = shownText(label);
  if (typeof description === 'string') row.description = shownText(description);
  if (typeof tooltip === 'string') row.tooltip = shownText(tooltip);
  if (accessibilityInformation)
    row.accessibilityInformation = {
      ...accessibilityInformation,
      label: shownText(accessibilityInformation.label),
    };
  return row;
}

/** All that a person sees of rows. */
function drawingOf(nodes: readonly TreeNode[]): unknown {
  return nodes.map(({ item, tooltip, children = [] }) => [item, tooltip?.().value, drawingOf(children)]);
}

function rootNodes(state: WorkspaceState, source: TreeSource): readonly TreeNode[] {
  if (state.kind === 'loading') return [];
  return [...folderNodes(state, source), ...(source.moreOf?.(state) ?? [])];
}

/** One folder shows its rows at once; several have a row each. */
function folderNodes(
  state: ReadyState,
  { foldersOf = readyFolders, nodesOf }: TreeSource,
): readonly TreeNode[] {
  const folders = foldersOf(state);
  const [only] = folders;
  if (only && state.folders.length === 1) return nodesOf(only, state);
  const usable = folders.map((folder): TreeNode => ({
    item: folderItem(folder),
    folder: folder.id,
    children: nodesOf(folder, state),
  }));
  const failed = state.folders.filter(({ id }) => folders.every((folder) => folder.id !== id));
  return [
    ...usable,
    ...failed.flatMap((folder) =>
      folder.kind === 'failed' ? { item: failedFolderRow(folder), folder: folder.id } : [],
    ),
  ];
}

function folderItem({ id, label, snapshot }: ReadyFolder): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.description = snapshot.state.activeProfile ?? '';
  item.iconPath = vscode.ThemeIcon.Folder;
  item.contextValue = 'folder';
  return item;
}
