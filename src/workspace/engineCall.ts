// What the extension host asks of the engine's thread, and what that answers.
import type { Engine, ErrorCode, ErrorDetails } from '../engine/index.ts';
import type { FolderReading } from './readFolder.ts';

/** What a folder's engine is opened with. */
export interface EnginePlace {
  /** Absolute path of the config folder. */
  readonly path: string;
  readonly options: { readonly workspace: string; readonly command: string; readonly author?: string };
}

/** What the thread does for a place: the engine's own calls, and a whole reading for the state. */
export interface FolderEngine extends Omit<Engine, 'folder'> {
  /** @throws EngineError as `snapshot` does. */
  read(): Promise<FolderReading>;
}

export interface Call {
  readonly id: number;
  readonly place: EnginePlace;
  readonly method: keyof FolderEngine;
  /** Packed, as the result is. */
  readonly given: readonly unknown[];
}

export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failed: Failure }
  /** A fault of ours, with its stack. */
  | { readonly id: number; readonly broken: string };
