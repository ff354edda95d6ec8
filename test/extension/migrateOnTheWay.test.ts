import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds, settingIds } from '../../src/ids.ts';
import { documents, migratedDocuments } from '../support/texts/olderDocuments.ts';
import { edit, everyFile, newestBackup, read, recordedProfile } from './support/configFolder.ts';
import { untilReview } from './support/editors.ts';
import { layOutOlder } from './support/olderFolder.ts';
import { answering, dismiss, watching } from './support/person.ts';
import { extension, run, untilFolder } from './support/safekeep.ts';
import { set } from './support/settings.ts';

const { migrate, restoreBackup, switchProfile } = commandIds;

suite('Restoring a backup that migrations lead on from', () => {
  let backup = '';

  setup(async () => {
    await layOutOlder();
    await run(commandIds.createBackup, { name: 'good' });
    backup = (await newestBackup()).id;
    await run(migrate, { review: false });
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    await run(commandIds.refresh);
  });

  teardown(() => set(settingIds.migrations, undefined));

  test('offers to migrate it on the way in, and shows that plan', async () => {
    const [asked] = await answering(
      () => 'Restore and Migrate to 1.2.0',
      () => run(restoreBackup, { backup }),
    );
    assert.deepEqual(asked?.choices, ['Restore and Migrate to 1.2.0', 'Restore Without Migrating']);
    await untilReview(/^Restore .*good/);
  });

  test('migrated gives the live file in the new version', async () => {
    await answering(
      () => 'Restore and Migrate to 1.2.0',
      () => run(restoreBackup, { backup, review: false }),
    );
    assert.equal(await read('current.yaml'), migratedDocuments['current.yaml']);
  });

  test('as it was gives every byte, and it is behind then', async () => {
    await answering(
      () => 'Restore Without Migrating',
      () => run(restoreBackup, { backup, review: false }),
    );
    assert.equal(await read('current.yaml'), documents['current.yaml']);
    await untilFolder(({ older }) => older.length === 1);
  });

  test('does nothing for who turns away', async () => {
    const before = await everyFile();
    await dismiss(run(restoreBackup, { backup, review: false }));
    assert.deepEqual(await everyFile(), before);
  });

  test('is not asked about where the setting says it already', async () => {
    for (const [setting, expected] of [
      ['auto', migratedDocuments],
      ['off', documents],
    ] as const) {
      await set(settingIds.migrations, setting);
      const asked = await watching(() => run(restoreBackup, { backup, review: false }));
      assert.deepEqual(
        asked.map(({ kind }) => kind),
        ['information'],
      );
      assert.equal(await read('current.yaml'), expected['current.yaml']);
    }
  });
});

suite('Switching to a profile that migrations lead on from', () => {
  setup(() => layOutOlder());

  teardown(() => set(settingIds.migrations, undefined));

  test('migrates what the live file gets, leaves the profile, and offers to migrate that', async () => {
    const [told] = await answering(
      ({ choices }) => choices.find((choice) => choice === 'Migrate Configuration…'),
      async () => {
        await run(switchProfile, { profile: 'staging', review: false });
        await untilReview(/^Migrate 1\.0\.0 → 1\.2\.0$/);
      },
    );
    assert.deepEqual(told?.choices, ['Undo', 'Show Changes', 'Migrate Configuration…']);
    assert.match(await read('current.yaml'), /version: 1\.2\.0\n[^]*timeout: 3000\b[^]*log: error\n/);
    assert.equal(await read('profiles/staging.yaml'), documents['profiles/staging.yaml']);
  });

  test('takes the profile as it is where the setting says so', async () => {
    await set(settingIds.migrations, 'off');
    const [told] = await watching(() => run(switchProfile, { profile: 'staging', review: false }));
    assert.deepEqual(told?.choices, ['Undo', 'Show Changes']);
    assert.match(await read('current.yaml'), /version: 1\.0\.0\n[^]*timeout: 3\b[^]*log: quiet\n/);
    assert.equal(await recordedProfile(), 'staging');
    await untilFolder(({ drift }) => drift.length === 0);
  });

  test('goes by the same setting for a coding agent and for another extension', async () => {
    const api = await extension().activate();
    const ways = [
      () => api.switchProfile('staging', { review: false }),
      () =>
        vscode.lm.invokeTool('safekeep_switchProfile', {
          toolInvocationToken: undefined,
          input: { profile: 'staging' },
        }),
    ];
    for (const [setting, log] of [
      ['off', /log: quiet\n/],
      ['ask', /log: error\n/],
    ] as const)
      for (const way of ways) {
        await layOutOlder();
        await set(settingIds.migrations, setting);
        await way();
        assert.match(await read('current.yaml'), log);
      }
  });
});
