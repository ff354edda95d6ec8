// What a file that is open in an editor is to Safekeep: a live file, or a profile's own file for one. It knows paths
// only; what stands in the file is not asked.
import { join } from 'node:path';
import type { Profile, Target } from '../../engine/index.ts';
import { readyFolders, type ReadyFolder, type WorkspaceState } from '../state/workspaceState.ts';

export interface ConfigFile {
  readonly kind: 'target' | 'profile';
  readonly folder: ReadyFolder;
  /** As the engine names it: relative to the config folder. */
  readonly path: string;
  /** The live file itself, or the one that the profile's file is for. */
  readonly target: Target;
  /** Whose file it is; of a live file the active profile, where there is one. */
  readonly profile: Profile | undefined;
}

/** `undefined` where the name of the file tells. */
export function formatOfFile({ kind, target }: ConfigFile): Target['format'] | undefined {
  return kind === 'target' ? target.format : undefined;
}

/** The address of a document, as the editor has it. */
export interface FileAddress {
  readonly scheme: string;
  readonly fsPath: string;
}

export function configFileAt(state: WorkspaceState, { scheme, fsPath }: FileAddress): ConfigFile | undefined {
  if (scheme !== 'file') return undefined; // Documents of a review, too, have the paths of our files.
  for (const folder of readyFolders(state)) {
    const found = filesOf(folder).find((file) => join(folder.id, file.path) === fsPath);
    if (found) return found;
  }
  return undefined;
}

/** Absolute paths of all of them. */
export function configFilePaths(state: WorkspaceState): readonly string[] {
  return readyFolders(state).flatMap((folder) => filesOf(folder).map(({ path }) => join(folder.id, path)));
}

/** Absolute paths of the live files that have others beside them. */
export function removableFiles(state: WorkspaceState): readonly string[] {
  return readyFolders(state).flatMap(({ id, snapshot: { targets } }) =>
    targets.length > 1 ? targets.map(({ path }) => join(id, path)) : [],
  );
}

function filesOf(folder: ReadyFolder): readonly ConfigFile[] {
  const { targets, profiles, state } = folder.snapshot;
  const active = profiles.find(({ name }) => name === state.activeProfile);
  return targets.flatMap((target): readonly ConfigFile[] => [
    { kind: 'target', folder, path: target.path, target, profile: active },
    ...profiles.flatMap((profile) =>
      [profile.files.get(target.name), profile.overlays.get(target.name)].flatMap(
        (file): readonly ConfigFile[] =>
          file ? [{ kind: 'profile', folder, path: file.path, target, profile }] : [],
      ),
    ),
  ]);
}
