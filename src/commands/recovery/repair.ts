import * as vscode from 'vscode';
import type { Plan } from '../../engine/index.ts';
import { commandIds } from '../../ids.ts';
import { showInformationMessage } from '../../workspace/texts/messages.ts';
import { chooseFolder } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { perform, review } from '../flow/performWish.ts';

/** Makes the live files fit their schemas, as far as these and the defaults tell how. */
export const repair: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  if (!folder) return;
  if (folder.snapshot.schemas.size === 0)
    return void showInformationMessage(vscode.l10n.t('No live file has a schema to be repaired by.'));
  const done = ({ writes }: Plan) =>
    vscode.l10n.t('Repaired {0}.', writes.map(({ path }) => path).join(', '));
  const deed = { folder, wish: { kind: 'repair' }, done } as const;
  if (given.review === false) return perform(context, deed);
  await review(context, deed, {
    subtitle: folder.label,
    facts: [],
    applyLabel: vscode.l10n.t('Repair'),
    reopen: { command: commandIds.repair, given: { folder: folder.id } },
  });
};
