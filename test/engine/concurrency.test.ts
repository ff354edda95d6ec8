// Two that work on one folder at once: one gets through, the other is told, and the files are never a mixture.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { driftOf, EngineError, type Operation } from '../../src/engine/index.ts';
import { safekeep } from '../support/terminal/cli.ts';
import { doubleFiles, perform, simpleFiles, testFolder } from '../support/disk/configFolder.ts';
import { faultyFileSystem } from '../support/faults/faultyFileSystem.ts';

suite('a plan that has become stale', () => {
  for (const [what, changed] of [
    ['the live file', { 'current.json': '{ "mine": 1 }\n' }],
    ['the profile', { 'profiles/staging.json': '{ "port": 7, "log": { "level": "info" } }\n' }],
  ] as const) {
    test(`because ${what} was edited is refused, and the edit stays`, async () => {
      const folder = await testFolder('stale');
      const engine = await folder.open();
      const plan = await engine.plan({ kind: 'switch', profile: 'staging' });
      await folder.write(changed);
      const [path = ''] = Object.keys(changed);
      await assert.rejects(engine.commit(plan), { code: 'conflict', message: new RegExp(path) });
      for (const [name, text] of Object.entries({ ...simpleFiles, ...changed }))
        assert.equal(await folder.text(name), text);
      assert.deepEqual((await engine.snapshot()).backups, []);
    });
  }

  const operations: readonly Operation[] = [
    { kind: 'switch', profile: 'development' },
    { kind: 'create-profile', name: 'new', source: { kind: 'empty' } },
    { kind: 'rename-profile', name: 'development', newName: 'dev' },
    { kind: 'delete-profile', name: 'development' },
  ];
  for (const operation of operations) {
    test(`by a switch meanwhile never makes the record untrue: ${operation.kind}`, async () => {
      const folder = await testFolder('stale');
      const [one, other] = [await folder.open(), await folder.open()];
      await perform(one, { kind: 'switch', profile: 'development' });
      const plan = await one.plan(operation);
      await perform(other, { kind: 'switch', profile: 'staging' });
      await assert.rejects(one.commit(plan, { accepted: 'all' }), { code: 'conflict' });
      const snapshot = await one.snapshot();
      assert.equal(snapshot.state.activeProfile, 'staging');
      assert.deepEqual(driftOf(snapshot), []);
    });
  }
});

test('an edit in the very moment of a commit is kept, and the commit is taken back and refused', async () => {
  const folder = await testFolder('moment', doubleFiles);
  const mine = '{ "mine": true }\n';
  const fileSystem = faultyFileSystem((call, _path, to) => {
    if (call === 'rename' && to === folder.path('app.json')) writeFileSync(folder.path('web.json'), mine);
  });
  const engine = await folder.open({ fileSystem });
  const plan = await engine.plan({ kind: 'switch', profile: 'b' });
  await assert.rejects(engine.commit(plan), { code: 'conflict', message: /web\.json/ });
  assert.equal(await folder.text('web.json'), mine);
  assert.equal(await folder.text('app.json'), doubleFiles['app.json']);
  assert.deepEqual((await engine.snapshot()).history, []);
});

test('two engines that switch at once serialise or conflict, time after time', async () => {
  const folder = await testFolder('race', doubleFiles);
  const engines = [await folder.open(), await folder.open()];
  for (let round = 0; round < 8; round += 1) {
    const results = await Promise.allSettled(
      engines.map((engine, index) =>
        perform(engine, { kind: 'switch', profile: (round + index) % 2 === 0 ? 'a' : 'b' }),
      ),
    );
    for (const result of results) {
      if (result.status === 'rejected')
        assert.ok(
          result.reason instanceof EngineError && result.reason.code === 'conflict',
          String(result.reason),
        );
    }
    const snapshot = await folder.open().then((engine) => engine.snapshot());
    assert.deepEqual(driftOf(snapshot), []);
    const name = snapshot.state.activeProfile ?? '';
    assert.equal(await folder.text('app.json'), doubleFiles[`profiles/${name}/app.json`]);
    assert.equal(await folder.text('web.json'), doubleFiles[`profiles/${name}/web.json`]);
  }
});

test('two processes that switch at once leave one whole profile, and one commit for each that says it succeeded', async () => {
  const folder = await testFolder('race', doubleFiles);
  const results = await Promise.all(
    ['b', 'a', 'b'].map((name) => safekeep(folder.workspace, 'switch', name, '--json', '--force')),
  );
  for (const { code, json } of results)
    assert.ok(code === 0 || (json() as { error: { code: string } }).error.code === 'conflict');
  const snapshot = await (await folder.open()).snapshot();
  assert.deepEqual(driftOf(snapshot), []);
  assert.deepEqual(snapshot.problems, []);
  assert.ok(snapshot.history.length <= results.filter(({ code }) => code === 0).length);
});

test('a snapshot taken while another commits sees what was before or after', async () => {
  const folder = await testFolder('race', doubleFiles);
  const [writer, reader] = [await folder.open(), await folder.open()];
  const plan = await writer.plan({ kind: 'switch', profile: 'b' });
  const committing = writer.commit(plan);
  const seen = await reader.plan({ kind: 'switch', profile: 'b' });
  await committing;
  const late = await reader.commit(seen).catch((error: unknown) => error);
  assert.ok(late === null || (late instanceof EngineError && late.code === 'conflict'));
  assert.equal((await reader.snapshot()).history.length, 1);
});
