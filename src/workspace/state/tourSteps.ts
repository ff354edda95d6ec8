// Which steps of the walkthrough are done, by the context keys that complete them.
import {
  restoredContextKey,
  severalProfilesContextKey,
  switchedContextKey,
  targetsContextKey,
} from '../../ids.ts';
import { readyFolders, type ReadyFolder, type WorkspaceState } from './workspaceState.ts';

export function tourSteps(state: WorkspaceState): ReadonlyMap<string, boolean> {
  const folders = readyFolders(state);
  return new Map([
    [targetsContextKey, folders.some(hasTargets)],
    [severalProfilesContextKey, folders.some(({ snapshot }) => snapshot.profiles.length > 1)],
    // Once done it stays so: the history keeps what was taken back, too.
    ...(
      [
        [switchedContextKey, 'switch'],
        [restoredContextKey, 'restore'],
      ] as const
    ).map(
      ([key, kind]) =>
        [
          key,
          folders.some(({ snapshot }) => snapshot.history.some(({ action }) => action === kind)),
        ] as const,
    ),
  ]);
}

/** Taken back, a set-up leaves a folder that has neither: there is nothing to make a profile of then. */
function hasTargets({ snapshot }: ReadyFolder): boolean {
  return snapshot.targets.length > 0 || snapshot.profiles.length > 0;
}
