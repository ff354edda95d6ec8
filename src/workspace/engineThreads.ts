// The other side of the engine's thread: an engine for each config folder, whose calls are carried there and back.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { extensionId } from '../ids.ts';
import type { Answer, Call, EnginePlace, FolderEngine } from './engineCall.ts';

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class EngineThreads implements vscode.Disposable {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #count = 0;

  /** The engine of a place. The first call starts the thread, and opens the folder there. */
  engineOf(place: EnginePlace): FolderEngine {
    const call =
      <Method extends keyof FolderEngine>(method: Method) =>
      (...given: Parameters<FolderEngine[Method]>) =>
        this.#call({ place, method, given }) as ReturnType<FolderEngine[Method]>; // The thread runs that very method.
    return {
      read: call('read'),
      snapshot: call('snapshot'),
      plan: call('plan'),
      review: call('review'),
      commit: call('commit'),
      createBackup: call('createBackup'),
      findBackup: call('findBackup'),
      readBackup: call('readBackup'),
      updateBackup: call('updateBackup'),
      deleteBackup: call('deleteBackup'),
      planPrune: call('planPrune'),
      prune: call('prune'),
      verifyBackups: call('verifyBackups'),
      recover: call('recover'),
      verifyHistory: call('verifyHistory'),
      changesOf: call('changesOf'),
      exportProfile: call('exportProfile'),
      compare: call('compare'),
      compareContents: call('compareContents'),
    };
  }

  /** What is being written is brought to its end first. */
  dispose(): void {
    const worker = this.#worker;
    const isBusy = this.#waiting.size > 0;
    this.#worker = undefined;
    if (isBusy) worker?.unref();
    else void worker?.terminate();
  }

  async #call({ place, method, given }: Omit<Call, 'id'>): Promise<unknown> {
    const { packed } = await import('./carried.ts'); // With it comes the engine, which the start does without.
    const id = (this.#count += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#thread().postMessage({ id, place, method, given: given.map(packed) });
    });
  }

  /** A thread that has ended is followed by another one; what it had not answered has failed. */
  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(threadFile());
    worker.on('message', (answer: Answer) => void this.#receive(answer));
    worker.on('error', (error) => this.#end(worker, error));
    worker.on('exit', () => this.#end(worker, new Error('The thread of the engine has ended.')));
    this.#worker = worker;
    return worker;
  }

  async #receive(answer: Answer): Promise<void> {
    const [{ unpacked }, { EngineError }] = await Promise.all([
      import('./carried.ts'),
      import('../engine/index.ts'),
    ]);
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('result' in answer) waiting?.resolve(unpacked(answer.result));
    else if ('broken' in answer) waiting?.reject(new Error(answer.broken));
    else {
      const { code, message, details } = answer.failed;
      waiting?.reject(new EngineError(code, message, details));
    }
  }

  #end(worker: Worker, error: unknown): void {
    if (this.#worker === worker) this.#worker = undefined;
    for (const { reject } of this.#waiting.values())
      reject(error instanceof Error ? error : new Error(String(error)));
    this.#waiting.clear();
  }
}

/** Beside the extension's own bundle. */
function threadFile(): string {
  const { extensionPath } = vscode.extensions.getExtension(extensionId) ?? { extensionPath: '' };
  return join(extensionPath, 'dist', 'engineThread.js');
}
