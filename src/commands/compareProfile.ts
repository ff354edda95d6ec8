import * as vscode from 'vscode';
import { chooseFolder, chooseProfile } from './choose.ts';
import type { Command } from './commandContext.ts';

/** What switching to the profile would change, to look at only. */
export const compareProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile =
    folder &&
    (await chooseProfile(folder, given, vscode.l10n.t('Compare the live files with which profile?')));
  if (!folder || !profile) return;
  await context.reviews.open({
    folder: folder.id,
    subtitle: folder.label,
    facts: [],
    makePlan: async () => ({
      ...(await context.service.plan(folder.id, { kind: 'switch', profile: profile.name })),
      summary: vscode.l10n.t('Compare with {0}', profile.name),
    }),
    apply: () => Promise.resolve('done'),
  });
};
