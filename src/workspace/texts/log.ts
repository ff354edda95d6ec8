// The log: what happened, for who wants to know, line by line. What stands in files is part of these lines, and acts on
// nobody's screen.
import * as vscode from 'vscode';
import { visibleText } from '../../engine/base/visibleText.ts';
import { loggedText } from './shownText.ts';

export interface Log {
  readonly info: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Of an error the whole stack. */
  readonly error: (fault: Error | string) => void;
  readonly show: () => void;
}

export function createLog(name: string): Log & { dispose(): void } {
  const channel = vscode.window.createOutputChannel(name, { log: true });
  return {
    info: (text) => channel.info(visibleText(text)),
    warn: (text) => channel.warn(visibleText(text)),
    error: (fault) =>
      channel.error(
        typeof fault === 'string' ? visibleText(fault) : loggedText(fault.stack ?? fault.message),
      ),
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}
