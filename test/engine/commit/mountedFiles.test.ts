// A live file that is a mount of its own, as containers have them: it can't be replaced, which is said before anything is done.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { perform, testFolder } from '../../support/disk/configFolder.ts';
import { faultyFileSystem, systemError } from '../../support/faults/faultyFileSystem.ts';
import { mounts } from '../../support/disk/mounts.ts';
import { execFileSync } from 'node:child_process';

suite('a file that is a mount of its own', () => {
  test('is refused with the reason, and leaves no backup', async () => {
    const folder = await testFolder('mounted');
    const fileSystem = {
      ...nodeFileSystem,
      mounts: () => Promise.resolve(['/', folder.path('current.json')]),
    };
    const engine = await folder.open({ fileSystem });
    for (let count = 0; count < 3; count += 1)
      await assert.rejects(perform(engine, { kind: 'switch', profile: 'staging' }), {
        code: 'invalid',
        message: /^current\.json is a mount point/,
      });
    assert.deepEqual((await engine.snapshot()).backups, []);
    await perform(engine, { kind: 'duplicate-profile', name: 'staging', copy: 'other' });
  });

  test('is found by what the system tells, whatever its name is', async (context) => {
    const folder = await testFolder('mounted', { 'a b\\\u00e4.json': '{}', 'real.json': '{}' });
    const place = folder.path('a b\\\u00e4.json');
    if (!mounts('--bind', folder.path('real.json'), place)) {
      context.skip('nothing may be mounted here');
      return;
    }
    try {
      assert.ok((await nodeFileSystem.mounts(folder.workspace)).includes(place));
    } finally {
      execFileSync('umount', [place]);
    }
  });
});

test('a profile that is deleted goes to a trash on another disk, and comes back from it', async () => {
  const folder = await testFolder('mounted');
  const fileSystem = faultyFileSystem((call, from, to) => {
    const isInside = (path = '') => path.includes('/.safekeep/');
    if (call === 'rename' && isInside(from) !== isInside(to)) throw systemError('EXDEV');
  });
  const engine = await folder.open({ fileSystem });
  const text = await folder.text('profiles/production.json');
  await perform(engine, { kind: 'delete-profile', name: 'production' });
  assert.equal(await folder.text('profiles/production.json'), null);
  await perform(engine, { kind: 'undo' });
  assert.equal(await folder.text('profiles/production.json'), text);
  await rm(folder.folder, { recursive: true });
});
