import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { driftOf } from '../../src/engine/index.ts';
import { perform, testFolder } from '../support/disk/configFolder.ts';

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

  test('makes profiles of the files beside it that say what is different, each extending the first', async () => {
    const folder = await testFolder('init', {
      '../appsettings.json': '{ "Port": 5000, "Log": "Debug" }\n',
      '../appsettings.Production.json': '// strict\n{ "Log": "Warning" }\n',
    });
    const engine = await folder.open();
    const overlays = [{ path: '../appsettings.Production.json', profile: 'production' }];
    const setUp = { kind: 'set-up', live: '../appsettings.json', profile: 'base', overlays } as const;
    await perform(engine, setUp);
    assert.equal(
      await folder.text('profiles/production.jsonc'),
      '// strict\n{ "Log": "Warning", "$profile": {"extends": "base"} }\n',
    );
    const { problems } = await engine.snapshot();
    assert.deepEqual(problems, []);
    const { guards } = await perform(engine, { kind: 'switch', profile: 'production' });
    assert.deepEqual(guards, []);
    assert.equal(await folder.text('../appsettings.json'), '{ "Port": 5000, "Log": "Warning" }\n');
  });

  test('takes no two profiles of one name', async () => {
    const folder = await testFolder('init', { '../values.yaml': 'a: 1\n', '../values-dev.yaml': 'a: 2\n' });
    const overlays = [{ path: '../values-dev.yaml', profile: 'Dev' }];
    const plan = (await folder.open()).plan({
      kind: 'set-up',
      live: '../values.yaml',
      profile: 'dev',
      overlays,
    });
    await assert.rejects(plan, { code: 'exists' });
  });

  for (const [live, target, profile] of [
    ['../appsettings.json', 'appsettings', 'profiles/development.jsonc'],
    ['../docker-compose.yml', 'docker-compose', 'profiles/development.yml'],
    ['../.vscode/settings.json', 'settings', 'profiles/development.jsonc'],
  ] as const) {
    test(`of ${live} alone keeps its comments, and an undo leaves it alone again`, async () => {
      const text = live.endsWith('yml') ? 'a: 1 # why\n' : '{\n  // why\n  "a": 1\n}\n';
      const folder = await testFolder('init', { [live]: text });
      const engine = await folder.open();
      await perform(engine, { kind: 'set-up', live, profile: 'development' });
      const { targets, problems } = await engine.snapshot();
      assert.deepEqual([targets.map(({ name, path }) => [name, path]), problems], [[[target, live]], []]);
      assert.equal(await folder.text(profile), text);
      await perform(engine, { kind: 'undo' });
      const after = await engine.snapshot();
      assert.deepEqual([after.targets, after.profiles, after.state.activeProfile], [[], [], null]);
      assert.equal(await folder.text(live), text);
      await perform(engine, { kind: 'set-up', live, profile: 'again' });
      assert.equal((await engine.snapshot()).state.activeProfile, 'again');
    });
  }

  test('gives a target a name that the manifest takes', async () => {
    const folder = await testFolder('init', { '../profile.json': '{}' });
    const engine = await folder.open();
    await perform(engine, { kind: 'set-up', live: '../profile.json', profile: 'development' });
    const { targets } = await engine.snapshot();
    assert.deepEqual(
      targets.map(({ path }) => path),
      ['../profile.json'],
    );
  });

  test('refuses a live file that does not parse, with the place', async () => {
    const folder = await testFolder('setup', { 'app.json': '{\n  "a": 1,\n  // no comment\n}\n' });
    const engine = await folder.open();
    await assert.rejects(engine.plan({ kind: 'set-up', live: 'app.json', profile: 'p' }), {
      code: 'invalid',
      message: /^app\.json:3:3: /,
    });
  });

  test('refuses a live file where our own files are', async () => {
    const folder = await testFolder('init', { 'backups/mine.json': '{}' });
    const engine = await folder.open();
    await assert.rejects(engine.plan({ kind: 'set-up', live: 'backups/mine.json', profile: 'x' }), {
      code: 'invalid',
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
