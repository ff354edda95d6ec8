// The switcher in the status bar: the active profile of the folder that the active editor belongs to.
import { sep } from 'node:path';
import * as vscode from 'vscode';
import { commandIds, viewIds } from '../ids.ts';
import { errorLocation, openErrorLocation } from '../workspace/editors/errorLocation.ts';
import { linkData, markdownText, shownText } from '../workspace/texts/shownText.ts';
import {
  readyFolders,
  type FailedFolder,
  type FolderState,
  type ReadyFolder,
  type TargetDrift,
} from '../workspace/state/workspaceState.ts';
import { conditionWords, driftBesideDamage, driftWords, versionGaps } from '../workspace/state/wording.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export function createStatusBar(service: WorkspaceService): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('safekeep.profile', vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t('Safekeep: Active Profile');
  const draw = () => {
    const folders = service.state.kind === 'ready' ? service.state.folders : [];
    const folder = folderInView(folders);
    if (!folder) item.hide();
    else if (folder.kind === 'failed') showFailed(item, folder);
    else show(item, folder, readyFolders(service.state).length > 1 ? `${folder.label}: ` : '');
  };
  draw();
  return vscode.Disposable.from(
    item,
    service.onDidChangeState(draw),
    vscode.window.onDidChangeActiveTextEditor(draw),
  );
}

/** The editor tells which; without it the one that needs somebody. One that cannot be read comes last. */
function folderInView(folders: readonly FolderState[]): FolderState | undefined {
  const path = vscode.window.activeTextEditor?.document.uri.fsPath ?? '';
  const ready = folders.filter(({ kind }) => kind === 'ready');
  const ordered = [...ready, ...folders.filter(({ kind }) => kind === 'failed')];
  return (
    ordered.find(({ id }) => path.startsWith(id + sep)) ??
    ordered.find(({ root }) => path.startsWith(root + sep)) ??
    ordered.find((folder) => folder.kind === 'ready' && folder.snapshot.damage.length > 0) ??
    ordered[0]
  );
}

/** What is wrong, and a click that leads there. */
function showFailed(item: vscode.StatusBarItem, { label, error }: FailedFolder): void {
  const fault = errorLocation(error.details);
  const focus = { command: `${viewIds.profiles}.focus`, title: vscode.l10n.t('Show Profiles') };
  item.text = '$(error) Safekeep';
  item.command = fault ? openErrorLocation(fault) : focus;
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
  item.tooltip = new vscode.MarkdownString().appendText(markdownText(error.message));
  item.accessibilityInformation = {
    label: shownText(vscode.l10n.t('Safekeep, {0}: {1}', label, error.message)),
  };
  item.show();
}

/** @param lead which of several folders is meant. */
function show(item: vscode.StatusBarItem, folder: ReadyFolder, lead: string): void {
  const { id, label, snapshot } = folder;
  const profile = snapshot.state.activeProfile;
  const metadata = snapshot.profiles.find(({ name }) => name === profile)?.metadata;
  const name = profile ?? vscode.l10n.t('no profile');
  const kinds = [...conditionWords(folder), ...gapWords(folder)];
  const isDamaged = snapshot.damage.length > 0;
  const icon = isDamaged ? '$(warning)' : '$(layers)';
  item.text = `${icon} ${shownText(`${lead}${name}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}`)}`;
  item.command = isDamaged
    ? { command: commandIds.recover, title: vscode.l10n.t('Recover'), arguments: [{ folder: id }] }
    : {
        command: commandIds.switchProfile,
        title: vscode.l10n.t('Switch Profile'),
        arguments: [{ folder: id }],
      };
  item.backgroundColor =
    isDamaged || metadata?.protected === true
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
  item.tooltip = tooltipOf(folder, name);
  item.accessibilityInformation = {
    label: shownText(vscode.l10n.t('Safekeep, {0}: profile {1}', label, [name, ...kinds].join(', '))),
  };
  item.show();
}

/** "1.0.0 → 1.2.0" */
function gapWords(folder: ReadyFolder): readonly string[] {
  return versionGaps(folder).map(({ from, to }) => `${from} → ${to}`);
}

type Link = readonly [title: string, command: string];

function tooltipOf(folder: ReadyFolder, name: string): vscode.MarkdownString {
  const { id, label, snapshot } = folder;
  const drift = driftBesideDamage(folder);
  const [fixes, always] = [linksOfDrift(drift), linksOf(folder)];
  const given = { folder: id, ...(drift.length > 0 ? { profile: name } : {}) };
  const tooltip = new vscode.MarkdownString();
  tooltip.isTrusted = { enabledCommands: [...fixes, ...always].map(([, command]) => command) };
  tooltip.appendText(markdownText(`${label}: ${name}`)).appendMarkdown('\n\n');
  for (const { sentence } of snapshot.damage)
    tooltip.appendText(markdownText(sentence)).appendMarkdown('\n\n');
  for (const of of drift) tooltip.appendText(markdownText(driftLine(of))).appendMarkdown('\n\n');
  for (const { sentence } of versionGaps(folder))
    tooltip.appendText(markdownText(sentence)).appendMarkdown('\n\n');
  if (fixes.length > 0) tooltip.appendMarkdown(`${linkLine(fixes, given)}\n\n`);
  return tooltip.appendMarkdown(linkLine(always, { folder: id }));
}

const maxKeys = 3;

/** "current.yaml: modified · 4 keys (server.port, log.level, debug, …)" */
function driftLine(drift: TargetDrift): string {
  const { path, changes, count } = drift;
  const keys = changes.slice(0, maxKeys).map((change) => change.path);
  const rest = (count ?? 0) > keys.length ? ['…'] : [];
  return `${path}: ${driftWords(drift)}${keys.length > 0 ? ` (${[...keys, ...rest].join(', ')})` : ''}`;
}

function linksOfDrift(drift: readonly TargetDrift[]): readonly Link[] {
  if (drift.length === 0) return [];
  const save: Link = [vscode.l10n.t('Save Changes to Profile'), commandIds.saveToProfile];
  return [
    ...(drift.some(({ kind }) => kind === 'modified') ? [save] : []),
    [vscode.l10n.t('Reapply Profile'), commandIds.reapplyProfile],
    [vscode.l10n.t('Compare'), commandIds.compareProfile],
  ];
}

function linksOf({ snapshot, older }: ReadyFolder): readonly Link[] {
  const recover: Link = [vscode.l10n.t('Recover'), commandIds.recover];
  const keep: Link = [vscode.l10n.t('Keep Current File'), commandIds.keepAsItIs];
  const migrate: Link = [vscode.l10n.t('Migrate Configuration'), commandIds.migrate];
  return [
    ...(snapshot.damage.length > 0 ? [recover, keep] : []),
    ...(older.length > 0 ? [migrate] : []),
    [vscode.l10n.t('Switch Profile'), commandIds.switchProfile],
    [vscode.l10n.t('Create Backup'), commandIds.createBackup],
    [vscode.l10n.t('Undo Last Change'), commandIds.undo],
  ];
}

function linkLine(links: readonly Link[], given: object): string {
  const encoded = linkData(given);
  return links.map(([title, command]) => `[${title}](command:${command}?${encoded})`).join(' · ');
}
