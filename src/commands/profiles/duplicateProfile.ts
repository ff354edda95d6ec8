import * as vscode from 'vscode';
import { dirtyDocuments } from '../../workspace/editors/openEditors.ts';
import { askProfileName, chooseFolder, chooseProfile, freeNameLike } from '../prompts/choose.ts';
import type { Command } from '../flow/commandContext.ts';
import { runOperation } from '../flow/runOperation.ts';
import { saveDirty } from '../prompts/saveDirty.ts';

export const duplicateProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile =
    folder && (await chooseProfile(folder, given, vscode.l10n.t('Select a profile to duplicate')));
  if (!folder || !profile || !(await saveDirty(dirtyDocuments(folder.id, profile.all)))) return;
  const title = vscode.l10n.t('Duplicate {0}', profile.name);
  const copy =
    given.name ??
    (await askProfileName(folder, { title, value: freeNameLike(folder, `${profile.name}-copy`) }));
  if (copy === undefined || copy === '') return;
  const operation = { kind: 'duplicate-profile', name: profile.name, copy } as const;
  await runOperation(context, {
    folder,
    operation,
    successMessage: vscode.l10n.t('Created profile {0}.', copy),
  });
};
