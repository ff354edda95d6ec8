import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { errorMappingFileSystem } from '../../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import { Journal, type Intent } from '../../../../src/engine/storage/transaction/journal.ts';
import { disposableFolder } from '../../../support/disk/configFolder.ts';
import { testUser } from '../../../support/disk/testUser.ts';

const folder = '/app/config';

const intent: Intent = {
  format: 1,
  id: '20261120T091337123Z-7f3a9c',
  direction: 'forward',
  backup: '20261120T091337123Z-aaaaaa',
  files: [
    {
      path: 'current.json',
      before: null,
      after: 'ab',
      moved: '.current.json.000000a1b2c3d4e5f6.safekeep-new',
    },
  ],
  entry: {
    id: '20261120T091337123Z-7f3a9c',
    at: '2026-11-20T09:13:37.123Z',
    author: 'tester',
    action: 'switch',
    summary: 'Switch',
    backup: '20261120T091337123Z-aaaaaa',
    changes: 0,
    files: [],
  },
};

async function newJournal(): Promise<{ readonly journal: Journal; readonly directory: string }> {
  const directory = join(await disposableFolder('journal'), 'journal');
  const { keys } = testUser();
  return {
    directory,
    journal: new Journal(errorMappingFileSystem(nodeFileSystem), { directory, folder, keys }),
  };
}

suite('the journal', () => {
  test('has nothing to tell before there is one', async () => {
    assert.deepEqual(await (await newJournal()).journal.names(), []);
  });

  test('gives a record back until it is cleared', async () => {
    const { journal, directory } = await newJournal();
    await journal.write(intent);
    const [name = ''] = await journal.names();
    assert.deepEqual(await journal.read(name), { intent, belongs: true });
    await journal.clear(intent.id);
    assert.deepEqual(await readdir(directory), []);
  });

  test('tells the oldest record first', async () => {
    const { journal } = await newJournal();
    const older = { ...intent, id: '20250101T000000000Z-000000' };
    await journal.write(intent);
    await journal.write(older);
    assert.deepEqual(await journal.names(), [`${older.id}.json`, `${intent.id}.json`]);
  });

  test('writes no record that it would not read', async () => {
    const [file] = intent.files;
    const { entry } = intent;
    assert.ok(file);
    for (const unreadable of [
      { ...intent, entry: { ...entry, author: 'a'.repeat(1_500) } },
      { ...intent, entry: { ...entry, summary: 's'.repeat(200_000) } },
      { ...intent, files: [{ ...file, path: 'p'.repeat(5_000) }] },
      { ...intent, files: [{ ...file, moved: 'package.json' }] },
    ]) {
      const { journal } = await newJournal();
      await assert.rejects(journal.write(unreadable), { code: 'invalid' });
      assert.deepEqual(await journal.names(), []);
    }
  });

  test('believes no record that did not come from us, whatever it names', async () => {
    const [file] = intent.files;
    const removal = { ...file, before: 'ab', after: null, moved: '../.git/hooks/pre-commit' };
    for (const forged of [
      { ...intent, id: '../../../package' },
      { ...intent, files: [removal] },
      { ...intent, files: [{ ...removal, moved: '.safekeep/trash/../../x' }] },
      { ...intent, files: [{ ...file, moved: 'package.json' }] },
      { ...intent, files: [{ path: 1 }] },
      { ...intent, files: [null] },
    ]) {
      const { journal, directory } = await newJournal();
      await mkdir(directory);
      await writeFile(join(directory, `${intent.id}.json`), JSON.stringify(forged));
      const { belongs } = await journal.read(`${intent.id}.json`);
      assert.equal(belongs, false, JSON.stringify(forged));
    }
  });

  for (const [what, text] of [
    ['is torn', '{ "format": 1, "id"'],
    ['says nothing we know', '{}'],
    ['lacks what a commit has', '{ "format": 1 }'],
    ['is all zeros', '\0'.repeat(500)],
  ] as const) {
    test(`sets a record that ${what} aside, and keeps every byte of it`, async () => {
      const { journal, directory } = await newJournal();
      await mkdir(directory);
      await writeFile(join(directory, 'x.json'), text);
      assert.deepEqual(await journal.read('x.json'), { intent: null, belongs: false });
      const aside = join(directory, '..', 'damaged');
      await journal.setAside('x.json', aside);
      assert.deepEqual(await journal.names(), []);
      assert.equal(await readFile(join(aside, 'x.json'), 'utf8'), text);
    });
  }

  test('takes no record for whole that is not as a commit writes it, though this user signed it', async () => {
    const { keys } = testUser();
    const [file] = intent.files;
    const removal = { ...file, before: 'ab', after: null, moved: '.safekeep/trash/x/current.json' };
    const isWhole = async (record: object) => {
      const { journal, directory } = await newJournal();
      await mkdir(directory);
      const mac = await keys.sign(`${folder}\n${JSON.stringify(record)}`);
      await writeFile(join(directory, `${intent.id}.json`), JSON.stringify({ ...record, mac }));
      return (await journal.read(`${intent.id}.json`)).intent !== null;
    };
    for (const record of [intent, { ...intent, files: [removal] }]) assert.ok(await isWhole(record));
    for (const record of [
      { ...intent, entry: { ...intent.entry, id: '20261120T091337123Z-000000' } },
      { ...intent, files: [{ ...removal, moved: '../.git/hooks/pre-commit' }] },
      { ...intent, files: [{ ...removal, moved: '.safekeep/trash/../../x' }] },
      { ...intent, files: [{ ...file, moved: 'package.json' }] },
    ])
      assert.equal(await isWhole(record), false, JSON.stringify(record));
  });

  test('writes no record that is too large to be read again', async () => {
    const { journal } = await newJournal();
    const files = intent.files.flatMap((file) =>
      Array.from({ length: 10_000 }, (_, index) => ({ ...file, path: `${index}.json` })),
    );
    await assert.rejects(journal.write({ ...intent, files }), { code: 'invalid' });
    assert.deepEqual(await journal.names(), []);
  });

  test('sets two records of one name aside, and keeps both', async () => {
    const { journal, directory } = await newJournal();
    await mkdir(directory);
    const aside = join(directory, '..', 'damaged');
    for (const text of ['one', 'two']) {
      await writeFile(join(directory, 'x.json'), text);
      await journal.setAside('x.json', aside);
    }
    const kept = await Promise.all((await readdir(aside)).map((name) => readFile(join(aside, name), 'utf8')));
    assert.deepEqual(kept.toSorted(), ['one', 'two']);
  });

  test('refuses a record of a newer format that this user signed, and leaves it to the newer Safekeep', async () => {
    const { journal, directory } = await newJournal();
    await mkdir(directory);
    const newer = { format: 2, id: 'x' };
    const mac = await testUser().keys.sign(`${folder}\n${JSON.stringify(newer)}`);
    await writeFile(join(directory, 'x.json'), JSON.stringify({ ...newer, mac }));
    const refusal = { code: 'unsupported-version', message: /^\.safekeep\/journal\/x\.json has format 2/ };
    await assert.rejects(journal.read('x.json'), refusal);
    await assert.rejects(journal.refuseNewer(), refusal);
    assert.deepEqual(await readdir(directory), ['x.json']);
  });

  for (const mac of [undefined, '', 'ab'.repeat(32), 5, {}])
    test(`has a stranger's record of a newer format with the signature ${JSON.stringify(mac)} wait`, async () => {
      const { journal, directory } = await newJournal();
      await mkdir(directory);
      await writeFile(join(directory, 'x.json'), JSON.stringify({ format: 2, mac }));
      const { intent: found, belongs, newer } = await journal.read('x.json');
      assert.deepEqual([found, belongs, newer?.code], [null, false, 'unsupported-version']);
      await assert.rejects(journal.refuseNewer(), { code: 'unsupported-version' });
    });
});
