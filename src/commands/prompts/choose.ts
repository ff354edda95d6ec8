// Asking which: config folder, profile, backup, name. Each answers `undefined` when the person turns away.
import { sep } from 'node:path';
import * as vscode from 'vscode';
import { nameFault, type Backup, type Profile, type Target } from '../../engine/index.ts';
import { backupReason } from '../../engine/records/backupReason.ts';
import { showInformationMessage, showInputBox, showQuickPick } from '../../workspace/texts/messages.ts';
import { backupTitle, profileDescription } from '../../workspace/state/wording.ts';
import {
  foldersWithPast,
  readyFolders,
  type ReadyFolder,
  type WorkspaceState,
} from '../../workspace/state/workspaceState.ts';
import type { CommandArguments, CommandContext } from '../flow/commandContext.ts';

/** The folder that is named, the only one, the one of the active editor, or the person's choice. */
export function chooseFolder(
  context: CommandContext,
  given: CommandArguments,
): Promise<ReadyFolder | undefined> {
  return chooseAmong(readyFolders, context, given);
}

/** The same, also of those of which only backups and history can be used. */
export function chooseFolderWithPast(
  context: CommandContext,
  given: CommandArguments,
): Promise<ReadyFolder | undefined> {
  return chooseAmong(foldersWithPast, context, given);
}

async function chooseAmong(
  foldersOf: (state: WorkspaceState) => readonly ReadyFolder[],
  { service }: CommandContext,
  given: CommandArguments,
): Promise<ReadyFolder | undefined> {
  if (service.state.kind === 'loading') await service.discover();
  const folders = foldersOf(service.state);
  if (given.folder !== undefined) {
    const named = folders.find(({ id }) => id === given.folder); // Never another one than was meant.
    if (!named) assertReadable(service.state, given.folder);
    if (!named)
      void showInformationMessage(vscode.l10n.t("{0} isn't a readable config folder.", given.folder));
    return named;
  }
  if (folders.length === 1) return folders[0];
  if (folders.length === 0) assertReadable(service.state);
  if (folders.length === 0)
    return void showInformationMessage(
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
  return (await showQuickPick(items, { placeHolder: vscode.l10n.t('Select a config folder') }))?.folder;
}

/** @param id of one folder, else of any. @throws EngineError with what is wrong with it. */
function assertReadable(state: WorkspaceState, id?: string): void {
  const folders = state.kind === 'ready' ? state.folders : [];
  const failed = folders.find((folder) => folder.kind === 'failed' && (folder.id === id || id === undefined));
  if (failed?.kind === 'failed') throw failed.error;
}

export interface ProfileItem extends vscode.QuickPickItem {
  readonly profile: Profile;
}

export function profileItems(folder: ReadyFolder): readonly ProfileItem[] {
  return folder.snapshot.profiles.map((profile) => {
    const { name, metadata } = profile;
    const active = name === folder.snapshot.state.activeProfile;
    const detail = metadata.description === undefined ? {} : { detail: metadata.description };
    return {
      label: name,
      description: profileDescription(folder, profile).join(' · '),
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
    await showQuickPick(profileItems(folder), {
      placeHolder,
      matchOnDescription: true,
      matchOnDetail: true,
    })
  )?.profile;
}

/** The target that is named, the only one, or the person's choice. */
export async function chooseTarget(
  { snapshot: { targets } }: ReadyFolder,
  given: CommandArguments,
): Promise<Target | undefined> {
  const named = targets.find(({ name }) => name === given.target);
  if (named || targets.length === 1) return named ?? targets[0];
  const items = targets.map((target) => ({ label: target.path, description: target.name, target }));
  return (await showQuickPick(items, { placeHolder: vscode.l10n.t('Select a live file') }))?.target;
}

/** A key as people type it: dotted, or a JSON Pointer. */
export async function askPath(given: CommandArguments): Promise<string | undefined> {
  const path =
    given.path ?? (await showInputBox({ prompt: vscode.l10n.t('Key, such as server.port or /server/port') }));
  return path === '' ? undefined : path;
}

export interface BackupItem extends vscode.QuickPickItem {
  readonly backup: Backup;
}

/** Newest first. */
export function backupItems({ snapshot }: ReadyFolder): readonly BackupItem[] {
  return snapshot.backups.map((backup) => ({
    label: backupTitle(backup),
    description: `${new Date(backup.createdAt).toLocaleString(vscode.env.language)} · ${backupReason(backup)}`,
    ...(backup.note === undefined ? {} : { detail: backup.note }),
    iconPath: new vscode.ThemeIcon(backup.pinned ? 'pinned' : 'archive'),
    backup,
  }));
}

export async function chooseBackup(
  folder: ReadyFolder,
  given: CommandArguments,
  placeHolder: string,
): Promise<Backup | undefined> {
  const named = folder.snapshot.backups.find(({ id }) => id === given.backup);
  if (named) return named;
  return (
    await showQuickPick(backupItems(folder), {
      placeHolder,
      matchOnDescription: true,
      matchOnDetail: true,
    })
  )?.backup;
}

/** Names that differ in letter case alone are one name on some disks. */
export function isTaken({ snapshot }: ReadyFolder, name: string): boolean {
  return snapshot.profiles.some((profile) => profile.name.toLowerCase() === name.toLowerCase());
}

/** "staging-copy", "staging-copy-2", …: the first that is free. */
export function freeNameLike(folder: ReadyFolder, name: string): string {
  for (let count = 1; ; count += 1) {
    const proposed = count === 1 ? name : `${name}-${count}`;
    if (!isTaken(folder, proposed)) return proposed;
  }
}

interface NameQuestion {
  readonly title: string;
  readonly value?: string;
  /** The name that the profile has now. */
  readonly except?: string;
}

export async function askProfileName(
  folder: ReadyFolder,
  { title, value, except }: NameQuestion,
): Promise<string | undefined> {
  const isOther = (name: string) => name.toLowerCase() !== except?.toLowerCase();
  const ask = (empty: 'waits' | 'is told') =>
    showInputBox({
      title,
      prompt: vscode.l10n.t('Name for the profile'),
      ...(value === undefined ? {} : { value }),
      validateInput: (name) => {
        if (name === '' && empty === 'waits') return undefined; // Nothing typed yet is no mistake.
        const doubled =
          isTaken(folder, name) && isOther(name)
            ? vscode.l10n.t('Profile "{0}" already exists.', name)
            : undefined;
        return nameFault(name) ?? doubled;
      },
    });
  const name = await ask('waits');
  return name === '' ? ask('is told') : name;
}
