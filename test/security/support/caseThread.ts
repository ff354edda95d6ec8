// The thread that runs its share of the cases: see `cases`.
import { parentPort, workerData } from 'node:worker_threads';
import type { Prepare, ThreadTask } from './cases.ts';

const { module, data, from, step, count } = workerData as ThreadTask; // As `cases` sent it.
const { prepare } = (await import(module)) as { readonly prepare: Prepare }; // As `Prepare` says.
const runCase = await prepare(data);
for (let index = from; index < count; index += step) {
  try {
    parentPort?.postMessage(await runCase(index));
  } catch (error) {
    // A fault of the test itself, or of what it tries: either way it must be seen.
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parentPort?.postMessage({ faults: [`case ${index}: ${told}`], counts: {} });
  }
}
process.exit(); // A call that was given up may still keep the thread alive.
