import * as vscode from 'vscode';
import { commandIds } from '../../ids.ts';
import { noticesOf } from '../../review/reviewModel.ts';
import { chooseFolder, chooseProfile } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';

/** What switching to the profile would change, to look at only. */
export const compareProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile =
    folder &&
    (await chooseProfile(folder, given, vscode.l10n.t('Compare the live files with which profile?')));
  if (!folder || !profile) return;
  const operation = { kind: 'switch', profile: profile.name } as const;
  await context.reviews.open({
    folder: folder.id,
    subtitle: folder.label,
    facts: [],
    load: async () => {
      const { writes, preconditions, ...plan } = await context.service.plan(folder.id, operation);
      return {
        title: vscode.l10n.t('Compare with {0}', profile.name),
        writes: writes.map((write) => ({ write, choice: 'none' })),
        notices: noticesOf(plan),
        fingerprint: JSON.stringify(preconditions),
      };
    },
    reopen: { command: commandIds.compareProfile, given: { folder: folder.id, profile: profile.name } },
  });
};
