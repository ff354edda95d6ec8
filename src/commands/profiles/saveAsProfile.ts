import * as vscode from 'vscode';
import { showQuickPick } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { askProfileName, chooseFolder, profileItems } from '../prompts/choose.ts';
import type { Command, CommandArguments } from '../flow/commandContext.ts';
import { runOperation } from '../flow/runOperation.ts';
import { saveLiveFiles } from '../prompts/saveDirty.ts';

/** The live files as a profile of their own: whole, or only what differs from a parent. */
export const saveAsProfile: Command = async (context, given) => {
  const chosen = await chooseFolder(context, given);
  const folder = chosen && (await saveLiveFiles(context, chosen));
  const parent = folder && (await chooseParent(folder, given));
  if (!folder || parent === undefined) return;
  const name = given.name ?? (await askProfileName(folder, { title: vscode.l10n.t('Save as New Profile') }));
  if (name === undefined || name === '') return;
  const operation = {
    kind: 'create-profile',
    name,
    source: { kind: 'current' },
    ...(parent === '' ? {} : { extends: parent }),
  } as const;
  const successMessage =
    parent === ''
      ? vscode.l10n.t('Saved the live files as {0}.', name)
      : vscode.l10n.t('Saved the differences from {1} as {0}.', name, parent);
  await runOperation(context, { folder, operation, successMessage });
};

/** The parents of the active profile come first. '' is none. */
async function chooseParent(folder: ReadyFolder, given: CommandArguments): Promise<string | undefined> {
  if (given.parent !== undefined) return given.parent;
  const { profiles, state } = folder.snapshot;
  const active = profiles.find(({ name }) => name === state.activeProfile);
  const parents = active?.metadata.extends ?? [];
  const items = profileItems(folder).map((item) => ({ ...item, parent: item.profile.name }));
  const [near, far] = [true, false].map((isParent) =>
    items.filter(({ parent }) => parents.includes(parent) === isParent),
  );
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, parent: undefined };
  const whole = {
    label: vscode.l10n.t('No Parent'),
    description: vscode.l10n.t('the whole file'),
    iconPath: new vscode.ThemeIcon('file'),
    parent: '',
  };
  const chosen = await showQuickPick([...(near ?? []), ...(far ?? []), separator, whole], {
    placeHolder: vscode.l10n.t('Select the profile to extend'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.parent;
}
