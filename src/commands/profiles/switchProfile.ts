import * as vscode from 'vscode';
import type { Profile } from '../../engine/index.ts';
import { commandIds } from '../../ids.ts';
import { showQuickPick } from '../../workspace/texts/messages.ts';
import { reviewBeforeSwitchSetting } from '../../workspace/base/settings.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { confirmProtected } from '../prompts/confirmProtected.ts';
import { chooseFolder, profileItems } from '../prompts/choose.ts';
import type { Command, CommandArguments, CommandContext } from '../flow/commandContext.ts';
import {
  runOperation,
  reviewOperation,
  type OperationRequest,
  type OperationResult,
  type ReviewOptions,
} from '../flow/runOperation.ts';
import type { FollowUpAction } from '../flow/showSuccessMessage.ts';

export const switchProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const profile = folder && (await choose(folder, given));
  if (!folder || !profile) return;
  const { request, options } = switching(folder, profile, given);
  if (await isReviewed(context, request, given)) return reviewOperation(context, request, options);
  if (await options.confirm()) await runOperation(context, request);
};

/** Where no value would change there is nothing to look at, unless a review was asked for by name. */
async function isReviewed(
  { service }: CommandContext,
  { folder, operation }: OperationRequest,
  { review }: CommandArguments,
): Promise<boolean> {
  if (review !== undefined || !reviewBeforeSwitchSetting()) return review ?? false;
  return (await service.plan(folder.id, operation)).writes.length > 0;
}

export interface SwitchArguments {
  readonly request: OperationRequest;
  readonly options: ReviewOptions & Required<Pick<ReviewOptions, 'confirm'>>;
}

export function switching(folder: ReadyFolder, profile: Profile, given: CommandArguments): SwitchArguments {
  const { name } = profile;
  const isReapply = name === folder.snapshot.state.activeProfile;
  const successMessage = ({ writes }: OperationResult) => {
    if (isReapply) return vscode.l10n.t('The live files match {0}.', name);
    if (writes.length === 0) return vscode.l10n.t('Switched to {0}. No values changed.', name);
    return vscode.l10n.t('Switched to {0}.', name);
  };
  const operation = { kind: 'switch', profile: name } as const;
  const request = { folder, operation, successMessage, followUp: offerOfMigration };
  const confirm = () => confirmProtected(profile, given, vscode.l10n.t('Type "{0}" to switch to it', name));
  const applyLabel = isReapply ? vscode.l10n.t('Reapply') : vscode.l10n.t('Switch');
  const reopen = { command: commandIds.switchProfile, given: { folder: folder.id, profile: name } };
  return { request, options: { subtitle: folder.label, facts: [], applyLabel, confirm, reopen } };
}

/** What was migrated on the way to the live files is still to be migrated in the profile. */
function offerOfMigration({ problems }: OperationResult): FollowUpAction | undefined {
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
    placeHolder: vscode.l10n.t('Select a profile to switch {0} to', folder.label),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === create)
    await vscode.commands.executeCommand(commandIds.createProfile, { folder: folder.id });
  return chosen?.profile;
}
