// For what the page does not show: a file on disk, a message of a process. Whatever the page does show is waited for
// with Playwright's own waits.
import { setTimeout as pause } from 'node:timers/promises';

const patience = 15_000;
const interval = 50;

/** Tries until the check no longer throws; its last error is thrown when the time is up. */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(interval);
    }
  }
}
