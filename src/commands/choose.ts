// Asking which: config folder, profile, backup, name. Each answers `undefined` when the person turns away.
import { sep } from 'node:path';
import * as vscode from 'vscode';
import { nameFault, type Backup, type Profile } from '../engine/index.ts';
import { readyFolders, type ReadyFolder } from '../workspace/workspaceState.ts';
import type { CommandArguments, CommandContext } from './commandContext.ts';

/** The folder that is named, the only one, the one of the active editor, or the person's choice. */
export async function chooseFolder(
  { service }: CommandContext,
  given: CommandArguments,
): Promise<ReadyFolder | undefined> {
  if (service.state.kind === 'loading') await service.discover();
  const folders = readyFolders(service.state);
  if (given.folder !== undefined) {
    const named = folders.find(({ id }) => id === given.folder); // Never another one than was meant.
    if (!named)
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} is not a config folder that can be read.', given.folder),
      );
    return named;
  }
  if (folders.length === 1) return folders[0];
  if (folders.length === 0)
    return void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no config folder in this workspace yet. Set one up in the Safekeep view.'),
    );
  const edited = vscode.window.activeTextEditor?.document.uri.fsPath;
  const near = folders.filter(({ id }) => edited?.startsWith(id + sep) === true);
  if (near.length === 1) return near[0];
  const items = folders.map((folder) => ({
    label: folder.label,
    description: folder.snapshot.state.activeProfile ?? '',
    folder,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which config folder?') }))
    ?.folder;
}

export interface ProfileItem extends vscode.QuickPickItem {
  readonly profile: Profile;
}

export function profileItems({ snapshot, drift }: ReadyFolder): readonly ProfileItem[] {
  return snapshot.profiles.map((profile) => {
    const { name, metadata } = profile;
    const active = name === snapshot.state.activeProfile;
    const marks = [
      ...(active ? [vscode.l10n.t('active')] : []),
      ...(active && drift.length > 0 ? [vscode.l10n.t('differs from the live files')] : []),
      ...(metadata.extends.length > 0 ? [vscode.l10n.t('extends {0}', metadata.extends.join(', '))] : []),
      ...(metadata.protected ? [vscode.l10n.t('protected')] : []),
    ];
    const detail = metadata.description === undefined ? {} : { detail: metadata.description };
    return {
      label: name,
      description: marks.join(' · '),
      iconPath: new vscode.ThemeIcon(active ? 'check' : 'circle-outline'),
      profile,
      ...detail,
    };
  });
}

export async function chooseProfile(
  folder: ReadyFolder,
  given: CommandArguments,
  placeHolder: string,
): Promise<Profile | undefined> {
  const named = folder.snapshot.profiles.find(({ name }) => name === given.profile);
  if (named) return named;
  return (
    await vscode.window.showQuickPick(profileItems(folder), {
      placeHolder,
      matchOnDescription: true,
      matchOnDetail: true,
    })
  )?.profile;
}

export async function chooseBackup(
  { snapshot }: ReadyFolder,
  given: CommandArguments,
  placeHolder: string,
): Promise<Backup | undefined> {
  const named = snapshot.backups.find(({ id }) => id === given.backup);
  if (named) return named;
  const items = snapshot.backups.map((backup) => ({
    label: backup.name ?? titleOfBackup(backup),
    description: new Date(backup.createdAt).toLocaleString(vscode.env.language),
    ...(backup.note === undefined ? {} : { detail: backup.note }),
    iconPath: new vscode.ThemeIcon(backup.pinned ? 'pinned' : 'archive'),
    backup,
  }));
  return (
    await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true })
  )?.backup;
}

export function titleOfBackup({ name, reason, summary }: Backup): string {
  if (name !== undefined) return name;
  if (reason === 'manual') return vscode.l10n.t('Manual backup');
  if (reason === 'unsaved') return vscode.l10n.t('Unsaved editor text');
  return vscode.l10n.t('Before: {0}', summary ?? reason);
}

export async function askProfileName(
  { snapshot }: ReadyFolder,
  { title, value }: { readonly title: string; readonly value?: string },
): Promise<string | undefined> {
  const taken = (name: string) =>
    snapshot.profiles.some((profile) => profile.name.toLowerCase() === name.toLowerCase());
  return vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Name of the profile'),
    ...(value === undefined ? {} : { value }),
    validateInput: (name) => {
      if (name === '') return undefined; // Nothing typed yet is no mistake; Enter then changes nothing.
      return (
        nameFault(name) ??
        (taken(name) ? vscode.l10n.t('There is already a profile "{0}".', name) : undefined)
      );
    },
  });
}
