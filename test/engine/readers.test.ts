// Readers share the folder and take nothing: what they see is always the state between two commits.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { suite, test } from 'node:test';
import type { Engine, Snapshot } from '../../src/engine/index.ts';
import { type FileSystem } from '../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../src/engine/storage/disk/nodeFileSystem.ts';
import { doubleFiles, perform, testFolder, type TestFolder } from '../support/disk/configFolder.ts';

/** The real disk, where something happens each time just after a path has been read. */
function after(wanted: string, happens: () => Promise<unknown>): FileSystem {
  const readFile = async (path: string) => {
    const bytes = await nodeFileSystem.readFile(path);
    if (path === wanted) await happens();
    return bytes;
  };
  return { ...nodeFileSystem, readFile };
}

const textOf = ({ targets }: Snapshot, name: string) =>
  Buffer.from(targets.find((target) => target.name === name)?.file?.bytes ?? []).toString();

function assertOneProfile(snapshot: Snapshot): void {
  const { activeProfile } = snapshot.state;
  for (const name of ['app', 'web'])
    assert.equal(textOf(snapshot, name), doubleFiles[`profiles/${activeProfile ?? 'a'}/${name}.json`]);
}

async function switching(times: number): Promise<{
  readonly folder: TestFolder;
  readonly writer: Engine;
  readonly reader: Engine;
  readonly commits: () => number;
}> {
  const folder = await testFolder('readers', doubleFiles);
  const writer = await folder.open();
  let commits = 0;
  const fileSystem = after(folder.path('app.json'), async () => {
    if (commits >= times) return;
    commits += 1;
    await perform(writer, { kind: 'switch', profile: commits % 2 === 1 ? 'b' : 'a' });
  });
  return { folder, writer, reader: await folder.open({ fileSystem }), commits: () => commits };
}

suite('a snapshot', () => {
  for (const times of [1, 2, 3]) {
    test(`that ${times} commits ran into is read again, and is of one state`, async () => {
      const { reader, commits } = await switching(times);
      assertOneProfile(await reader.snapshot());
      assert.equal(commits(), times);
    });
  }

  test('that is run into again and again is read under the lock in the end', async () => {
    const folder = await testFolder('readers', doubleFiles);
    const writer = await folder.open({ lockTimeoutMs: 0 });
    let [commits, refused] = [0, 0];
    const fileSystem = after(folder.path('app.json'), async () => {
      const profile = commits % 2 === 0 ? 'b' : 'a';
      await perform(writer, { kind: 'switch', profile }).then(
        () => (commits += 1),
        () => (refused += 1),
      );
    });
    assertOneProfile(await (await folder.open({ fileSystem })).snapshot());
    assert.deepEqual([commits, refused], [4, 1]);
  });

  test('waits for the commit that is just happening', async () => {
    const folder = await testFolder('readers', doubleFiles);
    const reader = await folder.open();
    let reading: Promise<Snapshot> | undefined;
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      rename: async (from, to) => {
        await nodeFileSystem.rename(from, to);
        if (to === folder.path('app.json')) reading = reader.snapshot();
      },
    };
    await perform(await folder.open({ fileSystem }), { kind: 'switch', profile: 'b' });
    assert.ok(reading);
    const snapshot = await reading;
    assertOneProfile(snapshot);
    assert.equal(snapshot.state.activeProfile, 'b');
    assert.deepEqual(snapshot.recovered, []);
  });

  test('leaves nothing behind in a folder that was never changed', async () => {
    const folder = await testFolder('readers', doubleFiles);
    await (await folder.open()).snapshot();
    assert.deepEqual(
      (await readdir(folder.folder)).filter((name) => ['.safekeep', 'backups'].includes(name)),
      [],
    );
  });
});
