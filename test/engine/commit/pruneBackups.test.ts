import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { openConfigFolder } from '../../../src/engine/folder/configFolder.ts';
import { defaultManifest } from '../../../src/engine/records/manifest.ts';
import { planPrune } from '../../../src/engine/commit/pruneBackups.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { newId } from '../../../src/engine/storage/backups/ids.ts';
import type { TestFolder } from '../../support/disk/configFolder.ts';
import { onlyLast, prunable, setPort, withBackups } from '../../support/disk/prunableFolder.ts';

const disk = errorMappingFileSystem(nodeFileSystem);
const day = 24 * 3_600_000;
import { crashingFileSystem, faultyFileSystem, systemError } from '../../support/faults/faultyFileSystem.ts';
import { testUser } from '../../support/disk/testUser.ts';

async function damage(folder: TestFolder, path: string): Promise<void> {
  const text = await readFile(folder.path(path), 'utf8');
  await writeFile(folder.path(path), text.replace(/\d/, 'x'));
}

suite('cleaning up', () => {
  test('moves into the trash, whole, what the retention lets go, and says so before', async () => {
    const folder = await prunable(onlyLast(2));
    const [first = '', second = '', third = '', fourth = ''] = await withBackups(folder, 4);
    const engine = await folder.open();
    const planned = await engine.planPrune();
    assert.deepEqual(planned, [
      { id: first, keeps: true, why: 'the newest intact backup' },
      { id: second, keeps: true, why: 'one of the newest 2' },
      { id: third, keeps: false, why: 'too old for the retention rules' },
      { id: fourth, keeps: false, why: 'too old for the retention rules' },
    ]);
    assert.equal((await folder.ids()).length, 4);
    assert.deepEqual(await engine.prune(), planned);
    assert.deepEqual(await folder.ids(), [first, second]);
    const trash = await folder.trash();
    for (const id of [third, fourth])
      assert.equal(trash.filter((path) => path.endsWith(`/backups/${id}/current.json`)).length, 1);
    assert.ok((await engine.planPrune()).every(({ keeps }) => keeps));
  });

  test('keeps the newest backup that is whole, when those after it are damaged', async () => {
    const folder = await prunable(onlyLast(1));
    const [first = '', second = '', third = ''] = await withBackups(folder, 4);
    for (const id of [first, second]) await damage(folder, `backups/${id}/current.json`);
    const engine = await folder.open();
    await engine.prune();
    assert.deepEqual(await folder.ids(), [first, third]);
  });

  test('leaves a backup alone whose record cannot be read', async () => {
    const folder = await prunable(onlyLast(1));
    const [first = '', , third = ''] = await withBackups(folder, 3);
    await damage(folder, `backups/${third}/backup.json`);
    await (await folder.open()).prune();
    assert.deepEqual(await folder.ids(), [first, third]);
  });

  test('keeps what an unfinished commit is taken back with', async () => {
    const folder = await prunable('');
    const [, , third = ''] = await withBackups(folder, 3);
    const options = { fileSystem: disk, workspace: folder.workspace, user: testUser() };
    const places = await openConfigFolder(folder.folder, options);
    places.enter({ assertHeld: () => undefined });
    const id = newId(new Date());
    const about = { at: '', author: '', action: 'edit', summary: '', backup: third, changes: 0 } as const;
    const entry = { id, ...about, files: [] };
    await places.journal.write({ format: 1, id, direction: 'forward', backup: third, files: [], entry });
    const policy = { ...defaultManifest.retention, last: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0 };
    assert.deepEqual((await planPrune(places, policy))[2], {
      id: third,
      keeps: true,
      why: 'needed to finish an interrupted change',
    });
  });

  test('first finishes what was interrupted', async () => {
    const folder = await prunable(onlyLast(1));
    await withBackups(folder, 3);
    const { fileSystem } = crashingFileSystem(
      (call, _path, to) => call === 'rename' && to === folder.path('current.json'),
    );
    await assert.rejects(setPort(await folder.open({ fileSystem }), 9));
    await rm(folder.path('.safekeep/lock'), { recursive: true }); // As the death of its process would.
    await (await folder.open()).prune();
    assert.match((await folder.text('current.json')) ?? '', /"port": 9/);
    assert.equal((await folder.ids()).length, 1);
  });

  test('refuses a policy that keeps nothing', async () => {
    const folder = await prunable(onlyLast(0));
    const ids = await withBackups(folder, 3);
    const engine = await folder.open();
    await assert.rejects(engine.planPrune(), {
      code: 'invalid',
      message: /^safekeep.yaml:1:1: .*keeps nothing/,
    });
    await assert.rejects(engine.prune(), { code: 'invalid' });
    assert.deepEqual(await folder.ids(), ids);
  });

  test('reads no contents where nothing can go', async () => {
    const folder = await prunable(onlyLast(4));
    await withBackups(folder, 3);
    const read: string[] = [];
    const fileSystem = faultyFileSystem((call, path) => {
      if (call === 'readFile' && /\/backups\/.*current/.test(path)) read.push(path);
    });
    const engine = await folder.open({ fileSystem });
    await engine.prune();
    assert.deepEqual(read, []);
    await engine.createBackup({});
    await engine.createBackup({});
    assert.equal(read.length, 1);
  });
});

suite('the trash', () => {
  test('keeps for a week what came into it, and for good what has no id for a name', async () => {
    const folder = await prunable(onlyLast(1));
    const aged = (age: number) => newId(new Date(Date.now() - age));
    const [old, fresh, early] = [aged(7 * day + 60_000), aged(7 * day - 60_000), aged(-day)];
    const others = ['notes.txt', `${old}.zip`, 'x'];
    for (const name of [old, fresh, early, ...others])
      await folder.write({ [`.safekeep/trash/${name}/profiles/a.json`]: '{}' });
    await (await folder.open()).prune();
    assert.deepEqual(
      (await readdir(folder.path('.safekeep/trash'))).toSorted(),
      [fresh, early, ...others].toSorted(),
    );
  });

  test('is emptied but for an entry that cannot go, which is told', async () => {
    const folder = await prunable('');
    const old = [1, 2].map((days) => newId(new Date(Date.now() - (8 + days) * day)));
    for (const id of old) await folder.write({ [`.safekeep/trash/${id}/a.json`]: '' });
    const [stuck = ''] = old;
    const fileSystem = faultyFileSystem((call, path) => {
      if (call === 'removeDirectory' && path.endsWith(stuck)) throw systemError('EACCES');
    });
    await assert.rejects((await folder.open({ fileSystem })).prune(), { code: 'io' });
    assert.deepEqual(await readdir(folder.path('.safekeep/trash')), [stuck]);
  });

  test('is emptied by a commit, too', async () => {
    const folder = await prunable(onlyLast(1));
    await folder.write({ [`.safekeep/trash/${newId(new Date(0))}/a.json`]: '{}' });
    await setPort(await folder.open(), 2);
    assert.deepEqual(await folder.trash(), []);
  });
});
