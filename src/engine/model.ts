// The nouns of the engine, as data. Paths are relative to the config folder, with `/`; a target may
// lie outside it (`../compose.override.yaml`) but never outside the workspace folder.
import type { Pointer } from './content/pointer.ts';
import type { FileContent, Problem, SchemaFiles, Sha256 } from './files.ts';
import type { Format } from './content/document.ts';
import type { Value } from './content/value.ts';

export type * from './files.ts';

export interface TargetSpec {
  readonly name: string;
  readonly path: string;
  readonly schema?: string;
  readonly defaults?: string;
}

/** `safekeep.yaml` with its defaults filled in. */
export interface Manifest {
  /** Where it stands; absent, as its hash is, when the folder has none. */
  readonly path?: string;
  readonly sha256?: Sha256;
  readonly targets: readonly TargetSpec[];
  readonly arrays: Readonly<Record<Pointer, ArrayRule>>;
  /** What a switch makes of a target of which the profile says nothing: it stays, or becomes its defaults. */
  readonly unmentioned: 'leave' | 'defaults';
  readonly guard: { readonly maxRemovedShare: number };
  readonly retention: Retention;
}

/** Which backups stay. Each count is of backups, one for each period that has any; at least one is above 0. */
export interface Retention {
  /** The newest so many, whenever they were made. */
  readonly last: number;
  readonly hourly: number;
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
  /** Seconds. */
  readonly mergeWindow: number;
  /** Of all that stay, uncompressed. */
  readonly maxBytes: number;
}

/** Whether a backup stays, and why, as half a sentence: "one of the newest 10". */
export interface RetentionDecision {
  readonly id: string;
  readonly keeps: boolean;
  readonly why: string;
}

export type ArrayRule = 'replace' | 'append' | { readonly byKey: string };

export interface Target extends TargetSpec {
  readonly format: Format;
  readonly file: FileContent | null;
}

/** What `$profile` or `profile.yaml` says. */
export interface ProfileMetadata {
  readonly extends: readonly string[];
  readonly unset: readonly Pointer[];
  readonly description?: string;
  readonly protected: boolean;
  readonly icon?: string;
  readonly color?: string;
}

export interface Profile {
  readonly name: string;
  readonly metadata: ProfileMetadata;
  /** Target name → the profile's own file for it. */
  readonly files: ReadonlyMap<string, FileContent>;
  /** Target name → the personal overlay for it. */
  readonly overlays: ReadonlyMap<string, FileContent>;
  /** Every file of the profile, metadata and overlays included. */
  readonly all: readonly FileContent[];
}

/** Which profile was switched to, and what each target was then. One of a commit's files. */
export interface StateRecord {
  readonly format: 1;
  readonly activeProfile: string | null;
  readonly applied: Readonly<Record<string, Sha256>>;
  /**
   * What the profile resolved to then, of targets that were left in a text of their own: they hold the same values with
   * other comments or layout. Absent where that is what was applied.
   */
  readonly resolved?: Readonly<Record<string, Sha256>>;
}

export interface BackupFile {
  readonly path: string;
  readonly sha256: Sha256;
  readonly size: number;
  /** Permission bits, for when the file has to be made anew; older backups do not tell. */
  readonly mode?: number;
}

export interface Backup {
  readonly id: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly createdAt: string;
  /**
   * The newest backup of live files there was then; it may be gone since. Unsaved text has none, nor has what was
   * changed from outside: that is known to have stood.
   */
  readonly previous?: string;
  /** Why it was made: by hand, of what was changed from outside, or before which kind of commit. */
  readonly reason: ActionKind | 'manual' | 'unsaved' | 'external';
  /** That commit in words. */
  readonly summary?: string;
  readonly author: string;
  readonly pinned: boolean;
  readonly name?: string;
  readonly note?: string;
  readonly activeProfile: string | null;
  readonly applied: StateRecord['applied'];
  readonly resolved?: StateRecord['resolved'];
  readonly files: readonly BackupFile[];
  /** Files that did not exist then: restoring removes them. */
  readonly absent: readonly string[];
  /** Files that were damaged then and came along: what is held of them is not what anybody meant. */
  readonly damaged?: readonly string[];
  /** Bytes of all files, uncompressed. */
  readonly size: number;
}

/** One commit, as the audit log tells it. */
export interface HistoryEntry {
  readonly id: string;
  readonly at: string;
  readonly author: string;
  readonly action: ActionKind;
  readonly summary: string;
  readonly backup: string;
  readonly changes: number;
  /** The id of the commit that this one undid. */
  readonly undoes?: string;
  readonly files: readonly {
    readonly path: string;
    readonly before: Sha256 | null;
    readonly after: Sha256 | null;
  }[];
}

export type ActionKind =
  | 'init'
  | 'switch'
  | 'restore'
  | 'edit'
  | 'save'
  | 'reset'
  | 'undo'
  | 'recover'
  | 'repair'
  | 'create-profile'
  | 'duplicate-profile'
  | 'rename-profile'
  | 'delete-profile';

export type DriftKind = 'modified' | 'outdated';

export interface Drift {
  readonly target: string;
  readonly kind: DriftKind;
}

/** `nul-filled`: altogether or at its end; `truncated`: only the beginning of its last known content is left. */
export type DamageKind = 'gone' | 'empty' | 'nul-filled' | 'truncated';

/** A target that lost its content in a way nobody edits. */
export interface Damage {
  readonly target: string;
  readonly path: string;
  readonly kind: DamageKind;
  /** "current.json is empty." */
  readonly sentence: string;
  /** The content it had last, by what history, backups and record know. */
  readonly lastKnown: Sha256;
}

/** Something an interrupted commit left, and what became of it. */
export interface Recovery {
  readonly id: string;
  /** `set-aside`: its record was damaged, so that nobody can tell how far it had come. */
  readonly outcome: 'completed' | 'rolled-back' | 'set-aside';
  /** Files that somebody else had changed meanwhile: kept as they are. */
  readonly kept: readonly string[];
}

/** What the engine read: everything planners and views draw from. */
export interface Snapshot {
  /** Absolute path of the config folder, with its links resolved. */
  readonly folder: string;
  readonly manifest: Manifest;
  readonly targets: readonly Target[];
  /** Target name → its defaults file. */
  readonly defaults: ReadonlyMap<string, FileContent>;
  /** Target name → its schema. */
  readonly schemas: ReadonlyMap<string, SchemaFiles>;
  readonly profiles: readonly Profile[];
  readonly state: StateRecord;
  /** Where the record stands; it may be missing, or differ from an inferred one. */
  readonly stateFile: FileContent | null;
  /** Newest first. */
  readonly backups: readonly Backup[];
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
  readonly problems: readonly Problem[];
  /** Path of a target → the content it had last, by what history, backups and record know; `null`: it was not there. */
  readonly lastKnown: ReadonlyMap<string, Sha256 | null>;
  /** Targets that a crash, a full disk or a dying program has damaged. */
  readonly damage: readonly Damage[];
  /** Interrupted commits that were finished or taken back just before this was read. */
  readonly recovered: readonly Recovery[];
}

export type ChangeKind = 'added' | 'removed' | 'modified' | 'moved';

/** One difference. Removed: `pointer` in the old value; otherwise in the new one. */
export interface Change {
  readonly type: ChangeKind;
  readonly pointer: Pointer;
  readonly from?: Value;
  readonly to?: Value;
  /** Of a moved list item: its pointer in the old value. */
  readonly oldPointer?: Pointer;
}

/** How a file would change: `layout` says same values in other text, `text` that one side does not parse. */
export type WriteKind = 'changed' | 'created' | 'deleted' | 'layout' | 'text';

export interface PlannedWrite {
  readonly path: string;
  /** The target's name, when the file is one. */
  readonly target?: string;
  readonly before: Uint8Array | null;
  /** `null` takes the file away, into the trash. */
  readonly after: Uint8Array | null;
  /** The mode that a new file takes, or the file whose it takes: a copy of a private file is private. */
  readonly like?: string | number;
  readonly kind: WriteKind;
  readonly changes: readonly Change[];
}

export type GuardCode = 'empty' | 'unparseable' | 'schema' | 'removed' | 'edited-since' | 'hard-link';

/** A reason to ask for an explicit yes. */
export interface Guard {
  readonly code: GuardCode;
  readonly target: string;
  readonly message: string;
}

/** Every write an operation would make; nothing is written yet. */
export interface Plan {
  readonly action: ActionKind;
  /** One line for people: "Switch development → staging". */
  readonly summary: string;
  readonly writes: readonly PlannedWrite[];
  /** The record of the active profile as the plan saw it. */
  readonly stateBefore: StateRecord;
  /** The record after the commit. */
  readonly state: StateRecord;
  /** Files the plan was computed from: they must not change before the commit. */
  readonly reads: readonly { readonly path: string; readonly sha256: Sha256 | null }[];
  /** Every target's path: the backup holds them all, changed or not. */
  readonly protects: readonly string[];
  /** Those of them that are damaged. */
  readonly damaged: readonly string[];
  /** What the backups are cleaned up by, once the commit is durable. */
  readonly retention: Retention;
  readonly problems: readonly Problem[];
  readonly guards: readonly Guard[];
  readonly undoes?: string;
  /** Of a recovery: "current.json: backup of 2026-11-20 10:13:37", one for each target. */
  readonly sources?: readonly string[];
}
