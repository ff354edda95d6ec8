// The simulated disk answers as the real one does: the same calls on both, and the same answers or errnos.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { type FileSystem } from '../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder } from '../support/disk/configFolder.ts';
import { allDurable, crashStates } from '../support/faults/crashStates.ts';
import { simulatedDisk } from '../support/disk/simulatedDisk.ts';

const names = ['a', 'b', 'a/c', 'a/c/d', 'b/e', 'missing/f', 'n'.repeat(300)];

type Step = (disk: FileSystem, at: (name: string) => string) => Promise<unknown>;

/** A walk through every call on every name, twice, so that each also meets what the others left. */
const steps: readonly Step[] = [
  ...names.flatMap((name): readonly Step[] => [
    (disk, at) => disk.makeDirectory(at(name), 0o755),
    (disk, at) => disk.list(at(name)).then((found) => found.toSorted()),
    (disk, at) => disk.syncDirectory(at(name)),
    (disk, at) => write(disk.create(at(`${name}/file`), 0o644)),
    (disk, at) => write(disk.create(at(`${name}/file`), 0o644)),
    (disk, at) => write(disk.append(at(`${name}/file`), 0o644)),
    (disk, at) => disk.readFile(at(`${name}/file`)).then(textOf),
    (disk, at) => disk.list(at(`${name}/file/inner`)),
    (disk, at) => disk.makeDirectory(at(`${name}/file`), 0o755),
    (disk, at) => disk.makeDirectory(at(`${name}/file/inner`), 0o755),
    (disk, at) => disk.stat(at(name)).then(({ kind }) => kind),
    (disk, at) => disk.stat(at(`${name}/file`)).then(({ kind, size, links }) => [kind, size, links]),
    (disk, at) => disk.readFile(at(name)),
    (disk, at) => disk.remove(at(name)),
  ]),
  ...names.flatMap((from) =>
    names.flatMap((to): readonly Step[] => [
      (disk, at) => disk.rename(at(from), at(to)),
      (disk, at) => disk.rename(at(`${from}/file`), at(`${to}/moved`)),
      (disk, at) => disk.rename(at(`${from}/moved`), at(to)),
      (disk, at) => disk.makeDirectory(at(from), 0o755),
    ]),
  ),
  ...names.flatMap((name): readonly Step[] => [
    (disk, at) => disk.remove(at(`${name}/moved`)),
    (disk, at) => disk.removeDirectory(at(name)),
    (disk, at) => disk.realPath(at(name)),
  ]),
];

const textOf = (bytes: Uint8Array | null) => Buffer.from(bytes ?? '').toString();

async function write(opening: ReturnType<FileSystem['create']>): Promise<number> {
  const file = await opening;
  const written = await file.write(Buffer.from('text'));
  await file.sync();
  await file.close();
  return written;
}

async function answer(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

suite('the simulated disk', () => {
  test('answers what the real one answers', { skip: process.platform !== 'linux' }, async () => {
    const real = await disposableFolder('simulated');
    await mkdir(join(real, 'root'));
    const { fileSystem } = simulatedDisk(new Map([['/root', null]]));
    const answers = new Set<unknown>();
    for (const [index, step] of [...steps, ...steps].entries()) {
      const wanted = await answer(step(nodeFileSystem, (name) => join(real, 'root', name)));
      const found = await answer(step(fileSystem, (name) => `/root/${name}`));
      const relative = (value: unknown) => (typeof value === 'string' ? value.replace(real, '') : value);
      assert.deepEqual(relative(found), relative(wanted), `step ${index}: ${String(step)}`);
      answers.add(wanted);
    }
    for (const errno of ['ENOENT', 'EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY', 'EINVAL', 'ENAMETOOLONG'])
      assert.ok(answers.has(errno), errno);
  });

  test('forgets in a crash what was not synced, in every combination', async () => {
    const { fileSystem, root, log } = simulatedDisk(new Map([['/d', null]]));
    const durability = allDurable(root);
    const file = await fileSystem.create('/d/file', 0o644);
    await file.write(Buffer.from('text'));
    await fileSystem.rename('/d/file', '/d/renamed');
    await file.sync();
    await fileSystem.syncDirectory('/d');
    const states = new Set<string>();
    let last: readonly string[] = [];
    for (const { image, isLast } of crashStates(durability, log)) {
      const files = [...image].filter(([path]) => path !== '/d');
      const state = files.map(([path, bytes]) => `${path}=${JSON.stringify(textOf(bytes))}`).join();
      states.add(state);
      if (isLast) last = [...last, state];
    }
    const contents = ['', 'te', 'text', '\0\0', '\0\0\0\0'].map((text) => JSON.stringify(text));
    const all = ['/d/file', '/d/renamed'].flatMap((name) => contents.map((text) => `${name}=${text}`));
    const torn = ['te', '\0\0'].map((text) => `/d/renamed=${JSON.stringify(text)}`);
    const wanted = ['', ...all].filter((state) => !torn.includes(state));
    assert.deepEqual([...states].toSorted(), wanted.toSorted());
    assert.deepEqual(last, ['/d/renamed="text"']);
  });
});
