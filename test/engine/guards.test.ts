import assert from 'node:assert/strict';
import { chmod, link } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { openEngine, type Edit, type Operation } from '../../src/engine/index.ts';
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

  test('would lose keys, of which few are named and many are a share, with the way to keep them', async () => {
    const sentences = async (count: number) => {
      const keys = Array.from({ length: count }, (_, index) => [`k${index}`, index]);
      const folder = await testFolder('guard', {
        'current.json': JSON.stringify(Object.fromEntries(keys)),
        'profiles/full.json': JSON.stringify(Object.fromEntries(keys)),
        'profiles/p.json': '{ "k0": 0 }',
      });
      const engine = await folder.open();
      await perform(engine, { kind: 'switch', profile: 'full' });
      const { guards } = await engine.plan({ kind: 'switch', profile: 'p' });
      return guards.map(({ message }) => message);
    };
    assert.deepEqual(await sentences(3), [
      'current.json would lose /k1, /k2. Profile "p" has only 1 of the 3 keys. To keep the other keys, make it extend "full".',
    ]);
    assert.deepEqual(await sentences(20), [
      'current.json would lose 95% of its keys. Profile "p" has only 1 of the 20 keys. To keep the other keys, make it extend "full".',
    ]);
  });

  test('is not one that moves, renames or changes what is there, or removes what was named', async () => {
    const edited = async (text: string, edit: Edit) => {
      const folder = await testFolder('guard', { 'current.yaml': text });
      const plan = await (await folder.open()).plan({ kind: 'edit', edits: [edit] });
      return plan.guards.map(({ message }) => message);
    };
    const section = 'app: { a: 1, b: 2, c: 3, d: 4 }\nz: 1\n';
    assert.deepEqual(await edited(section, { op: 'rename', pointer: '/app', key: 'application' }), []);
    assert.deepEqual(await edited(section, { op: 'wrap', pointer: '/app', key: 'x' }), []);
    assert.deepEqual(await edited(section, { op: 'remove', pointer: '/app' }), []);
    assert.deepEqual(await edited(section, { op: 'set', pointer: '/app', value: 1 }), [
      'current.yaml would lose /app.',
    ]);
    const list = 'l:\n  - [a, b]\n  - { kind: npm, directory: /, at: { day: 1 } }\n';
    assert.deepEqual(await edited(list, { op: 'insert', pointer: '/l/0/-', value: 'z' }), []);
    assert.deepEqual(await edited(list, { op: 'set', pointer: '/l/1/at/day', value: 2 }), []);
  });

  test('is not one that renames keys beside each other, whose values tell them apart', async () => {
    const old = '{ "timeout": 30, "host": "h", "on": true, "off": true }';
    const named = '{ "timeoutSeconds": 30, "hostname": "h", "on": true, "off": true }';
    assert.deepEqual(await guards(old, named), []);
    assert.deepEqual(await guards(old, '{ "timeoutSeconds": 31, "hostname": "i", "on": true }'), ['removed']);
    // What several keys say, or any key may say, tells nothing.
    assert.deepEqual(await guards('{ "a": 1, "b": 1, "c": 2 }', '{ "x": 1, "y": 1 }'), ['removed']);
    assert.deepEqual(await guards('{ "a": true, "b": false, "c": 2 }', '{ "x": true, "y": false }'), [
      'removed',
    ]);
  });

  test('is not one that removes a document that was named, of two', async () => {
    const folder = await testFolder('guard', {
      'current.yaml': 'kind: A\nn: 1\n---\nkind: B\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\n',
    });
    const engine = await folder.open();
    const remove = (pointer: string) => engine.plan({ kind: 'edit', edits: [{ op: 'remove', pointer }] });
    assert.deepEqual((await remove('/1')).guards, []);
    assert.deepEqual((await remove('/0')).guards, []);
    const plan = await engine.plan({ kind: 'edit', edits: [{ op: 'set', pointer: '/1', value: 'x' }] });
    assert.deepEqual(
      plan.guards.map(({ code }) => code),
      ['removed'],
    );
  });

  test('counts a secret as lost though an equal value comes, which nobody should learn', async () => {
    const lost = (coming: string) =>
      guards('{ "old": { "password": "abc123" } }', `{ "new": { "password": "${coming}" } }`);
    assert.deepEqual(await lost('abc123'), ['removed']);
    assert.deepEqual(await lost('other'), ['removed']);
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
          'Other tools run ../.vscode/settings.json or read their settings from it. Make sure that you want this change.',
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
        ['hook', 'other', 'near.yaml', 'far.yaml', 'kind.rc'].map((name) => [`profiles/p/${name}`, 'a: 2\n']),
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
