import * as vscode from 'vscode';
import { showInputBox } from '../../workspace/texts/messages.ts';
import type { Command } from '../flow/commandContext.ts';

/** Shows only the backups that have some words; no words show all again. */
export const filterBackups: Command = async (context, given) => {
  const { state } = context.service;
  const filter =
    given.filter ??
    (await showInputBox({
      title: vscode.l10n.t('Filter Backups'),
      prompt: vscode.l10n.t('Filter by name, note, profile, or reason. Leave empty to show all backups.'),
      placeHolder: vscode.l10n.t('For example: manual, before restore, staging'),
      value: state.kind === 'ready' ? state.backupsOrder.filter : '',
    }));
  if (filter !== undefined) await context.service.orderBackups({ filter: filter.trim() });
};

export const clearBackupFilter: Command = (context) => context.service.orderBackups({ filter: '' });
