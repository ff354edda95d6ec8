import * as vscode from 'vscode';
import type { Profile } from '../engine/index.ts';
import { viewIds } from '../ids.ts';
import { readyFolders, type ReadyFolder } from '../workspace/workspaceState.ts';
import { profileWords } from '../workspace/wording.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { profileRowUri } from './decorations.ts';
import { createTree, type TreeNode } from './treeView.ts';

export function createProfilesTree(service: WorkspaceService): vscode.Disposable {
  return createTree(service, {
    viewId: viewIds.profiles,
    nodesOf: (folder) => folder.snapshot.profiles.map((profile) => profileNode(folder, profile)),
    badgeOf: (state) => {
      const value = readyFolders(state).reduce((sum, { drift }) => sum + drift.length, 0);
      return value === 0
        ? undefined
        : { value, tooltip: vscode.l10n.t('{0} live files differ from their profile', value) };
    },
  });
}

function profileNode(folder: ReadyFolder, profile: Profile): TreeNode {
  const { name } = profile;
  const active = folder.snapshot.state.activeProfile === name;
  const drift = active ? folder.drift : [];
  const item = new vscode.TreeItem(name);
  const words = profileWords(folder, profile);
  item.id = `${folder.id}#${name}`;
  item.description = words.join(' · ');
  item.iconPath = iconOf(profile, active);
  item.resourceUri = profileRowUri(folder.id, { profile: name, drift: drift[0]?.kind });
  item.contextValue = active ? 'profile.active' : 'profile';
  item.tooltip = tooltipOf(profile, words);
  item.accessibilityInformation = { label: [name, ...words].join(', ') };
  const [file] = profile.all;
  if (file) {
    const uri = vscode.Uri.joinPath(vscode.Uri.file(folder.id), file.path);
    item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] };
  }
  return { item, folder: folder.id, profile: name };
}

/** Active and protected have their own icons; any other profile may choose one, and a colour of the theme. */
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
  tooltip.appendMarkdown('**').appendText(name).appendMarkdown('**\n\n');
  if (metadata.description !== undefined) tooltip.appendText(metadata.description).appendMarkdown('\n\n');
  if (words.length > 0) tooltip.appendText(words.join(' · ')).appendMarkdown('\n\n');
  return tooltip.appendText(all.map(({ path }) => path).join(', '));
}
