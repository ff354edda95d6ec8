// How open a file is that a commit makes: never more than what its content comes from.
import assert from 'node:assert/strict';
import { chmod, rm, stat } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { BackupStore } from '../../src/engine/storage/backups/backupStore.ts';
import { errorMappingFileSystem } from '../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../src/engine/storage/disk/nodeFileSystem.ts';
import { perform, simpleFiles, testFolder, type TestFolder } from '../support/disk/configFolder.ts';

const modeOf = async (folder: TestFolder, name: string) => (await stat(folder.path(name))).mode & 0o7777;

const onPosix = { skip: process.platform === 'win32' };

suite('a live file that was not there', onPosix, () => {
  test('is as private as the most private layer that it is made of', async () => {
    const folder = await testFolder('private', { ...simpleFiles, 'default.json': '{ "host": "a" }\n' });
    await rm(folder.path('current.json'));
    await chmod(folder.path('profiles/staging.json'), 0o640);
    await chmod(folder.path('default.json'), 0o604);
    await perform(await folder.open(), { kind: 'switch', profile: 'production' });
    assert.equal(await modeOf(folder, 'current.json'), 0o600);
  });

  test('gets no more than permissions from the record of a backup, which may be a stranger’s', async () => {
    const folder = await testFolder('private');
    const store = new BackupStore(errorMappingFileSystem(nodeFileSystem), folder.path('backups'));
    await folder.write({ 'backups/.gitignore': '*\n' });
    const about = { reason: 'manual', author: '', pinned: false, activeProfile: null, applied: {} } as const;
    const contents = new Map([['current.json', { bytes: Buffer.from('{ "a": 1 }\n'), mode: 0o4700 }]]);
    const { id } = await store.create({ ...about, contents, absent: [] }, new Date());
    await rm(folder.path('current.json'));
    await perform(await folder.open(), { kind: 'restore', backup: id });
    assert.equal(await modeOf(folder, 'current.json'), 0o700);
  });
});

test(
  'our folders that git or an archive has opened to all are private again with the next change',
  onPosix,
  async () => {
    const folder = await testFolder('private');
    await perform(await folder.open(), { kind: 'switch', profile: 'staging' });
    for (const name of ['.safekeep', 'backups']) await chmod(folder.path(name), 0o755);
    await (await folder.open()).snapshot();
    assert.equal(await modeOf(folder, 'backups'), 0o755);
    await perform(await folder.open(), { kind: 'switch', profile: 'development' });
    for (const name of ['.safekeep', 'backups']) assert.equal(await modeOf(folder, name), 0o700);
  },
);
