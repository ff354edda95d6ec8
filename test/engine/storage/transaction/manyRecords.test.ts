// Thousands of records that somebody brought along: few are looked into, and one of this user's among them is finished.
import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { newId } from '../../../../src/engine/storage/backups/ids.ts';
import type { Operation } from '../../../../src/engine/index.ts';
import { doubleFiles, perform, testFolder, type TestFolder } from '../../../support/disk/configFolder.ts';
import { testUser } from '../../../support/disk/testUser.ts';
import { crashingFileSystem, faultyFileSystem } from '../../../support/faults/faultyFileSystem.ts';
import { processorMs } from '../../../support/processorTime.ts';

const switching: Operation = { kind: 'switch', profile: 'b' };
const duplicating: Operation = { kind: 'duplicate-profile', name: 'a', copy: 'c' };
const count = 400;
const maxJudged = 101;

const journal = '.safekeep/journal';
const laterYear = new Date('2090-01-01T00:00:00Z');
const now = () => new Date(Date.now() + 60_000);

async function bringRecords(folder: TestFolder, timeOf: () => Date, many = count): Promise<void> {
  const ids = Array.from({ length: many }, () => newId(timeOf()));
  const record = (id: string) => JSON.stringify({ format: 1, id, mac: '0'.repeat(64) });
  await folder.write(Object.fromEntries(ids.map((id) => [`${journal}/${id}.json`, record(id)])));
}

/** A folder with a switch that stopped before its record was cleared, and with foreign records. */
async function crowded(timeOf: () => Date): Promise<TestFolder> {
  const folder = await testFolder('many-records', doubleFiles);
  const { fileSystem } = crashingFileSystem(
    (call, path) => call === 'remove' && /\/journal\/\d.*\.json$/.test(path),
  );
  await assert.rejects(perform(await folder.open({ fileSystem }), switching), { code: 'io' });
  await rm(folder.path('.safekeep/lock'), { recursive: true });
  await bringRecords(folder, timeOf);
  return folder;
}

suite('very many records of interrupted changes', () => {
  test('are told as a few, and as one problem for the rest', async () => {
    const folder = await testFolder('many-records', doubleFiles);
    await bringRecords(folder, () => laterYear);
    const { interrupted, problems } = await (await folder.open()).snapshot();
    assert.equal(interrupted.length, maxJudged - 1);
    const told = problems.filter(({ file }) => file.startsWith(journal));
    assert.equal(told.length, maxJudged);
    assert.match(told.at(-1)?.message ?? '', /^300 more records/);
  });

  test('are read a few at a time, and the keys of the user once for all of them', async () => {
    const folder = await testFolder('many-records', doubleFiles);
    await bringRecords(folder, () => laterYear);
    const user = testUser();
    const seen = { keys: 0, records: 0 };
    const keys = { ...user.keys, verifier: () => ((seen.keys += 1), user.keys.verifier()) };
    const fileSystem = faultyFileSystem((call, path) => {
      if (call === 'readFile' && path.includes('/journal/')) seen.records += 1;
    });
    await (await folder.open({ fileSystem, user: { ...user, keys } })).snapshot();
    assert.ok(seen.records < maxJudged, `${seen.records} records were read`);
    assert.ok(seen.keys < 5, `the keys were read ${seen.keys} times`);
  });

  test('do not keep a look from finding one of this user, whatever times their names say', async () => {
    const folder = await crowded(() => laterYear);
    const { recovered, interrupted } = await (await folder.open()).snapshot();
    assert.deepEqual(
      recovered.map(({ outcome }) => outcome),
      ['completed'],
    );
    assert.ok(interrupted.every(({ kind }) => kind !== 'own'));
  });

  test('do not keep the next change from finishing one of this user, even if they were made as named', async () => {
    const folder = await crowded(now);
    await perform(await folder.open(), duplicating);
    assert.equal((await readdir(folder.path(journal))).length, count);
    assert.equal(await folder.text('app.json'), doubleFiles['profiles/b/app.json']);
    const { state } = await (await folder.open()).snapshot();
    assert.equal(state.activeProfile, 'b');
  });

  test('cost a change little: each is counted, and few are looked into', async () => {
    const folder = await testFolder('many-records', doubleFiles);
    await bringRecords(folder, () => laterYear, 6_000);
    let records = 0;
    const fileSystem = faultyFileSystem((call, path) => {
      if (call === 'readFile' && path.includes('/journal/')) records += 1;
    });
    const engine = await folder.open({ fileSystem });
    const started = processorMs();
    await perform(engine, switching);
    const took = processorMs() - started;
    assert.ok(records < 2_500, `${records} records were read`);
    assert.ok(took < 2_500, `the change took ${took.toFixed(0)} ms`);
  });

  test('of a megabyte each are not all read by a change', async () => {
    const folder = await testFolder('many-records', doubleFiles);
    const record = `[${'{},'.repeat(300_000)}{}]`;
    const ids = Array.from({ length: 60 }, () => newId(laterYear));
    await folder.write(Object.fromEntries(ids.map((id) => [`${journal}/${id}.json`, record])));
    let records = 0;
    const fileSystem = faultyFileSystem((call, path) => {
      if (call === 'readFile' && path.includes('/journal/')) records += 1;
    });
    await perform(await folder.open({ fileSystem }), switching);
    assert.ok(records < 60, `${records} records were read`);
  });

  test('stay where they are, when a person trusts those that were told', async () => {
    const folder = await testFolder('many-records', doubleFiles);
    await bringRecords(folder, () => laterYear);
    const recovered = await (await folder.open()).recoverInterrupted({ trust: true });
    assert.equal(recovered.length, maxJudged - 1);
    assert.equal((await readdir(folder.path(journal))).length, count - recovered.length);
  });
});
