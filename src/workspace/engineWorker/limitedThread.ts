// A thread that can't take all of the memory, nor work without end: whatever a file makes it do, the extension host and its
// other extensions go on.
import { Worker } from 'node:worker_threads';

export interface ThreadLimits {
  /** Of what is made of files; their bytes don't count. */
  readonly heapMegabytes: number;
  /** How often it is looked at, and how many times in a row it may not have waited for anything in between. */
  readonly lookMs: number;
  readonly busyLooks: number;
}

/** A folder of the largest files that are read key by key takes a part of this. */
export const threadLimits: ThreadLimits = { heapMegabytes: 2_048, lookMs: 10_000, busyLooks: 60 };

export type ReachedLimit = 'memory' | 'time';

/**
 * Starts a thread. Where it reaches a limit it ends.
 * @param onLimit told before the thread's `exit`; its `error` may come first.
 */
export function startLimitedThread(
  file: string,
  workerData: unknown,
  { onLimit, limits = threadLimits }: ThreadOptions,
): Worker {
  const { heapMegabytes, lookMs, busyLooks } = limits;
  const worker = new Worker(file, {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  let [idle, looks] = [0, 0];
  const timer = setInterval(() => {
    // Grows whenever the thread waits, even if only for its own next file.
    const now = worker.performance.eventLoopUtilization();
    looks = now.active > 0 && now.idle === idle ? looks + 1 : 0;
    ({ idle } = now);
    if (looks < busyLooks) return;
    clearInterval(timer);
    onLimit('time');
    void worker.terminate();
  }, lookMs).unref();
  worker.once('exit', () => clearInterval(timer));
  worker.once('error', (error: unknown) => {
    const isFull = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (isFull) onLimit('memory');
  });
  return worker;
}

interface ThreadOptions {
  readonly onLimit: (limit: ReachedLimit) => void;
  readonly limits?: ThreadLimits;
}
