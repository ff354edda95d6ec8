import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { acquireLock, waitForQuiet } from '../../../../src/engine/storage/lock/fileLock.ts';
import { errorMappingFileSystem, type FileSystem } from '../../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import { thisProcess, type LockHolder } from '../../../../src/engine/storage/lock/lockHolder.ts';
import { disposableFolder } from '../../../support/disk/configFolder.ts';
import { faultyFileSystem, systemError } from '../../../support/faults/faultyFileSystem.ts';
import { otherHolder, startLockProcess, withClock as clockOn } from '../../../support/faults/lockRivals.ts';

const real = errorMappingFileSystem(nodeFileSystem);
const newDirectory = async () => join(await disposableFolder('lock'), 'lock');

const acquire = (
  directory: string,
  { timeoutMs = 0, fileSystem = real }: { timeoutMs?: number; fileSystem?: FileSystem } = {},
) => acquireLock(fileSystem, { directory, command: 'this test', timeoutMs });

const withClock = (during?: (now: number) => Promise<unknown>) => clockOn(real, during);

suite('the lock between processes', () => {
  test('lets one in at a time', async () => {
    const directory = await newDirectory();
    const counter = join(directory, '..', 'counter');
    await writeFile(counter, '0');
    const workers = [1, 2, 3].map(() => startLockProcess('count', directory, counter, '15'));
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

  test(
    'is not taken from a stopped process, however silent it is',
    { skip: process.platform !== 'linux' },
    async (context) => {
      const directory = await newDirectory();
      const child = await otherHolder(directory);
      context.after(() => child.kill('SIGKILL'));
      child.kill('SIGSTOP');
      const waiting = acquire(directory, { fileSystem: withClock(), timeoutMs: 60_000 });
      await assert.rejects(waiting, { code: 'locked' });
    },
  );

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
    slow.assertHeld();
    await writeFile(join(directory, `${slow.number}.lock`), await holder({ pid: 2 ** 22 + 1 }));
    const quick = await acquire(directory);
    assert.throws(() => slow.assertHeld(), { code: 'locked' });
    await slow.release();
    quick.assertHeld();
    await assert.rejects(acquire(directory), { code: 'locked' });
    await quick.release();
  });

  test('that is higher, and appeared while a lower one was being taken, wins', async () => {
    const directory = await newDirectory();
    const rival = await holder({ pid: process.pid });
    const fileSystem = faultyFileSystem((call, path) => {
      if (call === 'write' && path.endsWith('1.lock')) writeFileSync(join(directory, '2.lock'), rival);
    });
    await assert.rejects(acquire(directory, { fileSystem: errorMappingFileSystem(fileSystem) }), {
      code: 'locked',
    });
    assert.deepEqual((await readdir(directory)).toSorted(), ['1.lock', '2.lock']);
  });
});

suite('a lock file', () => {
  async function lockedBy(text: string): Promise<{ readonly directory: string; readonly path: string }> {
    const directory = await newDirectory();
    await mkdir(directory);
    const path = join(directory, '7.lock');
    await writeFile(path, text);
    return { directory, path };
  }

  test(
    'of a process id that was given to another process counts for nothing',
    { skip: process.platform !== 'linux' },
    async () => {
      const { directory } = await lockedBy(await holder({ pid: process.pid, started: '1' }));
      assert.equal((await acquire(directory)).number, 8);
    },
  );

  for (const [whose, said] of [
    ['of another host', { host: 'elsewhere' }],
    ['of another container or another run of this host', { system: 'another' }],
    ['that does not tell when its process started', { started: '' }],
  ] as const) {
    test(`${whose} is believed as long as it grows, and for eight seconds after`, async () => {
      const { directory, path } = await lockedBy(await holder({ pid: process.pid, ...said }));
      await assert.rejects(acquire(directory), { code: 'locked' });
      let taken = 0;
      const fileSystem = withClock(async (now) => {
        if (now < 30_000) await appendFile(path, '\n');
        taken = now;
      });
      const lock = await acquire(directory, { fileSystem, timeoutMs: 60_000 });
      assert.equal(lock.number, 8);
      assert.ok(taken > 37_900 && taken < 39_000, String(taken));
      await lock.release();
    });
  }

  test('is waited for once by who reads and then writes', async () => {
    const { directory } = await lockedBy(await holder({ host: 'elsewhere' }));
    let now = 0;
    const fileSystem = withClock((later) => Promise.resolve((now = later)));
    await waitForQuiet(fileSystem, { directory, command: 'this test', timeoutMs: 60_000 });
    const read = now;
    assert.ok(read > 7_900, String(read));
    const lock = await acquire(directory, { fileSystem, timeoutMs: 60_000 });
    assert.ok(now - read < 100, String(now - read));
    await lock.release();
  });

  test('is watched anew when the watcher itself was away, as in a machine that slept', async () => {
    const { directory } = await lockedBy(await holder({ host: 'elsewhere' }));
    let [slept, taken] = [0, 0];
    const clock = withClock((now) => Promise.resolve((taken = now)));
    const fileSystem: FileSystem = {
      ...clock,
      now: () => clock.now() + slept,
      pause: async (ms) => {
        await clock.pause(ms);
        slept = taken > 4_000 ? 3_600_000 : 0;
      },
    };
    const lock = await acquire(directory, { fileSystem, timeoutMs: 7_200_000 });
    assert.ok(taken > 11_900, String(taken));
    await lock.release();
  });

  test('of a process that certainly lives is believed, however silent', async () => {
    const { directory } = await lockedBy(await holder({ pid: process.pid }));
    const fileSystem = withClock();
    await assert.rejects(acquire(directory, { fileSystem, timeoutMs: 60_000 }), { code: 'locked' });
  });

  for (const text of ['', '\0\0\0', '{ "pid": 1', '{ "pid": 1 }']) {
    test(`that says ${JSON.stringify(text)} is being written, for two seconds at most`, async () => {
      const { directory } = await lockedBy(text);
      await assert.rejects(acquire(directory), { code: 'locked', message: /has locked this config folder/ });
      let now = 0;
      const fileSystem = withClock((later) => Promise.resolve((now = later)));
      assert.equal((await acquire(directory, { fileSystem, timeoutMs: 5_000 })).number, 8);
      assert.ok(now > 1_900 && now < 2_200, String(now));
    });
  }
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
    await assert.rejects(acquire(directory, { fileSystem: errorMappingFileSystem(fileSystem) }), {
      code: 'io',
    });
    const lock = await acquire(directory);
    await lock.release();
  });
}

test('a lock that the disk did not let go is given back when the disk does', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const directory = await newDirectory();
  let refusing = true;
  const disk = new EventEmitter();
  const fileSystem = faultyFileSystem((call, _path, to) => {
    if (call !== 'rename') return;
    if (refusing) throw systemError('EROFS');
    if (to?.endsWith('1.free') === true) disk.emit('freed');
  });
  const lock = await acquire(directory, { fileSystem: errorMappingFileSystem(fileSystem) });
  await lock.release();
  const inside = await acquire(directory);
  await inside.release();
  refusing = false;
  const freed = once(disk, 'freed');
  t.mock.timers.tick(2_000);
  await freed;
});

test('a full disk does not keep a lock from being given back', async () => {
  const directory = await newDirectory();
  let full = false;
  const fileSystem = faultyFileSystem((call) => {
    if (full && (call === 'create' || call === 'write')) throw systemError('ENOSPC');
  });
  const lock = await acquire(directory, { fileSystem: errorMappingFileSystem(fileSystem) });
  full = true;
  await lock.release();
  await (await acquire(directory)).release();
});

/** What the file of a holder says: one that is gone, but for what is said otherwise. */
async function holder(said: Partial<LockHolder>): Promise<string> {
  return JSON.stringify({ ...(await thisProcess('this test')), pid: 2 ** 22 + 1, ...said });
}
