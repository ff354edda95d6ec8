import * as vscode from 'vscode';
import { EngineError, type Operation } from '../../engine/index.ts';
import { commandIds } from '../../ids.ts';
import { showInformationMessage, showWarningMessage } from '../../workspace/texts/messages.ts';
import { readyFolders, type ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command, CommandContext } from '../flow/commandContext.ts';
import { runOperation, reviewOperation, type OperationResult } from '../flow/runOperation.ts';
import { warnAboutRecovery } from '../errors/warnAboutRecovery.ts';

/**
 * Finishes or takes back what an interrupted commit left (opening a folder does the same), then offers to bring
 * damaged live files back.
 */
export const recover: Command = async (context, given) => {
  const chosen = await chooseFolder(context, given);
  if (!chosen) return;
  const recovered = await context.service.recoverInterrupted(chosen.id);
  const folder = readyFolders(context.service.state).find(({ id }) => id === chosen.id) ?? chosen;
  const { damage } = folder.snapshot;
  const isDone = recovered.length === 0 && damage.length === 0;
  if (isDone && given.review === false) return; // Another window was faster.
  const finished = recovered.filter(({ outcome }) => outcome !== 'set-aside').length;
  if (finished > 0 || isDone) void showInformationMessage(interruptions(finished));
  warnAboutRecovery(context.service, { folder: folder.id, recovered });
  const operation = damage.length > 0 ? await chooseRecoverySource(context, folder) : undefined;
  if (!operation) return;
  const successMessage = ({ writes }: OperationResult) =>
    vscode.l10n.t('Recovered {0}.', writes.map(({ path }) => path).join(', '));
  const request = { folder, operation, successMessage };
  const notify = given.toast === false ? 'in the status bar' : 'always';
  if (given.review === false) return runOperation(context, { ...request, notify });
  await reviewOperation(context, request, {
    subtitle: folder.label,
    facts: damage.map(({ path, sentence }) => ({ label: path, value: sentence })),
    applyLabel: vscode.l10n.t('Recover'),
    reopen: { command: commandIds.recover, given: { folder: folder.id } },
  });
};

function interruptions(finished: number): string {
  if (finished === 0) return vscode.l10n.t('Nothing was interrupted, and no live file is damaged.');
  return finished === 1
    ? vscode.l10n.t('Recovered 1 interrupted change.')
    : vscode.l10n.t('Recovered {0} interrupted changes.', finished);
}

/** The defaults are taken only when the person says so, and only where nothing else is left. */
async function chooseRecoverySource(
  { service }: CommandContext,
  { id }: ReadyFolder,
): Promise<Operation | undefined> {
  try {
    await service.plan(id, { kind: 'restore-damaged' });
    return { kind: 'restore-damaged' };
  } catch (error) {
    const files = error instanceof EngineError && error.code === 'not-found' ? error.details['defaults'] : [];
    if (!(error instanceof EngineError) || !Array.isArray(files) || files.length === 0) throw error;
    const use = vscode.l10n.t('Review Defaults');
    const detail = vscode.l10n.t('You can use the defaults instead: {0}.', files.join(', '));
    const answer = await showWarningMessage(error.message, { modal: true, detail }, use);
    return answer === use ? { kind: 'restore-damaged', defaults: true } : undefined;
  }
}
