import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, utimes, writeFile, mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { suite, test } from 'node:test';
import { acquireLock } from '../../../src/engine/storage/fileLock.ts';
import {
  nodeFileSystem,
  reportingFileSystem,
  type FileSystem,
} from '../../../src/engine/storage/fileSystem.ts';
import { nodeArguments } from '../../support/cli.ts';
import { disposableFolder } from '../../support/configFolder.ts';
import { faultyFileSystem, systemError } from '../../support/faultyFileSystem.ts';
import { projectRoot } from '../../support/paths.ts';

const script = join(projectRoot, 'test', 'support', 'lockProcess.ts');
const real = reportingFileSystem(nodeFileSystem);
const newDirectory = async () => join(await disposableFolder('lock'), 'lock');

const acquire = (
  directory: string,
  { timeoutMs = 0, fileSystem = real }: { timeoutMs?: number; fileSystem?: FileSystem } = {},
) => acquireLock(fileSystem, { directory, command: 'this test', timeoutMs });

function start(...words: readonly string[]): ChildProcessByStdio<Writable, Readable, null> {
  return spawn(process.execPath, [...nodeArguments, script, ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Another process that has the lock. */
async function otherHolder(directory: string): Promise<ReturnType<typeof start>> {
  const child = start('hold', directory);
  await once(child.stdout, 'data');
  return child;
}

suite('the lock between processes', () => {
  test('lets one in at a time', async () => {
    const directory = await newDirectory();
    const counter = join(directory, '..', 'counter');
    await writeFile(counter, '0');
    const workers = [1, 2, 3].map(() => start('count', directory, counter, '15'));
    await Promise.all(workers.map((worker) => once(worker, 'exit')));
    assert.equal(await readFile(counter, 'utf8'), '45');
  });

  test('tells one who waited too long who holds it', async () => {
    const directory = await newDirectory();
    const child = await otherHolder(directory);
    const refused = {
      code: 'locked',
      message: new RegExp(`process ${child.pid ?? 0} on ${hostname()} \\(test`),
    };
    await assert.rejects(acquire(directory), refused);
    child.stdin.write('\n');
    await once(child, 'exit');
  });

  test('goes to the next one when it is released', async () => {
    const directory = await newDirectory();
    const child = await otherHolder(directory);
    const waiting = acquire(directory, { timeoutMs: 20_000 });
    child.stdin.write('\n');
    const lock = await waiting;
    assert.equal(lock.number, 2);
    await lock.release();
  });

  test('is taken over from a killed process without waiting', async () => {
    const directory = await newDirectory();
    const child = await otherHolder(directory);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = await acquire(directory);
    assert.equal(lock.number, 2);
    await lock.release();
  });
});

suite('a number', () => {
  test('is never given twice, and old ones are cleared away', async () => {
    const directory = await newDirectory();
    const numbers: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      const lock = await acquire(directory);
      numbers.push(lock.number);
      await lock.release();
    }
    assert.deepEqual(
      numbers,
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    assert.ok((await readdir(directory)).length < 40);
  });

  test('that no count can reach is not one of ours', async () => {
    const directory = await newDirectory();
    await mkdir(directory);
    await writeFile(join(directory, '99999999999999999999.free'), '');
    for (const number of [1, 2]) {
      const lock = await acquire(directory);
      assert.equal(lock.number, number);
      await lock.release();
    }
  });

  test('that was overtaken is no longer held, and its release does no harm', async () => {
    const directory = await newDirectory();
    const slow = await acquire(directory);
    await slow.assertHeld();
    await writeFile(join(directory, `${slow.number}.lock`), holder({ pid: 2 ** 22 + 1 }));
    const quick = await acquire(directory);
    await assert.rejects(slow.assertHeld(), { code: 'locked' });
    await slow.release();
    await quick.assertHeld();
    await assert.rejects(acquire(directory), { code: 'locked' });
    await quick.release();
  });
});

suite('a lock file', () => {
  test(
    'of a process id that was given to another process counts for nothing',
    { skip: process.platform !== 'linux' },
    async () => {
      const directory = await newDirectory();
      await mkdir(directory);
      await writeFile(join(directory, '7.lock'), holder({ pid: process.pid, started: 'another boot/1' }));
      assert.equal((await acquire(directory)).number, 8);
    },
  );

  test('from another host is believed, but not for ever', async () => {
    const directory = await newDirectory();
    await mkdir(directory);
    const path = join(directory, '7.lock');
    await writeFile(path, holder({ host: 'elsewhere' }));
    await assert.rejects(acquire(directory), { code: 'locked', message: /elsewhere/ });
    await utimes(path, new Date(0), new Date(0));
    assert.equal((await acquire(directory)).number, 8);
  });

  test('that does not tell when its process started is believed while there is such a process', async () => {
    const directory = await newDirectory();
    await mkdir(directory);
    const holder = { pid: process.pid, host: hostname(), since: '', command: 'test', started: '' };
    await writeFile(join(directory, '1.lock'), JSON.stringify(holder));
    await assert.rejects(acquire(directory), { code: 'locked' });
  });

  test('that says nothing is being written, unless it is old', async () => {
    const directory = await newDirectory();
    await mkdir(directory);
    await writeFile(join(directory, '7.lock'), '');
    await assert.rejects(acquire(directory), { code: 'locked' });
    await utimes(join(directory, '7.lock'), new Date(0), new Date(0));
    assert.equal((await acquire(directory)).number, 8);
  });
});

for (const failing of ['write', 'list']) {
  test(`a process whose ${failing} failed while it took the lock does not keep it`, async () => {
    const directory = await newDirectory();
    let armed = false;
    const fileSystem = faultyFileSystem((call, path) => {
      if (call === failing && armed) {
        armed = false;
        throw systemError('EIO');
      }
      if (call === 'create' && path.endsWith('.lock')) armed = true;
    });
    await assert.rejects(acquire(directory, { fileSystem: reportingFileSystem(fileSystem) }), { code: 'io' });
    const lock = await acquire(directory);
    await lock.release();
  });
}

test('a full disk does not keep a lock from being given back', async () => {
  const directory = await newDirectory();
  let full = false;
  const fileSystem = faultyFileSystem((call) => {
    if (full && (call === 'create' || call === 'write')) throw systemError('ENOSPC');
  });
  const lock = await acquire(directory, { fileSystem: reportingFileSystem(fileSystem) });
  full = true;
  await lock.release();
  await (await acquire(directory)).release();
});

function holder(said: { readonly pid?: number; readonly host?: string; readonly started?: string }): string {
  return JSON.stringify({ pid: 1, host: hostname(), since: '', command: 'gone', started: 'x', ...said });
}
