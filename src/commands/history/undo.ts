import * as vscode from 'vscode';
import { undoneChange } from '../../engine/index.ts';
import { commandIds } from '../../ids.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { chooseFolderWithPast } from '../prompts/choose.ts';
import type { Command, CommandArguments, CommandContext } from '../flow/commandContext.ts';
import { runOperation, reviewOperation, type OperationResult } from '../flow/runOperation.ts';

/** Takes the last commit back, or the one given, at once: what it changed was just seen. */
export const undo: Command = (context, given) =>
  takeBack(context, given, given.review === true ? 'reviewed' : 'at once');

/** A commit of the history may be an old one, so what taking it back would change is looked at first. */
export const undoCommit: Command = (context, given) =>
  takeBack(context, given, given.review === false ? 'at once' : 'reviewed');

async function takeBack(
  context: CommandContext,
  given: CommandArguments,
  how: 'at once' | 'reviewed',
): Promise<void> {
  const folder = await chooseFolderWithPast(context, given);
  if (!folder) return;
  const commit = given.commit === undefined ? {} : { commit: given.commit };
  const operation = { kind: 'undo', ...commit } as const;
  const successMessage = ({ result }: OperationResult) =>
    undoneMessage(folder, result?.entry.undoes ?? given.commit);
  const request = { folder, operation, successMessage };
  if (how === 'at once') return runOperation(context, request);
  await context.service.plan(folder.id, operation); // Fails before a review opens.
  const entry = folder.snapshot.history.find(({ id }) => id === given.commit);
  await reviewOperation(context, request, {
    subtitle: folder.label,
    facts: entry
      ? [
          { label: vscode.l10n.t('Date'), value: new Date(entry.at).toLocaleString(vscode.env.language) },
          { label: vscode.l10n.t('Author'), value: entry.author },
        ]
      : [],
    applyLabel: vscode.l10n.t('Undo'),
    reopen: { command: commandIds.undoCommit, given: { folder: folder.id, ...commit } },
  });
}

function undoneMessage({ snapshot: { history } }: ReadyFolder, id: string | undefined): string {
  const entry = history.find((one) => one.id === id);
  if (!entry) return vscode.l10n.t('The change was undone.');
  const { turn, summary } = undoneChange(history, entry);
  return turn === 'undo' ? vscode.l10n.t('Undid “{0}”.', summary) : vscode.l10n.t('Redid “{0}”.', summary);
}
