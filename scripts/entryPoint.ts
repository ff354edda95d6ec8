import { realpathSync } from 'node:fs';

/** Whether the module of this file name is the one Node was started with (`import.meta.main` is newer than 24.0). */
export function isEntryPoint(filename: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === filename;
}
