// Targets with `write: in-place`: a person's choice for a live file that is a mount of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { renameSync, symlinkSync } from 'node:fs';
import { link, readFile, readdir, stat } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { isTorn } from '../../../src/engine/storage/disk/inPlace.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { perform, testFolder, type Files } from '../../support/disk/configFolder.ts';
import { mounts } from '../../support/disk/mounts.ts';
import { testUser } from '../../support/disk/testUser.ts';
import { crashingFileSystem, faultyFileSystem, systemError } from '../../support/faults/faultyFileSystem.ts';

const files: Files = {
  'safekeep.yaml': 'targets:\n  app: { path: app.json, write: in-place }\n',
  'app.json': '{ "mode": "a", "text": "long enough" }\n',
  'profiles/a.json': '{ "mode": "a", "text": "long enough" }\n',
  'profiles/b.json': '{ "mode": "b" }\n',
};
const switchTo = (profile: string) => ({ kind: 'switch', profile }) as const;

suite('a target that is written in place', () => {
  test('stays the same file, with its other names once somebody agrees to change these', async () => {
    const { open, path, text, folder } = await testFolder('in-place', files);
    const engine = await open();
    await link(path('app.json'), path('other-name.json'));
    const { ino } = await stat(path('app.json'));
    await assert.rejects(engine.commit(await engine.plan(switchTo('b'))), {
      code: 'guarded',
      message: 'app.json has 2 hard links, which would all change.',
    });
    await perform(engine, switchTo('b'));
    assert.equal(await text('app.json'), await text('profiles/b.json'));
    assert.equal(await text('other-name.json'), await text('profiles/b.json'));
    assert.equal((await stat(path('app.json'))).ino, ino);
    await perform(engine, { kind: 'undo' });
    assert.equal(await text('other-name.json'), await text('profiles/a.json'));
    const left = await readdir(`${folder}/.safekeep`);
    assert.deepEqual(
      left.filter((name) => name.endsWith('.safekeep-new')),
      [],
    );
  });

  test('is written where nothing can be put in its place', async (context) => {
    const { open, path, text, workspace, write } = await testFolder('in-place', files);
    await write({ '../mounted.json': files['app.json'] ?? '' });
    if (!mounts('--bind', `${workspace}/mounted.json`, path('app.json'))) {
      context.skip('nothing may be mounted here');
      return;
    }
    try {
      const engine = await open();
      await perform(engine, switchTo('b'));
      assert.equal(await readFile(`${workspace}/mounted.json`, 'utf8'), await text('profiles/b.json'));
      await perform(engine, { kind: 'undo' });
      assert.equal(await readFile(`${workspace}/mounted.json`, 'utf8'), files['app.json']);
    } finally {
      execFileSync('umount', [path('app.json')]);
    }
  });

  test('is finished after a crash in the middle of the write', async () => {
    const { open, text } = await testFolder('in-place', files);
    const { fileSystem, hasCrashed } = crashingFileSystem((call, place) => {
      return call === 'truncate' && place.endsWith('/app.json');
    });
    await assert.rejects(perform(await open({ fileSystem }), switchTo('b')));
    assert.ok(hasCrashed());
    assert.equal(await text('app.json'), '{ "mode": "b" }\ntext": "long enough" }\n');
    const [recovery] = await (await open()).recoverInterrupted();
    assert.equal(recovery?.outcome, 'completed');
    assert.equal(await text('app.json'), await text('profiles/b.json'));
  });

  test('is not written by a record of somebody else, even with trust', async () => {
    const { open, text } = await testFolder('in-place', files);
    const { fileSystem } = crashingFileSystem((call, place) => {
      return call === 'truncate' && place.endsWith('/app.json');
    });
    await assert.rejects(perform(await open({ fileSystem }), switchTo('b')));
    const torn = await text('app.json');
    const [recovery] = await (
      await open({ user: testUser('b'.repeat(64)) })
    ).recoverInterrupted({ trust: true });
    assert.equal(recovery?.outcome, 'set-aside');
    assert.equal(await text('app.json'), torn);
  });

  test('leads nowhere else where its folder becomes a link just before the write', async () => {
    const { open, path, write } = await testFolder('in-place', {
      ...files,
      'safekeep.yaml': 'targets:\n  app: { path: sub/app.json, write: in-place }\n',
      'sub/app.json': files['app.json'] ?? '',
    });
    await write({ '../outside/app.json': 'mine\n' });
    const fileSystem = faultyFileSystem((call, place) => {
      if (call !== 'overwrite' || !place.endsWith('/sub/app.json')) return;
      renameSync(path('sub'), path('gone'));
      symlinkSync(path('../outside'), path('sub'));
    });
    await assert.rejects(perform(await open({ fileSystem }), switchTo('b')));
    assert.equal(await readFile(path('../outside/app.json'), 'utf8'), 'mine\n');
  });

  test('is as it was when the disk refuses the write', async () => {
    const { open, text } = await testFolder('in-place', files);
    let isRefused = false;
    const fileSystem = faultyFileSystem((call, place) => {
      if (isRefused || call !== 'truncate' || !place.endsWith('/app.json')) return;
      isRefused = true;
      throw systemError('EIO');
    });
    await assert.rejects(perform(await open({ fileSystem }), switchTo('b')), { code: 'io' });
    assert.equal(await text('app.json'), files['app.json']);
  });

  test('that somebody else edited is kept', async () => {
    const { open, text, write } = await testFolder('in-place', files);
    const { fileSystem } = crashingFileSystem((call, place) => {
      return call === 'truncate' && place.endsWith('/app.json');
    });
    await assert.rejects(perform(await open({ fileSystem }), switchTo('b')));
    await write({ 'app.json': '{ "mode": "mine" }\n' });
    const [recovery] = await (await open()).recoverInterrupted();
    assert.deepEqual(recovery?.kept, ['app.json']);
    assert.equal(await text('app.json'), '{ "mode": "mine" }\n');
  });

  test('is not what the message asks for without it', async () => {
    const { open, path, write } = await testFolder('in-place', files);
    await write({ 'safekeep.yaml': 'targets: { app: app.json }\n' });
    const fileSystem = { ...nodeFileSystem, mounts: () => Promise.resolve([path('app.json')]) };
    await assert.rejects(perform(await open({ fileSystem }), switchTo('b')), {
      message: /Mount its folder instead of the file, or add "write: in-place" to target "app"/,
    });
  });
});

test('a torn file has bytes of the two contents, or none yet', () => {
  const [from, to] = [Buffer.from('abcdef'), Buffer.from('ABCD')];
  for (const torn of ['ABcdef', 'ABCDef', 'ABCD', 'abcdef', 'AB\0\0', 'ab', ''])
    assert.ok(isTorn(Buffer.from(torn), from, to), torn);
  for (const foreign of ['abXdef', 'abcdefg', 'xyz'])
    assert.ok(!isTorn(Buffer.from(foreign), from, to), foreign);
});
