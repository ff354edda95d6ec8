import * as vscode from 'vscode';
import { commandIds } from '../../ids.ts';
import { chooseFolder, chooseProfile } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';

/** What switching to the profile would change, to look at only. */
export const compareProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile =
    folder &&
    (await chooseProfile(folder, given, vscode.l10n.t('Select a profile to compare with the live files')));
  if (!folder || !profile) return;
  await context.reviews.open({
    folder,
    subject: { kind: 'preview', operation: { kind: 'switch', profile: profile.name } },
    title: vscode.l10n.t('Compare with {0}', profile.name),
    subtitle: folder.label,
    facts: [],
    reopen: { command: commandIds.compareProfile, given: { folder: folder.id, profile: profile.name } },
  });
};
