import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { isStagedName, replaceFile, stageFile } from '../../../../src/engine/storage/disk/atomicFile.ts';
import { errorMappingFileSystem } from '../../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder } from '../../../support/disk/configFolder.ts';
import { faultyFileSystem, systemError } from '../../../support/faults/faultyFileSystem.ts';

const bytes = Buffer.from('the new content\n');

suite('a file that is replaced', () => {
  test('has the new bytes, and nothing else is left beside it', async () => {
    const folder = await disposableFolder('atomic');
    await writeFile(join(folder, 'a.json'), 'old');
    await replaceFile(nodeFileSystem, join(folder, 'a.json'), { bytes });
    assert.deepEqual(await readdir(folder), ['a.json']);
    assert.equal(await readFile(join(folder, 'a.json'), 'utf8'), 'the new content\n');
  });

  test('takes the mode it is given, whatever the umask', { skip: process.platform === 'win32' }, async () => {
    const path = join(await disposableFolder('atomic'), 'a.json');
    await writeFile(path, 'old');
    await chmod(path, 0o666);
    await replaceFile(nodeFileSystem, path, { bytes, like: await nodeFileSystem.stat(path) });
    assert.equal((await stat(path)).mode & 0o777, 0o666);
  });

  test('is private when nobody says otherwise', { skip: process.platform === 'win32' }, async () => {
    const path = join(await disposableFolder('atomic'), 'a.json');
    await replaceFile(nodeFileSystem, path, { bytes });
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  for (const failing of ['create', 'write', 'setMode', 'sync', 'close', 'rename']) {
    test(`is the old one, with no stray beside it, when ${failing} fails`, async () => {
      const folder = await disposableFolder('atomic');
      const path = join(folder, 'a.json');
      await writeFile(path, 'old');
      const fileSystem = faultyFileSystem((call) => {
        if (call === failing) throw systemError('ENOSPC');
      });
      const like = await nodeFileSystem.stat(path);
      await assert.rejects(replaceFile(errorMappingFileSystem(fileSystem), path, { bytes, like }), {
        code: 'io',
        message: /the disk is full/,
      });
      assert.equal(await readFile(path, 'utf8'), 'old');
      assert.deepEqual(await readdir(folder), ['a.json']);
    });
  }

  test('gets all its bytes from a disk that takes few at a time', async () => {
    const path = join(await disposableFolder('atomic'), 'a.json');
    await replaceFile(shortWrites(3), path, { bytes });
    assert.equal(await readFile(path, 'utf8'), 'the new content\n');
  });

  test('is not waited for when the disk takes no byte at all', async () => {
    const folder = await disposableFolder('atomic');
    await assert.rejects(replaceFile(shortWrites(0), join(folder, 'a.json'), { bytes }), { code: 'io' });
    assert.deepEqual(await readdir(folder), []);
  });
});

suite('a staged file', () => {
  test('stands beside its file under a name that is known as ours', async () => {
    const folder = await disposableFolder('atomic');
    const staged = await stageFile(nodeFileSystem, join(folder, 'a.json'), { bytes });
    const [name = ''] = await readdir(folder);
    assert.equal(join(folder, name), staged);
    assert.ok(isStagedName(name));
    assert.ok(!isStagedName('a.json'));
  });

  test('can be made for a name as long as the system allows', async () => {
    const folder = await disposableFolder('atomic');
    const path = join(folder, `${'ü'.repeat(125)}.json`);
    await replaceFile(nodeFileSystem, path, { bytes });
    assert.deepEqual(await readFile(path), bytes);
  });

  test('never has the name of another', async () => {
    const folder = await disposableFolder('atomic');
    const stage = () => stageFile(nodeFileSystem, join(folder, 'a.json'), { bytes });
    assert.equal(new Set(await Promise.all([stage(), stage(), stage()])).size, 3);
  });
});

function shortWrites(most: number): typeof nodeFileSystem {
  return {
    ...nodeFileSystem,
    create: async (path, mode) => {
      const file = await nodeFileSystem.create(path, mode);
      return { ...file, write: async (rest) => (most === 0 ? 0 : file.write(rest.subarray(0, most))) };
    },
  };
}
