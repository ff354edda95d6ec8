import * as vscode from 'vscode';
import { pathFromPointer, type Backup, type Operation } from '../../engine/index.ts';
import { backupReason } from '../../engine/records/backupReason.ts';
import { commandIds } from '../../ids.ts';
import { showQuickPick } from '../../workspace/texts/messages.ts';
import { migrationsSetting } from '../../workspace/base/settings.ts';
import { backupTitle } from '../../workspace/state/wording.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { chooseBackup, chooseFolderWithPast } from '../prompts/choose.ts';
import type { Command, CommandContext } from '../flow/commandContext.ts';
import { runOperation, reviewOperation, type OperationResult } from '../flow/runOperation.ts';

export const restoreBackup: Command = async (context, given) => {
  const folder = await chooseFolderWithPast(context, given);
  const backup = folder && (await chooseBackup(folder, given, vscode.l10n.t('Select a backup to restore')));
  if (!folder || !backup) return;
  const operation = await chooseRestoreMode(context, folder, backup);
  if (!operation) return;
  const when = new Date(backup.createdAt).toLocaleString(vscode.env.language);
  const why = [backupReason(backup), ...(backup.summary === undefined ? [] : [backup.summary])].join(': ');
  const request = {
    folder,
    operation,
    successMessage: (done: OperationResult) => restoredMessage(done, backupTitle(backup), when),
  } as const;
  if (given.review === false) return runOperation(context, request);
  const facts = [
    { label: vscode.l10n.t('Created'), value: when },
    { label: vscode.l10n.t('Reason'), value: why },
    { label: vscode.l10n.t('Author'), value: backup.author },
    ...(backup.note === undefined ? [] : [{ label: vscode.l10n.t('Note'), value: backup.note }]),
    ...(backup.activeProfile === null
      ? []
      : [{ label: vscode.l10n.t('Active profile'), value: backup.activeProfile }]),
  ];
  await reviewOperation(context, request, {
    subtitle: folder.label,
    facts,
    applyLabel: vscode.l10n.t('Restore'),
    reopen: { command: commandIds.restoreBackup, given: { folder: folder.id, backup: backup.id } },
  });
};

/** One key by its name: who ticked one is not told that all of it is back. */
function restoredMessage({ writes }: OperationResult, title: string, when: string): string {
  const changes = writes.flatMap(({ changes: found }) => found);
  const [only] = changes;
  if (!only || only.pointer === '') return vscode.l10n.t('Restored “{0}” ({1}).', title, when);
  return changes.length === 1
    ? vscode.l10n.t('Restored {0} from “{1}” ({2}).', pathFromPointer(only.pointer), title, when)
    : vscode.l10n.t('Restored {0} changes from “{1}” ({2}).', changes.length, title, when);
}

/** What is older than the folder's version can be migrated on the way in. `undefined` when the person turns away. */
async function chooseRestoreMode(
  { service }: CommandContext,
  { id }: ReadyFolder,
  { id: backup }: Backup,
): Promise<Operation | undefined> {
  const asItWas = { kind: 'restore', backup } as const;
  const migrated = { ...asItWas, migrated: true } as const;
  const setting = migrationsSetting();
  const { outdated = [] } = setting === 'off' ? {} : await service.plan(id, asItWas);
  if (outdated.length === 0) return asItWas;
  if (setting === 'auto') return migrated;
  const [then, now] = [outdated.map(({ version }) => version), outdated.map(({ wanted }) => wanted)].map(
    (versions) => [...new Set(versions)].join(', '),
  );
  const items = [
    {
      label: vscode.l10n.t('Restore and Migrate to {0}', now ?? ''),
      detail: vscode.l10n.t('The backup is at version {0}.', then ?? ''),
      iconPath: new vscode.ThemeIcon('versions'),
      operation: migrated,
    },
    {
      label: vscode.l10n.t('Restore Without Migrating'),
      iconPath: new vscode.ThemeIcon('history'),
      operation: asItWas,
    },
  ];
  const placeHolder = vscode.l10n.t('The backup has an older version. Migrate it as you restore it?');
  return (await showQuickPick(items, { placeHolder }))?.operation;
}
