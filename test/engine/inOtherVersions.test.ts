// What is in an older version comes into the live files in the one that is expected: by a switch, and by a restore.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { driftChanges, driftOf, EngineError } from '../../src/engine/index.ts';
import { set } from '../support/texts/edits.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';

const files: Files = {
  'current.json': '{ "version": "2.0.0", "server": { "address": "a" } }\n',
  'profiles/old.json': '{\n  "version": "1.0.0",\n  "server": { "host": "o" }\n}\n',
  'profiles/new.json': '{ "version": "2.0.0", "server": { "address": "n" } }\n',
  'migrations/a.json':
    '{ "from": "1.0.0", "to": "2.0.0", "up": [{ "op": "rename", "path": "/server/host", "to": "address" }] }\n',
};

const migrated = '{\n  "version": "2.0.0",\n  "server": { "address": "o" }\n}\n';

suite('switching to a profile in an older version', () => {
  test('gives the live file what migrations make of it, and leaves the profile as it is', async () => {
    const folder = await testFolder('versions', files);
    const engine = await folder.open();
    const plan = await perform(engine, { kind: 'switch', profile: 'old' });
    assert.equal(await folder.text('current.json'), migrated);
    assert.equal(await folder.text('profiles/old.json'), files['profiles/old.json']);
    assert.deepEqual(
      plan.problems.map(({ message }) => message),
      [
        'Profile "old" is at version 1.0.0. It is migrated to 2.0.0 for the live files; its own files don\'t change until you migrate the configuration.',
      ],
    );
    assert.equal(plan.outdated, undefined);
  });

  test('is no drift, and an edit after it shows as that edit alone', async () => {
    const folder = await testFolder('versions', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'old' });
    assert.deepEqual(driftOf(await engine.snapshot()), []);
    await perform(engine, { kind: 'edit', edits: [set('/server/address', 'x')] });
    const edited = await engine.snapshot();
    assert.deepEqual(driftOf(edited), [{ target: 'current', kind: 'modified' }]);
    assert.deepEqual(
      driftChanges(edited, 'current').map(({ pointer }) => pointer),
      ['/server/address'],
    );
  });

  test('stays no drift when the profile is migrated, too', async () => {
    const folder = await testFolder('versions', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'old' });
    await perform(engine, { kind: 'migrate' });
    assert.equal(await folder.text('profiles/old.json'), migrated);
    assert.deepEqual(driftOf(await engine.snapshot()), []);
  });

  test('writes it as it is where that is wanted, and the plan says that it is behind', async () => {
    const folder = await testFolder('versions', files);
    const engine = await folder.open();
    const plan = await perform(engine, { kind: 'switch', profile: 'old', unmigrated: true });
    assert.equal(await folder.text('current.json'), files['profiles/old.json']);
    assert.deepEqual(plan.outdated, [{ path: 'current.json', version: '1.0.0', wanted: '2.0.0' }]);
  });

  test('asks where no migration leads from it, or a step fails', async () => {
    for (const old of [
      '{ "version": "0.1.0" }\n',
      '{ "version": "1.0.0", "server": { "host": 1, "address": 2 } }\n',
    ]) {
      const folder = await testFolder('versions', { ...files, 'profiles/old.json': old });
      const plan = await (await folder.open()).plan({ kind: 'switch', profile: 'old' });
      assert.deepEqual(plan.guards.filter(({ code }) => code === 'version').length, 1);
      assert.equal(Buffer.from(plan.writes[0]?.after ?? []).toString(), old);
    }
  });

  test('is never saved to, as keys of two versions do not go together', async () => {
    const folder = await testFolder('versions', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'old' });
    await perform(engine, { kind: 'edit', edits: [set('/server/address', 'x')] });
    await assert.rejects(
      engine.plan({ kind: 'save-to-profile' }),
      (error) =>
        error instanceof EngineError &&
        error.message.includes('at version 2.0.0, and the profile is at version 1.0.0'),
    );
    await perform(engine, { kind: 'migrate' });
    await perform(engine, { kind: 'save-to-profile' });
    assert.equal(await folder.text('profiles/old.json'), migrated.replace('"o"', '"x"'));
  });

  test('means the profile’s own file, where the live one is not there', async () => {
    const folder = await testFolder('versions', { ...files, 'current.json': '{}\n' });
    await perform(await folder.open(), { kind: 'switch', profile: 'old' });
    assert.equal(await folder.text('current.json'), migrated);
  });
});

suite('restoring a backup in an older version', () => {
  const old = '{ "version": "1.0.0", "server": { "host": "b" } } \n';

  async function restorable() {
    const folder = await testFolder('versions', { ...files, 'current.json': old });
    const engine = await folder.open();
    await engine.createBackup({ name: 'old' });
    await perform(engine, { kind: 'switch', profile: 'new' });
    return { folder, engine };
  }

  test('gives the bytes that it holds, and the plan says that they are behind', async () => {
    const { folder, engine } = await restorable();
    const plan = await perform(engine, { kind: 'restore', backup: 'old' });
    assert.equal(await folder.text('current.json'), old);
    assert.deepEqual(plan.outdated, [{ path: 'current.json', version: '1.0.0', wanted: '2.0.0' }]);
  });

  test('migrates them on the way in where that is wanted', async () => {
    const { folder, engine } = await restorable();
    const plan = await perform(engine, { kind: 'restore', backup: 'old', migrated: true });
    assert.equal(
      await folder.text('current.json'),
      '{ "version": "2.0.0", "server": { "address": "b" } } \n',
    );
    assert.equal(plan.outdated, undefined);
  });

  test('key by key says that a key may mean something else', async () => {
    const { engine } = await restorable();
    const plan = await engine.plan({ kind: 'restore', backup: 'old', only: ['/server/host'] });
    assert.match(
      plan.problems[0]?.message ?? '',
      /The backup is at version 1\.0\.0, and the live file is at version 2\.0\.0/,
    );
  });
});
