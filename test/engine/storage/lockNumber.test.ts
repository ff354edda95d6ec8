import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { acquireLock, isStillQuiet, waitForQuiet } from '../../../src/engine/storage/lock/fileLock.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { thisProcess } from '../../../src/engine/storage/lock/lockHolder.ts';
import { disposableFolder } from '../../support/disk/configFolder.ts';

const real = errorMappingFileSystem(nodeFileSystem);
const newDirectory = async () => join(await disposableFolder('lock'), 'lock');
const options = (directory: string) => ({ directory, command: 'this test', timeoutMs: 0 });
const acquire = (directory: string) => acquireLock(real, options(directory));
const quiet = (directory: string) => waitForQuiet(real, options(directory));

suite('the number that readers look at', () => {
  test('is 0 before there is a lock, and leaves no trace', async () => {
    const directory = await newDirectory();
    const seen = await quiet(directory);
    assert.equal(seen.number, 0);
    assert.equal(await isStillQuiet(real, directory, seen), true);
    await assert.rejects(readdir(directory), { code: 'ENOENT' });
  });

  test('is none while somebody holds the lock, and another one afterwards', async () => {
    const directory = await newDirectory();
    await (await acquire(directory)).release();
    const before = await quiet(directory);
    const lock = await acquire(directory);
    await assert.rejects(quiet(directory), { code: 'locked' });
    assert.equal(await isStillQuiet(real, directory, before), false);
    await lock.release();
    assert.equal(await isStillQuiet(real, directory, before), false);
    assert.notEqual((await quiet(directory)).number, before.number);
  });

  test('is there again when the holder has died', async () => {
    const directory = await newDirectory();
    await acquire(directory);
    const gone = { ...(await thisProcess('gone')), pid: 2 ** 22 + 1 };
    await writeFile(join(directory, '1.lock'), JSON.stringify(gone));
    const seen = await quiet(directory);
    assert.equal(seen.number, 1);
    assert.equal(await isStillQuiet(real, directory, seen), true);
  });
});
