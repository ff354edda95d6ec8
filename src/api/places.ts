// Which config folder and which live file another extension means. What it leaves open is never guessed.
import { join, sep } from 'node:path';
import * as vscode from 'vscode';
import type { FolderPlace } from '../../safekeep.d.ts';
import { findTarget, type Target } from '../engine/index.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import type { FolderState, ReadyFolder } from '../workspace/state/workspaceState.ts';
import { ApiError } from './apiError.ts';

/** @throws ApiError `untrusted`, `not-found`, `ambiguous`; EngineError of a folder that cannot be read. */
export async function folderAt(service: WorkspaceService, place: FolderPlace): Promise<ReadyFolder> {
  const folder = await folderIfAny(service, place);
  if (folder) return folder;
  throw new ApiError(
    'not-found',
    place.folder === undefined
      ? vscode.l10n.t('There is no config folder in this workspace.')
      : vscode.l10n.t("{0} isn't in a config folder of this workspace.", pathOf(place.folder)),
  );
}

/** `undefined` where there is none. @throws as `folderAt` otherwise. */
export async function folderIfAny(
  service: WorkspaceService,
  { folder: wanted }: FolderPlace,
): Promise<ReadyFolder | undefined> {
  if (!vscode.workspace.isTrusted)
    throw new ApiError(
      'untrusted',
      vscode.l10n.t("This workspace isn't trusted, so Safekeep doesn't read or write anything in it."),
    );
  if (service.state.kind === 'loading') await service.discover();
  const all = service.state.kind === 'ready' ? service.state.folders : [];
  const [folder, second] = wanted === undefined ? all : foldersAround(all, pathOf(wanted));
  if (folder && second)
    throw new ApiError(
      'ambiguous',
      vscode.l10n.t('There are several config folders, including {0} and {1}.', folder.label, second.label),
    );
  if (folder?.kind === 'failed') throw folder.error;
  return folder;
}

/** The target that is named, or the only one. @throws EngineError `not-found`; ApiError `ambiguous`. */
export function targetIn({ label, snapshot }: ReadyFolder, name: string | undefined): Target {
  const [first, second] = snapshot.targets;
  if (name !== undefined || !first || !second) return findTarget(snapshot, name);
  throw new ApiError(
    'ambiguous',
    vscode.l10n.t('{0} has several targets, including {1} and {2}.', label, first.name, second.name),
  );
}

function pathOf(place: vscode.Uri | string): string {
  return typeof place === 'string' ? place : place.fsPath;
}

/** The innermost that a path lies in; else the one it is a target of; else those of its workspace folder. */
function foldersAround(all: readonly FolderState[], path: string): readonly FolderState[] {
  const isIn = (place: string) => path === place || path.startsWith(place + sep);
  const [innermost] = all
    .filter(({ id }) => isIn(id))
    .toSorted((one, other) => other.id.length - one.id.length);
  if (innermost) return [innermost];
  const reading = all.filter(
    (folder) =>
      folder.kind === 'ready' &&
      folder.snapshot.targets.some((target) => join(folder.id, target.path) === path),
  );
  return reading.length > 0 ? reading : all.filter(({ root }) => isIn(root));
}
