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

/** What the thread does for a place: the engine's own calls, and a whole reading for the state. */
export interface FolderEngine extends Omit<Engine, 'folder'> {
  /** @throws EngineError as `snapshot` does. */
  read(): Promise<FolderReading>;
  /** As the function of that name. */
  changesBetween(contents: Contents): Promise<readonly Change[] | null>;
}

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

export type Answer =
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
