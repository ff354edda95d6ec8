// The clock of a test.
import { mock } from 'node:test';

/** Runs something while the clock stands at a time, in milliseconds since 1970. */
export async function at<Result>(time: number, run: () => Promise<Result>): Promise<Result> {
  mock.timers.enable({ apis: ['Date'], now: time });
  try {
    return await run();
  } finally {
    mock.timers.reset();
  }
}
