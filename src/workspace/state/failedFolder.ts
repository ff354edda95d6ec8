import type { EngineError } from '../../engine/index.ts';
import type { FolderEngine } from '../engineWorker/engineCall.ts';
import type { FailedFolder, FolderPlace, ReadyFolder } from './workspaceState.ts';

export interface FailedReading extends Pick<ReadyFolder, 'verified'> {
  readonly error: EngineError;
  readonly engine: Pick<FolderEngine, 'readPast'>;
}

/** A folder that cannot be read, with its past where that can be. */
export async function failedFolder(
  place: FolderPlace,
  { error, engine, verified }: FailedReading,
): Promise<FailedFolder> {
  const failed = { kind: 'failed', ...place, error } as const;
  if (error.code !== 'invalid') return failed;
  try {
    const past: ReadyFolder = { kind: 'ready', ...place, ...(await engine.readPast()), verified };
    return { ...failed, past };
  } catch {
    return failed; // What stopped the reading itself is the error to show.
  }
}
