// The backups and the trash are cleaned up by themselves: after each commit, and after a backup by hand.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { onlyLast, prunable, setPort, withBackups } from '../support/disk/prunableFolder.ts';
import { perform, simpleFiles, testFolder } from '../support/disk/configFolder.ts';
import { newId } from '../../src/engine/storage/backups/ids.ts';
import { faultyFileSystem, systemError } from '../support/faults/faultyFileSystem.ts';

suite('after a commit', () => {
  test('that the disk refuses leaves no backup behind', async () => {
    const folder = await prunable(onlyLast(2));
    await withBackups(folder, 2);
    const before = await folder.ids();
    const fileSystem = faultyFileSystem((call, _path, to) => {
      if (call === 'rename' && to?.endsWith('/current.json')) throw systemError('EIO');
    });
    for (let count = 0; count < 3; count += 1)
      await assert.rejects(setPort(await folder.open({ fileSystem }), 9), { code: 'io' });
    assert.deepEqual(await folder.ids(), before);
    await setPort(await folder.open(), 9);
    assert.equal((await folder.ids()).length, 2);
  });
  test('the backups are cleaned up, and the newest changes can be undone', async () => {
    const folder = await prunable(onlyLast(3));
    const engine = await folder.open();
    for (const port of [2, 3, 4, 5, 6]) await setPort(engine, port);
    assert.equal((await folder.ids()).length, 3);
    for (const port of [5, 4]) {
      await perform(engine, { kind: 'undo' });
      assert.match((await folder.text('current.json')) ?? '', new RegExp(`"port": ${port}`));
      assert.equal((await folder.ids()).length, 3);
    }
    assert.equal((await engine.snapshot()).history.length, 7);
    assert.deepEqual((await engine.snapshot()).problems, []);
  });

  test('the state before the first of thirteen quick changes can still be brought back', async () => {
    // As in a fresh clone: no record says which profile is active, the live file equals one.
    const folder = await testFolder('rotation');
    const original = await folder.text('current.json');
    for (let port = 100; port < 113; port += 1) await setPort(await folder.open(), port);
    const engine = await folder.open();
    const { backups } = await engine.snapshot();
    const contents = await Promise.all(backups.map(({ id }) => engine.readBackup(id, 'current.json')));
    assert.ok(contents.some((bytes) => Buffer.from(bytes).toString() === original));
  });

  test('its own backup is there, though it is of a burst, takes too much room and cannot be read again', async () => {
    const policy = '{ last: 0, hourly: 0, daily: 0, weekly: 0, monthly: 1, maxBytes: 1 B }';
    const folder = await prunable(`retention: ${policy}\n`);
    const [whole = ''] = await withBackups(folder, 3);
    await (await folder.open()).updateBackup(whole, { pinned: true });
    await setPort(await folder.open(), 2);
    const before = await folder.ids();
    const fileSystem = faultyFileSystem((call, path) => {
      const isNew = path.includes('/backups/') && ![whole, ...before].some((id) => path.includes(id));
      if (call === 'readFile' && isNew && path.endsWith('current.json')) throw systemError('EIO');
    });
    await setPort(await folder.open({ fileSystem }), 3);
    const [own = '', ...others] = await folder.ids();
    assert.deepEqual([before.includes(own), others], [false, before]);
    await perform(await folder.open(), { kind: 'undo' });
    assert.match((await folder.text('current.json')) ?? '', /"port": 2/);
  });

  test('the backup that the next undo needs stays, however many come after it', async () => {
    const folder = await prunable(onlyLast(2));
    const engine = await folder.open();
    await setPort(engine, 2);
    const [needed = ''] = await folder.ids();
    for (let count = 0; count < 4; count += 1) await engine.createBackup({});
    assert.ok((await folder.ids()).includes(needed));
    const decision = (await engine.planPrune()).find(({ id }) => id === needed);
    assert.equal(decision?.why, 'needed to undo the last change');
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('current.json'), simpleFiles['current.json']);
  });

  test('a change whose backup is gone says so when it is to be undone', async () => {
    const folder = await prunable(onlyLast(1));
    const engine = await folder.open();
    await setPort(engine, 2);
    const [{ id: commit } = { id: '' }] = (await engine.snapshot()).history;
    for (const port of [3, 4]) await setPort(engine, port);
    await assert.rejects(engine.plan({ kind: 'undo', commit }), {
      code: 'not-found',
      message: /can't be undone: its backup/,
    });
  });

  test('or after a backup by hand', async () => {
    const folder = await prunable(onlyLast(1));
    await withBackups(folder, 3);
    const { id } = await (await folder.open()).createBackup({});
    assert.deepEqual(await folder.ids(), [id]);
  });

  test('a cleaning up that fails does not fail the commit, and the next one does it', async () => {
    const folder = await prunable(onlyLast(1));
    await withBackups(folder, 3);
    const fileSystem = faultyFileSystem((call, _path, to) => {
      if (call === 'rename' && to?.includes('/trash/')) throw systemError('EIO');
    });
    await setPort(await folder.open({ fileSystem }), 2);
    assert.match((await folder.text('current.json')) ?? '', /"port": 2/);
    assert.equal((await folder.ids()).length, 4);
    await setPort(await folder.open(), 3);
    assert.equal((await folder.ids()).length, 1);
  });

  test('backups on another disk than the trash go to one beside them, and are gone for good after a week', async () => {
    const folder = await prunable(onlyLast(1));
    const ids = await withBackups(folder, 3);
    const old = newId(new Date(0));
    await folder.write({ [`backups/.trash/${old}/x/backup.json`]: '{}' });
    const fileSystem = faultyFileSystem((call, from, to) => {
      const isInside = (path = '') => path.includes('/backups/') && !path.includes('/.safekeep/');
      if (call === 'rename' && isInside(from) !== isInside(to)) throw systemError('EXDEV');
    });
    await (await folder.open({ fileSystem })).prune();
    assert.deepEqual(await folder.ids(), ids.slice(0, 1));
    const [run = '', ...others] = await readdir(folder.path('backups/.trash'));
    assert.deepEqual([others, run === old], [[], false]);
    const kept = await readdir(folder.path(`backups/.trash/${run}`));
    assert.deepEqual(kept.toSorted(), ids.slice(1).toSorted());
    assert.deepEqual((await (await folder.open()).snapshot()).problems, []);
  });

  test('one who lost the lock meanwhile cleans up nothing', async () => {
    const folder = await prunable(onlyLast(1));
    await withBackups(folder, 3);
    let done = false;
    const fileSystem = faultyFileSystem((call, path) => {
      done ||= call === 'remove' && path.includes('/journal/');
      if (done && call === 'list' && path.endsWith('/backups'))
        writeFileSync(folder.path('.safekeep/lock/900.free'), '');
    });
    await setPort(await folder.open({ fileSystem }), 2);
    assert.equal((await folder.ids()).length, 4);
  });
});
