// What git takes away of our own folders is said at the next look.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { userSideOf } from '../../src/engine/folder/userSide.ts';
import { disposableFolder, perform, testFolder } from '../support/disk/configFolder.ts';

async function opened() {
  process.env['XDG_STATE_HOME'] = await disposableFolder('state');
  const folder = await testFolder('gone');
  const open = () => folder.open({ user: userSideOf() });
  const told = async () => {
    const { problems } = await (await open()).snapshot();
    return problems.filter(({ file }) => file === 'backups').map(({ message }) => message);
  };
  return { ...folder, open, told };
}

test('backups and a history that are gone are told, until the next change', async () => {
  const { open, told, folder } = await opened();
  assert.deepEqual(await told(), []);
  await perform(await open(), { kind: 'switch', profile: 'staging' });
  await (await open()).createBackup({ name: 'kept', pinned: true });
  assert.deepEqual(await told(), []);
  for (const name of ['backups', '.safekeep']) await rm(join(folder, name), { recursive: true });
  const [message = ''] = await told();
  assert.match(message, /^All backups \(2\) and the history are gone since \d{4}-\d\d-\d\d \d\d:\d\d UTC\./);
  await perform(await open(), { kind: 'switch', profile: 'production' });
  assert.deepEqual(await told(), []);
});

test('backups alone that are gone are told, and those that were deleted are not', async () => {
  const { open, told, folder } = await opened();
  const { id } = await (await open()).createBackup({ name: 'kept' });
  await perform(await open(), { kind: 'switch', profile: 'staging' });
  await rm(join(folder, 'backups'), { recursive: true });
  assert.match((await told())[0] ?? '', /^All backups \(2\) are gone since/);
  const again = await opened();
  const backup = await (await again.open()).createBackup({ name: 'other' });
  await (await again.open()).deleteBackup(backup.id);
  assert.deepEqual(await again.told(), []);
  assert.notEqual(id, backup.id);
});
