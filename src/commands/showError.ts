import * as vscode from 'vscode';
import { EngineError } from '../engine/index.ts';
import { remedyFor } from './errorMessages.ts';

/** One message for a failed operation: what happened, what to do, and a button for the log. */
export function showError(error: unknown, log: vscode.LogOutputChannel): void {
  log.error(error instanceof Error ? error : String(error));
  const openLog = vscode.l10n.t('Open Log');
  const known = error instanceof EngineError;
  const remedy = known
    ? remedyFor(error.code)
    : { advice: vscode.l10n.t('This is a fault of Safekeep; the log tells more.') };
  const message = `${error instanceof Error ? error.message : String(error)} ${remedy.advice}`;
  const action = 'action' in remedy ? remedy.action : undefined;
  void vscode.window.showErrorMessage(message, ...(action ? [action.label] : []), openLog).then((answer) => {
    if (answer === openLog) log.show();
    else if (action && answer === action.label) void vscode.commands.executeCommand(action.command);
  });
}
