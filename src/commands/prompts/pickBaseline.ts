// Asking what a live file was before it was edited: a backup that holds it, what the active profile makes of it, or its
// defaults.
import * as vscode from 'vscode';
import {
  contentOf,
  documentOf,
  findProfile,
  resolveOrThrow,
  type Target,
  type Value,
} from '../../engine/index.ts';
import { showInformationMessage, showQuickPick } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { backupItems } from './choose.ts';
import type { CommandArguments, CommandContext } from '../flow/commandContext.ts';

export interface LiveFile {
  readonly folder: ReadyFolder;
  readonly target: Target;
}

interface OlderItem extends vscode.QuickPickItem {
  /** As the engine takes it: `backup:ID`, `profile:NAME`, `default`. */
  readonly reference: string;
  readonly read: () => Promise<Value | undefined>;
}

export interface OlderContent {
  readonly reference: string;
  /** `undefined` where it does not parse. */
  readonly value: Value | undefined;
}

/** The content that is named, or the person's choice. @throws EngineError as reading it does. */
export async function pickBaseline(
  context: CommandContext,
  given: CommandArguments,
  live: LiveFile,
): Promise<OlderContent | undefined> {
  const items = [...backupsOf(context, live), ...profileOf(live), ...defaultsOf(live)];
  const named = items.find(({ reference }) => reference === given.from);
  if (items.length === 0)
    return void showInformationMessage(
      vscode.l10n.t(
        "There is no earlier content to compare {0} with: no backup has any, and the file hasn't been edited since a switch.",
        live.target.path,
      ),
    );
  const placeHolder = vscode.l10n.t('Select an older version of {0}', live.target.path);
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  const chosen = named ?? (await showQuickPick(items, options));
  return chosen && { reference: chosen.reference, value: await chosen.read() };
}

function backupsOf({ service }: CommandContext, { folder, target }: LiveFile): readonly OlderItem[] {
  const { path } = target;
  return backupItems(folder)
    .filter(({ backup }) => backup.files.some((file) => file.path === path))
    .map(({ backup, ...item }) => ({
      ...item,
      reference: `backup:${backup.id}`,
      read: async () =>
        documentOf(contentOf(target, await (await service.reader(folder.id)).readBackup(backup.id, path)))
          .value,
    }));
}

/** Only where the live file was edited since: else it is no older. */
function profileOf({ folder: { snapshot, drift }, target }: LiveFile): readonly OlderItem[] {
  const name = snapshot.state.activeProfile;
  if (name === null || drift.every((one) => one.target !== target.name)) return [];
  return [
    {
      label: vscode.l10n.t('Profile {0}', name),
      description: vscode.l10n.t('the content after the switch'),
      iconPath: new vscode.ThemeIcon('layers'),
      reference: `profile:${name}`,
      read: () => Promise.resolve(resolveOrThrow(snapshot, findProfile(snapshot, name), target)?.value),
    },
  ];
}

function defaultsOf({ folder: { snapshot }, target: { name } }: LiveFile): readonly OlderItem[] {
  const file = snapshot.defaults.get(name);
  if (!file) return [];
  return [
    {
      label: file.path,
      description: vscode.l10n.t('the defaults'),
      iconPath: new vscode.ThemeIcon('file'),
      reference: 'default',
      read: () => Promise.resolve(documentOf(file).value),
    },
  ];
}
