// A live file that is a link whose file went away: it can be seen, kept out of the way of others, and brought back.
import assert from 'node:assert/strict';
import { lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { suite, test } from 'node:test';
import type { Operation } from '../../src/engine/index.ts';
import { perform, testFolder, type TestFolder } from '../support/disk/configFolder.ts';
import { crashingFileSystem } from '../support/faults/faultyFileSystem.ts';

const onPosix = { skip: process.platform === 'win32' };
const before = '{ "a": 1 }\n';
const after = '{ "a": 2 }\n';
const restoring = { kind: 'restore', backup: 'good' } as const;

const files = {
  'safekeep.yaml': 'targets: { app: app.json, web: web.json }\n',
  'app.json': before,
  'web.json': '{ "w": 1 }\n',
  'profiles/dev/app.json': after,
};

/** A switch, a backup by the name of "good" of what it made, and a link to nothing in the place of the file. */
async function dangling(end = '../shared/app.json'): Promise<TestFolder> {
  const folder = await testFolder('links-to-nothing', files);
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'dev' });
  await engine.createBackup({ name: 'good' });
  await rm(folder.path('app.json'));
  await symlink(end, folder.path('app.json'));
  return folder;
}

async function commit(folder: TestFolder, operation: Operation): Promise<void> {
  const engine = await folder.open();
  await engine.commit(await engine.plan(operation), { accepted: 'all' });
}

suite('a live file that is a link to nothing', onPosix, () => {
  test('is a problem, and damage; everything else can be seen', async () => {
    const folder = await dangling();
    const { problems, damage, backups, history, targets } = await (await folder.open()).snapshot();
    assert.deepEqual(
      problems.map(({ file, line, message }) => [file, line, message]),
      [['app.json', 0, 'app.json is a broken link.']],
    );
    assert.deepEqual(
      damage.map(({ path, kind }) => [path, kind]),
      [['app.json', 'gone']],
    );
    assert.equal(targets.find(({ name }) => name === 'web')?.file?.path, 'web.json');
    assert.deepEqual([backups.length, history.length], [2, 1]);
  });

  test('lets others be changed and kept', async () => {
    const folder = await dangling();
    const edits = [{ op: 'set', pointer: '/w', value: 2 }] as const;
    await commit(folder, { kind: 'edit', target: 'web', edits });
    assert.match((await folder.text('web.json')) ?? '', /"w": 2/);
    const { absent } = await (await folder.open()).createBackup({ name: 'later' });
    assert.deepEqual(absent, ['app.json']);
    assert.equal(await folder.text('../shared/app.json'), null);
  });

  for (const [operation, wanted] of [
    [restoring, after],
    [{ kind: 'restore-damaged' }, after],
    [{ kind: 'undo' }, before],
  ] as const)
    test(`gets its file again by ${operation.kind}, and stays a link`, async () => {
      const folder = await dangling();
      await commit(folder, operation);
      assert.equal(await folder.text('../shared/app.json'), wanted);
      assert.equal(await readlink(folder.path('app.json')), '../shared/app.json');
      const { problems, damage } = await (await folder.open()).snapshot();
      assert.deepEqual([problems, damage], [[], []]);
    });

  test('is written by nothing else', async () => {
    const folder = await dangling();
    const edits = [{ op: 'set', pointer: '/a', value: 3 }] as const;
    for (const operation of [
      { kind: 'switch', profile: 'dev' },
      { kind: 'edit', target: 'app', edits },
    ] as const)
      await assert.rejects(commit(folder, operation), { code: /invalid|not-found/ });
    assert.equal(await folder.text('../shared/app.json'), null);
    assert.ok((await lstat(folder.path('app.json'))).isSymbolicLink());
  });

  test('gets nothing outside of the workspace, or among profiles', async () => {
    for (const end of ['../../outside.json', '../.git/hooks/x', 'profiles/new.json', '.safekeep/new.json']) {
      const folder = await dangling(end);
      for (const operation of [restoring, { kind: 'restore-damaged' }, { kind: 'undo' }] as const)
        await assert.rejects(commit(folder, operation), { code: 'invalid' });
      assert.equal(await folder.text(end), null);
    }
  });

  test('is asked about where its file is one that tools run', async () => {
    const folder = await dangling('../package.json');
    const engine = await folder.open();
    const plan = await engine.plan(restoring);
    assert.deepEqual(
      plan.guards.map(({ code, message }) => [code, message.includes('→ package.json')]),
      [['runs-code', true]],
    );
    await assert.rejects(engine.commit(plan), { code: 'guarded' });
  });

  test('that leads elsewhere since the plan is not written through', async () => {
    const folder = await dangling();
    const engine = await folder.open();
    const plan = await engine.plan(restoring);
    await rm(folder.path('app.json'));
    await symlink('../other.json', folder.path('app.json'));
    await assert.rejects(engine.commit(plan, { accepted: 'all' }), { code: 'conflict' });
    assert.equal(await folder.text('../other.json'), null);
  });
});

suite('a change that was interrupted', onPosix, () => {
  const interruptedAt = async (folder: TestFolder, operation: Operation, name: string) => {
    const { fileSystem, hasCrashed } = crashingFileSystem(
      (call, _path, to) => call === 'rename' && (to ?? '').endsWith(name),
    );
    const engine = await folder.open({ fileSystem });
    const plan = await engine.plan(operation);
    await assert.rejects(engine.commit(plan, { accepted: 'all' }));
    assert.ok(hasCrashed());
  };

  test('is finished through a link to nothing that it went through', async () => {
    const folder = await dangling();
    await interruptedAt(folder, restoring, '/shared/app.json');
    const [recovery] = await (await folder.open()).recoverInterrupted();
    assert.equal(recovery?.outcome, 'completed');
    assert.equal(await folder.text('../shared/app.json'), after);
    assert.ok((await lstat(folder.path('app.json'))).isSymbolicLink());
  });

  test('writes through no link that came since', async () => {
    const folder = await testFolder('links-to-nothing', files);
    await rm(folder.path('app.json'));
    await mkdir(folder.path('../shared'), { recursive: true });
    await interruptedAt(folder, { kind: 'switch', profile: 'dev' }, '/app.json');
    await symlink('package.json', folder.path('app.json'));
    const [recovery] = await (await folder.open()).recoverInterrupted();
    assert.deepEqual(recovery?.kept, ['app.json']);
    assert.equal(await folder.text('package.json'), null);
    assert.ok((await lstat(folder.path('app.json'))).isSymbolicLink());
  });
});
