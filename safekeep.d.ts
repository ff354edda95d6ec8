// Safekeep's API for other extensions. Copy this file into yours: it needs only the types of `vscode`.
//
//   const safekeep = vscode.extensions.getExtension<SafekeepApi>('safekeep.safekeep');
//   const api = await safekeep?.activate();
//
// docs/reference/api.md explains more, with an extension that uses it.
import type * as vscode from 'vscode';

/** The value that `activate()` of `safekeep.safekeep` returns. Within a version, members are only added. */
export interface SafekeepApi {
  readonly version: 1;

  /** The readable config folders of the workspace, as last read. Empty while the workspace isn't trusted. */
  readonly configFolders: readonly ConfigFolder[];

  /** Fires when anything in `configFolders` may have changed, once it has been read from the disk. */
  readonly onDidChangeConfigFolders: vscode.Event<void>;

  /**
   * Returns a value from a live file.
   *
   * @param path `server.port`, `ports[0]`, or a JSON Pointer such as `/server/port`; '' is the whole file.
   * @returns plain JSON data; `undefined` if the file or the value doesn't exist. A number that JavaScript can't
   * represent is rounded to the nearest one; a YAML value with a custom tag is its text, such as `!secret token`.
   * @throws {SafekeepError} `untrusted`, `not-found`, `ambiguous`, or `invalid` if the file doesn't parse.
   */
  get(path: string, place?: ConfigPlace): Promise<unknown>;

  /**
   * Fires once for each change of values in the live files of a config folder, as soon as it is on the disk, no matter
   * who made it: Safekeep, an editor, or another process. Changes to comments or layout alone don't count. While a file
   * is damaged or doesn't parse, nothing is reported for it; afterward, its content is compared with the last content that
   * could be read. The first time that a file is read, nothing counts as changed.
   */
  readonly onDidChangeConfiguration: vscode.Event<ConfigurationChangeEvent>;

  /**
   * Makes the live files match a profile, like the command Switch Profile: with a backup, with a review of the changes
   * if the user wants one, and with the same questions (about guards, protected profiles, and unsaved text).
   *
   * @returns the changes and their backup, once they are on the disk; `undefined` if the user canceled.
   * @throws {SafekeepError} `untrusted`, `not-found`, `ambiguous`, `locked`, `conflict`, `invalid`, `io`. Errors after
   * a review are shown to the user, who can try again there.
   */
  switchProfile(name: string, options?: SwitchOptions): Promise<Done | undefined>;

  /**
   * Backs up the live files as they are on the disk. The user isn't asked.
   *
   * @throws {SafekeepError} `untrusted`, `not-found`, `ambiguous`, `locked`, `io`.
   */
  createBackup(options?: BackupOptions): Promise<Backup>;

  /**
   * Makes a file of the workspace a target, so that profiles and backups include it. If the user agrees, the file is
   * added to the manifest of its config folder permanently, for everyone who uses the folder. If there is no config
   * folder yet, Safekeep is set up for the file. If the file is already a target, nothing is asked or written.
   *
   * @returns the target; `undefined` if the user canceled.
   * @throws {SafekeepError} `untrusted`, `not-found`, `ambiguous`, `locked`, `conflict`, `invalid`, `io`.
   */
  registerTarget(file: vscode.Uri, options?: RegisterOptions): Promise<Target | undefined>;
}

/** Specifies a config folder. */
export interface FolderPlace {
  /**
   * A config folder, or any file: the config folder that contains the file or has it as a target, or else the one in
   * its workspace folder. Optional if the workspace has only one.
   */
  readonly folder?: vscode.Uri | string;
}

/** Specifies a live file. */
export interface ConfigPlace extends FolderPlace {
  /** The name of a target. Optional if the config folder has only one. */
  readonly target?: string;
}

export interface SwitchOptions extends FolderPlace {
  /** `false` skips the review, and `true` always shows it. Defaults to the user's setting. */
  readonly review?: boolean;
}

export interface BackupOptions extends FolderPlace {
  /** Named backups are never cleaned up. */
  readonly name?: string;
  readonly note?: string;
}

export interface RegisterOptions extends FolderPlace {
  /** The name of the first profile if Safekeep is set up for the file. By default, the user is asked. */
  readonly profile?: string;
}

/** A folder whose configuration Safekeep manages. */
export interface ConfigFolder {
  /** The absolute path. */
  readonly path: string;
  readonly uri: vscode.Uri;
  readonly activeProfile: string | null;
  /** The names of the profiles. */
  readonly profiles: readonly string[];
  readonly targets: readonly Target[];
  /** Live files that differ from the active profile, because they or the profile were edited. */
  readonly drift: readonly { readonly target: string; readonly kind: 'modified' | 'outdated' }[];
  /** Live files that lost their content in a way that can't be an edit. */
  readonly damage: readonly {
    readonly target: string;
    readonly kind: 'gone' | 'empty' | 'nul-filled' | 'truncated';
  }[];
  /** Live files with documents that are older than the version that migrations lead to. */
  readonly older: readonly { readonly target: string; readonly version: Version; readonly wanted: Version }[];
}

/** `1.2.0`, or a whole number. */
export type Version = string | number;

/** A live file that an application reads. */
export interface Target {
  readonly name: string;
  /** The path relative to the config folder, with `/`. It can lead outside of the folder. */
  readonly path: string;
  readonly uri: vscode.Uri;
  readonly format: 'json' | 'jsonc' | 'yaml' | 'opaque';
}

/** A single difference at one place in a live file. Values have the same form as with `get`. */
export interface ConfigurationChange {
  /** The name of the target. */
  readonly target: string;
  /** `moved`: a list item, recognized by its identity or its content, has another position. */
  readonly type: 'added' | 'removed' | 'modified' | 'moved';
  /** A JSON Pointer: into the old content if the value was removed, otherwise into the new one. */
  readonly pointer: string;
  readonly from?: unknown;
  readonly to?: unknown;
  /** The previous position of a moved item. */
  readonly oldPointer?: string;
}

export interface ConfigurationChangeEvent {
  /** The config folder after the change. */
  readonly folder: ConfigFolder;
  /** In the order of the targets, and within each target in the order of the file. */
  readonly changes: readonly ConfigurationChange[];
  /**
   * Returns whether the result of `get` for a path may have changed: something changed there, inside it, or around it.
   *
   * @param target the name of a target. Defaults to any of them.
   */
  affects(path: string, target?: string): boolean;
}

/** The result of a call. Everything in it is already on the disk. */
export interface Done {
  /** The changes to the live files. Empty if everything was up to date. */
  readonly changes: readonly ConfigurationChange[];
  /** The backup made before the change; `null` if there was nothing to do. */
  readonly backup: Backup | null;
}

export interface Backup {
  readonly id: string;
  readonly name?: string;
  readonly note?: string;
  /** The time in UTC, in ISO 8601 format. */
  readonly createdAt: string;
  /** Paths relative to the config folder. */
  readonly files: readonly string[];
}

/** The error that calls reject with. Its message is for the user. */
export interface SafekeepError extends Error {
  readonly code: SafekeepErrorCode;
}

/**
 * - `untrusted`: the workspace isn't trusted, so Safekeep doesn't read or write anything in it.
 * - `ambiguous`: there are several config folders or targets. Specify one.
 * - `not-found`: there is no such profile, target, value, or file.
 * - `exists`: there is already something with this name.
 * - `invalid`: a file doesn't parse, isn't valid, or can't contain the change.
 * - `locked`: another process is writing and didn't finish in time.
 * - `conflict`: a file has changed since the plan was made. Nothing was written; try again.
 * - `corrupt`: a backup or a record is damaged.
 * - `unsupported-version`: a newer version of Safekeep wrote the file.
 * - `guarded`, `aborted`: the user didn't confirm, or canceled.
 * - `io`: the disk failed. The change was rolled back, or will be finished or rolled back at the next start.
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
