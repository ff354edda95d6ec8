// How profiles and backups are called, the same in rows, quick picks, messages and the status bar.
import * as vscode from 'vscode';
import type { Backup, DriftKind, Profile } from '../engine/index.ts';
import type { ReadyFolder } from './workspaceState.ts';

function driftWord(kind: DriftKind): string {
  return kind === 'modified' ? vscode.l10n.t('modified') : vscode.l10n.t('outdated');
}

/** Each kind of drift once, however many targets have it. */
export function driftWords({ drift }: ReadyFolder): readonly string[] {
  return [...new Set(drift.map(({ kind }) => driftWord(kind)))];
}

/** What there is to know of a profile at a glance, the most important first. */
export function profileWords(folder: ReadyFolder, { name, metadata, all }: Profile): readonly string[] {
  const active = name === folder.snapshot.state.activeProfile;
  return [
    ...(active ? [vscode.l10n.t('active'), ...driftWords(folder)] : []),
    ...(hasProblems(folder, all) ? [vscode.l10n.t('has problems')] : []),
    ...(metadata.protected ? [vscode.l10n.t('protected')] : []),
    ...(metadata.extends.length > 0 ? [vscode.l10n.t('extends {0}', metadata.extends.join(', '))] : []),
  ];
}

/** The Problems view tells them. */
function hasProblems({ problems }: ReadyFolder, files: Profile['all']): boolean {
  return problems.some(({ file }) => files.some(({ path }) => path === file));
}

/** What is in a backup: its name, or the profile that was active then. */
export function backupTitle({ name, activeProfile }: Backup): string {
  return name ?? activeProfile ?? vscode.l10n.t('no profile');
}

/** Why a backup was made. */
export function backupReason({ reason }: Backup): string {
  const { t } = vscode.l10n;
  const reasons: Readonly<Record<Backup['reason'], string>> = {
    manual: t('by hand'),
    unsaved: t('unsaved text'),
    init: t('before set-up'),
    switch: t('before switch'),
    restore: t('before restore'),
    edit: t('before edit'),
    undo: t('before undo'),
    'create-profile': t('before new profile'),
    'duplicate-profile': t('before new profile'),
    'rename-profile': t('before rename'),
    'delete-profile': t('before delete'),
  };
  return reasons[reason];
}
