import * as vscode from 'vscode';
import { commandIds } from '../../ids.ts';
import { showOpenDialog, showQuickPick } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { backupTitle } from '../../workspace/state/wording.ts';
import { backupItems, chooseFolder, profileItems } from '../prompts/choose.ts';
import type { Command, CommandArguments } from '../flow/commandContext.ts';

/** Any two of the live files, the defaults, the profiles, the backups and other files, side by side, to look at only. */
export const compare: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const [one = sideOf(given), other = given.to] = (given.selected ?? []).flatMap((row) => sideOf(row) ?? []);
  const from =
    folder && (one ?? (await chooseSide(folder, vscode.l10n.t('Select the first item to compare'))));
  if (!folder || from === undefined) return;
  const question = vscode.l10n.t('Select an item to compare with {0}', labelOf(folder, from));
  const to = other ?? (await chooseSide(folder, question, from));
  if (to === undefined) return;
  const sides = { from: labelOf(folder, from), to: labelOf(folder, to) };
  await context.reviews.open({
    folder,
    subject: { kind: 'comparison', from, to },
    title: `${sides.from} ↔ ${sides.to}`,
    subtitle: folder.label,
    facts: [],
    sides,
    reopen: { command: commandIds.compare, given: { folder: folder.id, from, to } },
  });
};

/** What is named, or the row that the command was called on. */
function sideOf({ from, profile, backup }: CommandArguments): string | undefined {
  if (from !== undefined) return from;
  if (profile !== undefined) return `profile:${profile}`;
  return backup === undefined ? undefined : `backup:${backup}`;
}

interface SideItem extends vscode.QuickPickItem {
  /** As the engine's `compare` takes it; a file is still to be chosen. */
  readonly reference?: string;
}

/** @param other the side that is chosen already. */
async function chooseSide(
  folder: ReadyFolder,
  placeHolder: string,
  other?: string,
): Promise<string | undefined> {
  const items = sidesOf(folder).filter(({ reference }) => reference !== other || reference === undefined);
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  const chosen = await showQuickPick(items, options);
  return chosen && (chosen.reference ?? (await chooseFile(folder)));
}

function sidesOf(folder: ReadyFolder): readonly SideItem[] {
  const { t } = vscode.l10n;
  const separator = (label: string): SideItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const { defaults, backups, profiles } = folder.snapshot;
  return [
    { label: t('Live Files'), iconPath: new vscode.ThemeIcon('file'), reference: 'current' },
    ...(defaults.size === 0
      ? []
      : [{ label: t('Defaults'), iconPath: new vscode.ThemeIcon('file'), reference: 'default' }]),
    { label: t('Choose a File…'), iconPath: new vscode.ThemeIcon('folder-opened') },
    ...(profiles.length === 0 ? [] : [separator(t('Profiles'))]),
    ...profileItems(folder).map(({ profile, ...item }) => ({
      ...item,
      reference: `profile:${profile.name}`,
    })),
    ...(backups.length === 0 ? [] : [separator(t('Backups'))]),
    ...backupItems(folder).map(({ backup, ...item }) => ({ ...item, reference: `backup:${backup.id}` })),
  ];
}

async function chooseFile({ id }: ReadyFolder): Promise<string | undefined> {
  const files = await showOpenDialog({
    defaultUri: vscode.Uri.file(id),
    openLabel: vscode.l10n.t('Compare'),
    canSelectMany: false,
  });
  return files?.[0]?.fsPath;
}

function labelOf({ snapshot }: ReadyFolder, reference: string): string {
  if (reference === 'current') return vscode.l10n.t('Live Files');
  if (reference === 'default') return vscode.l10n.t('Defaults');
  const [, kind, name = ''] = /^(profile|backup):(.*)$/s.exec(reference) ?? [];
  if (kind === 'profile') return name;
  const backup = kind === 'backup' ? snapshot.backups.find((one) => one.id === name) : undefined;
  if (backup) return backupTitle(backup);
  return kind === undefined ? vscode.workspace.asRelativePath(vscode.Uri.file(reference)) : name;
}
