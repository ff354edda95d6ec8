import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ProfileSource } from '../../engine/index.ts';
import { showOpenDialog, showQuickPick } from '../../workspace/texts/messages.ts';
import type { ReadyFolder } from '../../workspace/state/workspaceState.ts';
import { askProfileName, chooseFolder, freeNameLike, profileItems } from '../prompts/choose.ts';
import type { Command, CommandArguments } from '../flow/commandContext.ts';
import { runOperation } from '../flow/runOperation.ts';
import { siblingsOf } from '../setup/siblingFiles.ts';
import { chooseBase } from './chooseBase.ts';

export const createProfile: Command = async (context, given) => {
  const folder = await chooseFolder(context, given);
  const source = folder && (await chooseSource(folder, given));
  if (!folder || !source) return;
  const isAsked = given.from === undefined && given.parent === undefined;
  const parent = isAsked ? await chooseBase(folder, source) : (given.parent ?? '');
  if (parent === undefined) return;
  const title = vscode.l10n.t('Create Profile');
  const name = given.name ?? (await askProfileName(folder, { title, ...proposedName(folder, source) }));
  if (name === undefined || name === '') return;
  const operation = {
    kind: 'create-profile',
    name,
    source,
    ...(parent === '' ? {} : { extends: parent }),
  } as const;
  await runOperation(context, {
    folder,
    operation,
    successMessage: vscode.l10n.t('Created profile {0}.', name),
  });
};

/** "production" for `appsettings.Production.json`. */
function proposedName(folder: ReadyFolder, source: ProfileSource): { readonly value?: string } {
  const [target] = folder.snapshot.targets;
  const [sibling] = source.kind === 'file' && target ? siblingsOf(target.path, [source.path]) : [];
  return sibling ? { value: freeNameLike(folder, sibling.profile) } : {};
}

async function chooseSource(
  folder: ReadyFolder,
  given: CommandArguments,
): Promise<ProfileSource | undefined> {
  if (given.from === 'current' || given.from === 'empty') return { kind: given.from };
  if (given.from !== undefined) return { kind: 'profile', name: given.from };
  const live = folder.snapshot.targets.map(({ path }) => path).join(', ');
  const start = [
    {
      label: vscode.l10n.t('Current live files'),
      description: live,
      iconPath: new vscode.ThemeIcon('file'),
      source: { kind: 'current' },
    },
    {
      label: vscode.l10n.t('Nothing'),
      description: vscode.l10n.t('an empty profile'),
      iconPath: new vscode.ThemeIcon('new-file'),
      source: { kind: 'empty' },
    },
    {
      label: vscode.l10n.t('A file…'),
      description: vscode.l10n.t('Any JSON or YAML file'),
      iconPath: new vscode.ThemeIcon('folder-opened'),
      source: 'ask',
    },
  ] as const;
  const separator = {
    label: vscode.l10n.t('a copy of another profile'),
    kind: vscode.QuickPickItemKind.Separator,
  } as const;
  const profiles = profileItems(folder).map((item) => ({
    ...item,
    source: { kind: 'profile', name: item.profile.name } as const,
  }));
  const chosen = await showQuickPick([...start, separator, ...profiles], {
    title: vscode.l10n.t('Create Profile'),
    placeHolder: vscode.l10n.t('Create a profile from…'),
  });
  if (!chosen || !('source' in chosen)) return undefined;
  return chosen.source === 'ask' ? chooseFile(folder) : chosen.source;
}

async function chooseFile(folder: ReadyFolder): Promise<ProfileSource | undefined> {
  const [uri] =
    (await showOpenDialog({
      defaultUri: vscode.Uri.file(folder.root),
      filters: { [vscode.l10n.t('Configuration')]: ['yaml', 'yml', 'json', 'jsonc'] },
    })) ?? [];
  return uri && { kind: 'file', path: basename(uri.fsPath), bytes: await vscode.workspace.fs.readFile(uri) };
}
