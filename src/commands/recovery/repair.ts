import * as vscode from 'vscode';
import { commandIds } from '../../ids.ts';
import { showInformationMessage } from '../../workspace/texts/messages.ts';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { runOperation, reviewOperation, type OperationResult } from '../flow/runOperation.ts';

/** Makes the live files fit their schemas, as far as these and the defaults tell how. */
export const repair: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  if (folder.snapshot.schemas.size === 0)
    return void showInformationMessage(vscode.l10n.t('No live file has a schema to repair it with.'));
  const successMessage = ({ writes }: OperationResult) =>
    vscode.l10n.t('Repaired {0}.', writes.map(({ path }) => path).join(', '));
  const request = { folder, operation: { kind: 'repair' }, successMessage } as const;
  if (given.review === false) return runOperation(context, request);
  await reviewOperation(context, request, {
    subtitle: folder.label,
    facts: [],
    applyLabel: vscode.l10n.t('Repair'),
    reopen: { command: commandIds.repair, given: { folder: folder.id } },
  });
};
