// What a person does all day, on the real disk: switch, undo, restore, edit, and look where things stand.
import assert from 'node:assert/strict';
import { cp, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { driftOf, openEngine, type Engine } from '../../src/engine/index.ts';
import {
  disposableFolder,
  doubleFiles,
  perform,
  simpleFiles,
  testFolder,
} from '../support/disk/configFolder.ts';
import { sampleFolder } from '../support/paths.ts';

suite('the samples', () => {
  for (const [name, path] of [
    ['service', 'current.yaml'],
    ['gateway', 'current.jsonc'],
  ] as const) {
    const opened = async (): Promise<Engine> => {
      const workspace = await disposableFolder(name);
      await cp(join(sampleFolder, name), workspace, { recursive: true });
      return openEngine(join(workspace, 'config'));
    };

    test(`${name} is read without a problem, and reading it leaves no trace`, async () => {
      const engine = await opened();
      const before = await readdir(engine.folder);
      const snapshot = await engine.snapshot();
      assert.deepEqual(snapshot.problems, []);
      assert.deepEqual(
        snapshot.targets.map((target) => [target.name, target.path]),
        [['current', path]],
      );
      assert.deepEqual(
        snapshot.profiles.map((profile) => profile.name),
        ['development', 'production', 'staging'],
      );
      assert.deepEqual([snapshot.defaults.size, snapshot.schemas.size], [1, 1]);
      assert.deepEqual(await readdir(engine.folder), before);
    });

    test(`${name} is switched to each profile and back, to the same bytes`, async () => {
      const engine = await opened();
      const original = await readFile(join(engine.folder, path));
      for (const profile of ['staging', 'production', 'development']) {
        await perform(engine, { kind: 'switch', profile });
        const { state, problems } = await engine.snapshot();
        assert.equal(state.activeProfile, profile);
        assert.deepEqual(problems, []);
        assert.deepEqual(driftOf(await engine.snapshot()), []);
      }
      for (let round = 0; round < 3; round += 1) await perform(engine, { kind: 'undo' });
      assert.deepEqual(await readFile(join(engine.folder, path)), original);
    });
  }
});

suite('a switch', () => {
  test('makes the live file what the profile says, after a backup that holds what was there', async () => {
    const folder = await testFolder('switch');
    const engine = await folder.open();
    const result = await engine.commit(await engine.plan({ kind: 'switch', profile: 'staging' }));
    assert.equal(await folder.text('current.json'), simpleFiles['profiles/staging.json']);
    const { backups, history, state } = await engine.snapshot();
    assert.deepEqual(backups, [result?.backup]);
    assert.deepEqual(
      history.map(({ id, action, author, summary }) => ({ id, action, author, summary })),
      [{ id: result?.entry.id, action: 'switch', author: 'tester', summary: 'Switch development → staging' }],
    );
    assert.equal(state.activeProfile, 'staging');
    const kept = await engine.readBackup(backups[0]?.id ?? '', 'current.json');
    assert.equal(Buffer.from(kept).toString(), simpleFiles['current.json']);
  });

  test('to what is there already writes nothing but the record of it', async () => {
    const folder = await testFolder('switch');
    const engine = await folder.open();
    const plan = await perform(engine, { kind: 'switch', profile: 'development' });
    assert.deepEqual(plan.writes, []);
    assert.equal(await engine.commit(await engine.plan({ kind: 'switch', profile: 'development' })), null);
  });

  test('makes a live file where there is none, and its undo takes it away again', async () => {
    const folder = await testFolder('switch');
    await rm(folder.path('current.json'));
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'production' });
    assert.match((await folder.text('current.json')) ?? '', /"port": 3/);
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('current.json'), null);
  });

  test('of several targets changes them together, and undo brings every byte back', async () => {
    const folder = await testFolder('switch', doubleFiles);
    const engine = await folder.open();
    assert.equal((await engine.snapshot()).state.activeProfile, 'a');
    await perform(engine, { kind: 'switch', profile: 'b' });
    assert.equal(await folder.text('app.json'), doubleFiles['profiles/b/app.json']);
    assert.equal(await folder.text('web.json'), doubleFiles['profiles/b/web.json']);
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('app.json'), doubleFiles['app.json']);
    assert.equal(await folder.text('web.json'), doubleFiles['web.json']);
    assert.equal((await engine.snapshot()).state.activeProfile, 'a');
  });

  test('that was planned by another manifest is not carried out', async () => {
    const folder = await testFolder('switch', doubleFiles);
    const engine = await folder.open();
    const plan = await engine.plan({ kind: 'switch', profile: 'b' });
    await folder.write({ 'safekeep.json': '{ "targets": { "app": "web.json", "web": "app.json" } }' });
    await assert.rejects(engine.commit(plan), { code: 'conflict', message: /safekeep\.json/ });
  });

  test('to nobody is not found, and names those there are', async () => {
    const engine = await (await testFolder('switch')).open();
    await assert.rejects(engine.plan({ kind: 'switch', profile: 'nobody' }), {
      code: 'not-found',
      details: { name: 'nobody', known: ['development', 'production', 'staging'] },
    });
  });
});

test('an operation that changes nothing does not record the active profile that the content tells', async () => {
  const folder = await testFolder('nothing');
  const engine = await folder.open();
  assert.equal((await engine.snapshot()).state.activeProfile, 'development');
  const edits = [{ op: 'set', pointer: '/port', value: 1 }] as const;
  for (const operation of [{ kind: 'edit', edits }, { kind: 'save-to-profile' }] as const)
    assert.equal(await engine.commit(await engine.plan(operation)), null);
  assert.equal(await folder.text('.safekeep/state.json'), null);
  await perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/port', value: 9 }] });
  assert.match((await folder.text('.safekeep/state.json')) ?? '', /"activeProfile": "development"/);
});

suite('an undo', () => {
  test('goes back commit by commit, and then there is nothing to undo', async () => {
    const folder = await testFolder('undo');
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'staging' });
    await perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/port', value: 9 }] });
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('current.json'), simpleFiles['profiles/staging.json']);
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('current.json'), simpleFiles['current.json']);
    await assert.rejects(engine.plan({ kind: 'undo' }), { code: 'not-found' });
  });

  test('passes over a commit that only noted the active profile', async () => {
    const folder = await testFolder('undo');
    const engine = await folder.open();
    await perform(engine, { kind: 'create-profile', name: 'same', source: { kind: 'current' } });
    await perform(engine, { kind: 'switch', profile: 'same' });
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('profiles/same.json'), null);
  });

  test('that was itself undone leaves its commit to be undone again', async () => {
    const folder = await testFolder('undo');
    const engine = await folder.open();
    const switched = await engine.commit(await engine.plan({ kind: 'switch', profile: 'staging' }));
    const undone = await engine.commit(await engine.plan({ kind: 'undo' }));
    await perform(engine, { kind: 'undo', commit: undone?.entry.id ?? '' });
    assert.equal(await folder.text('current.json'), simpleFiles['profiles/staging.json']);
    assert.equal((await engine.plan({ kind: 'undo' })).undoes, switched?.entry.id);
  });

  test('of a commit that is undone already is refused', async () => {
    const folder = await testFolder('undo');
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'staging' });
    const commit = (await engine.snapshot()).history[0]?.id ?? '';
    await perform(engine, { kind: 'undo', commit });
    await assert.rejects(engine.plan({ kind: 'undo', commit }), {
      code: 'not-found',
      message: `Change ${commit} has already been undone.`,
    });
  });

  test('asks before it takes back what was edited since', async () => {
    const folder = await testFolder('undo');
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'staging' });
    await folder.write({ 'current.json': '{ "port": 77, "log": { "level": "x" } }\n' });
    const plan = await engine.plan({ kind: 'undo' });
    assert.deepEqual(
      plan.guards.map(({ code }) => code),
      ['edited-since'],
    );
    await assert.rejects(engine.commit(plan), { code: 'guarded' });
  });

  test('of an older commit leaves the record of a later switch true', async () => {
    const folder = await testFolder('undo');
    const engine = await folder.open();
    await perform(engine, { kind: 'create-profile', name: 'extra', source: { kind: 'empty' } });
    const commit = (await engine.snapshot()).history[0]?.id ?? '';
    await perform(engine, { kind: 'switch', profile: 'staging' });
    await perform(engine, { kind: 'undo', commit });
    const snapshot = await engine.snapshot();
    assert.equal(snapshot.state.activeProfile, 'staging');
    assert.deepEqual(driftOf(snapshot), []);
    assert.equal(await folder.text('profiles/extra.json'), null);
  });
});

suite('a restore', () => {
  test('brings everything back that the backup holds, after a backup of what is there', async () => {
    const folder = await testFolder('restore');
    const engine = await folder.open();
    const { id } = await engine.createBackup({ name: 'monday', note: 'all well' });
    await perform(engine, { kind: 'switch', profile: 'staging' });
    await perform(engine, { kind: 'restore', backup: 'monday' });
    assert.equal(await folder.text('current.json'), simpleFiles['current.json']);
    const { backups, state } = await engine.snapshot();
    assert.equal(backups.length, 3);
    assert.equal(backups.at(-1)?.id, id);
    assert.equal(state.activeProfile, 'development');
  });

  test('of some keys changes those alone, and takes away what was not there then', async () => {
    const folder = await testFolder('restore');
    const engine = await folder.open();
    await engine.createBackup({ name: 'monday' });
    await folder.write({ 'current.json': '{\n  "port": 5,\n  "log": { "level": "x", "new": 1 }\n}\n' });
    await perform(engine, { kind: 'restore', backup: 'monday', only: ['/log/level', '/log/new'] });
    assert.equal(await folder.text('current.json'), '{\n  "port": 5,\n  "log": { "level": "debug" }\n}\n');
  });

  test('of list items that were not there then takes away those and no others', async () => {
    const folder = await testFolder('restore', { 'current.json': '{ "list": [], "kept": 1 }' });
    const engine = await folder.open();
    await engine.createBackup({ name: 'monday' });
    await folder.write({ 'current.json': '{ "list": [0, 1, 2], "kept": 1 }' });
    await perform(engine, { kind: 'restore', backup: 'monday', only: ['/list/0', '/list/1'] });
    const text = await folder.text('current.json');
    assert.deepEqual(JSON.parse(text ?? ''), { list: [2], kept: 1 });
  });

  test('of a key that is nowhere is not found', async () => {
    const engine = await (await testFolder('restore')).open();
    await engine.createBackup({ name: 'monday' });
    await assert.rejects(engine.plan({ kind: 'restore', backup: 'monday', only: ['/no'] }), {
      code: 'not-found',
    });
  });
});

test('verifying backups tells after each how many are done', async () => {
  const engine = await (await testFolder('verify')).open();
  for (const name of ['a', 'b', 'c']) await engine.createBackup({ name });
  const told: (readonly [done: number, all: number])[] = [];
  const verified = await engine.verifyBackups(undefined, (done, all) => told.push([done, all]));
  assert.equal(verified.length, 3);
  assert.deepEqual(told, [
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});
