// The engine's thread ends where it takes too much memory or never comes to an end, and its process goes on.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import {
  startLimitedThread,
  type ReachedLimit,
  type ThreadLimits,
} from '../../src/workspace/engineWorker/limitedThread.ts';
import { disposableFolder } from '../support/disk/configFolder.ts';

const never = { lookMs: 1_000_000, busyLooks: 1 };

async function limitReachedBy(
  code: string,
  looking: Omit<ThreadLimits, 'heapMegabytes'> = never,
): Promise<readonly ReachedLimit[]> {
  const file = join(await disposableFolder('thread'), 'thread.mjs');
  await writeFile(file, code);
  const reached: ReachedLimit[] = [];
  const limits = { heapMegabytes: 32, ...looking };
  const worker = startLimitedThread(file, {}, { onLimit: (limit) => reached.push(limit), limits });
  worker.on('error', () => undefined);
  await new Promise((resolve) => worker.once('exit', resolve)); // `once` of Node would reject with its error.
  return reached;
}

suite('the thread of the engine', () => {
  test('ends where it needs too much memory', async () => {
    const reached = await limitReachedBy('const all = []; for (;;) all.push({ a: all.length });');
    assert.deepEqual(reached, ['memory']);
  });

  test('may hold the bytes of large files', async () => {
    assert.deepEqual(await limitReachedBy('globalThis.bytes = Buffer.alloc(200_000_000, 1);'), []);
  });

  test('ends where it never comes to an end', async () => {
    assert.deepEqual(await limitReachedBy('for (;;);', { lookMs: 20, busyLooks: 10 }), ['time']);
  });

  test('may wait for as long as it wants', async () => {
    const waiting =
      'let turns = 0; const timer = setInterval(() => ++turns === 60 && clearInterval(timer), 20);';
    assert.deepEqual(await limitReachedBy(waiting, { lookMs: 10, busyLooks: 80 }), []);
  });
});
