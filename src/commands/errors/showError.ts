// One message for a failed operation: what happened, what was kept, what to do, with buttons that do it and one for the
// log, where the whole of it stands.
import * as vscode from 'vscode';
import { EngineError } from '../../engine/index.ts';
import { commandIds, extensionId } from '../../ids.ts';
import type { Log } from '../../workspace/texts/log.ts';
import { showErrorMessage } from '../../workspace/texts/messages.ts';
import { messageRemedy, type RemedyAction } from './errorMessages.ts';
import { errorLocation, openErrorLocation } from '../../workspace/editors/errorLocation.ts';

/** @param again what failed, for who wants to try it once more. */
export function showError(error: unknown, log: Log, again?: () => unknown): void {
  if (error instanceof EngineError && error.code === 'aborted') {
    log.info(error.message); // The person knows: it was their operation.
    return;
  }
  log.error(error instanceof Error ? error : String(error));
  const openLog = { label: vscode.l10n.t('Open Log'), run: () => log.show() };
  const { text, buttons } = error instanceof EngineError ? messageOf(error, again) : internalError();
  const all = [...buttons, openLog];
  void showErrorMessage(text, ...all.map(({ label }) => label)).then((answer) => {
    all.find(({ label }) => label === answer)?.run();
  });
}

interface Button {
  readonly label: string;
  readonly run: () => unknown;
}

interface Message {
  readonly text: string;
  readonly buttons: readonly Button[];
}

function messageOf(error: EngineError, again: (() => unknown) | undefined): Message {
  const { advice, actions } = messageRemedy(error);
  const buttons = actions.flatMap((action) => buttonFor(action, error, again) ?? []);
  return { text: `${asSentence(error.message)} ${advice}`, buttons };
}

/** A parser's own words come last in some, without a full stop. */
function asSentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** Its text is for who fixes Safekeep, and goes to the log. */
function internalError(): Message {
  const text = vscode.l10n.t(
    'Safekeep ran into an internal error and stopped. Replaced files are in a backup; see the log for details.',
  );
  return { text, buttons: [] };
}

/** `undefined` where there is nothing that it could work on. */
function buttonFor(
  action: RemedyAction,
  { details }: EngineError,
  again: (() => unknown) | undefined,
): Button | undefined {
  const { t } = vscode.l10n;
  const { folder } = details;
  const given = typeof folder === 'string' ? { folder } : {};
  const command = (label: string, id: string, what: unknown = given): Button => ({
    label,
    run: () => vscode.commands.executeCommand(id, what),
  });
  switch (action) {
    case 'again':
      return again && { label: t('Try Again'), run: again };
    case 'file': {
      const found = errorLocation(details);
      if (!found) return undefined;
      const { title, command: open, arguments: file } = openErrorLocation(found);
      return { label: title, run: () => vscode.commands.executeCommand(open, ...file) };
    }
    case 'verify':
      return command(t('Verify Backups'), commandIds.verifyBackups);
    case 'refresh':
      return command(t('Refresh'), commandIds.refresh);
    case 'recover':
      return command(t('Recover'), commandIds.recover);
    case 'unlock':
      return command(t('Take Over…'), commandIds.unlock);
    case 'update':
      return command(t('Show Extension'), 'workbench.extensions.search', `@id:${extensionId}`);
  }
}
