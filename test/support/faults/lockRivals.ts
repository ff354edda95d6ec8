// Other processes that go after the lock of a directory, and a clock for who waits for it.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { FileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { processesFolder } from '../paths.ts';

const script = join(processesFolder, 'lockProcess.mjs');

export type LockProcess = ChildProcessByStdio<Writable, Readable, null>;

/** `lockProcess.ts`, as it is built, with these words. */
export function startLockProcess(...words: readonly string[]): LockProcess {
  return spawn(process.execPath, [script, ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Another process that has the lock; a line on its standard input makes it give it back. */
export async function otherHolder(directory: string): Promise<LockProcess> {
  const child = startLockProcess('hold', directory);
  const died = once(child, 'exit').then(() => Promise.reject(new Error('The other holder has ended.')));
  died.catch(() => undefined); // It may end after it has spoken.
  await Promise.race([once(child.stdout, 'data'), died]);
  return child;
}

/** A disk with a clock that moves only while somebody waits; `during` runs at each wait. */
export function withClock(
  disk: FileSystem,
  during: (now: number) => Promise<unknown> = () => Promise.resolve(),
): FileSystem {
  let now = 0;
  const pause = async (ms: number) => {
    now += ms;
    await during(now);
  };
  return { ...disk, now: () => now, pause };
}
