// A process that holds the lock of the config folder, as `safekeep` in a terminal does while it writes.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { inConfig } from './configFolder.ts';
import { extension } from './safekeep.ts';

export type LockProcess = ChildProcessByStdio<Writable, Readable, null>;

/** A line on its standard input makes it give the lock back. */
export async function otherHolder(): Promise<LockProcess> {
  const script = join(extension().extensionPath, 'dist', 'processes', 'lockProcess.mjs');
  const child = spawn(process.execPath, [script, 'hold', inConfig('.safekeep/lock')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}
