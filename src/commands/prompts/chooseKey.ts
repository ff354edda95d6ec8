// Which key of which profile: the one that is told, or the one the cursor is in.
import * as vscode from 'vscode';
import { findProfile, pointerFromPath, type Document, type Profile } from '../../engine/index.ts';
import { configFileAt } from '../../workspace/editors/configFile.ts';
import { placeAt, type OriginQuery } from '../../workspace/editors/originAt.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { askPath, chooseFolder, chooseProfile, chooseTarget } from './choose.ts';
import type { CommandArguments, CommandContext } from '../flow/commandContext.ts';

export interface ChosenKey extends OriginQuery {
  /** The file of the profile that the cursor is in. */
  readonly own?: string;
  /** The text of the live file that the cursor is in; it may be unsaved. */
  readonly liveText?: Document;
}

export async function chooseKey(
  context: CommandContext,
  given: CommandArguments,
): Promise<ChosenKey | undefined> {
  const editor = vscode.window.activeTextEditor;
  const file = given.path === undefined && editor && configFileAt(context.service.state, editor.document.uri);
  if (!file) return askKey(context, given);
  const { folder, target, profile } = file;
  const place = placeAt(file, editor.document.getText(), editor.document.offsetAt(editor.selection.active));
  if (place && profile) {
    const here = file.kind === 'target' ? { liveText: place.document } : { own: file.path };
    return { folder, target, profile, pointer: place.pointer, ...here };
  }
  const known = { folder: folder.id, target: target.name, ...(profile ? { profile: profile.name } : {}) };
  return askKey(context, { ...known, ...given });
}

async function askKey(context: CommandContext, given: CommandArguments): Promise<ChosenKey | undefined> {
  const folder = await chooseFolder(context, given);
  const profile = folder && (await profileFor(folder, given));
  const target = profile && (await chooseTarget(folder, given));
  const path = target && (await askPath(given));
  if (!folder || !profile || !target || path === undefined) return undefined;
  return { folder, profile, target, pointer: pointerFromPath(path) };
}

/** The one that is named, the active one, or the person's choice. */
async function profileFor(folder: ReadyFolder, given: CommandArguments): Promise<Profile | undefined> {
  const name = given.profile ?? folder.snapshot.state.activeProfile;
  if (name !== null) return findProfile(folder.snapshot, name);
  return chooseProfile(folder, given, vscode.l10n.t('Select the profile that has the key'));
}
