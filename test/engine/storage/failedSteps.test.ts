// What a commit leaves when a step of it fails, and what the taking back of it leaves when that fails, too.
import assert from 'node:assert/strict';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { suite, test } from 'node:test';
import type { Engine } from '../../../src/engine/index.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { historyCopy } from '../../../src/engine/storage/history/historyCopy.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { thisProcess } from '../../../src/engine/storage/lock/lockHolder.ts';
import {
  disposableFolder,
  doubleFiles,
  ownerOf,
  perform,
  testFolder,
  type TestFolder,
} from '../../support/disk/configFolder.ts';
import { isRemovalOf, isRenameOnto, type Matches } from '../../support/faults/callMatches.ts';
import { crashingFileSystem, faultyFileSystem, systemError } from '../../support/faults/faultyFileSystem.ts';
import { testUser } from '../../support/disk/testUser.ts';

const newFolder = () => testFolder('failed-steps', doubleFiles);
const switching = (engine: Engine) => perform(engine, { kind: 'switch', profile: 'b' });
const deleting = (engine: Engine) => perform(engine, { kind: 'delete-profile', name: 'b' });

const isClearing: Matches = (call, path) => call === 'remove' && /\/journal\/\d.*\.json$/.test(path);

/** A disk that refuses the first such call. */
function failingOnce(matches: Matches) {
  let failed = false;
  return faultyFileSystem((...call) => {
    if (failed || !matches(...call)) return;
    failed = true;
    throw systemError('EACCES');
  });
}

/** As the death of its process would, since this process lives on. */
const forgetLock = (folder: TestFolder) => rm(folder.path('.safekeep/lock'), { recursive: true });

const filesIn = async (folder: TestFolder) => {
  const names = await readdir(folder.folder, { recursive: true });
  return names.filter((name) => !/^(\.safekeep|backups)/.test(name)).toSorted();
};

async function assertUntouched(folder: TestFolder): Promise<void> {
  const { folder: other } = await newFolder();
  const before = await readdir(other, { recursive: true });
  const ignoring = 'profiles/.gitignore';
  assert.deepEqual(await filesIn(folder), [...before, ignoring].toSorted());
  for (const [name, text] of Object.entries(doubleFiles)) assert.equal(await folder.text(name), text);
}

suite('a commit whose intent may have reached the disk, but was not forced to it', () => {
  test('never happened, and nobody finishes it', async () => {
    const folder = await newFolder();
    let written = false;
    const fileSystem = failingOnce((call, path, to) => {
      written ||= call === 'rename' && to?.includes('/journal/') === true;
      return written && call === 'syncDirectory' && path.endsWith('/journal');
    });
    await assert.rejects(switching(await folder.open({ fileSystem })), { code: 'io' });
    assert.deepEqual(await readdir(folder.path('.safekeep/journal')), []);
    assert.deepEqual(await (await folder.open()).recoverInterrupted(), []);
    await assertUntouched(folder);
  });

  test('leaves nothing staged', async () => {
    const folder = await newFolder();
    const fileSystem = failingOnce(
      (call, _path, to) => call === 'rename' && to?.includes('/journal/') === true,
    );
    await assert.rejects(switching(await folder.open({ fileSystem })), { code: 'io' });
    await assertUntouched(folder);
  });
});

suite('a commit that is taken back', () => {
  test('takes the files along that it made', async () => {
    const folder = await newFolder();
    const engine = await folder.open({ fileSystem: failingOnce(isRenameOnto('profiles/c/web.json')) });
    const operation = { kind: 'duplicate-profile', name: 'b', copy: 'c' } as const;
    await assert.rejects(perform(engine, operation), { code: 'io' });
    assert.deepEqual(
      (await filesIn(folder)).filter((name) => name.startsWith('profiles/c/')),
      [],
    );
  });

  test('after the history was told of it has told the history so, too', async () => {
    const folder = await newFolder();
    const engine = await folder.open({ fileSystem: failingOnce(isClearing) });
    await assert.rejects(switching(engine), { code: 'io' });
    await assertUntouched(folder);
    const { history } = await engine.snapshot();
    const [back, told] = history;
    assert.equal(history.length, 2);
    assert.deepEqual([back?.action, back?.undoes], ['undo', told?.id]);
    await assert.rejects(engine.plan({ kind: 'undo' }), { code: 'not-found' });
  });

  test('is forced to the disk before its record is cleared', async () => {
    const folder = await newFolder();
    const unsynced = new Set<string>();
    let pending: readonly string[] = ['it was not cleared'];
    const refuse = failingOnce(isRenameOnto('web.json'));
    const fileSystem = faultyFileSystem((call, path, to) => {
      if (isRenameOnto('app.json')(call, path, to)) unsynced.add(dirname(String(to)));
      if (call === 'syncDirectory') unsynced.delete(path);
      if (isClearing(call, path)) pending = [...unsynced];
    }, refuse);
    await assert.rejects(switching(await folder.open({ fileSystem })), { code: 'io' });
    assert.deepEqual(pending, []);
  });

  test('is not finished after all by the next opener, where its process died in the midst of it', async () => {
    const folder = await newFolder();
    // With the record of the active profile as it is, the commit removes files and does nothing else.
    await perform(await folder.open(), { kind: 'switch', profile: 'a' });
    let failed = false;
    const { fileSystem } = crashingFileSystem((...call) => failed && isClearing(...call));
    const refusing = faultyFileSystem((...call) => {
      if (failed || !isRemovalOf('profiles/b/web.json')(...call)) return;
      failed = true;
      throw systemError('EACCES');
    }, fileSystem);
    await assert.rejects(deleting(await folder.open({ fileSystem: refusing })), { code: 'io' });
    await forgetLock(folder);
    const recovered = await (await folder.open()).recoverInterrupted();
    assert.deepEqual(
      recovered.map(({ outcome }) => outcome),
      ['rolled-back'],
    );
    await assertUntouched(folder);
  });
});

suite('a commit whose process dies', () => {
  async function died(run: (engine: Engine) => Promise<unknown>, stopsAt: Matches): Promise<TestFolder> {
    const folder = await newFolder();
    const { fileSystem, hasCrashed } = crashingFileSystem(stopsAt);
    await assert.rejects(run(await folder.open({ fileSystem })), { code: 'io' });
    assert.ok(hasCrashed());
    await forgetLock(folder);
    return folder;
  }

  test('before the history is told of it is told by the next opener', async () => {
    const folder = await died(switching, (call, path) => call === 'append' && path.endsWith('audit.jsonl'));
    const { recovered, history } = await (await folder.open()).snapshot();
    assert.deepEqual(
      recovered.map(({ outcome }) => outcome),
      ['completed'],
    );
    assert.deepEqual(
      history.map(({ id }) => id),
      recovered.map(({ id }) => id),
    );
  });

  test('is finished only when its record is on the disk for sure', async () => {
    const folder = await died(switching, isRenameOnto('web.json'));
    const calls: string[] = [];
    const fileSystem = faultyFileSystem((call, path, to) => {
      if (call === 'syncDirectory' && path.endsWith('/journal')) calls.push('sync the journal');
      if (isRenameOnto('web.json')(call, path, to)) calls.push('rename');
    });
    await (await folder.open({ fileSystem })).recoverInterrupted();
    assert.deepEqual(calls.slice(0, 2), ['sync the journal', 'rename']);
  });

  test('and that is finished leaves no place in the trash where it could still move something', async () => {
    const folder = await died(deleting, isRemovalOf('profiles/b/web.json'));
    const [{ id, outcome } = { id: '', outcome: '' }] = await (await folder.open()).recoverInterrupted();
    assert.equal(outcome, 'completed');
    const entries = await readdir(folder.path('.safekeep/trash'), { recursive: true });
    assert.deepEqual(
      entries.filter((name) => name.startsWith(id)),
      [],
    );
    assert.equal(entries.filter((name) => name.endsWith('profiles/b/web.json')).length, 1);
  });
});

suite('the first commit after a process died', () => {
  async function afterDeath(): Promise<TestFolder> {
    const folder = await newFolder();
    await switching(await folder.open());
    const dead = { ...(await thisProcess('dead')), pid: 2 ** 22 + 1 };
    await folder.write({ '.safekeep/lock/900.lock': JSON.stringify(dead) });
    return folder;
  }

  test('takes away what that one had prepared, wherever it was', async () => {
    const folder = await afterDeath();
    const stray = `profiles/a/.app.json.${ownerOf(folder)}${'0'.repeat(12)}.safekeep-new`;
    await folder.write({ [stray]: 'half' });
    await perform(await folder.open(), { kind: 'switch', profile: 'a' });
    assert.equal(await folder.text(stray), null);
  });

  test('forces to the disk what that one may have renamed, before it relies on it', async () => {
    const folder = await afterDeath();
    const calls: string[] = [];
    const fileSystem = faultyFileSystem((call, path, to) => {
      if (call === 'syncDirectory') calls.push(relative(folder.folder, path));
      if (call === 'rename' && to?.includes('/journal/') === true) calls.push('the intent');
    });
    await perform(await folder.open({ fileSystem }), { kind: 'switch', profile: 'a' });
    const before = calls.slice(0, calls.indexOf('the intent'));
    const wanted = ['', 'profiles', join('profiles', 'a'), join('profiles', 'b'), 'backups'];
    assert.deepEqual(
      wanted.filter((directory) => !before.includes(directory)),
      [],
    );
  });
});

test('a history that was cut is whole again after the next commit', async () => {
  const folder = await newFolder();
  const userState = await disposableFolder('user-state');
  const historyOf = (path: string) =>
    historyCopy(errorMappingFileSystem(nodeFileSystem), { userState, folder: path });
  const user = { ...testUser(), historyOf };
  const engine = await folder.open({ user });
  await switching(engine);
  await folder.write({ '.safekeep/audit.jsonl': '' });
  await perform(engine, { kind: 'switch', profile: 'a' });
  const lines = ((await folder.text('.safekeep/audit.jsonl')) ?? '').trim().split('\n');
  assert.equal(lines.length, 2);
});

test('what a commit records is private', { skip: process.platform === 'win32' }, async () => {
  const folder = await newFolder();
  await switching(await folder.open());
  for (const name of ['state.json', 'audit.jsonl'])
    assert.equal((await stat(folder.path(`.safekeep/${name}`))).mode & 0o777, 0o600, name);
});
