// What the views are drawn from: one readonly value, replaced whole. It knows no editor types, so that anything
// computed from it can be tested without one.
import type {
  ChangeKind,
  Drift,
  EngineError,
  Problem,
  RedundantOverride,
  Snapshot,
  Version,
  VersionedFile,
} from '../../engine/index.ts';

/** Where a config folder is. `id` is its absolute path. */
export interface FolderPlace {
  readonly id: string;
  /** "config", or "api/config" where several roots are open. */
  readonly label: string;
  /** Absolute path of the workspace folder it belongs to. */
  readonly root: string;
}

export interface ReadyFolder extends FolderPlace {
  readonly kind: 'ready';
  readonly snapshot: Snapshot;
  readonly drift: readonly TargetDrift[];
  /** Of the snapshot and of the schemas. Files are relative to the config folder. */
  readonly problems: readonly Problem[];
  /** Targets of which documents are behind. */
  readonly older: readonly OlderDocuments[];
  /** Nothing is wrong with these: overrides that say what is inherited anyway. */
  readonly hints: readonly RedundantOverride[];
  /** What the last look at each backup found, by its id; nothing of one that nobody has looked at. */
  readonly verified: VerifiedBackups;
}

export type VerifiedBackups = Readonly<Record<string, VerifiedBackup>>;

export interface VerifiedBackup {
  /** ISO 8601. */
  readonly at: string;
  /** None: every byte was as it had been. */
  readonly problems: readonly string[];
}

/** How the person wants to see the backups. */
export interface BackupsOrder {
  readonly groupBy: 'day' | 'profile';
  /** Words that each row has; '' for all rows. */
  readonly filter: string;
}

export interface TargetDrift extends Drift {
  /** The live file, relative to the config folder. */
  readonly path: string;
  /** How many keys differ: none where only comments or layout do; `null` where the live file cannot be read as data. */
  readonly count: number | null;
  /** The first of them. */
  readonly changes: readonly KeyChange[];
}

/** One key that differs, in short texts: from what it was to what the live file, or an edited profile, now says. */
export interface KeyChange {
  readonly type: ChangeKind;
  readonly pointer: string;
  /** `server.port`. */
  readonly path: string;
  readonly from?: string;
  readonly to?: string;
  /** Of a moved list item: where it was. */
  readonly oldPath?: string;
  /** In the live file, from 1. */
  readonly line: number;
  readonly column: number;
}

/** The documents of a target that are in a version older than the one expected. */
export interface OlderDocuments {
  readonly target: string;
  /** The oldest one first. */
  readonly files: readonly [VersionedFile, ...VersionedFile[]];
  /** The version that migrations lead to. */
  readonly wanted: Version;
}

export interface FailedFolder extends FolderPlace {
  readonly kind: 'failed';
  readonly error: EngineError;
  /** Its backups and its history, where they can be looked at and brought back all the same. */
  readonly past?: ReadyFolder;
}

export type FolderState = ReadyFolder | FailedFolder;

export interface ReadyState {
  readonly kind: 'ready';
  readonly folders: readonly FolderState[];
  /** Config folders that came along with code of others: nothing of them is read before the person uses them. */
  readonly resting: readonly FolderPlace[];
  readonly backupsOrder: BackupsOrder;
}

export type WorkspaceState = { readonly kind: 'loading' } | ReadyState;

export function readyFolders(state: WorkspaceState): readonly ReadyFolder[] {
  return state.kind === 'ready' ? state.folders.filter((folder) => folder.kind === 'ready') : [];
}

/** Those whose backups and history can be used: the ready ones, and what is known of the past of the others. */
export function foldersWithPast(state: WorkspaceState): readonly ReadyFolder[] {
  if (state.kind === 'loading') return [];
  return state.folders.flatMap((folder) => (folder.kind === 'ready' ? folder : (folder.past ?? [])));
}

/** The value of the context key that the welcome views ask for. */
export function contextOf(state: WorkspaceState): 'loading' | 'empty' | 'ready' | 'failed' {
  if (state.kind === 'loading') return 'loading';
  if (state.folders.length === 0) return 'empty';
  return readyFolders(state).length > 0 ? 'ready' : 'failed';
}
