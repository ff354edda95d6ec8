// The other side of the engine's thread: an engine for each config folder, whose calls are carried there and back.
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { LockHolder } from '../../engine/index.ts';
import { extensionId } from '../../ids.ts';
import {
  engineMethods,
  type EngineAnswer,
  type Call,
  type EnginePlace,
  type FolderEngine,
  type CancelRequest,
  type ThreadData,
} from './engineCall.ts';
import { startLimitedThread, threadLimits, type ReachedLimit } from './limitedThread.ts';

/** A call that waits for the lock of its folder. */
export interface EngineWait {
  /** `null`: somebody who has not said yet who it is. */
  readonly holder: LockHolder | null;
  /** The call has its answer; it never rejects. */
  readonly ended: Promise<void>;
  /** The call fails with `aborted`, unless it has the lock by then. */
  readonly giveUp: () => void;
}

type OnWait = (wait: EngineWait) => void;

interface Waiting {
  readonly method: Call['method'];
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onWait: (holder: LockHolder | null) => void;
}

/** Calls that may leave a change half made. */
const writing = new Set<Call['method']>(['commit', 'commitKept', 'recoverInterrupted', 'unlock']);

const limitSentences: Readonly<Record<ReachedLimit, () => string>> = {
  memory: () =>
    vscode.l10n.t(
      'Safekeep needed more than {0} MB of memory, so it stopped. A file of a config folder may be too large.',
      threadLimits.heapMegabytes,
    ),
  time: () =>
    vscode.l10n.t(
      'Safekeep was busy for more than {0} minutes, so it stopped. A file of a config folder may be too large.',
      (threadLimits.lookMs * threadLimits.busyLooks) / 60_000,
    ),
};

export class EngineThreads implements vscode.Disposable {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #count = 0;

  /**
   * The engine of a place. The first call starts the thread, and opens the folder there.
   * @param onWait told of calls that wait for the lock; without it they wait unseen.
   */
  engineOf(place: EnginePlace, onWait?: OnWait): FolderEngine {
    const calls = engineMethods.map((method) => {
      return [method, (...given: unknown[]) => this.#call({ place, method, given }, onWait)] as const;
    });
    return Object.fromEntries(calls) as unknown as FolderEngine; // The thread runs those very methods.
  }

  /** What is being written is brought to its end first. */
  dispose(): void {
    const worker = this.#worker;
    const isBusy = this.#waiting.size > 0;
    this.#worker = undefined;
    if (isBusy) worker?.unref();
    else void worker?.terminate();
  }

  async #call({ place, method, given }: Omit<Call, 'id'>, tell?: OnWait): Promise<unknown> {
    const { encodeForThread } = await import('./threadCodec.ts'); // With it comes the engine, which the start does without.
    const id = (this.#count += 1);
    const giveUp = () => this.#worker?.postMessage({ id, givesUp: true } satisfies CancelRequest);
    const answered = new Promise((resolve, reject) => {
      const onWait: Waiting['onWait'] = (holder) => tell?.({ holder, giveUp, ended: settled(answered) });
      this.#waiting.set(id, { method, resolve, reject, onWait });
      this.#thread().postMessage({ id, place, method, given: given.map(encodeForThread) });
    });
    return answered;
  }

  /** A thread that has ended is followed by another one; what it had not answered has failed. */
  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const data: ThreadData = { texts: vscode.l10n.bundle ?? {} };
    const onLimit = (limit: ReachedLimit) => void this.#endAtLimit(worker, limit);
    const worker = startLimitedThread(threadFile(), data, { onLimit });
    worker.on('message', (answer: EngineAnswer) => void this.#receive(answer));
    worker.on('error', (error) => this.#end(worker, error));
    worker.on('exit', () => this.#end(worker, new Error('The thread of the engine has ended.')));
    this.#worker = worker;
    return worker;
  }

  async #receive(answer: EngineAnswer): Promise<void> {
    const [{ decodeFromThread }, { EngineError }] = await Promise.all([
      import('./threadCodec.ts'),
      import('../../engine/index.ts'),
    ]);
    const waiting = this.#waiting.get(answer.id);
    if ('waits' in answer) return waiting?.onWait(answer.waits);
    this.#waiting.delete(answer.id);
    if ('result' in answer) waiting?.resolve(decodeFromThread(answer.result));
    else if ('broken' in answer) waiting?.reject(brokenBy(answer.broken));
    else {
      const { code, message, details } = answer.failed;
      waiting?.reject(new EngineError(code, message, details));
    }
  }

  #end(worker: Worker, error: unknown): void {
    const waiting = this.#leave(worker);
    for (const { reject } of waiting) reject(error instanceof Error ? error : new Error(String(error)));
  }

  /** What it was asked for has failed: what it wrote is finished or taken back by the next change, as after a crash. */
  async #endAtLimit(worker: Worker, limit: ReachedLimit): Promise<void> {
    const waiting = this.#leave(worker);
    const { EngineError } = await import('../../engine/index.ts');
    for (const { reject, method } of waiting)
      reject(new EngineError('io', limitSentences[limit](), writing.has(method) ? { unfinished: '' } : {}));
  }

  /** The next call starts another thread. Returns the calls that have no answer. */
  #leave(worker: Worker): readonly Waiting[] {
    if (this.#worker !== undefined && this.#worker !== worker) return [];
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    return waiting;
  }
}

/** Its message may come before a person, the stack must not. */
function brokenBy(stack: string): Error {
  return Object.assign(new Error('The engine broke.'), { stack });
}

async function settled(answered: Promise<unknown>): Promise<void> {
  await Promise.allSettled([answered]);
}

/** Beside the extension's own bundle. */
function threadFile(): string {
  const { extensionPath } = vscode.extensions.getExtension(extensionId) ?? { extensionPath: '' };
  return join(extensionPath, 'dist', 'engineThread.js');
}
