import * as vscode from 'vscode';
import { showInformationMessage } from '../../workspace/texts/messages.ts';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { switchProfile } from './switchProfile.ts';

/** Makes the live files what the active profile says. Unlike a switch it is always reviewed: edits may be meant to stay. */
export const reapplyProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  const profile = folder.snapshot.state.activeProfile;
  if (profile === null)
    return void showInformationMessage(vscode.l10n.t('No profile is active. Switch to one first.'));
  if (folder.drift.length === 0)
    return void showInformationMessage(
      vscode.l10n.t('Nothing to reapply: the live files match {0}.', profile),
    );
  await switchProfile(context, { ...given, folder: folder.id, profile, review: given.review ?? true });
};
