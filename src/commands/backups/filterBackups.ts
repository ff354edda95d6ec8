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
      prompt: vscode.l10n.t('Words of the name, the note, the profile or the reason; none for all backups'),
      placeHolder: vscode.l10n.t('Such as: by hand, before restore, staging'),
      value: state.kind === 'ready' ? state.backupsOrder.filter : '',
    }));
  if (filter !== undefined) await context.service.orderBackups({ filter: filter.trim() });
};

export const clearBackupFilter: Command = (context) => context.service.orderBackups({ filter: '' });
