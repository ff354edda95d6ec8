import * as vscode from 'vscode';
import { findProfile } from '../../engine/index.ts';
import { commandIds } from '../../ids.ts';
import { showInformationMessage } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { confirmProtected } from '../prompts/confirmProtected.ts';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { runOperation, reviewOperation } from '../flow/runOperation.ts';
import { saveLiveFiles } from '../prompts/saveDirty.ts';

/** What was edited in the live files goes into the layers of the active profile it belongs to. */
export const saveToProfile: Command = async (context, given) => {
  const chosen = await chooseFolder(context, given);
  const folder = chosen && (await saveLiveFiles(context, chosen));
  if (!folder) return;
  const profile = folder.snapshot.state.activeProfile;
  if (profile === null || folder.drift.every(({ kind }) => kind === 'outdated')) {
    tellNothingToSave(folder);
    return;
  }
  const request = {
    folder,
    operation: { kind: 'save-to-profile' },
    successMessage: vscode.l10n.t('Saved the changes to {0}.', profile),
  } as const;
  const active = findProfile(folder.snapshot, profile);
  const confirm = () => confirmProtected(active, given, vscode.l10n.t('Type "{0}" to save to it', profile));
  if (given.review === false) return (await confirm()) ? runOperation(context, request) : undefined;
  await reviewOperation(context, request, {
    subtitle: folder.label,
    facts: [],
    applyLabel: vscode.l10n.t('Save'),
    confirm,
    reopen: { command: commandIds.saveToProfile, given: { folder: folder.id } },
  });
};

function tellNothingToSave({ id, drift, snapshot }: ReadyFolder): void {
  const profile = snapshot.state.activeProfile;
  if (profile === null) {
    const message = vscode.l10n.t('There is no active profile to save to. Switch to one first.');
    offer(id, message, [vscode.l10n.t('Save as New Profile…'), commandIds.saveAsProfile]);
  } else if (drift.length > 0) {
    const message = vscode.l10n.t('Nothing to save: the live files already match {0}.', profile);
    offer(id, message, [vscode.l10n.t('Reapply Profile'), commandIds.reapplyProfile]);
  } else {
    void showInformationMessage(vscode.l10n.t('Nothing to save: the live files already match {0}.', profile));
  }
}

/** What else may be meant. */
function offer(folder: string, message: string, [label, command]: readonly [string, string]): void {
  void showInformationMessage(message, label).then((answer) => {
    if (answer === label) void vscode.commands.executeCommand(command, { folder });
  });
}
