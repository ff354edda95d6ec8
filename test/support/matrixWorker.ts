// Runs one scenario's matrix in a thread of its own: on every core at once, and away from the test runner, which follows
// each promise of its thread and makes all this take twice as long.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { runCrashMatrix, type CrashCounts } from './crashMatrix.ts';
import { findScenario } from './scenarios.ts';

export function crashMatrixOf(scenario: string): Promise<CrashCounts> {
  const worker = new Worker(new URL(import.meta.url), { workerData: scenario });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
  });
}

if (!isMainThread) parentPort?.postMessage(await runCrashMatrix(findScenario(String(workerData))));
