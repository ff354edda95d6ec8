// What activate() returns to other extensions. Versioned: within one number things are only added.
import type * as vscode from 'vscode';
import type { DamageKind, Version } from './engine/index.ts';
import { readyFolders } from './workspace/workspaceState.ts';
import type { WorkspaceService } from './workspace/workspaceService.ts';

export interface SafekeepFolder {
  /** Absolute path of the config folder. */
  readonly path: string;
  readonly activeProfile: string | null;
  readonly profiles: readonly string[];
  /** Live files that differ from the active profile. */
  readonly drift: readonly { readonly target: string; readonly kind: 'modified' | 'outdated' }[];
  /** Live files that lost their content: gone, empty, filled with NUL bytes or cut short. */
  readonly damage: readonly { readonly target: string; readonly kind: DamageKind }[];
  /** Live files of which documents are in an older version than migrations lead to. */
  readonly older: readonly { readonly target: string; readonly version: Version; readonly wanted: Version }[];
}

export interface SafekeepApi {
  readonly version: 1;
  readonly folders: readonly SafekeepFolder[];
  /** Fires when a change is on the disk and has been read. */
  readonly onDidChange: vscode.Event<unknown>;
}

export function createApi(service: WorkspaceService): SafekeepApi {
  return {
    version: 1,
    get folders() {
      return readyFolders(service.state).map(({ id, snapshot, drift, older }) => ({
        path: id,
        activeProfile: snapshot.state.activeProfile,
        profiles: snapshot.profiles.map(({ name }) => name),
        drift: drift.map(({ target, kind }) => ({ target, kind })),
        damage: snapshot.damage.map(({ target, kind }) => ({ target, kind })),
        older: older.map(({ target, files: [{ version }], wanted }) => ({ target, version, wanted })),
      }));
    },
    onDidChange: service.onDidChangeState,
  };
}
