// The messages of what went well: of a change, with Undo, and of what cannot be undone.
import * as vscode from 'vscode';
import { commandIds, type CommandId } from '../../ids.ts';
import { showSuccessMessagesSetting } from '../../workspace/base/settings.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { showInStatusBar, showInformationMessage } from '../../workspace/texts/messages.ts';

/** One more button of the message. */
export interface FollowUpAction {
  readonly label: string;
  readonly command: CommandId;
}

export interface ChangeMessage {
  readonly text: string;
  /** The id of the commit. */
  readonly commit: string;
  /** What undoing it is called. */
  readonly turn: 'undo' | 'redo';
  /** `always`: also where the person wants no such messages. */
  readonly notify: 'always' | 'in the status bar' | undefined;
  /** The views show what there is to say: no notification. */
  readonly isQuiet: boolean;
  readonly followUp: FollowUpAction | undefined;
}

/** Says that a change was made, and offers to undo it and to show it. */
export function showChangeMessage(
  { id }: ReadyFolder,
  { text, commit, turn, notify, isQuiet, followUp }: ChangeMessage,
): void {
  if (notify === 'in the status bar') {
    showInStatusBar({ text }, 10_000);
    return;
  }
  if (notify !== 'always' && !showSuccessMessagesSetting(vscode.Uri.file(id))) return;
  if (isQuiet && notify !== 'always' && !followUp) {
    showInStatusBar({ text }, 5_000);
    return;
  }
  const undo = turn === 'undo' ? vscode.l10n.t('Undo') : vscode.l10n.t('Redo');
  const show = vscode.l10n.t('Show Changes');
  const buttons = [undo, show, ...(followUp ? [followUp.label] : [])];
  void showInformationMessage(text, ...buttons).then((answer) => {
    const args = { folder: id, commit };
    if (answer === undo) return vscode.commands.executeCommand(commandIds.undo, args);
    if (answer === show) return vscode.commands.executeCommand(commandIds.showChanges, args);
    if (followUp && answer === followUp.label)
      return vscode.commands.executeCommand(followUp.command, { folder: id });
    return undefined;
  });
}

/** What went well and cannot be undone from its message: in the status bar where the person wants no such messages. */
export function showSuccessMessage({ id }: ReadyFolder, text: string): void {
  if (showSuccessMessagesSetting(vscode.Uri.file(id))) void showInformationMessage(text);
  else showInStatusBar({ text }, 5_000);
}
