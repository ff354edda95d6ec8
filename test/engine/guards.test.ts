import assert from 'node:assert/strict';
import { chmod, link } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { openEngine, type Operation } from '../../src/engine/index.ts';
import { perform, testFolder } from '../support/disk/configFolder.ts';

suite('a commit that a person should be asked about', () => {
  const guards = async (text: string, profile: string, more = {}) => {
    const folder = await testFolder('guard', { 'current.json': text, 'profiles/p.json': profile, ...more });
    const engine = await folder.open();
    const plan = await engine.plan({ kind: 'switch', profile: 'p' });
    if (plan.guards.length > 0) await assert.rejects(engine.commit(plan), { code: 'guarded' });
    assert.equal(await folder.text('current.json'), text);
    return plan.guards.map(({ code }) => code);
  };

  test('would lose more than half of the keys', async () => {
    assert.deepEqual(await guards('{ "a": 1, "b": 2, "c": 3 }', '{ "a": 1 }'), ['removed']);
    assert.deepEqual(await guards('{ "a": 1, "b": 2, "c": 3 }', '{ "a": 1, "b": 2 }'), []);
    assert.deepEqual(await guards('{ "a": 1, "b": 2, "c": 3 }', '{}'), ['removed']);
    assert.deepEqual(await guards('{ "a": 1, "b": 2 }', '{ "a": 1 }'), []);
  });

  test('is made when just those guards were accepted, and refused when there is another one', async () => {
    const folder = await testFolder('guard', {
      'current.json': '{ "a": 1, "b": 2, "c": 3 }',
      'profiles/p.json': '{}',
    });
    const engine = await folder.open();
    const plan = await engine.plan({ kind: 'switch', profile: 'p' });
    const other = plan.guards.map((guard) => ({ ...guard, message: 'Something else?' }));
    await assert.rejects(engine.commit(plan, { accepted: other }), { code: 'guarded' });
    assert.ok(await engine.commit(plan, { accepted: plan.guards }));
  });

  test('would put null or another root where many keys were', async () => {
    assert.deepEqual(await guards('{ "m": { "a": 1, "b": 2, "c": 3 } }', '{ "m": null }'), ['removed']);
    assert.deepEqual(await guards('{ "a": 1, "b": 2, "c": 3 }', '[]'), ['removed']);
  });

  test('would break the schema where it was kept', async () => {
    const schema = { 'schema.json': '{ "properties": { "a": { "type": "number" } } }' };
    assert.deepEqual(await guards('{ "a": 1 }', '{ "a": "x" }', schema), ['schema']);
    assert.deepEqual(await guards('{ "a": true }', '{ "a": "x" }', schema), []);
  });

  test('would take a live file away, unless it undoes just what made it', async () => {
    const folder = await testFolder('guard', { 'profiles/p.json': '{ "a": 1 }' });
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'p' });
    const before = (await engine.snapshot()).backups[0]?.id ?? '';
    const codes = async (operation: Operation) =>
      (await engine.plan(operation)).guards.map(({ code }) => code);
    assert.deepEqual(await codes({ kind: 'restore', backup: before }), ['removed']);
    assert.deepEqual(await codes({ kind: 'undo' }), []);
  });

  test('would bring back a file that is empty or does not parse', async () => {
    const folder = await testFolder('guard', { 'current.json': '' });
    const engine = await folder.open();
    const { id } = await engine.createBackup({});
    await folder.write({ 'current.json': '{ "a": 1 }' });
    const plan = await engine.plan({ kind: 'restore', backup: id });
    assert.deepEqual(
      plan.guards.map(({ code }) => code),
      ['empty', 'unparseable'],
    );
  });

  test('would break a hard link', { skip: process.platform === 'win32' }, async () => {
    const folder = await testFolder('guard');
    await link(folder.path('current.json'), folder.path('other-name'));
    const plan = await (await folder.open()).plan({ kind: 'switch', profile: 'staging' });
    assert.deepEqual(
      plan.guards.map(({ code }) => code),
      ['hard-link'],
    );
  });

  test('would write a file that tools run or obey, which is named', async () => {
    const folder = await testFolder('guard', {
      'safekeep.yaml': 'format: 1\ntargets: { editor: ../.vscode/settings.json, app: ../app.json }\n',
      '../.vscode/settings.json': '{ "a": 1 }\n',
      '../app.json': '{ "a": 1 }\n',
      'profiles/p/editor.json': '{ "a": 2 }\n',
      'profiles/p/app.json': '{ "a": 2 }\n',
    });
    const engine = await folder.open();
    const guarded = async (operation: Operation) => {
      const plan = await engine.plan(operation);
      await assert.rejects(engine.commit(plan), { code: 'guarded' });
      return plan.guards;
    };
    const asked = [
      {
        code: 'runs-code',
        target: 'editor',
        message:
          '../.vscode/settings.json is a file that tools run or obey: make sure that you want this change.',
      },
    ];
    assert.deepEqual(await guarded({ kind: 'switch', profile: 'p' }), asked);
    await perform(engine, { kind: 'switch', profile: 'p' });
    assert.deepEqual(await guarded({ kind: 'undo' }), asked);
    const { backups } = await engine.snapshot();
    assert.deepEqual(await guarded({ kind: 'restore', backup: backups[0]?.id ?? '' }), asked);
    await folder.write({ 'profiles/q/app.json': '{ "a": 3 }\n' });
    assert.deepEqual(
      (await engine.plan({ kind: 'switch', profile: 'q' })).guards,
      [],
      'it leaves the file alone',
    );
  });

  test('would write into a folder of an editor that is the config folder itself', async () => {
    const folder = await testFolder('guard', {});
    const inside = folder.path('.vscode');
    await folder.write({
      '.vscode/safekeep.yaml': 'format: 1\ntargets: { editor: settings.json }\n',
      '.vscode/settings.json': '{ "a": 1 }\n',
      '.vscode/profiles/p.json': '{ "a": 2 }\n',
    });
    const plan = await (await openEngine(inside)).plan({ kind: 'switch', profile: 'p' });
    assert.deepEqual(
      plan.guards.map(({ code, target }) => [code, target]),
      [['runs-code', 'editor']],
    );
  });

  test('would write an executable file, or one outside of the folder that is not known to be data', async () => {
    const folder = await testFolder('guard', {
      'safekeep.yaml':
        'targets: { hook: hook, other: other, near: ../near.yaml, far: ../.app/far.yaml, kind: ../kind.rc }\n',
      hook: 'a: 1\n',
      other: 'a: 1\n',
      '../near.yaml': 'a: 1\n',
      ...Object.fromEntries(
        ['hook', 'other', 'near', 'far', 'kind'].map((name) => [`profiles/p/${name}.yaml`, 'a: 2\n']),
      ),
    });
    await chmod(folder.path('hook'), 0o755);
    const plan = await (await folder.open()).plan({ kind: 'switch', profile: 'p' });
    assert.deepEqual(
      plan.guards.map(({ code, target }) => [code, target]),
      [...(process.platform === 'win32' ? [] : ['hook']), 'far', 'kind'].map((name) => ['runs-code', name]),
    );
  });

  test('is carried out when the answer is yes', async () => {
    const folder = await testFolder('guard', {
      'current.json': '{ "a": 1, "b": 2 }',
      'profiles/p.json': '{}\n',
    });
    await perform(await folder.open(), { kind: 'switch', profile: 'p' });
    assert.equal(await folder.text('current.json'), '{}\n');
  });
});
