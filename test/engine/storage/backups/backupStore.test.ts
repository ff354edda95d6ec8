import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { readdir, readFile, stat, writeFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { backupMarks } from '../../../../src/engine/storage/backups/backupMarks.ts';
import { bytesOf, sealed, type BackupRecord } from '../../../../src/engine/storage/backups/backupRecord.ts';
import { BackupStore, type BackupContent } from '../../../../src/engine/storage/backups/backupStore.ts';
import { errorMappingFileSystem } from '../../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import { keysIn } from '../../../../src/engine/storage/user/userState.ts';
import { disposableFolder } from '../../../support/disk/configFolder.ts';
import { faultyFileSystem, systemError } from '../../../support/faults/faultyFileSystem.ts';

const big = Buffer.from('0123456789abcdef'.repeat(1024));
const small = Buffer.from('{ "a": 1 }\n');

const contentOf = (contents: Readonly<Record<string, Uint8Array>>): BackupContent => ({
  reason: 'switch',
  summary: 'Switch to staging',
  author: 'tester',
  pinned: false,
  activeProfile: 'development',
  applied: { current: 'ab' },
  contents: new Map(Object.entries(contents).map(([path, bytes]) => [path, { bytes }])),
  absent: ['gone.json'],
});

async function newStore() {
  const directory = join(await disposableFolder('backups'), 'backups');
  await mkdir(directory);
  return { directory, store: new BackupStore(errorMappingFileSystem(nodeFileSystem), directory) };
}

async function storeWith(contents: Readonly<Record<string, Uint8Array>>) {
  const { directory, store } = await newStore();
  const backup = await store.create(contentOf(contents), new Date('2026-11-20T09:13:37.123Z'));
  return { directory, store, backup, place: (name: string) => join(directory, backup.id, name) };
}

suite('many backups', () => {
  test('are told from those made elsewhere by one look at the keys, and few are read at once', async () => {
    const { directory, store: elsewhere } = await newStore();
    const home = await disposableFolder('home');
    const reads = { keys: 0, records: 0, atOnce: 0, mostAtOnce: 0 };
    const counting = errorMappingFileSystem({
      ...nodeFileSystem,
      readFile: async (path, options) => {
        reads[path.startsWith(home) ? 'keys' : 'records'] += 1;
        reads.mostAtOnce = Math.max(reads.mostAtOnce, (reads.atOnce += 1));
        return nodeFileSystem.readFile(path, options).finally(() => (reads.atOnce -= 1));
      },
    });
    const store = new BackupStore(counting, directory, backupMarks(keysIn(counting, home)));
    const content = contentOf({ 'current.json': small });
    const own = await store.create(content, new Date());
    for (let made = 0; made < 200; made += 1) await elsewhere.create(content, new Date('2026-11-20'));
    Object.assign(reads, { keys: 0, records: 0, mostAtOnce: 0 });
    const { backups } = await store.list();
    assert.deepEqual(
      backups.filter(({ isForeign }) => isForeign !== true).map(({ id }) => id),
      [own.id],
    );
    assert.deepEqual([backups.length, reads.records, reads.keys], [201, 201, 1]);
    assert.ok(reads.mostAtOnce <= 16, String(reads.mostAtOnce));
  });
});

suite('a backup', () => {
  test('tells what it holds, why, and when it was made', async () => {
    const { store, backup } = await storeWith({ 'current.json': small });
    assert.match(backup.id, /^20261120T091337123Z-[0-9a-f]{6}$/);
    assert.equal(backup.createdAt, '2026-11-20T09:13:37.123Z');
    assert.deepEqual(
      backup.files.map(({ path, size }) => [path, size]),
      [['current.json', small.length]],
    );
    assert.deepEqual((await store.list()).backups, [backup]);
  });

  test('tells which backup was the newest when it was made, also when that one is gone', async () => {
    const { store, directory, backup } = await storeWith({ 'current.json': small });
    const at = async (time: string) => store.create(contentOf({ 'current.json': small }), new Date(time));
    const later = await at('2026-11-20T10:00:00Z');
    const setBack = await at('2026-11-20T09:30:00Z');
    const afterThat = await at('2026-11-20T09:31:00Z');
    const previous = [backup, later, setBack, afterThat].map((one) => one.previous);
    assert.deepEqual(previous, [undefined, backup.id, later.id, setBack.id]);
    assert.deepEqual([setBack.previousAt, afterThat.previousAt], [undefined, '2026-11-20T09:30:00.000Z']);
    await store.moveTo(backup.id, join(directory, '..', 'trash', backup.id));
    assert.deepEqual((await store.list()).backups, [afterThat, setBack, later]);
    assert.deepEqual(await store.update(later.id, { pinned: true }), { ...later, pinned: true });
  });

  test('of unsaved text, which came from elsewhere, is neither before nor after another one', async () => {
    const { store, backup } = await storeWith({ 'current.json': small });
    const content = contentOf({ 'current.json': small });
    const unsaved = await store.create({ ...content, reason: 'unsaved' }, new Date());
    const later = await store.create(content, new Date(Date.now() + 10));
    assert.deepEqual([unsaved.previous, later.previous], [undefined, backup.id]);
  });

  test('does not follow one that speaks of other files: how long its own had lived is not known', async () => {
    const { store } = await newStore();
    await store.create(contentOf({ 'a.json': small }), new Date(1_000));
    const other = await store.create(contentOf({ 'b.json': small }), new Date(2_000));
    const both = await store.create(contentOf({ 'b.json': small }), new Date(3_000));
    assert.deepEqual([other.previous, both.previous], [undefined, other.id]);
  });

  test('can be made when the one before it is damaged', async () => {
    const { store, backup, place } = await storeWith({ 'current.json': small });
    await writeFile(place('backup.json'), '{');
    const made = await store.create(contentOf({ 'current.json': small }), new Date());
    assert.equal(made.previous, backup.id);
  });

  test('that goes while the others are listed is no problem', async () => {
    const { store, directory, backup } = await storeWith({ 'current.json': small });
    const other = await store.create(contentOf({ 'current.json': small }), new Date());
    const cleaned = faultyFileSystem((call, path) => {
      if (call === 'readFile' && path.includes(backup.id))
        rmSync(join(directory, backup.id), { recursive: true });
    });
    const reading = await new BackupStore(errorMappingFileSystem(cleaned), directory).list();
    assert.deepEqual(reading, { backups: [other], problems: [] });
  });

  test('keeps small files as they are and zips those above 10 KB', async () => {
    const { store, backup, place } = await storeWith({ 'current.json': small, 'big.json': big });
    assert.deepEqual(await readFile(place('current.json')), small);
    assert.ok((await stat(place('big.json.gz'))).size < big.length);
    assert.deepEqual(Buffer.from(await store.read(backup.id, 'big.json')), big);
    assert.deepEqual(await store.verify(backup.id), []);
  });

  test('keeps bytes that are no text, and an empty file', async () => {
    const bytes = Uint8Array.from([0xff, 0xfe, 0, 1]);
    const { store, backup } = await storeWith({ 'current.json': bytes, 'empty.json': new Uint8Array() });
    assert.deepEqual(Uint8Array.from(await store.read(backup.id, 'current.json')), bytes);
    assert.equal((await store.read(backup.id, 'empty.json')).length, 0);
  });

  test('keeps files from above the folder, and one that is called like its own record, apart', async () => {
    const contents = { '../compose.yaml': small, 'backup.json': Buffer.from('{}'), 'a/b/c.json': big };
    const { store, directory, backup } = await storeWith(contents);
    for (const [path, bytes] of Object.entries(contents))
      assert.deepEqual(Buffer.from(await store.read(backup.id, path)), bytes);
    assert.deepEqual(await readdir(directory), [backup.id]);
  });

  test('keeps a file apart from one that is called as its zipped form is', async () => {
    const { store, backup } = await storeWith({ 'a.json': big, 'a.json.gz': small });
    assert.deepEqual(Buffer.from(await store.read(backup.id, 'a.json')), big);
    assert.deepEqual(Buffer.from(await store.read(backup.id, 'a.json.gz')), small);
  });

  test('is not there at all when one of its files cannot be written', async () => {
    const { directory } = await newStore();
    const full = faultyFileSystem((call, path) => {
      if (call === 'write' && path.endsWith('b.json')) throw systemError('ENOSPC');
    });
    const store = new BackupStore(errorMappingFileSystem(full), directory);
    await assert.rejects(store.create(contentOf({ 'a.json': small, 'b.json': small }), new Date()), {
      code: 'io',
    });
    assert.deepEqual(await readdir(directory), []);
  });

  test('that was left half made is no backup, and can be taken away', async () => {
    const { store, directory } = await newStore();
    await mkdir(join(directory, '.20261120T091337123Z-7f3a9c'));
    assert.deepEqual(await store.list(), { backups: [], problems: [] });
    await store.removeUnfinished();
    assert.deepEqual(await readdir(directory), []);
  });
});

suite('verifying', () => {
  test('finds one flipped bit in a plain file', async () => {
    const { store, backup, place } = await storeWith({ 'current.json': small });
    await flip(place('current.json'));
    assert.deepEqual(await store.verify(backup.id), [`current.json in backup ${backup.id} is damaged.`]);
    await assert.rejects(store.read(backup.id, 'current.json'), { code: 'corrupt' });
  });

  test('finds one flipped bit in a zipped file, and one that is missing', async () => {
    const { store, backup, place } = await storeWith({ 'big.json': big, 'current.json': small });
    await flip(place('big.json.gz'));
    await rm(place('current.json'));
    assert.equal((await store.verify(backup.id)).length, 2);
  });

  test('finds one changed byte in the record', async () => {
    const { store, backup, place } = await storeWith({ 'current.json': small });
    const text = await readFile(place('backup.json'), 'utf8');
    await writeFile(place('backup.json'), text.replace('tester', 'Tester'));
    assert.deepEqual(await store.verify(backup.id), [`The record of backup ${backup.id} was changed.`]);
    assert.equal((await store.list()).problems[0]?.file, `backups/${backup.id}`);
  });

  for (const [what, text, message] of [
    ['is torn', '{ "format": 1', /can't be read/],
    ['is no record', '[]', /can't be read/],
    ['is of a newer format', '{ "format": 2 }', /format 2/],
  ] as const) {
    test(`finds a record that ${what}, and the other backups stay readable`, async () => {
      const { store, backup, place } = await storeWith({ 'current.json': small });
      const other = await store.create(contentOf({ 'current.json': small }), new Date());
      await writeFile(place('backup.json'), text);
      assert.match((await store.verify(backup.id))[0] ?? '', message);
      assert.deepEqual((await store.list()).backups, [other]);
    });
  }

  test('finds a sealed record of files that share their bytes, or are too large together', async () => {
    const { store, backup, place } = await storeWith({ 'a.json': big, 'b.json': big });
    const record = JSON.parse(await readFile(place('backup.json'), 'utf8')) as BackupRecord; // As it was written.
    const [first, second] = record.files;
    assert.ok(first && second);
    for (const files of [
      [first, { ...second, stored: first.stored }],
      [first, first],
      [first, { ...second, size: 100 * 1024 * 1024 }],
    ]) {
      await writeFile(place('backup.json'), bytesOf(sealed({ ...record, files })));
      assert.deepEqual(await store.verify(backup.id), [`The record of backup ${backup.id} can't be read.`]);
    }
  });

  test('finds a sealed record of another backup, or of another time than its name', async () => {
    const { store, backup, place } = await storeWith({ 'current.json': small });
    const record = JSON.parse(await readFile(place('backup.json'), 'utf8')) as BackupRecord; // As it was written.
    for (const change of [{ id: '20990101T000000000Z-abcdef' }, { createdAt: '2099-01-01T00:00:00.000Z' }]) {
      await writeFile(place('backup.json'), bytesOf(sealed({ ...record, ...change })));
      assert.match((await store.verify(backup.id))[0] ?? '', /belongs to another backup/);
    }
  });

  test('finds a backup that has lost its record', async () => {
    const { store, backup, place } = await storeWith({ 'current.json': small });
    await rm(place('backup.json'));
    assert.deepEqual(await store.verify(backup.id), [`The record of backup ${backup.id} is missing.`]);
  });
});

suite('changing a backup', () => {
  test('pins, names and notes it, and its files stay as they are', async () => {
    const { store, backup } = await storeWith({ 'current.json': small });
    await store.update(backup.id, { name: 'before lunch', pinned: true });
    const changed = await store.update(backup.id, { note: 'all well' });
    assert.deepEqual(changed, { ...backup, name: 'before lunch', note: 'all well', pinned: true });
    assert.deepEqual((await store.list()).backups, [changed]);
    assert.deepEqual(await store.verify(backup.id), []);
  });

  test('takes the name away when it is empty', async () => {
    const { store, backup } = await storeWith({ 'current.json': small });
    await store.update(backup.id, { name: 'x' });
    assert.deepEqual(await store.update(backup.id, { name: '' }), backup);
  });

  test('moves it whole to another place', async () => {
    const { store, backup, directory } = await storeWith({ 'current.json': small });
    await store.moveTo(backup.id, join(directory, '..', 'trash', 'x', backup.id));
    assert.deepEqual(await readdir(join(directory, '..', 'trash', 'x', backup.id)), [
      'backup.json',
      'current.json',
    ]);
    assert.deepEqual(await store.list(), { backups: [], problems: [] });
  });
});

test('what is not ours in backups/ is left alone', async () => {
  const { store, directory, backup } = await storeWith({ 'current.json': small });
  await writeFile(join(directory, 'notes.txt'), 'mine');
  await mkdir(join(directory, 'old'));
  await mkdir(join(directory, '.hidden'));
  assert.deepEqual((await store.list()).problems, []);
  await store.removeUnfinished();
  assert.deepEqual(
    (await readdir(directory)).toSorted(),
    ['.hidden', backup.id, 'notes.txt', 'old'].toSorted(),
  );
});

test('what no backup holds is not found', async () => {
  const { store, backup } = await storeWith({ 'current.json': small });
  await assert.rejects(store.read(backup.id, 'other.json'), { code: 'not-found' });
  await assert.rejects(store.read('20200101T000000000Z-000000', 'current.json'), { code: 'not-found' });
  await assert.rejects(store.read('../../etc', 'passwd'), { code: 'not-found' });
});

async function flip(path: string): Promise<void> {
  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  await writeFile(path, bytes);
}
