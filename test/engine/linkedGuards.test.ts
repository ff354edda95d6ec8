// What is asked about when a link decides where a write goes: the file that is really written counts.
import assert from 'node:assert/strict';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Operation } from '../../src/engine/index.ts';
import { sha256 } from '../../src/engine/base/sha256.ts';
import { forgedId, intent } from '../security/support/forged.ts';
import { perform, testFolder, type Files, type TestFolder } from '../support/disk/configFolder.ts';

const tasks = '{ "tasks": [] }\n';
const evil = '{ "tasks": [{ "label": "x" }] }\n';

/** A folder with links in it: name in the folder → what the link says. */
async function withLinks(files: Files, links: Readonly<Record<string, string>>): Promise<TestFolder> {
  const folder = await testFolder('linked-guards', files);
  for (const [name, leadsTo] of Object.entries(links)) await symlink(leadsTo, folder.path(name));
  return folder;
}

/** What is asked, after the commit was refused without the answer. */
async function asked(folder: TestFolder, operation: Operation): Promise<readonly string[]> {
  const engine = await folder.open();
  const plan = await engine.plan(operation);
  await assert.rejects(engine.commit(plan), { code: 'guarded' });
  return plan.guards.filter(({ code }) => code === 'runs-code').map(({ message }) => message);
}

const sentence = (name: string) =>
  `Other tools run ${name} or read their settings from it. Make sure that you want this change.`;

suite('a link to a file that tools run', { skip: process.platform === 'win32' }, () => {
  test('is asked about as the target that it is, by the name of the real file', async () => {
    const files = {
      'safekeep.yaml': 'targets: { app: app.json }\n',
      '../.vscode/tasks.json': tasks,
      'profiles/dev.json': evil,
    };
    const folder = await withLinks(files, { 'app.json': '../.vscode/tasks.json' });
    assert.deepEqual(await asked(folder, { kind: 'switch', profile: 'dev' }), [
      sentence('app.json (→ .vscode/tasks.json)'),
    ]);
    assert.equal(await folder.text('../.vscode/tasks.json'), tasks);
    await perform(await folder.open(), { kind: 'switch', profile: 'dev' });
    assert.deepEqual(await asked(folder, { kind: 'undo' }), [sentence('app.json (→ .vscode/tasks.json)')]);
  });

  test('is asked about when one value of it is set', async () => {
    const files = { '../package.json': '{ "scripts": {} }\n' };
    const folder = await withLinks(files, { 'current.json': '../package.json' });
    const edits = [{ op: 'set', pointer: '/scripts/postinstall', value: 'touch x' }] as const;
    assert.deepEqual(await asked(folder, { kind: 'edit', edits }), [
      sentence('current.json (→ package.json)'),
    ]);
  });

  test('is asked about in a folder that is a link, also before the file is there', async () => {
    const files = {
      'safekeep.yaml': 'targets: { app: live/tasks.json }\n',
      '../.vscode/settings.json': '{}\n',
      'profiles/dev.json': evil,
    };
    const folder = await withLinks(files, { live: '../.vscode' });
    assert.deepEqual(await asked(folder, { kind: 'switch', profile: 'dev' }), [
      sentence('live/tasks.json (→ .vscode/tasks.json)'),
    ]);
  });

  test('is asked about as a profile and as a layer', async () => {
    const files = {
      'current.json': '{ "a": 1 }\n',
      '../package.json': '{ "a": 1 }\n',
      'profiles/x.json': '{}',
    };
    const folder = await withLinks(files, { 'profiles/dev.json': '../../package.json' });
    const edits = [{ op: 'set', pointer: '/a', value: 2 }] as const;
    const guard = [sentence('profiles/dev.json (→ package.json)')];
    assert.deepEqual(await asked(folder, { kind: 'edit', profile: 'dev', edits }), guard);
    await perform(await folder.open(), { kind: 'switch', profile: 'dev' });
    await folder.write({ 'current.json': '{ "a": 3 }\n' });
    assert.deepEqual(await asked(folder, { kind: 'save-to-profile' }), guard);
  });

  test('is asked about when all profiles lie behind it, and one is made, changed or taken away', async () => {
    const files = { 'current.json': tasks, '../.vscode/tasks.json': tasks };
    const folder = await withLinks(files, { profiles: '../.vscode' });
    const guard = (name: string) => [sentence(`profiles/${name} (→ .vscode/${name})`)];
    assert.deepEqual(await asked(folder, { kind: 'delete-profile', name: 'tasks' }), guard('tasks.json'));
    assert.deepEqual(
      await asked(folder, { kind: 'duplicate-profile', name: 'tasks', copy: 'launch' }),
      guard('launch.json'),
    );
    assert.deepEqual(await asked(folder, { kind: 'rename-profile', name: 'tasks', newName: 'launch' }), [
      ...guard('tasks.json'),
      ...guard('launch.json'),
    ]);
    assert.equal(await folder.text('../.vscode/tasks.json'), tasks);
  });

  test('that is a profile is taken away without a question: the file that it leads to stays', async () => {
    const files = { 'current.json': '{}\n', '../package.json': '{}\n', 'profiles/x.json': '{}\n' };
    const folder = await withLinks(files, { 'profiles/dev.json': '../../package.json' });
    const engine = await folder.open();
    const plan = await engine.plan({ kind: 'delete-profile', name: 'dev' });
    assert.deepEqual(plan.guards, []);
    await engine.commit(plan);
    assert.equal(await folder.text('../package.json'), '{}\n');
  });

  test('that is put there after the plan was looked at stops the commit', async () => {
    const folder = await testFolder('linked-guards', {
      'current.json': '{ "a": 1 }\n',
      '../package.json': '{ "a": 1 }\n',
      'profiles/dev.json': '{ "a": 2 }\n',
    });
    const engine = await folder.open();
    const plan = await engine.plan({ kind: 'switch', profile: 'dev' });
    assert.deepEqual(plan.guards, []);
    await rm(folder.path('current.json'));
    await symlink('../package.json', folder.path('current.json'));
    await assert.rejects(engine.commit(plan), { code: 'conflict' });
    assert.equal(await folder.text('../package.json'), '{ "a": 1 }\n');
  });

  test('does not make a harmless file of one that a tool reads through it', async () => {
    const folder = await testFolder('linked-guards', {
      'safekeep.yaml': 'targets: { app: ../.vscode/settings.json }\n',
      'real.json': '{ "a": 1 }\n',
      '../.vscode/extensions.json': '{}\n',
      'profiles/dev.json': '{ "a": 2 }\n',
    });
    await symlink('../config/real.json', join(folder.workspace, '.vscode', 'settings.json'));
    assert.deepEqual(await asked(folder, { kind: 'switch', profile: 'dev' }), [
      sentence('../.vscode/settings.json (→ config/real.json)'),
    ]);
  });

  test('leaves a profile with the name of such a file alone', async () => {
    const folder = await testFolder('linked-guards', {
      'current.json': '{}\n',
      'profiles/package.json': '{ "a": 1 }\n',
    });
    const edits = [{ op: 'set', pointer: '/a', value: 2 }] as const;
    const plan = await (await folder.open()).plan({ kind: 'edit', profile: 'package', edits });
    assert.deepEqual(plan.guards, []);
  });

  test('is never changed by a record that a person trusts: the record is set aside', async () => {
    const [mine, theirs] = ['{ "scripts": {} }\n', '{ "scripts": { "postinstall": "touch x" } }\n'];
    const staged = '.package.json.000000aaaaaaaaaaaa.safekeep-new';
    const folder = await withLinks(
      {
        '../package.json': mine,
        [`../${staged}`]: theirs,
        [`.safekeep/journal/${forgedId}.json`]: intent({
          files: [{ path: 'current.json', before: sha256(mine), after: sha256(theirs), moved: staged }],
        }),
      },
      { 'current.json': '../package.json' },
    );
    const engine = await folder.open();
    assert.deepEqual(await engine.recoverInterrupted({ trust: true }), [
      { id: forgedId, outcome: 'set-aside', kept: [] },
    ]);
    assert.equal(await folder.text('../package.json'), mine);
  });
});
