import { execFileSync } from 'node:child_process';

/** Whether this machine lets the test mount, as `mount` says it. */
export function mounts(...words: readonly string[]): boolean {
  try {
    execFileSync('mount', words, { stdio: 'ignore' });
    return true;
  } catch {
    return false; // The caller does without, and says so.
  }
}
