// A thread that runs matrices, each of one scenario, one after the other: see `matrices`.
import { parentPort } from 'node:worker_threads';
import { runCrashMatrix } from './crashMatrix.ts';
import { runErrorMatrix } from './errorMatrix.ts';
import type { MatrixTask } from './matrices.ts';
import { runPausedHolder } from './pausedHolder.ts';
import { findScenario } from './scenarios.ts';

const runs = {
  crash: (name: string) => runCrashMatrix(findScenario(name)),
  error: (name: string) => runErrorMatrix(findScenario(name)),
  'paused holder': runPausedHolder,
} as const;

parentPort?.on('message', ({ matrix, scenario }: MatrixTask) => {
  // What it throws ends the thread, which the one who asked is told.
  void runs[matrix](scenario).then((counts) => parentPort?.postMessage(counts));
});
