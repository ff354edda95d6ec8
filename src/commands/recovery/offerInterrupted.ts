// An interrupted change that isn't known to be this user's is said once, when it comes about; nothing is done to it
// before the person has looked. It needs nothing of the engine.
import * as vscode from 'vscode';
import { commandIds } from '../../ids.ts';
import type { Log } from '../../workspace/texts/log.ts';
import { showWarningMessage } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { notifyOnce, type FollowedService } from '../flow/notifyOnce.ts';

export function offerInterrupted(service: FollowedService, log: Log): vscode.Disposable {
  return notifyOnce(service, log, { keysOf: interruptedKeys, say: offer });
}

function interruptedKeys({ snapshot }: ReadyFolder): readonly string[] {
  return snapshot.interrupted.flatMap(({ id, kind }) => (kind === 'own' ? [] : [id]));
}

async function offer({ id, label }: ReadyFolder): Promise<void> {
  const { t } = vscode.l10n;
  const review = t('Review Interrupted Change');
  const message = t(
    "{0} has a record of an interrupted change that you didn't make on this computer. Nothing was done.",
    label,
  );
  if ((await showWarningMessage(message, review, t('Not Now'))) === review)
    await vscode.commands.executeCommand(commandIds.reviewInterrupted, { folder: id });
}
