import * as vscode from 'vscode';
import { showInformationMessage } from '../../workspace/texts/messages.ts';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';

/** Looks again, and shows the problems. */
export const validate: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  await context.service.refresh();
  const state = context.service.state;
  const now = state.kind === 'ready' ? state.folders.find(({ id }) => id === folder.id) : undefined;
  const count = now?.kind === 'ready' ? now.problems.length : 0;
  if (count > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
  else void showInformationMessage(vscode.l10n.t('{0} is valid.', folder.label));
};
