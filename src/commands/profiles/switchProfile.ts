import * as vscode from 'vscode';
import type { Plan, Profile } from '../../engine/index.ts';
import { commandIds } from '../../ids.ts';
import { showQuickPick } from '../../workspace/texts/messages.ts';
import { migrationsSetting, reviewBeforeSwitchSetting } from '../../workspace/base/settings.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { askIfProtected } from '../prompts/askIfProtected.ts';
import { chooseFolder, profileItems } from '../prompts/choose.ts';
import type { Command, CommandArguments } from '../flow/commandContext.ts';
import { perform, review, type Deed, type Review, type Suggestion } from '../flow/performWish.ts';

export const switchProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile = folder && (await choose(folder, given));
  if (!folder || !profile) return;
  const { deed, how } = switching(folder, profile, given);
  if (given.review ?? reviewBeforeSwitchSetting()) return review(context, deed, how);
  if (await how.confirm()) await perform(context, deed);
};

export interface Switching {
  readonly deed: Deed;
  readonly how: Review & Required<Pick<Review, 'confirm'>>;
}

export function switching(folder: ReadyFolder, profile: Profile, given: CommandArguments): Switching {
  const { name } = profile;
  const isReset = name === folder.snapshot.state.activeProfile;
  const done = isReset
    ? vscode.l10n.t('The live files are as {0} says.', name)
    : vscode.l10n.t('Switched to {0}.', name);
  const asItIs = migrationsSetting() === 'off' ? ({ unmigrated: true } as const) : {};
  const wish = { kind: 'switch', profile: name, ...asItIs } as const;
  const deed = { folder, wish, done, next: offerOfMigration };
  const confirm = () => askIfProtected(profile, given, vscode.l10n.t('Type "{0}" to switch to it', name));
  const applyLabel = isReset ? vscode.l10n.t('Reapply') : vscode.l10n.t('Switch');
  const reopen = { command: commandIds.switchProfile, given: { folder: folder.id, profile: name } };
  return { deed, how: { subtitle: folder.label, facts: [], applyLabel, confirm, reopen } };
}

/** What was migrated on the way to the live files is still to be migrated in the profile. */
function offerOfMigration({ problems }: Plan): Suggestion | undefined {
  if (problems.every(({ keyword }) => keyword !== 'version')) return undefined;
  return { label: vscode.l10n.t('Migrate Configuration…'), command: commandIds.migrate };
}

/** The quick pick starts at the active profile and ends with a way to make a new one. */
async function choose(folder: ReadyFolder, given: CommandArguments): Promise<Profile | undefined> {
  const named = folder.snapshot.profiles.find(({ name }) => name === given.profile);
  if (named) return named;
  const create = {
    label: vscode.l10n.t('Create New Profile…'),
    iconPath: new vscode.ThemeIcon('add'),
    profile: undefined,
  };
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, profile: undefined };
  const chosen = await showQuickPick([...profileItems(folder), separator, create], {
    placeHolder: vscode.l10n.t('Switch {0} to which profile?', folder.label),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === create)
    await vscode.commands.executeCommand(commandIds.createProfile, { folder: folder.id });
  return chosen?.profile;
}
