import assert from 'node:assert/strict';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { EngineError } from '../../../../src/engine/base/errors.ts';
import {
  usingFile,
  hasErrno,
  nullIfNotFound,
  errorMappingFileSystem,
} from '../../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder } from '../../../support/disk/configFolder.ts';
import { faultyFileSystem, systemError } from '../../../support/faults/faultyFileSystem.ts';

const reporting = errorMappingFileSystem(nodeFileSystem);

suite('a system fault', () => {
  test('becomes an io error that tells call, path, errno and cause', async () => {
    const path = join(await disposableFolder('fs'), 'nothing.json');
    await assert.rejects(reporting.readFile(path), (error) => {
      assert.ok(error instanceof EngineError);
      assert.equal(error.code, 'io');
      assert.deepEqual(error.details, { errno: 'ENOENT', path, call: 'readFile' });
      assert.ok(error.cause instanceof Error);
      assert.equal(error.message, `Can't read ${path}: it doesn't exist.`);
      return true;
    });
  });

  test('says "write" where the call would have written', async () => {
    const refusing = errorMappingFileSystem(faultyFileSystem(refuse('rename', 'EROFS')));
    await assert.rejects(refusing.rename('/a', '/b'), { message: "Can't write /a: the disk is read-only." });
  });

  test('names the file as people do who are told how', async () => {
    const refusing = errorMappingFileSystem(
      faultyFileSystem(refuse('list', 'EBUSY')),
      (path) => `that ${path}`,
    );
    await assert.rejects(refusing.list('/a'), {
      message: "Can't read that /a: another program is using it.",
      details: { errno: 'EBUSY', path: '/a', call: 'list' },
    });
  });

  test('with an errno of its own keeps the words of the system', async () => {
    const refusing = errorMappingFileSystem(faultyFileSystem(refuse('list', 'EWEIRD')));
    await assert.rejects(refusing.list('/a'), { code: 'io', message: /EWEIRD: made by the test/ });
  });

  test('that passes by itself is waited out', async () => {
    const path = join(await disposableFolder('fs'), 'a');
    await writeFile(path, 'text');
    let refusals = 3;
    const busy = faultyFileSystem((call) => {
      if (call === 'readFile' && refusals > 0) {
        refusals -= 1;
        throw systemError('EBUSY');
      }
    });
    assert.equal(String(await errorMappingFileSystem(busy).readFile(path)), 'text');
    assert.equal(refusals, 0);
  });

  test('that does not pass is reported in the end', async () => {
    let calls = 0;
    const busy = faultyFileSystem((call) => {
      if (call !== 'readFile') return;
      calls += 1;
      throw systemError('EBUSY');
    });
    await assert.rejects(errorMappingFileSystem(busy).readFile('/a'), { code: 'io' });
    assert.equal(calls, 7);
  });

  test('in an fsync is never tried again on the same file', async () => {
    const path = join(await disposableFolder('fs'), 'a');
    let syncs = 0;
    const failing = faultyFileSystem((call) => {
      if (call !== 'sync') return;
      syncs += 1;
      throw systemError('EAGAIN');
    });
    const file = await errorMappingFileSystem(failing).create(path, 0o600);
    await assert.rejects(file.sync(), { code: 'io' });
    await file.close();
    assert.equal(syncs, 1);
  });
});

test('of two faults, in using a file and in closing it, the first is told', async () => {
  const fault = (name: string) => () => Promise.reject(new Error(name));
  await assert.rejects(usingFile({ close: fault('second') }, fault('first')), { message: 'first' });
  await assert.rejects(
    usingFile({ close: fault('second') }, () => Promise.resolve()),
    { message: 'second' },
  );
});

suite('what does not exist', () => {
  test('is null for one who asks so, also below a file', async () => {
    const folder = await disposableFolder('fs');
    await writeFile(join(folder, 'a'), 'text');
    assert.equal(await nullIfNotFound(reporting.readFile(join(folder, 'b'))), null);
    assert.equal(await nullIfNotFound(reporting.readFile(join(folder, 'a', 'b'))), null);
  });

  test('is not confused with what cannot be read', async () => {
    const folder = await disposableFolder('fs');
    await assert.rejects(nullIfNotFound(reporting.readFile(folder)), (error) => hasErrno(error, 'EISDIR'));
  });
});

suite('the real file system', () => {
  test('refuses to create over a file', async () => {
    const path = join(await disposableFolder('fs'), 'a');
    await writeFile(path, 'mine');
    await assert.rejects(reporting.create(path, 0o600), (error) => hasErrno(error, 'EEXIST'));
    assert.equal(await readFile(path, 'utf8'), 'mine');
  });

  test('tells a link from what it points to', { skip: process.platform === 'win32' }, async () => {
    const folder = await disposableFolder('fs');
    await writeFile(join(folder, 'a'), 'text');
    await symlink('a', join(folder, 'link'));
    assert.equal((await reporting.stat(join(folder, 'link'))).kind, 'link');
    assert.equal(await reporting.realPath(join(folder, 'link')), join(folder, 'a'));
  });
});

function refuse(refused: string, errno: string) {
  return (call: string) => {
    if (call === refused) throw systemError(errno);
  };
}
