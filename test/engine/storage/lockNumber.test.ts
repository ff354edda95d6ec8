import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { acquireLock, lockNumber } from '../../../src/engine/storage/fileLock.ts';
import { nodeFileSystem, reportingFileSystem } from '../../../src/engine/storage/fileSystem.ts';
import { thisProcess } from '../../../src/engine/storage/lockHolder.ts';
import { disposableFolder } from '../../support/configFolder.ts';

const real = reportingFileSystem(nodeFileSystem);
const newDirectory = async () => join(await disposableFolder('lock'), 'lock');
const acquire = (directory: string) => acquireLock(real, { directory, command: 'this test', timeoutMs: 0 });

suite('the number that readers look at', () => {
  test('is 0 before there is a lock, and leaves no trace', async () => {
    const directory = await newDirectory();
    assert.equal(await lockNumber(real, directory), 0);
    await assert.rejects(readdir(directory), { code: 'ENOENT' });
  });

  test('is none while somebody holds the lock, and another one afterwards', async () => {
    const directory = await newDirectory();
    await (await acquire(directory)).release();
    const before = await lockNumber(real, directory);
    const lock = await acquire(directory);
    assert.equal(await lockNumber(real, directory), null);
    await lock.release();
    assert.notEqual(await lockNumber(real, directory), before);
  });

  test('is there again when the holder has died', async () => {
    const directory = await newDirectory();
    await acquire(directory);
    const gone = { ...(await thisProcess('gone')), pid: 2 ** 22 + 1 };
    await writeFile(join(directory, '1.lock'), JSON.stringify(gone));
    assert.equal(await lockNumber(real, directory), 1);
  });
});
