import * as vscode from 'vscode';
import { dirtyDocuments } from '../workspace/openEditors.ts';
import type { ReadyFolder } from '../workspace/workspaceState.ts';
import { askProfileName, chooseFolder, chooseProfile, isTaken } from './choose.ts';
import type { Command } from './commandContext.ts';
import { perform } from './performWish.ts';
import { saveFirst } from './saveFirst.ts';

export const duplicateProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile = folder && (await chooseProfile(folder, given, vscode.l10n.t('Duplicate which profile?')));
  if (!folder || !profile || !(await saveFirst(dirtyDocuments(folder.id, profile.all)))) return;
  const title = vscode.l10n.t('Duplicate {0}', profile.name);
  const copy = given.name ?? (await askProfileName(folder, { title, value: freeCopy(folder, profile.name) }));
  if (copy === undefined || copy === '') return;
  const wish = { kind: 'duplicate-profile', name: profile.name, copy } as const;
  await perform(context, { folder, wish, done: vscode.l10n.t('Created profile {0}.', copy) });
};

/** "staging-copy", "staging-copy-2", …: the first that is free. */
function freeCopy(folder: ReadyFolder, name: string): string {
  const copy = `${name}-copy`;
  for (let count = 1; ; count += 1) {
    const proposed = count === 1 ? copy : `${copy}-${count}`;
    if (!isTaken(folder, proposed)) return proposed;
  }
}
