// The promises of docs/internals/durability.md, by their numbers, each with faults at every step of one commit that changes several files in several
// directories, makes one and removes one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { test } from 'node:test';
import { EngineError } from '../../src/engine/index.ts';
import type { FileSystem } from '../../src/engine/storage/disk/fileSystem.ts';
import { after, before, names, prepared } from '../support/faults/commitUnderTest.ts';
import { doubleFiles, perform, testFolder, type TestFolder } from '../support/disk/configFolder.ts';
import { crashingFileSystem, faultyFileSystem, systemError } from '../support/faults/faultyFileSystem.ts';
import { size } from '../support/sizes.ts';

const contents = async (folder: TestFolder) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await folder.text(name)] as const)));

/** As the death of its process would, since this process lives on. */
const forgetLock = (folder: TestFolder) =>
  rm(folder.path('.safekeep/lock'), { recursive: true, force: true });

async function assertWhole(folder: TestFolder, step: string): Promise<'old' | 'new'> {
  const found = await contents(folder);
  const isNew = found['web.json'] === after['web.json'];
  assert.deepEqual(found, isNew ? after : before, step);
  return isNew ? 'new' : 'old';
}

/**
 * Runs with the fault at the first call, the second, …, some at a time, until there is no such call any more. On a
 * simulated disk the matrices do so at every call; here, on a real one, every third is enough for each day.
 */
async function atEveryCall(run: (call: number) => Promise<'done' | 'more'>): Promise<number> {
  const step = size(3, 1);
  for (let first = 1; ; first += 8 * step) {
    const calls = Array.from({ length: 8 }, (_, index) => first + index * step);
    const results = await Promise.all(calls.map(run));
    if (results.includes('done')) return calls[results.indexOf('done')] ?? first;
  }
}

/** The n-th call from the taking of the lock on; what is read before it has its own tests. */
function isCall(wanted: number): (call: string, path: string) => boolean {
  let count = 0;
  return (call, path) => {
    if (count > 0 || (call === 'create' && path.includes('/lock/'))) count += 1;
    return count === wanted;
  };
}

test('(1, 2, 7) a process that stops at any call leaves files that recovery makes all old or all new, for good', async () => {
  const outcomes = new Set<string>();
  const calls = await atEveryCall(async (stop) => {
    const { folder, restore } = await prepared();
    const { fileSystem, hasCrashed } = crashingFileSystem(isCall(stop));
    const failure = await folder
      .open({ fileSystem })
      .then(restore)
      .then(
        () => null,
        (error: unknown) => error,
      );
    for (const [name, text] of Object.entries(await contents(folder)))
      assert.ok(
        text === before[name as keyof typeof before] || text === after[name as keyof typeof after],
        `call ${stop}: ${name}`,
      );
    await forgetLock(folder);
    const engine = await folder.open();
    await engine.recoverInterrupted();
    const outcome = await assertWhole(folder, `call ${stop}`);
    outcomes.add(outcome);
    assert.deepEqual((await engine.snapshot()).history.length, outcome === 'new' ? 1 : 0, `call ${stop}`);
    assert.deepEqual(await engine.recoverInterrupted(), [], `call ${stop}`);
    assert.equal(await assertWhole(folder, `call ${stop}`), outcome);
    assert.deepEqual(
      (await engine.verifyBackups()).flatMap(({ problems }) => problems),
      [],
      `call ${stop}`,
    );
    if (failure === null) assert.equal(outcome, 'new', `call ${stop}`);
    return hasCrashed() ? 'more' : 'done';
  });
  assert.deepEqual([...outcomes].toSorted(), ['new', 'old']);
  assert.ok(calls > 80);
});

test('(2) the record of the active profile is one of the files of the commit', async () => {
  const folder = await testFolder('invariants', doubleFiles);
  const records: string[] = [];
  const fileSystem = faultyFileSystem((call, path, to) => {
    if (call === 'rename' && to?.includes('/journal/') === true) records.push(readFileSync(path, 'utf8'));
  });
  await perform(await folder.open({ fileSystem }), { kind: 'switch', profile: 'b' });
  const { files } = JSON.parse(records[0] ?? '{}') as { files: readonly { path: string }[] };
  assert.deepEqual(
    files.map(({ path }) => path),
    ['app.json', 'web.json', '.safekeep/state.json'],
  );
  assert.match((await folder.text('.safekeep/state.json')) ?? '', /"activeProfile": "b"/);
});

test('(2, 5, 6) a call that fails once fails the commit, or does not matter; the next one goes through', async () => {
  await atEveryCall(async (failing) => {
    const { folder, restore } = await prepared();
    let failed = '';
    const isNow = isCall(failing);
    const fileSystem = faultyFileSystem((call, path) => {
      if (!isNow(call, path)) return;
      failed = `call ${failing}: ${call} ${path}`;
      throw systemError('EIO');
    });
    const engine = await folder.open({ fileSystem });
    const error = await restore(engine).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error !== null) assert.ok(error instanceof EngineError, failed);
    if (failed.includes('sync') && !failed.includes('/lock/')) assert.ok(error !== null, failed);
    const sound = await folder.open();
    await sound.recoverInterrupted();
    const outcome = await assertWhole(folder, failed);
    if (error === null) assert.equal(outcome, 'new', failed);
    const { history } = await sound.snapshot();
    const undone = new Set(history.map(({ undoes }) => undoes));
    const lasting = history.filter(({ id, undoes }) => undoes === undefined && !undone.has(id));
    assert.equal(lasting.length, outcome === 'new' ? 1 : 0, failed);
    await restore(sound);
    assert.equal(await assertWhole(folder, failed), 'new');
    return failed === '' ? 'done' : 'more';
  });
});

test('(4) one who lost the lock while it slept writes nothing', async () => {
  const { folder, restore } = await prepared();
  let taken = false;
  const fileSystem = faultyFileSystem((call, path) => {
    if (taken || call !== 'create' || !path.includes('/backups/')) return;
    taken = true;
    void folder.write({ '.safekeep/lock/900.free': '' });
  });
  const engine = await folder.open({ fileSystem });
  await assert.rejects(restore(engine), { code: 'locked' });
  assert.deepEqual(await contents(folder), before);
});

test('(8) where a rename is refused there is no weaker write instead', async () => {
  const { folder, restore } = await prepared();
  const written: string[] = [];
  const fileSystem: FileSystem = faultyFileSystem((call, path, to) => {
    if (call === 'create' || call === 'append') written.push(path);
    if (call === 'rename' && to?.endsWith('config/web.json') === true) throw systemError('EXDEV');
  });
  await assert.rejects(restore(await folder.open({ fileSystem })), { code: 'io', message: /another disk/ });
  assert.deepEqual(await contents(folder), before);
  assert.ok(!written.includes(folder.path('web.json')));
  assert.equal(await readFile(folder.path('web.json'), 'utf8'), before['web.json']);
});
