import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { driftOf } from '../../src/engine/index.ts';
import { perform, testFolder } from '../support/disk/configFolder.ts';

suite('adding a target', () => {
  test('names it in the manifest beside the others, whose bytes stay', async () => {
    const manifest = 'format: 1\n# What the server reads.\ntargets:\n  app: app.yaml # always\n';
    const folder = await testFolder('add', {
      'safekeep.yaml': manifest,
      'app.yaml': 'a: 1\n',
      '../compose.yaml': 'services: {}\n',
    });
    const engine = await folder.open();
    await perform(engine, { kind: 'add-target', live: '../compose.yaml' });
    assert.equal(await folder.text('safekeep.yaml'), `${manifest}  compose: ../compose.yaml\n`);
    const { files } = await engine.findBackup('latest');
    assert.deepEqual(files.map(({ path }) => path).toSorted(), [
      '../compose.yaml',
      'app.yaml',
      'safekeep.yaml',
    ]);
    const { targets, problems } = await engine.snapshot();
    assert.deepEqual([targets.map(({ name }) => name), problems], [['app', 'compose'], []]);
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('safekeep.yaml'), manifest);
  });

  test('names the one that was known by its name, too, where there is no manifest', async () => {
    const folder = await testFolder('add', {
      'current.json': '{ "a": 1 }',
      'profiles/development.json': '{ "a": 1 }',
      'extra.json': '{}',
    });
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'development' });
    await perform(engine, { kind: 'add-target', live: 'extra.json' });
    assert.equal(
      await folder.text('safekeep.yaml'),
      'format: 1\ntargets:\n  current: current.json\n  extra: extra.json\n',
    );
    const snapshot = await engine.snapshot();
    assert.deepEqual([snapshot.state.activeProfile, driftOf(snapshot)], ['development', []]);
    await perform(engine, { kind: 'switch', profile: 'development' });
    assert.equal(await folder.text('extra.json'), '{}');
  });

  test('of a name that is taken takes the next one, and a target that there is already stays alone', async () => {
    const folder = await testFolder('add', { 'current.json': '{}', 'inner/current.json': '{}' });
    const engine = await folder.open();
    await perform(engine, { kind: 'add-target', live: 'inner/current.json' });
    const { targets } = await engine.snapshot();
    assert.deepEqual(
      targets.map(({ name, path }) => [name, path]),
      [
        ['current', 'current.json'],
        ['current-2', 'inner/current.json'],
      ],
    );
    assert.deepEqual((await engine.plan({ kind: 'add-target', live: 'current.json' })).writes, []);
  });

  test('is refused of what is not there, does not parse or is ours', async () => {
    const folder = await testFolder('add', {
      'current.json': '{}',
      'broken.json': '{ "a": ',
      'backups/x.json': '{}',
    });
    const engine = await folder.open();
    const added = (live: string) => engine.plan({ kind: 'add-target', live });
    await assert.rejects(added('gone.json'), { code: 'not-found' });
    await assert.rejects(added('broken.json'), { code: 'invalid', message: /^broken\.json:1:/ });
    await assert.rejects(added('backups/x.json'), { code: 'invalid' });
  });
});
