import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { openConfigFolder } from '../../src/engine/configFolder.ts';
import { defaultManifest } from '../../src/engine/content/manifest.ts';
import type { Engine } from '../../src/engine/index.ts';
import { planPrune } from '../../src/engine/pruneBackups.ts';
import { BackupStore, type BackupContent } from '../../src/engine/storage/backupStore.ts';
import { nodeFileSystem, reportingFileSystem } from '../../src/engine/storage/fileSystem.ts';
import { newId } from '../../src/engine/storage/ids.ts';
import { perform, simpleFiles, testFolder, type TestFolder } from '../support/configFolder.ts';
import { crashingFileSystem, faultyFileSystem, systemError } from '../support/faultyFileSystem.ts';

const disk = reportingFileSystem(nodeFileSystem);
const onlyLast = (last: number) =>
  `retention: { last: ${last}, hourly: 0, daily: 0, weekly: 0, monthly: 0 }\n`;
const day = 24 * 3_600_000;

interface Prunable extends TestFolder {
  /** Ids, newest first. */
  readonly ids: () => Promise<readonly string[]>;
  /** Every path in the trash. */
  readonly trash: () => Promise<readonly string[]>;
}

async function prunable(manifest: string): Promise<Prunable> {
  const folder = await testFolder('prune', { ...simpleFiles, 'safekeep.yaml': manifest });
  return {
    ...folder,
    ids: async () => {
      const names = await readdir(folder.path('backups')).catch(() => []);
      return names
        .filter((name) => /^\d/.test(name))
        .toSorted()
        .toReversed();
    },
    trash: () => readdir(folder.path('.safekeep/trash'), { recursive: true }).catch(() => []),
  };
}

/** Backups that were made an hour apart, the newest an hour ago; ids newest first. */
async function withBackups(folder: TestFolder, count: number): Promise<readonly string[]> {
  const store = new BackupStore(disk, folder.path('backups'));
  await mkdir(folder.path('backups'), { recursive: true });
  const ids: string[] = [];
  for (let hours = count; hours > 0; hours -= 1) {
    const content: BackupContent = {
      reason: 'manual',
      author: 'tester',
      pinned: false,
      activeProfile: null,
      applied: {},
      absent: [],
      contents: new Map([['current.json', { bytes: Buffer.from(`{ "port": ${hours} }\n`) }]]),
    };
    ids.unshift((await store.create(content, new Date(Date.now() - hours * 3_600_000))).id);
  }
  return ids;
}

const setPort = (engine: Engine, port: number) =>
  perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/port', value: port }] });

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
      { id: first, keeps: true, why: 'the newest that is whole' },
      { id: second, keeps: true, why: 'one of the newest 2' },
      { id: third, keeps: false, why: 'older than the policy keeps' },
      { id: fourth, keeps: false, why: 'older than the policy keeps' },
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
    const places = await openConfigFolder(folder.folder, { fileSystem: disk, workspace: folder.workspace });
    const id = newId(new Date());
    const about = { at: '', author: '', action: 'edit', summary: '', backup: third, changes: 0 } as const;
    const entry = { id, ...about, files: [] };
    await places.journal.write({ format: 1, id, direction: 'forward', backup: third, files: [], entry });
    const policy = { ...defaultManifest.retention, last: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0 };
    assert.deepEqual((await planPrune(places, policy))[2], {
      id: third,
      keeps: true,
      why: 'needed to finish an interrupted commit',
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

  test('stopped at any call from the first move on leaves each backup whole, in its place or in the trash, and the next one goes on', async () => {
    let stop = 1;
    for (let hasStopped = true; hasStopped; stop += 1) {
      const folder = await prunable(onlyLast(1));
      const ids = await withBackups(folder, 3);
      const old = newId(new Date(0));
      await folder.write({ [`.safekeep/trash/${old}/a/b.json`]: '{}' });
      let count = 0;
      const { fileSystem, hasCrashed } = crashingFileSystem((_call, path) => {
        if (count > 0 || path.includes('/trash')) count += 1;
        return count === stop;
      });
      const crashing = folder.open({ fileSystem }).then((engine) => engine.prune());
      await crashing.catch(() => undefined);
      hasStopped = hasCrashed();
      const records = [...(await folder.ids()), ...(await folder.trash())].join('\n');
      for (const id of ids) assert.match(records, new RegExp(`^(.*/backups/)?${id}$`, 'm'), `call ${stop}`);
      await rm(folder.path('.safekeep/lock'), { recursive: true, force: true });
      const engine = await folder.open();
      await engine.prune();
      assert.deepEqual(await folder.ids(), ids.slice(0, 1), `call ${stop}`);
      for (const { problems } of await engine.verifyBackups()) assert.deepEqual(problems, []);
      const trash = await folder.trash();
      for (const id of ids.slice(1))
        assert.equal(trash.filter((path) => path.endsWith(`${id}/current.json`)).length, 1, `call ${stop}`);
      assert.equal(trash.includes(old), false);
    }
    assert.ok(stop > 20, String(stop));
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

  test('is emptied by a commit, too', async () => {
    const folder = await prunable(onlyLast(1));
    await folder.write({ [`.safekeep/trash/${newId(new Date(0))}/a.json`]: '{}' });
    await setPort(await folder.open(), 2);
    assert.deepEqual(await folder.trash(), []);
  });
});

suite('after a commit', () => {
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
