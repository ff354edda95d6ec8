// Thousands of cases in threads of their own, on both cores. A thread that stays with one case for too long hangs: it is
// ended, the case is a fault, and another thread goes on with the next.
import { Worker } from 'node:worker_threads';

export interface CaseResult {
  /** What must not be, in words; each names its case. */
  readonly faults: readonly string[];
  /** What was tried, and what came of it. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What a module of cases exports as `prepare`: called once in each thread. */
export type Prepare = (data: unknown) => Promise<(index: number) => Promise<CaseResult>>;

export interface CaseRun {
  /** The module that exports `prepare`. */
  readonly module: string;
  readonly data: unknown;
  readonly count: number;
  readonly threads: number;
  /** Of one case. */
  readonly limitMs: number;
  readonly nameOf?: (index: number) => string;
}

export interface ThreadTask {
  readonly module: string;
  readonly data: unknown;
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

const preparationMs = 120_000;
/** A few tell what is wrong; hundreds hide it. */
const maxFaults = 20;

export async function runCases(run: CaseRun): Promise<CaseResult> {
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  const add = (result: CaseResult) => {
    faults.push(...result.faults);
    for (const [name, count] of Object.entries(result.counts)) counts[name] = (counts[name] ?? 0) + count;
  };
  const lane = async (first: number) => {
    for (let from = first; from < run.count && faults.length < maxFaults;) {
      const next = await runThread(run, from, add);
      if (next < run.count) faults.push(`${run.nameOf?.(next) ?? `case ${next}`}: hangs`);
      from = next + run.threads;
    }
  };
  await Promise.all(Array.from({ length: run.threads }, (_, index) => lane(index)));
  return { faults: faults.slice(0, maxFaults), counts };
}

/** Answers the case that hangs, or the count of all when none does. */
async function runThread(run: CaseRun, from: number, add: (result: CaseResult) => void): Promise<number> {
  const { module, data, count, threads, limitMs } = run;
  const task: ThreadTask = { module, data, from, step: threads, count };
  const worker = new Worker(new URL('caseThread.ts', import.meta.url), { workerData: task });
  let next = from;
  return new Promise((resolve, reject) => {
    const end = () => {
      void worker.terminate();
      resolve(next);
    };
    let timer = setTimeout(end, preparationMs);
    worker.on('message', (result: CaseResult) => {
      add(result);
      next += threads;
      clearTimeout(timer);
      timer = setTimeout(end, limitMs);
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(Math.min(next, count));
    });
  });
}
