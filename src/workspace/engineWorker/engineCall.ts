// What the extension host asks of the engine's thread, and what that answers.
import type {
  Change,
  Engine,
  EngineOptions,
  ErrorCode,
  ErrorDetails,
  LockHolder,
} from '../../engine/index.ts';
import type { Contents } from './changesBetween.ts';
import type { PlanKeeper } from './keptPlans.ts';
import type { FolderReading } from './readFolder.ts';

/** What a folder's engine is opened with. */
export interface EnginePlace {
  /** Absolute path of the config folder. */
  readonly path: string;
  readonly options: Pick<EngineOptions, 'author' | 'finishes' | 'key' | 'lockTimeoutMs'> & {
    readonly workspace: string;
    readonly command: string;
  };
}

/** What the thread does beside the engine's own calls. */
interface ThreadCalls extends PlanKeeper {
  /** A whole reading for the state. @throws EngineError as `snapshot` does. */
  read(): Promise<FolderReading>;
  /** What can be looked at where the manifest cannot be read. @throws EngineError as `snapshotWithoutManifest` does. */
  readPast(): Promise<FolderReading>;
  /** As the function of that name. */
  changesBetween(contents: Contents): Promise<readonly Change[] | null>;
}

/** What the window calls, by name: the one list of it. */
export const engineMethods = [
  ...['read', 'readPast', 'changesBetween', 'planView', 'review', 'sidesOf', 'commitKept'],
  ...['plan', 'commit', 'createBackup', 'readBackup', 'updateBackup', 'deleteBackup', 'verifyBackups'],
  ...['planPrune', 'prune', 'recoverInterrupted', 'unlock', 'changesOf', 'compareContents', 'exportProfile'],
] as const;

/** What the thread does for a place. */
export type FolderEngine = Pick<
  ThreadCalls & Omit<Engine, keyof ThreadCalls>,
  (typeof engineMethods)[number]
>;

/** Its calls that change nothing of a config folder. */
export type FolderReader = Pick<
  FolderEngine,
  | 'sidesOf'
  | 'readBackup'
  | 'planPrune'
  | 'changesOf'
  | 'compareContents'
  | 'changesBetween'
  | 'exportProfile'
>;

export interface Call {
  readonly id: number;
  readonly place: EnginePlace;
  readonly method: keyof FolderEngine;
  /** Packed, as the result is. */
  readonly given: readonly unknown[];
}

/** Of a call that waits for the lock: nobody wants to wait any longer. */
export interface CancelRequest {
  readonly id: number;
  readonly givesUp: true;
}

export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  /** What the engine tells, and its `folder`: the paths in it are relative to that. */
  readonly details: ErrorDetails;
}

export type EngineAnswer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failed: Failure }
  /** Not the last word: it waits for who holds the lock. */
  | { readonly id: number; readonly waits: LockHolder | null }
  /** A fault of ours, with its stack. */
  | { readonly id: number; readonly broken: string };

/** What the thread is started with. */
export interface ThreadData {
  /** English → the window's language. */
  readonly texts: Readonly<Record<string, string>>;
}
