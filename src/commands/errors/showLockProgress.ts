// Somebody wants something, and another process has the lock of the config folder: who it is, for as long as it takes,
// with a Cancel. It starts with the window, and needs nothing of the engine.
import * as vscode from 'vscode';
import type { LockHolder } from '../../engine/index.ts';
import type { EngineWait } from '../../workspace/engineWorker/engineThreads.ts';
import { showWaiting } from '../../workspace/texts/messages.ts';

export function showLockProgress({ holder, ended, giveUp }: EngineWait): void {
  const title = holder ? wordsOf(holder) : vscode.l10n.t('Another process has locked the config folder');
  showWaiting(title, ended, giveUp);
}

function wordsOf({ pid, host, command, since }: LockHolder): string {
  const time = new Date(since).toLocaleTimeString(vscode.env.language);
  return vscode.l10n.t(
    'Waiting: the config folder is in use by process {0} on {1} ({2}), since {3}',
    pid,
    host,
    command,
    time,
  );
}
