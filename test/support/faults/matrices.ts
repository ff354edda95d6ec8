// Runs the matrices in threads of their own: on every core at once, and away from the test runner, which follows each
// promise of its thread and makes all this take twice as long.
import { Worker } from 'node:worker_threads';
import type { CrashCounts } from './crashMatrix.ts';
import type { ErrorCounts } from './errorMatrix.ts';
import type { PausedCounts } from './pausedHolder.ts';

export interface MatrixTask {
  readonly matrix: 'crash' | 'error' | 'paused holder';
  readonly scenario: string;
}

export function crashMatrixOf(scenario: string): Promise<CrashCounts> {
  return inThread({ matrix: 'crash', scenario });
}

export function errorMatrixOf(scenario: string): Promise<ErrorCounts> {
  return inThread({ matrix: 'error', scenario });
}

export function pausedHolderCounts(scenario: string): Promise<PausedCounts> {
  return inThread({ matrix: 'paused holder', scenario });
}

/** Threads that have loaded the engine and wait for the next scenario. */
const waiting: Worker[] = [];

function inThread<Counts>(task: MatrixTask): Promise<Counts> {
  const worker = waiting.pop() ?? new Worker(new URL('matrixThread.ts', import.meta.url));
  worker.ref();
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (counts: Counts) => {
      worker.off('error', reject);
      worker.unref();
      waiting.push(worker);
      resolve(counts);
    });
    worker.postMessage(task);
  });
}
