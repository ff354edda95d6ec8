import assert from 'node:assert/strict';
import { chmod, readdir, rm, stat } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { driftOf } from '../../src/engine/index.ts';
import { doubleFiles, perform, simpleFiles, testFolder } from '../support/disk/configFolder.ts';

suite('a new profile', () => {
  test('of the live file is that file, byte for byte, even where it is no text', async () => {
    const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b, 0xff, 0x7d]);
    const folder = await testFolder('create', { 'current.json': bytes });
    await perform(await folder.open(), { kind: 'create-profile', name: 'kept', source: { kind: 'current' } });
    assert.equal(await folder.text('profiles/kept.json'), await folder.text('current.json'));
  });

  test('of the live file is active when none was', async () => {
    const folder = await testFolder('create', { 'current.json': '{}\n' });
    const engine = await folder.open();
    await perform(engine, { kind: 'create-profile', name: 'first', source: { kind: 'current' } });
    assert.equal((await engine.snapshot()).state.activeProfile, 'first');
    assert.deepEqual(driftOf(await engine.snapshot()), []);
  });

  test('of a private live file is private, too', { skip: process.platform === 'win32' }, async () => {
    const folder = await testFolder('create', { 'current.json': '{}\n' });
    await chmod(folder.path('current.json'), 0o600);
    await perform(await folder.open(), { kind: 'create-profile', name: 'own', source: { kind: 'current' } });
    assert.equal((await stat(folder.path('profiles/own.json'))).mode & 0o777, 0o600);
  });

  test('can be empty, and extend another', async () => {
    const folder = await testFolder('create');
    const engine = await folder.open();
    await perform(engine, {
      kind: 'create-profile',
      name: 'blank',
      source: { kind: 'empty' },
      extends: 'staging',
    });
    const made = (await engine.snapshot()).profiles.find(({ name }) => name === 'blank');
    assert.deepEqual(made?.metadata.extends, ['staging']);
    await perform(engine, { kind: 'switch', profile: 'blank' });
    assert.equal(await folder.text('current.json'), simpleFiles['profiles/staging.json']);
  });

  test('of another profile is what that one resolves to', async () => {
    const folder = await testFolder('create');
    const engine = await folder.open();
    await perform(engine, {
      kind: 'create-profile',
      name: 'flat',
      source: { kind: 'profile', name: 'production' },
    });
    assert.equal(
      await folder.text('profiles/flat.json'),
      '{\n  "port": 3,\n  "log": { "level": "info" }\n}\n',
    );
  });

  test('of a file keeps the format and the bytes of that file', async () => {
    const folder = await testFolder('create');
    const bytes = Buffer.from('# from elsewhere\nport: 4\n');
    const source = { kind: 'file', path: '/else/where.yml', bytes } as const;
    await perform(await folder.open(), { kind: 'create-profile', name: 'other', source });
    assert.equal(await folder.text('profiles/other.yml'), bytes.toString());
  });

  test('of a file with comments can still be read, whatever that file is called', async () => {
    const folder = await testFolder('create', {
      'safekeep.json': '{ "targets": { "settings": "../.vscode/settings.json" } }',
      '../.vscode/settings.json': '{\n  // why\n  "a": 1,\n}\n',
    });
    const engine = await folder.open();
    await perform(engine, { kind: 'create-profile', name: 'mine', source: { kind: 'current' } });
    const snapshot = await engine.snapshot();
    assert.deepEqual(snapshot.problems, []);
    assert.equal(snapshot.profiles[0]?.all[0]?.path, 'profiles/mine.jsonc');
  });

  test('in a folder of several targets has a file for each', async () => {
    const folder = await testFolder('create', doubleFiles);
    await perform(await folder.open(), { kind: 'create-profile', name: 'c', source: { kind: 'current' } });
    assert.deepEqual(await readdir(folder.path('profiles/c')), ['app.json', 'web.json']);
  });

  for (const name of [
    'a/b',
    '..',
    '../x',
    'a\\b',
    '',
    ' x',
    'x.',
    '.x',
    'con',
    'x.local',
    'a:b',
    'x\n',
    'x'.repeat(101),
  ]) {
    test(`cannot be called ${JSON.stringify(name.slice(0, 12))}`, async () => {
      const engine = await (await testFolder('create')).open();
      const operation = { kind: 'create-profile', name, source: { kind: 'current' } } as const;
      await assert.rejects(engine.plan(operation), { code: 'invalid' });
    });
  }

  test('cannot take the name of another, in any case', async () => {
    const engine = await (await testFolder('create')).open();
    const operation = { kind: 'create-profile', name: 'Staging', source: { kind: 'current' } } as const;
    await assert.rejects(engine.plan(operation), { code: 'exists' });
  });
});

suite('a duplicate', () => {
  test('is every file of the profile under the new name', async () => {
    const folder = await testFolder('copy', {
      ...simpleFiles,
      'profiles/staging.local.json': '{ "port": 8 }',
    });
    await perform(await folder.open(), { kind: 'duplicate-profile', name: 'staging', copy: 'test' });
    assert.equal(await folder.text('profiles/test.json'), simpleFiles['profiles/staging.json']);
    assert.equal(await folder.text('profiles/test.local.json'), '{ "port": 8 }');
  });
});

suite('a renamed profile', () => {
  test('is followed by those that extend it, and stays active', async () => {
    const folder = await testFolder('rename');
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'staging' });
    await perform(engine, { kind: 'rename-profile', name: 'staging', newName: 'test' });
    assert.equal(await folder.text('profiles/staging.json'), null);
    assert.equal(await folder.text('profiles/test.json'), simpleFiles['profiles/staging.json']);
    assert.equal(
      await folder.text('profiles/production.json'),
      '{ "$profile": { "extends": "test" }, "port": 3 }\n',
    );
    const snapshot = await engine.snapshot();
    assert.equal(snapshot.state.activeProfile, 'test');
    assert.deepEqual([snapshot.problems, driftOf(snapshot)], [[], []]);
  });

  test('is followed in the metadata of a folder of files, not in a file that has such a key of its own', async () => {
    const web = '{ "extends": ["a"], "mode": "c" }\n';
    const folder = await testFolder('rename', {
      ...doubleFiles,
      'profiles/c/app.json': web,
      'profiles/c/profile.yaml': 'extends: [a, b]\n',
    });
    const engine = await folder.open();
    await perform(engine, { kind: 'rename-profile', name: 'a', newName: 'z' });
    assert.equal(await folder.text('profiles/c/app.json'), web);
    assert.equal(await folder.text('profiles/c/profile.yaml'), 'extends: [z, b]\n');
    await rm(folder.path('profiles/b'), { recursive: true });
    const [problem] = (await engine.snapshot()).problems;
    assert.deepEqual([problem?.file, problem?.line], ['profiles/c/profile.yaml', 1]);
  });

  test('stays as private as it was', { skip: process.platform === 'win32' }, async () => {
    const folder = await testFolder('rename', { ...simpleFiles, 'profiles/staging.local.json': '{}' });
    await chmod(folder.path('profiles/staging.json'), 0o644);
    await chmod(folder.path('profiles/staging.local.json'), 0o600);
    const engine = await folder.open();
    const modeOf = async (name: string) => (await stat(folder.path(name))).mode & 0o777;
    await perform(engine, { kind: 'rename-profile', name: 'staging', newName: 'test' });
    await perform(engine, { kind: 'duplicate-profile', name: 'test', copy: 'twin' });
    assert.equal(await modeOf('profiles/test.local.json'), 0o600);
    assert.equal(await modeOf('profiles/twin.local.json'), 0o600);
    assert.equal(await modeOf('profiles/twin.json'), 0o644);
  });

  test('has its old name and its children back after an undo', async () => {
    const folder = await testFolder('rename');
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'staging' });
    await perform(engine, { kind: 'rename-profile', name: 'staging', newName: 'test' });
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('profiles/test.json'), null);
    assert.equal(await folder.text('profiles/production.json'), simpleFiles['profiles/production.json']);
    assert.equal((await engine.snapshot()).state.activeProfile, 'staging');
  });
});

suite('a deleted profile', () => {
  test('cannot be one that others extend', async () => {
    const engine = await (await testFolder('delete')).open();
    await assert.rejects(engine.plan({ kind: 'delete-profile', name: 'staging' }), {
      code: 'invalid',
      message: /extended by production/,
    });
  });

  test('comes back by undo, active as it was', async () => {
    const folder = await testFolder('delete');
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'production' });
    await perform(engine, { kind: 'delete-profile', name: 'production' });
    assert.equal(await folder.text('profiles/production.json'), null);
    assert.equal((await engine.snapshot()).state.activeProfile, null);
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('profiles/production.json'), simpleFiles['profiles/production.json']);
    assert.equal((await engine.snapshot()).state.activeProfile, 'production');
  });

  test('goes again by an undo of that undo, which the history calls so', async () => {
    const folder = await testFolder('delete');
    const engine = await folder.open();
    await perform(engine, { kind: 'delete-profile', name: 'production' });
    for (const summary of [
      'Undo “Delete profile production”',
      'Redo “Delete profile production”',
      'Undo “Delete profile production”',
    ]) {
      const [newest] = (await engine.snapshot()).history;
      assert.ok(newest);
      const plan = await perform(engine, { kind: 'undo', commit: newest.id });
      assert.equal(plan.summary, summary);
    }
    assert.equal(await folder.text('profiles/production.json'), simpleFiles['profiles/production.json']);
  });

  test('is not thought to come back because another begins like it', async () => {
    const folder = await testFolder('delete', { ...simpleFiles, 'profiles/stag.json': '{}' });
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'stag' });
    await perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/a', value: 1 }] });
    await rm(folder.path('profiles/stag.json'));
    await perform(engine, { kind: 'undo' });
    assert.equal((await engine.snapshot()).state.activeProfile, null);
  });
});
