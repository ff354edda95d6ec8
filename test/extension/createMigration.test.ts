import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids.ts';
import { edit, everyFile, inConfig, newestBackup, read, write } from './support/configFolder.ts';
import { untilReview } from './support/editors.ts';
import { layOutOlder } from './support/olderFolder.ts';
import { answering, watching } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

const { migrate, createMigration } = commandIds;

suite('A new migration', () => {
  setup(async () => {
    await layOutOlder();
    await run(migrate, { review: false });
  });

  test('is made of what differs from an older content, reviewed first', async () => {
    await edit('current.yaml', 'log: debug', 'log: debug\ncache: { ttl: 60 }');
    await untilFolder(({ drift }) => drift.length === 1);
    const before = await everyFile();
    const asked = await answering(
      ({ kind, choices, value }) =>
        kind === 'pick'
          ? choices.find((choice) => choice === 'Profile development')
          : (value ?? 'Adds a cache'),
      () => run(createMigration),
    );
    assert.deepEqual(
      asked.map(({ kind, value }) => [kind, value]),
      [
        ['pick', undefined],
        ['input', '1.3.0'],
        ['input', undefined],
      ],
    );
    await untilReview(/^Create migration 1\.2\.0 → 1\.3\.0$/);
    assert.deepEqual(await everyFile(), before);
  });

  test('is written beside the others and opened, and the live file is in its version then', async () => {
    await edit('current.yaml', 'log: debug', 'log: debug\ncache: { ttl: 60 }');
    await run(commandIds.refresh);
    const given = { from: 'profile:development', version: '1.3.0', description: 'Adds a cache' };
    await run(createMigration, { ...given, review: false });
    const path = 'migrations/1.2.0-1.3.0.yaml';
    const text = await read(path);
    assert.match(text, /^from: 1\.2\.0\nto: 1\.3\.0\ndescription: Adds a cache\n/);
    assert.match(text, /op: add\n +path: \/cache\n/);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, inConfig(path));
    assert.match(await read('current.yaml'), /version: 1\.3\.0\n/);
    await untilFolder(({ older }) => older[0]?.wanted === '1.3.0');
    await run(migrate, { review: false });
    assert.match(await read('default.yaml'), /version: 1\.3\.0\n[^]*cache:/);
  });

  test('can start from a backup, the newest first, or from the defaults', async () => {
    await run(commandIds.createBackup, { name: 'before the cache' });
    const [asked] = await answering(
      () => undefined,
      () => run(createMigration),
    );
    const choices = asked?.choices ?? [];
    assert.deepEqual([choices[0], choices.at(-1)], ['before the cache', 'default.yaml']);
  });

  test('takes the version that the live file says, where that is newer', async () => {
    await edit('current.yaml', 'version: 1.2.0', 'version: 2.0.0-rc.1');
    await run(commandIds.refresh);
    const asked = await watching(() => run(createMigration, { from: 'default' }));
    assert.deepEqual(
      asked.map(({ value }) => value),
      ['2.0.0-rc.1'],
    );
  });

  test('is asked for the older version where the older content says none', async () => {
    await edit('current.yaml', 'version: 1.2.0\n', '');
    await run(commandIds.createBackup, { name: 'unversioned' });
    const from = `backup:${(await newestBackup()).id}`;
    const asked = await answering(
      ({ text }) => (text.startsWith('The older content') ? '3' : undefined),
      () => run(createMigration, { from }),
    );
    assert.deepEqual(
      asked.map(({ value }) => value),
      [undefined, '4'],
    );
  });

  test('takes no version that is none, or not newer, and then writes nothing', async () => {
    const before = await everyFile();
    for (const [typed, fault] of [
      ['next', /"next" isn't a valid version/],
      ['1.2.0', /1\.2\.0 isn't newer than 1\.2\.0/],
    ] as const) {
      const [asked] = await answering(
        () => typed,
        () => run(createMigration, { from: 'default' }),
      );
      assert.match(asked?.fault ?? '', fault);
    }
    assert.deepEqual(await everyFile(), before);
  });

  test('where nothing differs says so', async () => {
    const given = { from: 'default', version: '1.3.0', description: '', review: false };
    await write('current.yaml', await read('default.yaml'));
    await run(commandIds.refresh);
    const [shown] = await watching(() => run(createMigration, given));
    assert.match(shown?.text ?? '', /^Only the version differs/);
  });
});
