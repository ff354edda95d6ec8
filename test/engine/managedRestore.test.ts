// A backup and a line of the history say which files they speak of, and may come from anybody: what they name is put
// back, or looked at, only where it is a file of this config folder now.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Engine, Operation } from '../../src/engine/index.ts';
import { perform, testFolder, type TestFolder } from '../support/disk/configFolder.ts';

const manifest = (targets: string) => `format: 1\ntargets: { ${targets} }\n`;
const editors = '{ "tasks": [] }\n';

/** A folder that once named a file of the editor as a target, and no longer does. */
async function formerTarget(targets = 'app: app.json, tasks: ../.vscode/tasks.json') {
  const folder = await testFolder('managed', {
    'safekeep.yaml': manifest(targets),
    'app.json': '{ "a": 1 }\n',
    '../.vscode/tasks.json': editors,
    'profiles/p/app.json': '{ "a": 2 }\n',
    'profiles/p/tasks.json': '{ "tasks": ["evil"] }\n',
  });
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'p' });
  await folder.write({
    'safekeep.yaml': manifest('app: app.json'),
    '../.vscode/tasks.json': '{ "mine": 1 }\n',
  });
  return { folder, engine };
}

async function backupOf(engine: Engine): Promise<string> {
  return (await engine.snapshot()).backups[0]?.id ?? '';
}

async function leavesAlone(folder: TestFolder, engine: Engine, operation: Operation): Promise<void> {
  const plan = await perform(engine, operation);
  assert.deepEqual(
    plan.problems.map(({ file, message }) => [file, message]),
    [
      [
        '../.vscode/tasks.json',
        "../.vscode/tasks.json is no longer a target or profile, so it isn't restored.",
      ],
    ],
  );
  assert.deepEqual(
    plan.writes.map(({ path }) => path),
    ['app.json'],
  );
  assert.equal(await folder.text('app.json'), '{ "a": 1 }\n');
  assert.equal(await folder.text('../.vscode/tasks.json'), '{ "mine": 1 }\n');
}

suite('a record that names a file which is no target now', () => {
  test('leaves it alone when a backup is restored, and says so', async () => {
    const { folder, engine } = await formerTarget();
    await leavesAlone(folder, engine, { kind: 'restore', backup: await backupOf(engine) });
  });

  test('leaves it alone when a backup is restored in the version of now', async () => {
    const { folder, engine } = await formerTarget();
    await leavesAlone(folder, engine, { kind: 'restore', backup: await backupOf(engine), migrated: true });
  });

  test('leaves it alone when a commit is undone', async () => {
    const { folder, engine } = await formerTarget();
    await leavesAlone(folder, engine, { kind: 'undo' });
  });

  test('is refused where it names nothing else', async () => {
    const { folder, engine } = await formerTarget('tasks: ../.vscode/tasks.json');
    const message = 'Nothing can be restored: ../.vscode/tasks.json is no longer a target or profile.';
    const refused = { code: 'invalid', message };
    await assert.rejects(engine.plan({ kind: 'restore', backup: await backupOf(engine) }), refused);
    await assert.rejects(engine.plan({ kind: 'undo' }), refused);
    assert.equal(await folder.text('../.vscode/tasks.json'), '{ "mine": 1 }\n');
  });

  test('does not have the file read to tell what a commit changed', async () => {
    const { folder, engine } = await formerTarget();
    // Were it read, its content would be the one that the commit made.
    await folder.write({ '../.vscode/tasks.json': '{ "tasks": ["evil"] }\n' });
    const [newest] = (await engine.snapshot()).history;
    const { files } = await engine.changesOf(newest?.id ?? '');
    assert.deepEqual(
      files.map(({ path, unknown }) => [path, unknown]),
      [
        ['app.json', false],
        ['../.vscode/tasks.json', true],
      ],
    );
  });

  test('brings back profiles, defaults and the manifest', async () => {
    const folder = await testFolder('managed');
    const engine = await folder.open();
    await perform(engine, { kind: 'delete-profile', name: 'production' });
    const plan = await perform(engine, { kind: 'undo' });
    assert.deepEqual(plan.problems, []);
    assert.match((await folder.text('profiles/production.json')) ?? '', /"port": 3/);
  });
});
