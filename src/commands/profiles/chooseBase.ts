// What a new profile is based on: nothing, or another one that it extends. A file with far fewer keys than the live file
// says what is different, as `appsettings.Production.json` does; made a whole profile, it would take the other keys away.
import * as vscode from 'vscode';
import { contentOf, documentOf, isList, isMap, type ProfileSource, type Value } from '../../engine/index.ts';
import { showQuickPick } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { profileItems } from '../prompts/choose.ts';

/** Less than this share of the live file's keys is taken for an overlay. */
const wholeShare = 0.6;

/** The profile to extend, '' for none; `undefined` when the person turns away. */
export async function chooseBase(folder: ReadyFolder, source: ProfileSource): Promise<string | undefined> {
  if (source.kind === 'current' || source.kind === 'profile') return '';
  const { profiles, state } = folder.snapshot;
  if (profiles.length === 0) return '';
  const none = {
    label: vscode.l10n.t('No Parent'),
    description: vscode.l10n.t('a complete configuration'),
    iconPath: new vscode.ThemeIcon('file'),
    base: '',
  };
  const { Separator } = vscode.QuickPickItemKind;
  const separator = { label: vscode.l10n.t('only the differences from'), kind: Separator, base: undefined };
  const items = profileItems(folder).map((item) => ({ ...item, base: item.profile.name }));
  const likely = items.find(({ base }) => base === state.activeProfile) ?? items[0];
  const others = items.filter((item) => item !== likely);
  const overlay = overlaySentence(folder, source);
  const based = likely ? [{ ...likely, ...(overlay === undefined ? {} : { detail: overlay }) }] : [];
  const rows =
    overlay === undefined ? [none, separator, ...based, ...others] : [separator, ...based, ...others, none];
  const chosen = await showQuickPick(rows, {
    title: vscode.l10n.t('Create Profile'),
    placeHolder: vscode.l10n.t('Select the profile to extend'),
  });
  return chosen?.base;
}

/** Set where the file is likely to be an overlay. */
function overlaySentence({ snapshot }: ReadyFolder, source: ProfileSource): string | undefined {
  const [target] = snapshot.targets;
  if (source.kind !== 'file' || !target?.file) return undefined;
  const [own, all] = [contentOf(source, source.bytes), target.file].map((file) => documentOf(file).value);
  if (own === undefined || all === undefined) return undefined;
  const [count, total] = [keysIn(own), keysIn(all)];
  if (count >= total * wholeShare) return undefined;
  return vscode.l10n.t('This file has {0} keys, and {1} has {2}.', count, target.path, total);
}

function keysIn(value: Value): number {
  const parts = isList(value) ? value : isMap(value) ? Object.values(value) : [];
  return parts.length === 0 ? 1 : parts.reduce<number>((sum, part) => sum + keysIn(part), 0);
}
