// What Safekeep gives other extensions. Copy this file into yours: it needs nothing but the types of `vscode`.
//
//   const safekeep = vscode.extensions.getExtension<SafekeepApi>('safekeep.safekeep');
//   const api = await safekeep?.activate();
//
// docs/reference/api.md tells more, with an extension that uses it.
import type * as vscode from 'vscode';

/** What `activate()` of `safekeep.safekeep` answers. Within one version things are only added. */
export interface SafekeepApi {
  readonly version: 1;

  /** The config folders of the workspace that can be read, as they were read last. None while the workspace is not trusted. */
  readonly configFolders: readonly ConfigFolder[];

  /** Fires when anything that `configFolders` tells may be another: it is on the disk then, and has been read. */
  readonly onDidChangeConfigFolders: vscode.Event<void>;

  /**
   * What a live file says.
   *
   * @param path `server.port`, `ports[0]` or a JSON Pointer such as `/server/port`; '' is the whole file.
   * @returns plain JSON data; `undefined` where the file has nothing there, or is not there itself. A number that
   * JavaScript cannot hold is the nearest one it can; a YAML value with a custom tag is its text, such as `!secret token`.
   * @throws {SafekeepError} `untrusted`, `not-found`, `ambiguous`, and `invalid` when the file cannot be read as data.
   */
  get(path: string, place?: ConfigPlace): Promise<unknown>;

  /**
   * Fires once for each change of values in the live files of a config folder, when it is on the disk, whoever made it:
   * Safekeep, an editor or another process. It does not fire for what changes comments and layout alone. While a
   * file is damaged or cannot be read as data, nothing is told of it; what comes then is compared with what it said
   * before. Where a file is seen for the first time, nothing has changed yet.
   */
  readonly onDidChangeConfiguration: vscode.Event<ConfigurationChangeEvent>;

  /**
   * Makes the live files what a profile says, as the command Switch Profile does: with a backup, with the review of
   * the changes where the person wants one, and with its questions (about guards, protected profiles and unsaved text).
   *
   * @returns what was done, when it is on the disk; `undefined` when the person turned away.
   * @throws {SafekeepError} `untrusted`, `not-found`, `ambiguous`, `locked`, `conflict`, `invalid`, `io`. What goes
   * wrong after a review is told to the person, who can try again there.
   */
  switchProfile(name: string, options?: SwitchOptions): Promise<Done | undefined>;

  /**
   * Keeps a copy of the live files as they are on the disk. Nothing is asked.
   *
   * @throws {SafekeepError} `untrusted`, `not-found`, `ambiguous`, `locked`, `io`.
   */
  createBackup(options?: BackupOptions): Promise<Backup>;

  /**
   * Makes a file of the workspace a target, so that profiles and backups cover it. The person is asked, and then it
   * stands in the manifest of its config folder: for everybody who uses the folder, and for good. Where there is no
   * config folder yet, Safekeep is set up for the file. For a file that is a target already nothing is asked or written.
   *
   * @returns the target; `undefined` when the person turned away.
   * @throws {SafekeepError} `untrusted`, `not-found`, `ambiguous`, `locked`, `conflict`, `invalid`, `io`.
   */
  registerTarget(file: vscode.Uri, options?: RegisterOptions): Promise<Target | undefined>;
}

/** Which config folder is meant. */
export interface FolderPlace {
  /**
   * A config folder, or any file: then the config folder that it lies in or is a target of, else the one of its
   * workspace folder. It can be left out where the workspace has only one.
   */
  readonly folder?: vscode.Uri | string;
}

/** Which live file is meant. */
export interface ConfigPlace extends FolderPlace {
  /** A target's name. It can be left out where the config folder has only one. */
  readonly target?: string;
}

export interface SwitchOptions extends FolderPlace {
  /** `false` leaves the review out, `true` has it in any case; the person's setting decides where nothing is said. */
  readonly review?: boolean;
}

export interface BackupOptions extends FolderPlace {
  /** A backup with a name is never cleaned up. */
  readonly name?: string;
  readonly note?: string;
}

export interface RegisterOptions extends FolderPlace {
  /** The name of the first profile, where Safekeep is set up for the file; the person is asked where nothing is said. */
  readonly profile?: string;
}

/** A folder whose configuration Safekeep manages. */
export interface ConfigFolder {
  /** Absolute. */
  readonly path: string;
  readonly uri: vscode.Uri;
  readonly activeProfile: string | null;
  /** Their names. */
  readonly profiles: readonly string[];
  readonly targets: readonly Target[];
  /** Live files that differ from the active profile: they were edited, or the profile was. */
  readonly drift: readonly { readonly target: string; readonly kind: 'modified' | 'outdated' }[];
  /** Live files that lost their content in a way nobody edits. */
  readonly damage: readonly {
    readonly target: string;
    readonly kind: 'gone' | 'empty' | 'nul-filled' | 'truncated';
  }[];
  /** Live files of which documents are in an older version than migrations lead to. */
  readonly older: readonly { readonly target: string; readonly version: Version; readonly wanted: Version }[];
}

/** `1.2.0`, or a whole number. */
export type Version = string | number;

/** A live file that an application reads. */
export interface Target {
  readonly name: string;
  /** Relative to the config folder, with `/`; it can lie outside of it. */
  readonly path: string;
  readonly uri: vscode.Uri;
  readonly format: 'json' | 'jsonc' | 'yaml';
}

/** One difference, at one place of one live file. Values are as those of `get`. */
export interface ConfigurationChange {
  /** The target's name. */
  readonly target: string;
  /** `moved`: an item of a list, known by its identity or its content, stands elsewhere in it. */
  readonly type: 'added' | 'removed' | 'modified' | 'moved';
  /** A JSON Pointer: of what was removed in the old content, otherwise in the new one. */
  readonly pointer: string;
  readonly from?: unknown;
  readonly to?: unknown;
  /** Of a moved item: where it was. */
  readonly oldPointer?: string;
}

export interface ConfigurationChangeEvent {
  /** As it was read with the change. */
  readonly folder: ConfigFolder;
  /** In the order of the targets, and in each in the order of the file. */
  readonly changes: readonly ConfigurationChange[];
  /**
   * Whether what `get` answers for a path may be another now: something changed there, in it, or around it.
   *
   * @param target a target's name; any of them where nothing is said.
   */
  affects(path: string, target?: string): boolean;
}

/** What a call has done; all of it is on the disk. */
export interface Done {
  /** In the live files; none where everything was as it should be. */
  readonly changes: readonly ConfigurationChange[];
  /** The backup made before; `null` where there was nothing to do. */
  readonly backup: Backup | null;
}

export interface Backup {
  readonly id: string;
  readonly name?: string;
  readonly note?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Relative to the config folder. */
  readonly files: readonly string[];
}

/** What calls reject with. The message is one sentence for a person. */
export interface SafekeepError extends Error {
  readonly code: SafekeepErrorCode;
}

/**
 * - `untrusted`: the workspace is not trusted; Safekeep reads and writes nothing there.
 * - `ambiguous`: there are several config folders, or several targets, and it was not said which.
 * - `not-found`: what was named is not there.
 * - `exists`: what would be made is there already.
 * - `invalid`: a file cannot be read as what it should be, or cannot take the change.
 * - `locked`: another process is writing, and did not end in time.
 * - `conflict`: a file has changed since the plan was made. Nothing was written; try again.
 * - `corrupt`: a backup is damaged.
 * - `unsupported-version`: a newer Safekeep wrote it.
 * - `guarded`, `aborted`: the person's yes was needed, and was not given.
 * - `io`: the disk failed. What had been begun was taken back, or will be brought to its end by the next start.
 */
export type SafekeepErrorCode =
  | 'untrusted'
  | 'ambiguous'
  | 'not-found'
  | 'exists'
  | 'invalid'
  | 'locked'
  | 'conflict'
  | 'corrupt'
  | 'unsupported-version'
  | 'guarded'
  | 'aborted'
  | 'io';
