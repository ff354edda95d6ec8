// The thread that runs one matrix of one scenario: see `matrices`.
import { parentPort, workerData } from 'node:worker_threads';
import { runCrashMatrix } from './crashMatrix.ts';
import { runErrorMatrix } from './errorMatrix.ts';
import type { MatrixTask } from './matrices.ts';
import { findScenario } from './scenarios.ts';

const { matrix, scenario } = workerData as MatrixTask; // As `matrices` sent it.
const run = matrix === 'crash' ? runCrashMatrix : runErrorMatrix;
parentPort?.postMessage(await run(findScenario(scenario)));
