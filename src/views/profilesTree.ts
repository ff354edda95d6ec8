import * as vscode from 'vscode';
import type { Damage, Profile } from '../engine/index.ts';
import { commandIds, viewIds, type CommandId } from '../ids.ts';
import { markdownText } from '../workspace/texts/shownText.ts';
import { readyFolders, type ReadyFolder, type ReadyState } from '../workspace/state/workspaceState.ts';
import {
  driftBesideDamage,
  profileDescription,
  versionGaps,
  type VersionGap,
} from '../workspace/state/wording.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { profileRowUri } from './decorations.ts';
import { driftNode } from './driftRows.ts';
import { createTree, type TreeNode } from './treeView.ts';

export function createProfilesTree(service: WorkspaceService): vscode.Disposable {
  return createTree(service, {
    viewId: viewIds.profiles,
    nodesOf: profileNodes,
    moreOf: restingNodes,
    badgeOf: (state) => badgeOf(readyFolders(state)),
  });
}

export function profileNodes(folder: ReadyFolder): readonly TreeNode[] {
  return [
    ...folder.snapshot.damage.map((damage) => damageNode(folder, damage)),
    ...versionGaps(folder).map((gap) => olderNode(folder, gap)),
    ...folder.snapshot.profiles.map((profile) => profileNode(folder, profile)),
  ];
}

/** A config folder that nobody uses yet: that it is there is all that is known of it. */
export function restingNodes({ resting }: Pick<ReadyState, 'resting'>): readonly TreeNode[] {
  return resting.map(({ id, label }) => {
    const item = new vscode.TreeItem(label);
    item.id = `${id}#resting`;
    item.description = vscode.l10n.t('not in use');
    item.iconPath = new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
    item.contextValue = 'restingFolder';
    item.tooltip = vscode.l10n.t(
      "This config folder is inside vendored code, a nested repository, or build output. Safekeep doesn't read it until you choose to use it.",
    );
    item.accessibilityInformation = { label: `${label}, ${item.description}` };
    return { item, folder: id };
  });
}

/** What a person should look at, each target once, with what it is in words. */
export function badgeOf(folders: readonly ReadyFolder[]): vscode.ViewBadge | undefined {
  const count = (targetsOf: (folder: ReadyFolder) => readonly { readonly target: string }[]) =>
    folders.reduce((sum, folder) => sum + new Set(targetsOf(folder).map(({ target }) => target)).size, 0);
  const value = count(({ drift, snapshot, older }) => [...drift, ...snapshot.damage, ...older]);
  if (value === 0) return undefined;
  const { t } = vscode.l10n;
  const words = [
    counted(
      count(({ snapshot }) => snapshot.damage),
      [t('1 live file is damaged'), (many) => t('{0} live files are damaged', many)],
    ),
    counted(count(driftBesideDamage), [
      t('1 live file differs from its profile'),
      (many) => t('{0} live files differ from their profile', many),
    ]),
    counted(
      count(({ older }) => older),
      [t('1 live file has outdated documents'), (many) => t('{0} live files have outdated documents', many)],
    ),
  ];
  return { value, tooltip: words.flat().join(', ') };
}

function counted(
  count: number,
  [one, several]: readonly [string, (count: number) => string],
): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? one : several(count)];
}

/** On top of the profiles, as long as it is so. */
function damageNode(folder: ReadyFolder, { path, sentence }: Damage): TreeNode {
  const item = new vscode.TreeItem(sentence);
  item.id = `${folder.id}#damage#${path}`;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.errorForeground'));
  item.contextValue = 'damage';
  item.description = vscode.l10n.t('Recover…');
  item.tooltip = vscode.l10n.t('{0} Select it to review the recovery.', sentence);
  return actionNode(folder, item, { sentence, command: commandIds.recover, title: vscode.l10n.t('Recover') });
}

/** Below what is damaged: nothing is wrong, but something is to be done. */
function olderNode(folder: ReadyFolder, { from, to, documents, sentence }: VersionGap): TreeNode {
  const item = new vscode.TreeItem(vscode.l10n.t('Version {0} → {1}', from, to));
  item.id = `${folder.id}#older#${from}#${to}`;
  item.description = [vscode.l10n.t('Migrate…'), ...(documents === undefined ? [] : [documents])].join(' · ');
  item.iconPath = new vscode.ThemeIcon('versions');
  item.contextValue = 'older';
  item.tooltip = vscode.l10n.t('{0} Select it to see what would change.', sentence);
  const title = vscode.l10n.t('Migrate Configuration');
  return actionNode(folder, item, { sentence, command: commandIds.migrate, title });
}

interface Action {
  readonly sentence: string;
  readonly command: CommandId;
  readonly title: string;
}

/** A row that says what is to be done, and does it when it is selected. */
function actionNode({ id }: ReadyFolder, item: vscode.TreeItem, { sentence, ...action }: Action): TreeNode {
  item.accessibilityInformation = { label: sentence };
  item.command = { ...action, arguments: [{ folder: id }] };
  return { item, folder: id };
}

function profileNode(folder: ReadyFolder, profile: Profile): TreeNode {
  const { name } = profile;
  const active = folder.snapshot.state.activeProfile === name;
  const drift = active ? driftBesideDamage(folder) : [];
  const item = new vscode.TreeItem(
    name,
    drift.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : undefined,
  );
  const words = profileDescription(folder, profile);
  item.id = `${folder.id}#${name}`;
  item.description = words.join(' · ');
  item.iconPath = iconOf(profile, active);
  item.resourceUri = profileRowUri(folder.id, { profile: name, drift: drift[0]?.kind });
  const kind = drift.length > 0 ? 'profile.drifted' : active ? 'profile.active' : 'profile';
  item.contextValue = profile.metadata.protected ? `${kind}.protected` : kind;
  item.accessibilityInformation = { label: [name, ...words].join(', ') };
  const [file] = profile.all;
  if (file) {
    const uri = vscode.Uri.joinPath(vscode.Uri.file(folder.id), file.path);
    item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] };
  }
  const children = drift.map((of) => driftNode({ folder, profile: name }, of));
  return { item, folder: folder.id, profile: name, children, tooltip: () => tooltipOf(profile, words) };
}

/** Active and protected have their own icons; any other profile may choose one, and a color of the theme. */
function iconOf({ metadata }: Profile, active: boolean): vscode.ThemeIcon {
  if (active) return new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('charts.green'));
  const icon = metadata.protected ? 'lock' : (metadata.icon ?? 'circle-outline');
  return new vscode.ThemeIcon(
    icon,
    metadata.color === undefined ? undefined : new vscode.ThemeColor(metadata.color),
  );
}

function tooltipOf({ name, metadata, all }: Profile, words: readonly string[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(markdownText(name)).appendMarkdown('**\n\n');
  if (metadata.description !== undefined)
    tooltip.appendText(markdownText(metadata.description)).appendMarkdown('\n\n');
  if (words.length > 0) tooltip.appendText(markdownText(words.join(' · '))).appendMarkdown('\n\n');
  return tooltip.appendText(markdownText(all.map(({ path }) => path).join(', ')));
}
