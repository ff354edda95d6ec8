// A thread that runs matrices, each of one scenario, one after the other: see `matrices`.
import { parentPort } from 'node:worker_threads';
import { runCrashMatrix } from './crashMatrix.ts';
import { runErrorMatrix } from './errorMatrix.ts';
import type { MatrixTask } from './matrices.ts';
import { findScenario } from './scenarios.ts';

parentPort?.on('message', ({ matrix, scenario }: MatrixTask) => {
  const run = matrix === 'crash' ? runCrashMatrix : runErrorMatrix;
  // What it throws ends the thread, which the one who asked is told.
  void run(findScenario(scenario)).then((counts) => parentPort?.postMessage(counts));
});
