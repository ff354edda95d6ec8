// The clean-up of old backups on the real disk, cut off at one call after another.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { test } from 'node:test';
import { newId } from '../../src/engine/storage/backups/ids.ts';
import { crashingFileSystem } from '../support/faults/faultyFileSystem.ts';
import { onlyLast, prunable, withBackups } from '../support/disk/prunableFolder.ts';
import { size } from '../support/sizes.ts';

test('cleaning up that is stopped at any call from the first move on leaves each backup whole, in its place or in the trash, and the next one goes on', async () => {
  let stop = 1;
  for (let hasStopped = true; hasStopped; stop += size(3, 1)) {
    const folder = await prunable(onlyLast(1));
    const ids = await withBackups(folder, 3);
    const old = newId(new Date(0));
    await folder.write({ [`.safekeep/trash/${old}/a/b.json`]: '{}' });
    let count = 0;
    const { fileSystem, hasCrashed } = crashingFileSystem((_call, path) => {
      if (count > 0 || path.includes('/trash')) count += 1;
      return count === stop;
    });
    const crashing = folder.open({ fileSystem }).then((engine) => engine.prune());
    await crashing.catch(() => undefined);
    hasStopped = hasCrashed();
    const records = [...(await folder.ids()), ...(await folder.trash())].join('\n');
    for (const id of ids) assert.match(records, new RegExp(`^(.*/backups/)?${id}$`, 'm'), `call ${stop}`);
    await rm(folder.path('.safekeep/lock'), { recursive: true, force: true });
    const engine = await folder.open();
    await engine.prune();
    assert.deepEqual(await folder.ids(), ids.slice(0, 1), `call ${stop}`);
    for (const { problems } of await engine.verifyBackups()) assert.deepEqual(problems, []);
    const trash = await folder.trash();
    for (const id of ids.slice(1))
      assert.equal(trash.filter((path) => path.endsWith(`${id}/current.json`)).length, 1, `call ${stop}`);
    assert.equal(trash.includes(old), false);
  }
  assert.ok(stop > 20, String(stop));
});
