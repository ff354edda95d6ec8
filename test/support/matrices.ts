// Runs the matrices in threads of their own: on every core at once, and away from the test runner, which follows each
// promise of its thread and makes all this take twice as long.
import { Worker } from 'node:worker_threads';
import type { CrashCounts } from './crashMatrix.ts';
import type { ErrorCounts } from './errorMatrix.ts';

export interface MatrixTask {
  readonly matrix: 'crash' | 'error';
  readonly scenario: string;
}

export function crashMatrixOf(scenario: string): Promise<CrashCounts> {
  return inThread({ matrix: 'crash', scenario });
}

export function errorMatrixOf(scenario: string): Promise<ErrorCounts> {
  return inThread({ matrix: 'error', scenario });
}

function inThread<Counts>(task: MatrixTask): Promise<Counts> {
  const worker = new Worker(new URL('matrixThread.ts', import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
  });
}
