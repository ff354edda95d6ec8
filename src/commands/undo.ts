import * as vscode from 'vscode';
import { chooseFolder } from './choose.ts';
import type { Command } from './commandContext.ts';
import { perform } from './performWish.ts';

/** Takes the last commit back, or the one given. */
export const undo: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  const wish = { kind: 'undo', ...(given.commit === undefined ? {} : { commit: given.commit }) } as const;
  const { summary } = await context.service.plan(folder.id, wish);
  await perform(context, { folder, wish, done: vscode.l10n.t('{0}: done.', summary) });
};
