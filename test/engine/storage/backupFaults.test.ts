// The store of backups where the disk refuses, dies or holds more than it should: what counts is the order of its calls.
import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { suite, test } from 'node:test';
import { BackupStore, type BackupContent } from '../../../src/engine/storage/backups/backupStore.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder } from '../../support/disk/configFolder.ts';
import { faultyFileSystem, systemError, type Intercept } from '../../support/faults/faultyFileSystem.ts';

const small = Buffer.from('{ "a": 1 }\n');
const maxBytes = 50 * 1024 * 1024;

const contentOf = (path: string, bytes: Uint8Array): BackupContent => ({
  reason: 'manual',
  author: 'tester',
  pinned: false,
  activeProfile: null,
  applied: {},
  contents: new Map([[path, { bytes }]]),
  absent: [],
});

async function newStore() {
  const directory = join(await disposableFolder('backups'), 'backups');
  await mkdir(directory);
  return { directory, store: new BackupStore(errorMappingFileSystem(nodeFileSystem), directory) };
}

async function storeWith(path: string, bytes: Uint8Array) {
  const { directory, store } = await newStore();
  return { directory, store, backup: await store.create(contentOf(path, bytes), new Date()) };
}

/** The store that goes through a disk with something in between, and waits for nothing. */
function through(intercept: Intercept, directory: string): BackupStore {
  const fileSystem = { ...faultyFileSystem(intercept), pause: () => Promise.resolve() };
  return new BackupStore(errorMappingFileSystem(fileSystem), directory);
}

/** The same, with a list of the calls that decide what a power cut leaves. */
function watched(directory: string): { readonly store: BackupStore; readonly calls: readonly string[] } {
  const calls: string[] = [];
  const store = through((call, path) => {
    if (/^(rename|syncDirectory|removeDirectory)$/.test(call)) calls.push(`${call} ${basename(path)}`);
  }, directory);
  return { store, calls };
}

suite('a backup', () => {
  test('that is forgotten has lost its name on the disk before it loses its files', async () => {
    const { directory, backup } = await storeWith('current.json', small);
    const { store, calls } = watched(directory);
    await store.discard(backup.id);
    assert.deepEqual(calls, [
      `rename ${backup.id}`,
      'syncDirectory backups',
      `removeDirectory .${backup.id}`,
    ]);
  });

  test('that is moved is in one place or the other, whatever the disk does', async () => {
    const { directory, backup } = await storeWith('current.json', small);
    const trash = join(directory, '..', 'trash');
    await mkdir(trash);
    const { store, calls } = watched(directory);
    await store.moveTo(backup.id, join(trash, backup.id));
    assert.deepEqual(calls, [`rename ${backup.id}`, 'syncDirectory trash', 'syncDirectory backups']);
  });

  test('is not there when its record would be too large to be read again', async () => {
    const { store, directory } = await newStore();
    const absent = Array.from({ length: 20_000 }, (_, index) => `${'x'.repeat(60)}${index}.json`);
    const content = { ...contentOf('a.json', small), absent };
    await assert.rejects(store.create(content, new Date()), { code: 'invalid' });
    assert.deepEqual(await readdir(directory), []);
  });

  test('of a file that is larger than any that is backed up is damaged, and is not unfolded', async () => {
    const { store, backup } = await storeWith('huge.json', Buffer.alloc(maxBytes + 1));
    assert.deepEqual(await store.verify(backup.id), [`huge.json in backup ${backup.id} is damaged.`]);
  });
});

for (const errno of ['EACCES', 'EMFILE']) {
  test(`a file that cannot be read now (${errno}) is no damage`, async () => {
    const { directory, backup } = await storeWith('current.json', small);
    const store = through((call, path) => {
      if (call === 'readFile' && path.endsWith('current.json')) throw systemError(errno);
    }, directory);
    await assert.rejects(store.read(backup.id, 'current.json'), { code: 'io' });
    const [sentence = '', ...others] = await store.verify(backup.id);
    assert.match(sentence, /^Can't read .*current\.json: /);
    assert.deepEqual(others, []);
  });
}
