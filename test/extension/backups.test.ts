import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { setup, suite, teardown, test } from 'mocha';
import { commandIds, settingIds } from '../../src/ids.ts';
import {
  backedUp,
  backups,
  everyFile,
  inConfig,
  layOutSwitched,
  switchSample,
  newestBackup,
  read,
  recordedProfile,
  write,
} from './support/configFolder.ts';
import { untilReview } from './support/editors.ts';
import { acceptFirst, answering, dismiss, watching } from './support/person.ts';
import { run } from './support/safekeep.ts';
import { set } from './support/settings.ts';

const {
  createBackup,
  restoreBackup,
  renameBackup,
  pinBackup,
  unpinBackup,
  deleteBackup,
  verifyBackups,
  pruneBackups,
} = commandIds;

suite('Backups', () => {
  setup(layOutSwitched);

  teardown(() => set(settingIds.showSuccessMessages, undefined));

  test('a backup made by hand holds the live file, with its name and note', async () => {
    const live = await read('current.yaml');
    await run(createBackup, { name: 'before the move', note: 'asked by finance' });
    const backup = await newestBackup();
    assert.partialDeepStrictEqual(backup, {
      reason: 'manual',
      name: 'before the move',
      note: 'asked by finance',
      activeProfile: 'development',
    });
    assert.equal(await backedUp(backup, 'current.yaml'), live);
    assert.equal(await read('current.yaml'), live);
  });

  test('an empty name makes a backup without one', async () => {
    await acceptFirst(run(createBackup));
    const backup = await newestBackup();
    assert.equal(backup.reason, 'manual');
    assert.equal(backup.name, undefined);
  });

  test('content that does not parse is backed up and restored byte for byte', async () => {
    const broken = 'server: [ oops\n\t\uFFFD: "\n';
    await write('current.yaml', broken);
    await run(createBackup, { name: 'broken' });
    const { id } = await newestBackup();
    await write('current.yaml', 'version: 1.0.0\n');
    const [asked] = await answering(
      () => 'Continue Anyway',
      () => run(restoreBackup, { backup: id, review: false }),
    );
    assert.match(asked?.detail ?? '', /would no longer parse/);
    assert.equal(await read('current.yaml'), broken);
  });

  test('restoring brings the bytes and the active profile back, after a copy of what it replaces', async () => {
    const live = await read('current.yaml');
    await run(createBackup, { name: 'good' });
    const { id } = await newestBackup();
    await run(commandIds.switchProfile, { profile: 'staging', review: false });
    const staging = await read('current.yaml');
    await run(restoreBackup, { backup: id, review: false });
    assert.equal(await read('current.yaml'), live);
    assert.equal(await recordedProfile(), 'development');
    assert.equal(await backedUp(await newestBackup(), 'current.yaml'), staging);
  });

  test('restoring shows the changes first, and until they are applied changes nothing', async () => {
    await run(createBackup, { name: 'good' });
    await run(commandIds.switchProfile, { profile: 'staging', review: false });
    const [, good] = await backups();
    const before = await everyFile();
    await run(restoreBackup, good ? { backup: good.id } : {});
    await untilReview(/^Restore .*good/);
    assert.deepEqual(await everyFile(), before);
  });

  test('a backup takes another name, keeps its note, and loses the name again', async () => {
    await run(createBackup, { name: 'one', note: 'why' });
    const { id } = await newestBackup();
    await run(renameBackup, { backup: id, name: 'two' });
    assert.partialDeepStrictEqual(await newestBackup(), { id, name: 'two', note: 'why' });
    await run(renameBackup, { backup: id, name: '' });
    assert.equal((await newestBackup()).name ?? '', '');
  });

  test('a backup is pinned and let go', async () => {
    const { id } = await newestBackup();
    await run(pinBackup, { backup: id });
    assert.partialDeepStrictEqual(await newestBackup(), { id, pinned: true });
    await run(unpinBackup, { backup: id });
    assert.partialDeepStrictEqual(await newestBackup(), { id, pinned: false });
  });

  test('a deleted backup goes to the trash', async () => {
    const { id } = await newestBackup();
    await run(deleteBackup, { backup: id, confirm: false });
    assert.deepEqual(await backups(), []);
    const trash = await readdir(inConfig('.safekeep/trash'), { recursive: true });
    assert.equal(trash.filter((path) => path.endsWith(`${id}/backup.json`)).length, 1);
  });

  test('deleting asks, and without a yes the backup stays', async () => {
    const before = await everyFile();
    const { id } = await newestBackup();
    const [asked] = await watching(() => run(deleteBackup, { backup: id }));
    assert.equal(asked?.modal, true);
    assert.deepEqual(await everyFile(), before);
  });

  test('cleaning up says which backups go and why, and moves them to the trash after a yes', async () => {
    await switchSample();
    const [first] = await backups();
    for (const name of ['', 'good', '']) await run(createBackup, { name });
    await write(
      'safekeep.yaml',
      'retention: { last: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0, within: 0 }\n',
    );
    const before = await everyFile();
    const [asked, ...more] = await watching(() => run(pruneBackups));
    assert.deepEqual([asked?.modal, asked?.choices, more], [true, ['Clean Up'], []]);
    assert.equal(asked?.text, '2 of 4 backups would go to the trash.');
    assert.match(
      asked.detail ?? '',
      /^development, .*: made within 10 s of the previous one\n.*, .*: too old for the retention rules/,
    );
    assert.deepEqual(await everyFile(), before);
    const [, told] = await answering(
      ({ modal }) => (modal ? 'Clean Up' : undefined),
      () => run(pruneBackups),
    );
    assert.equal(told?.text, '2 backups are in the trash.');
    assert.deepEqual(
      (await backups()).map(({ name }) => name),
      [undefined, 'good'],
    );
    const trash = await readdir(inConfig('.safekeep/trash'), { recursive: true });
    assert.equal(trash.filter((path) => path.endsWith(`${first?.id ?? ''}/backup.json`)).length, 1);
    const [nothing] = await watching(() => run(pruneBackups));
    assert.equal(nothing?.text, 'Nothing to clean up: all 2 backups stay.');
  });

  test('verifying says that all are whole, and reads only', async () => {
    await run(createBackup, { name: 'good' });
    const before = await everyFile();
    const shown = await watching(() => run(verifyBackups));
    assert.deepEqual(
      shown.map(({ kind, text }) => `${kind}: ${text}`),
      ['information: Verified 2 backups: all are intact.'],
    );
    assert.deepEqual(await everyFile(), before);
  });

  test('verifying is told in the status bar where no messages of success are wanted', async () => {
    await set(settingIds.showSuccessMessages, false);
    const [quiet] = await watching(() => run(verifyBackups));
    assert.deepEqual([quiet?.kind, quiet?.text], ['status', 'The backup is intact.']);
    await set(settingIds.showSuccessMessages, undefined);
    const [told] = await watching(() => run(verifyBackups));
    assert.deepEqual([told?.kind, told?.text], ['information', 'The backup is intact.']);
  });

  test('verifying finds a byte that changed', async () => {
    const { id, files } = await newestBackup();
    const [file] = files;
    await writeFile(inConfig(`backups/${id}/${file?.stored ?? ''}`), 'version: 1.2.1\n');
    const shown = await watching(() => run(verifyBackups));
    assert.deepEqual(
      shown.map(({ kind, text }) => `${kind}: ${text}`),
      ['warning: 1 of 1 backups are damaged. The others are intact.'],
    );
  });

  test('a damaged backup is not restored: the live file stays', async () => {
    const { id, files } = await newestBackup();
    await writeFile(inConfig(`backups/${id}/${files[0]?.stored ?? ''}`), 'version: 1.2.1\n');
    const live = await read('current.yaml');
    const shown = await watching(() => run(restoreBackup, { backup: id, review: false }));
    assert.deepEqual(
      shown.map(({ kind }) => kind),
      ['error'],
    );
    assert.equal(await read('current.yaml'), live);
  });

  test('each of them asks which backup, and is silent when nobody answers', async () => {
    const before = await everyFile();
    for (const id of [createBackup, restoreBackup, renameBackup, pinBackup, unpinBackup, deleteBackup])
      await dismiss(run(id));
    await dismiss(run(commandIds.compareBackup));
    assert.deepEqual(await everyFile(), before);
    assert.equal(existsSync(inConfig('.safekeep/trash')), false);
  });
});
