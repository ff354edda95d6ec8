// What other extensions are told, made of what we know. It needs nothing of the engine but its types, so that the
// config folders can be told without loading it.
import { join } from 'node:path';
import * as vscode from 'vscode';
import type * as safekeep from '../../safekeep.d.ts';
import type { Backup, Target } from '../engine/index.ts';
import type { FolderPlace, ReadyFolder } from '../workspace/state/workspaceState.ts';

export function plainFolder(folder: ReadyFolder): safekeep.ConfigFolder {
  const { id, snapshot, drift, older } = folder;
  return {
    path: id,
    uri: vscode.Uri.file(id),
    activeProfile: snapshot.state.activeProfile,
    profiles: snapshot.profiles.map(({ name }) => name),
    targets: snapshot.targets.map((target) => plainTarget(folder, target)),
    drift: drift.map(({ target, kind }) => ({ target, kind })),
    damage: snapshot.damage.map(({ target, kind }) => ({ target, kind })),
    older: older.map(({ target, files: [{ version }], wanted }) => ({ target, version, wanted })),
  };
}

export function plainTarget({ id }: FolderPlace, { name, path, format }: Target): safekeep.Target {
  return { name, path, uri: vscode.Uri.file(join(id, path)), format };
}

export function plainBackup({ id, name, note, createdAt, files }: Backup): safekeep.Backup {
  return {
    id,
    createdAt,
    files: files.map(({ path }) => path),
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note }),
  };
}
