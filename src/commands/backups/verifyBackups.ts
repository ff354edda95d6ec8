import * as vscode from 'vscode';
import { viewIds } from '../../ids.ts';
import { showWarningMessage } from '../../workspace/texts/messages.ts';
import { chooseFolderWithPast } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { showSuccessMessage } from '../flow/showSuccessMessage.ts';

/** Reads every byte of one backup (when given) or of all, and compares the checksums. */
export const verifyBackups: Command = async (context, given) => {
  const folder = await chooseFolderWithPast(context, given);
  if (!folder) return;
  const verified = await vscode.window.withProgress({ location: { viewId: viewIds.backups } }, () =>
    context.service.verifyBackups(folder.id, given.backup),
  );
  const damaged = verified.filter(({ problems }) => problems.length > 0);
  for (const { id, problems } of damaged) context.log.error(`Backup ${id}: ${problems.join('; ')}`);
  if (damaged.length === 0) {
    const several = vscode.l10n.t('Verified {0} backups: all are intact.', verified.length);
    showSuccessMessage(folder, verified.length === 1 ? vscode.l10n.t('The backup is intact.') : several);
    return;
  }
  const openLog = vscode.l10n.t('Open Log');
  const message = vscode.l10n.t(
    '{0} of {1} backups are damaged. The others are intact.',
    damaged.length,
    verified.length,
  );
  void showWarningMessage(message, openLog).then((answer) => {
    if (answer === openLog) context.log.show();
  });
};
