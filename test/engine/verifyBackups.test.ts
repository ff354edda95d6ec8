import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { nodeFileSystem } from '../../src/engine/storage/disk/nodeFileSystem.ts';
import { prunable, withBackups } from '../support/disk/prunableFolder.ts';

suite('verifying all backups', () => {
  test('has the files of two of them in memory, no more, and answers newest first', async () => {
    const folder = await prunable('');
    const ids = await withBackups(folder, 9);
    let [now, most] = [0, 0];
    const fileSystem = {
      ...nodeFileSystem,
      readFile: async (...args: Parameters<typeof nodeFileSystem.readFile>) => {
        const isContent = /backups.*current\.json$/.test(args[0]);
        if (isContent) most = Math.max(most, (now += 1));
        const bytes = await nodeFileSystem.readFile(...args);
        if (isContent) now -= 1;
        return bytes;
      },
    };
    const counts: number[] = [];
    const engine = await folder.open({ fileSystem });
    const verified = await engine.verifyBackups(undefined, (done) => counts.push(done));
    assert.deepEqual(
      verified.map(({ id, problems }) => [id, problems]),
      ids.map((id) => [id, []]),
    );
    assert.deepEqual(counts, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.equal(most, 2);
  });
});
