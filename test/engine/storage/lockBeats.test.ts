// The beats by which a holder of the lock shows that it works.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { acquireLock } from '../../../src/engine/storage/lock/fileLock.ts';
import { errorMappingFileSystem, type FileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder } from '../../support/disk/configFolder.ts';
import { faultyFileSystem, systemError } from '../../support/faults/faultyFileSystem.ts';

const newDirectory = async () => join(await disposableFolder('lock'), 'lock');
const acquire = (directory: string, fileSystem: FileSystem = nodeFileSystem) =>
  acquireLock(errorMappingFileSystem(fileSystem), { directory, command: 'this test', timeoutMs: 0 });

suite('the file of a lock', () => {
  test('grows while its holder works, and still says who it is', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const directory = await newDirectory();
    const beats: string[] = [];
    const heart = new EventEmitter();
    const fileSystem = faultyFileSystem((call, path) => {
      if (call === 'append') beats.push(path);
      if (call === 'close' && beats.length === 2) heart.emit('beaten');
    });
    const lock = await acquire(directory, fileSystem);
    const beaten = once(heart, 'beaten');
    t.mock.timers.tick(4_000);
    await beaten;
    assert.deepEqual(beats, [join(directory, '1.lock'), join(directory, '1.lock')]);
    await assert.rejects(acquire(directory), { code: 'locked', message: /this test/ });
    await lock.release();
    t.mock.timers.tick(60_000);
    assert.equal(beats.length, 2);
  });

  test('skips a beat while the disk does not show it, and grows on afterwards', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const directory = await newDirectory();
    const heart = new EventEmitter();
    let refusals = 0;
    const disk = faultyFileSystem((call) => {
      if (call === 'append') heart.emit('beaten');
    });
    const listNow = (path: string) => {
      if (refusals++ === 0) throw systemError('EACCES');
      return disk.listNow(path);
    };
    const lock = await acquire(directory, { ...disk, listNow });
    const beaten = once(heart, 'beaten');
    t.mock.timers.tick(4_000);
    await beaten;
    lock.assertHeld();
    await lock.release();
  });
});
