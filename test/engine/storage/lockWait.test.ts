import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { acquireLock, type LockOptions, type LockWait } from '../../../src/engine/storage/lock/fileLock.ts';
import { errorMappingFileSystem, type FileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder } from '../../support/disk/configFolder.ts';
import { otherHolder, withClock } from '../../support/faults/lockRivals.ts';

const real = errorMappingFileSystem(nodeFileSystem);
const newDirectory = async () => join(await disposableFolder('lock'), 'lock');

interface Acquisition extends Pick<LockOptions, 'timeoutMs' | 'onWait'> {
  readonly fileSystem?: FileSystem;
}

const acquire = (directory: string, { fileSystem = withClock(real), ...how }: Acquisition) =>
  acquireLock(fileSystem, { directory, command: 'this test', ...how });

suite('waiting for the lock', () => {
  test('longer than a second is told once, with who holds the lock', async () => {
    const directory = await newDirectory();
    const child = await otherHolder(directory);
    const waits: LockWait[] = [];
    let later = 0;
    const fileSystem = withClock(real, (now) => Promise.resolve((later = waits.length > 0 ? later : now)));
    const options = { fileSystem, timeoutMs: 5_000, onWait: (wait: LockWait) => waits.push(wait) };
    await assert.rejects(acquire(directory, options), { code: 'locked' });
    assert.deepEqual(
      waits.map(({ holder: who }) => [who?.pid, who?.command]),
      [[child.pid, 'test']],
    );
    assert.ok(later > 900 && later < 1_100, String(later));
    child.kill('SIGKILL');
  });

  test('is over when the person has enough of it, and the lock is not taken', async () => {
    const directory = await newDirectory();
    const child = await otherHolder(directory);
    const giveUp = ({ cancel }: LockWait) => cancel();
    await assert.rejects(acquire(directory, { timeoutMs: 60_000, onWait: giveUp }), {
      code: 'aborted',
    });
    assert.deepEqual(await readdir(directory), ['1.lock']);
    child.kill('SIGKILL');
  });

  test('less than a second is nobody told', async () => {
    const directory = await newDirectory();
    const child = await otherHolder(directory);
    let waits = 0;
    const waiting = acquire(directory, { fileSystem: real, timeoutMs: 20_000, onWait: () => (waits += 1) });
    child.stdin.write('\n');
    await (await waiting).release();
    assert.equal(waits, 0);
  });
});
