// The nouns of the engine, as data. Paths are relative to the config folder, with `/`; a target may
// lie outside it (`../compose.override.yaml`) but never outside the workspace folder.
import type { Pointer } from '../values/pointer.ts';
import type { FileContent, Problem, SchemaFiles, Sha256 } from './files.ts';
import type { Format } from '../text/formatOf.ts';
import type { Migration, Version } from './migrationModel.ts';
import type { RecordedAction } from './operationKind.ts';
import type { Retention, StateRecord } from './records.ts';
import type { References } from './references.ts';

export type { Migration, Version } from './migrationModel.ts';
export type * from './files.ts';
export type { OperationKind, RecordedAction } from './operationKind.ts';
export type * from './plan.ts';
export type * from './records.ts';
export type * from './references.ts';

export interface TargetSpec {
  readonly name: string;
  readonly path: string;
  readonly schema?: string;
  readonly defaults?: string;
  /** A file whose name ends in `.json` is read as JSON with comments. */
  readonly comments?: boolean;
  /** Where not the name of the file tells it. */
  readonly namedFormat?: Format;
  /** `in-place`: new content is written through to the file that is there, for one that is a mount of its own. */
  readonly write?: 'rename' | 'in-place';
}

/** `safekeep.yaml` with its defaults filled in. */
export interface Manifest {
  /** Where it stands; absent, as its hash is, when the folder has none. */
  readonly path?: string;
  readonly sha256?: Sha256;
  readonly targets: readonly TargetSpec[];
  /** The profiles for branches of Git; the first that fits counts. */
  readonly activate: readonly { readonly branch: string; readonly profile: string }[];
  readonly arrays: Readonly<Record<Pointer, ArrayRule>>;
  /** What a switch makes of a target of which the profile says nothing: it stays, or becomes its defaults. */
  readonly unmentioned: 'leave' | 'defaults';
  readonly guard: { readonly maxRemovedShare: number };
  readonly retention: Retention;
  readonly version: VersionRule;
  /** Places whose values are not shown to coding agents, besides those whose names tell; see `secrets/redact.ts`. */
  readonly sensitive?: readonly string[];
}

/** Where documents say their version, and which one they should be in. */
export interface VersionRule {
  /** `/version`, else `/schemaVersion`, where nothing is said. */
  readonly pointer?: Pointer;
  /** What a document that says none is. */
  readonly unversioned?: Version;
  /** What documents are migrated to; where nothing is said, what the schema wants, else the highest they can reach. */
  readonly expected?: Version;
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

export interface BackupFile {
  readonly path: string;
  readonly sha256: Sha256;
  readonly size: number;
  /** Permission bits, for when the file has to be made anew; older backups do not tell. */
  readonly mode?: number;
}

export interface Backup {
  /** Later than that of any backup made before it. */
  readonly id: string;
  /** By the clock: ISO 8601, UTC, with milliseconds. */
  readonly createdAt: string;
  /**
   * The newest backup of live files there was then; it may be gone since. Unsaved text has none, nor has what was
   * changed from outside: that is known to have stood.
   */
  readonly previous?: string;
  /** When that was, where its id says another time. */
  readonly previousAt?: string;
  /** Why it was made: by hand, of what was changed from outside, or before which kind of commit. */
  readonly reason: RecordedAction | 'manual' | 'unsaved' | 'external';
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
  /** Name of each target → its path then; older backups do not tell. */
  readonly targets?: Readonly<Record<string, string>>;
  /** Files that were damaged then and came along: what is held of them is not what anybody meant. */
  readonly damaged?: readonly string[];
  /** Bytes of all files, uncompressed. */
  readonly size: number;
  /** Nothing shows that this user made it: it can be looked at and restored, and decides nothing. */
  readonly isForeign?: true;
}

/** One commit, as the audit log tells it. */
export interface HistoryEntry {
  readonly id: string;
  readonly at: string;
  readonly author: string;
  readonly action: RecordedAction;
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
export interface JournalRecovery {
  readonly id: string;
  /** `set-aside`: its record was damaged, so that nobody can tell how far it had come. */
  readonly outcome: 'completed' | 'rolled-back' | 'set-aside';
  /** Files that somebody else had changed meanwhile: kept as they are. */
  readonly kept: readonly string[];
}

/** A change that did not come to its end, by a record that is still there. */
export interface Interrupted {
  /** Of the commit, as its record is named. */
  readonly id: string;
  /** The record, from the config folder. */
  readonly path: string;
  /**
   * `own`: this user's, and the next change, or a recovery, brings it to its end. `foreign`: somebody else's, or from
   * another computer, on which nothing is done until a person says so. `damaged`: it cannot be read.
   */
  readonly kind: 'own' | 'foreign' | 'damaged';
  /** What it wanted, and the files it would change; nothing is known of a damaged one. */
  readonly summary?: string;
  readonly files: readonly string[];
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
  /** Where the backups are, if not in the config folder; absolute. */
  readonly backupsFolder?: string;
  /** Paths where schemas and defaults are looked for, whether or not there are any. */
  readonly awaited: { readonly schemas: readonly string[]; readonly defaults: readonly string[] };
  readonly profiles: readonly Profile[];
  /** Those that can be carried out. */
  readonly migrations: readonly Migration[];
  /** What the references in profiles resolve to. */
  readonly references: References;
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
  /** Interrupted commits that wait, oldest first; each is a problem, too. */
  readonly interrupted: readonly Interrupted[];
  /** Interrupted commits that were finished or taken back just before this was read. */
  readonly recovered: readonly JournalRecovery[];
}
