import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { driftOf } from '../../src/engine/index.ts';
import { perform, testFolder } from '../support/configFolder.ts';

suite('setting up', () => {
  test('makes a profile of the live file, which stays where it is', async () => {
    const folder = await testFolder('init', { '../compose.yaml': 'services: {}\n' });
    const engine = await folder.open();
    await perform(engine, { kind: 'set-up', live: '../compose.yaml', profile: 'development' });
    assert.equal(await folder.text('../compose.yaml'), 'services: {}\n');
    const { targets, state, profiles, problems } = await engine.snapshot();
    assert.deepEqual(
      targets.map(({ name, path }) => [name, path]),
      [['compose', '../compose.yaml']],
    );
    assert.deepEqual([state.activeProfile, profiles.length, problems], ['development', 1, []]);
    await assert.rejects(engine.plan({ kind: 'set-up', live: '../compose.yaml', profile: 'x' }), {
      code: 'exists',
    });
  });

  test('knows a target that the manifest names otherwise', async () => {
    const folder = await testFolder('init', {
      'safekeep.json': '{ "targets": { "app": "live.json" } }',
      'live.json': '{}',
    });
    const engine = await folder.open();
    await perform(engine, { kind: 'set-up', live: 'live.json', profile: 'development' });
    const snapshot = await engine.snapshot();
    assert.deepEqual(Object.keys(snapshot.state.applied), ['app']);
    await folder.write({ 'profiles/development.json': '{ "a": 1 }' });
    assert.deepEqual(driftOf(await engine.snapshot()), [{ target: 'app', kind: 'outdated' }]);
  });
});
