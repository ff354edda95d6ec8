import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { backedUp, backups, layOutSwitched, read, recordedProfile } from './support/configFolder.ts';
import { watching } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

suite('Commands at the same time', () => {
  setup(layOutSwitched);

  test('that make backups each make one, and all are whole', async () => {
    const live = await read('current.yaml');
    const names = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(names.map((name) => run(commandIds.createBackup, { name })));
    const made = (await backups()).filter(({ name }) => name !== undefined);
    assert.deepEqual(made.map(({ name }) => name).toSorted(), names);
    for (const backup of made) assert.equal(await backedUp(backup, 'current.yaml'), live);
  });

  test('that switch to different profiles leave one of them, and a record that agrees', async () => {
    const shown = await watching(async () => {
      await Promise.all(
        ['staging', 'production'].map((profile) =>
          run(commandIds.switchProfile, { profile, review: false, confirm: false }),
        ),
      );
    });
    const errors = shown.filter(({ kind }) => kind === 'error');
    assert.ok(errors.every(({ text }) => text.includes('has changed in the meantime')));
    const active = await recordedProfile();
    assert.ok(active === 'staging' || active === 'production');
    assert.match(await read('current.yaml'), active === 'staging' ? /quotes_staging/ : /db-primary\.prod/);
    await untilFolder(({ activeProfile, drift }) => activeProfile === active && drift.length === 0);
  });
});
