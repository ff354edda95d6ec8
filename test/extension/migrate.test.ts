import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { documents, migratedDocuments } from '../support/texts/olderDocuments.ts';
import { backedUp, edit, everyFile, inConfig, newestBackup, newestCommit } from './support/configFolder.ts';
import { reviews, untilReview } from './support/editors.ts';
import { untilFinding } from './support/findings.ts';
import { layOutOlder, layOutUnmigrated, readDocuments } from './support/olderFolder.ts';
import { answering, dismiss, watching } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

const { migrate, migrateTo, undo } = commandIds;

suite('Migrating the configuration', () => {
  setup(() => layOutOlder());

  test('is reviewed, and until then nothing is written', async () => {
    const before = await everyFile();
    await run(migrate);
    await untilReview(/^Migrate 1\.0\.0 → 1\.2\.0$/);
    assert.deepEqual(await everyFile(), before);
  });

  test('brings live file, defaults and profiles on, with a backup, and Undo gives every byte back', async () => {
    await run(migrate, { review: false });
    assert.deepEqual(await readDocuments(), migratedDocuments);
    const { drift } = await untilFolder(({ older }) => older.length === 0);
    assert.deepEqual(drift, []);
    const backup = await newestBackup();
    assert.equal(backup.reason, 'migrate');
    assert.equal(await backedUp(backup, 'profiles/staging.yaml'), documents['profiles/staging.yaml']);
    await run(undo);
    assert.deepEqual(await readDocuments(), documents);
  });

  test('says so, and offers to take it back', async () => {
    const shown = await watching(() => run(migrate, { review: false }));
    assert.deepEqual(
      shown.map(({ kind, text, choices }) => ({ kind, text, choices })),
      [
        {
          kind: 'information',
          text: 'Migrated config to version 1.2.0.',
          choices: ['Undo', 'Show Changes'],
        },
      ],
    );
  });

  test('where nothing is behind says in which version everything is', async () => {
    await run(migrate, { review: false });
    const before = await everyFile();
    const shown = await watching(() => run(migrate));
    assert.deepEqual(
      shown.map(({ text }) => text),
      ['Nothing to migrate: config is at version 1.2.0.'],
    );
    assert.deepEqual([await everyFile(), reviews()], [before, []]);
  });

  test('without migrations says that there are none', async () => {
    await rm(inConfig('migrations'), { recursive: true });
    const shown = await watching(() => run(migrate));
    assert.match(shown.map(({ kind, text }) => `${kind}: ${text}`).join(), /^error: There are no migrations/);
  });

  test('leaves a document alone that is newer than all that is known, and tells it as a problem', async () => {
    await edit('profiles/staging.yaml', '1.0.0', '9.0.0');
    await untilFinding('profiles/staging.yaml', 'version');
    await run(migrate, { review: false });
    assert.deepEqual(await readDocuments(), {
      ...migratedDocuments,
      'profiles/staging.yaml': documents['profiles/staging.yaml']?.replace('1.0.0', '9.0.0'),
    });
  });

  test('tells a live file that is newer than what is expected at its place', async () => {
    await edit('current.yaml', '1.0.0', '9.0.0');
    const { message, range } = await untilFinding('current.yaml', 'version');
    assert.match(message, /9\.0\.0 is newer than 1\.2\.0/);
    assert.equal(range.start.line, 1);
  });
});

suite('Migrating to a version', () => {
  setup(() => layOutOlder());

  test('offers every version that is known, the newest first, and reviews the way there', async () => {
    const [asked] = await answering(
      () => '1.1.0',
      () => run(migrateTo),
    );
    assert.deepEqual(asked?.choices, ['1.2.0', '1.1.0', '1.0.0']);
    await untilReview(/^Migrate 1\.0\.0 → 1\.1\.0$/);
  });

  test('goes back to an older one, too', async () => {
    await run(migrate, { review: false });
    await run(migrateTo, { version: '1.0.0', review: false });
    assert.deepEqual(await readDocuments(), documents);
    assert.equal((await newestCommit()).summary, 'Migrate 1.2.0 → 1.0.0');
  });

  test('does nothing for who turns away, and for the version that is there already', async () => {
    const before = await everyFile();
    await dismiss(run(migrateTo));
    const [shown] = await watching(() => run(migrateTo, { version: '1.0.0' }));
    assert.equal(shown?.text, 'Nothing to migrate: config is at version 1.0.0.');
    assert.deepEqual(await everyFile(), before);
  });

  test('where there are no migrations says so', async () => {
    await layOutUnmigrated();
    const [shown] = await watching(() => run(migrateTo));
    assert.equal(shown?.text, 'There are no migrations yet.');
  });
});
