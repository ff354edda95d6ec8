import assert from 'node:assert/strict';
import { readdir, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { nodeFileSystem, reportingFileSystem } from '../../../src/engine/storage/fileSystem.ts';
import { Journal, type Intent } from '../../../src/engine/storage/journal.ts';
import { disposableFolder } from '../../support/configFolder.ts';

const intent: Intent = {
  format: 1,
  id: '20261120T091337123Z-7f3a9c',
  direction: 'forward',
  backup: '20261120T091337123Z-aaaaaa',
  files: [{ path: 'current.json', before: null, after: 'ab', moved: '.current.json.0a1b2c.safekeep-new' }],
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
  return { directory, journal: new Journal(reportingFileSystem(nodeFileSystem), directory) };
}

suite('the journal', () => {
  test('has nothing to tell before there is one', async () => {
    assert.deepEqual(await (await newJournal()).journal.read(), []);
  });

  test('gives a record back until it is cleared', async () => {
    const { journal, directory } = await newJournal();
    await journal.write(intent);
    assert.deepEqual(await journal.read(), [intent]);
    await journal.clear(intent.id);
    assert.deepEqual(await journal.read(), []);
    assert.deepEqual(await readdir(directory), []);
  });

  test('gives the oldest record first', async () => {
    const { journal } = await newJournal();
    const older = { ...intent, id: '20250101T000000000Z-000000' };
    await journal.write(intent);
    await journal.write(older);
    assert.deepEqual(
      (await journal.read()).map(({ id }) => id),
      [older.id, intent.id],
    );
  });

  test('refuses a record that did not come from us, whatever it names', async () => {
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
      await assert.rejects(journal.read(), { code: 'corrupt' }, JSON.stringify(forged));
    }
  });

  for (const [what, text, code] of [
    ['is torn', '{ "format": 1, "id"', 'corrupt'],
    ['says nothing we know', '{}', 'corrupt'],
    ['lacks what a commit has', '{ "format": 1 }', 'corrupt'],
    ['is of a newer format', '{ "format": 2 }', 'unsupported-version'],
  ] as const) {
    test(`refuses a record that ${what}, and keeps it`, async () => {
      const { journal, directory } = await newJournal();
      await mkdir(directory);
      await writeFile(join(directory, 'x.json'), text);
      await assert.rejects(journal.read(), { code });
      assert.deepEqual(await readdir(directory), ['x.json']);
    });
  }
});
