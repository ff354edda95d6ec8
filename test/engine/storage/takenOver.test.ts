// What is said to one who lost the lock in the midst of a commit: whether it was finished, taken back, or still will be.
import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { test } from 'node:test';
import { EngineError } from '../../../src/engine/index.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { doubleFiles, perform, testFolder, type TestFolder } from '../../support/disk/configFolder.ts';

const removeStaged = async (folder: TestFolder) => {
  for (const name of await readdir(folder.folder))
    if (name.endsWith('safekeep-new')) await rm(folder.path(name));
};
const takeOver = async (folder: TestFolder) => {
  await (await folder.open()).unlock();
};

const rivals: Readonly<Record<string, (folder: TestFolder) => Promise<void>>> = {
  completed: takeOver,
  'taken-back': async (folder) => {
    await removeStaged(folder);
    await takeOver(folder);
  },
  open: (folder) => folder.write({ '.safekeep/lock/900.free': '' }),
};

for (const [outcome, rival] of Object.entries(rivals)) {
  test(`one who lost the lock is told what became of its commit: ${outcome}`, async () => {
    const folder = await testFolder('taken-over', doubleFiles);
    let isOver = false;
    const fileSystem = {
      ...nodeFileSystem,
      rename: async (from: string, to: string) => {
        if (!isOver && to === folder.path('web.json')) {
          isOver = true;
          await rival(folder);
        }
        await nodeFileSystem.rename(from, to);
      },
    };
    const engine = await folder.open({ fileSystem });
    const change = perform(engine, { kind: 'switch', profile: 'b' });
    const error: unknown = await change.catch((reason: unknown) => reason);
    assert.ok(error instanceof EngineError);
    assert.deepEqual([error.code, error.details['outcome']], ['locked', outcome]);
  });
}
