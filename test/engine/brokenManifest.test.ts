// A manifest that cannot be read: nothing is planned by it, and what was there can be brought back.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { perform, testFolder } from '../support/disk/configFolder.ts';

const manifest = 'format: 1\ntargets:\n  app: ../app.json\nretention:\n  last: 50\n';
const broken = manifest.replace('  app:', '  app: x:');
const live = '{ "port": 1 }\n';

async function brokenFolder() {
  const folder = await testFolder('broken-manifest', {
    'safekeep.yaml': manifest,
    '../app.json': live,
    'profiles/a.json': live,
    'profiles/b.json': '{ "port": 2 }\n',
  });
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'b' });
  await folder.write({ 'safekeep.yaml': broken });
  return { folder, engine };
}

suite('a manifest that cannot be read', () => {
  test('is told with its place, and stops what needs it', async () => {
    const { engine } = await brokenFolder();
    const refused = { code: 'invalid', message: /^safekeep\.yaml:3:/ };
    await assert.rejects(engine.snapshot(), refused);
    await assert.rejects(engine.plan({ kind: 'switch', profile: 'a' }), refused);
    await assert.rejects(engine.createBackup({}), refused);
  });

  test('leaves backups and history to be looked at', async () => {
    const { engine } = await brokenFolder();
    const { backups, history, targets } = await engine.snapshotWithoutManifest();
    assert.deepEqual([backups.length, history.length], [1, 1]);
    assert.deepEqual(
      targets.map(({ name, path }) => ({ name, path })),
      [{ name: 'app', path: '../app.json' }],
    );
    const [{ changes } = { changes: [] }] = await engine
      .compareContents('backup:latest', 'current')
      .then((compared) => compared.map(({ write }) => write));
    assert.equal(changes.length, 1);
  });

  for (const operation of [
    { kind: 'restore', backup: 'latest' },
    { kind: 'restore', backup: 'latest', only: ['/port'] },
    { kind: 'undo' },
  ] as const)
    test(`still lets a person ${JSON.stringify(operation)}, and no backup goes`, async () => {
      const { folder, engine } = await brokenFolder();
      await perform(engine, operation);
      assert.equal(await folder.text('../app.json'), live);
      assert.equal(await folder.text('safekeep.yaml'), broken);
      assert.equal((await engine.snapshotWithoutManifest()).backups.length, 2);
    });

  test('stops agents from bringing anything back', async () => {
    const { engine } = await brokenFolder();
    await assert.rejects(engine.plan({ kind: 'undo' }, { isForAgents: true }), { code: 'invalid' });
  });

  test('of a newer Safekeep stops everything', async () => {
    const { folder, engine } = await brokenFolder();
    await folder.write({ 'safekeep.yaml': manifest.replace('format: 1', 'format: 2') });
    await assert.rejects(engine.plan({ kind: 'undo' }), { code: 'unsupported-version' });
  });

  test('is no guess where no backup tells what it named', async () => {
    const folder = await testFolder('broken-manifest', { 'safekeep.yaml': broken, '../app.json': live });
    await assert.rejects((await folder.open()).snapshotWithoutManifest(), { code: 'invalid' });
  });
});
