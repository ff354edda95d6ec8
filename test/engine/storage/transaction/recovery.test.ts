// What a record of an interrupted commit may bring about, when it comes back, its backup, its staged files or its place in
// the trash are no longer what they were, or a file of it is out of reach for a while.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { link, lstat, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { suite, test } from 'node:test';
import { EngineError, type Engine, type Operation } from '../../../../src/engine/index.ts';
import { errorMappingFileSystem } from '../../../../src/engine/storage/disk/fileSystem.ts';
import { historyCopy } from '../../../../src/engine/storage/history/historyCopy.ts';
import type { Intent } from '../../../../src/engine/storage/transaction/journal.ts';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import {
  disposableFolder,
  doubleFiles,
  perform,
  testFolder,
  writeFiles,
  type TestFolder,
} from '../../../support/disk/configFolder.ts';
import { testUser } from '../../../support/disk/testUser.ts';
import { isRemovalOf, isRenameOnto, type Matches } from '../../../support/faults/callMatches.ts';
import {
  crashingFileSystem,
  faultyFileSystem,
  systemError,
} from '../../../support/faults/faultyFileSystem.ts';
import { forgedBackupFiles, historyLine } from '../../../security/support/forged.ts';

const copying: Operation = { kind: 'duplicate-profile', name: 'b', copy: 'c' };
const deleting: Operation = { kind: 'delete-profile', name: 'b' };
const switching: Operation = { kind: 'switch', profile: 'b' };

const isClearing: Matches = (call, path) => call === 'remove' && /\/journal\/\d.*\.json$/.test(path);

/** A folder whose user keeps a copy of the history. */
async function remembering(): Promise<{ readonly folder: TestFolder; readonly open: TestFolder['open'] }> {
  const folder = await testFolder('recovery', doubleFiles);
  const userState = await disposableFolder('user-state');
  const historyOf = (path: string) =>
    historyCopy(errorMappingFileSystem(nodeFileSystem), { userState, folder: path });
  return { folder, open: (options) => folder.open({ user: { ...testUser(), historyOf }, ...options }) };
}

/** Its process died before this call. */
async function die(
  { folder, open }: { readonly folder: TestFolder; readonly open: TestFolder['open'] },
  operation: Operation,
  stopsAt: Matches,
): Promise<void> {
  const { fileSystem, hasCrashed } = crashingFileSystem(stopsAt);
  await assert.rejects(perform(await open({ fileSystem }), operation), { code: 'io' });
  assert.ok(hasCrashed());
  await rm(folder.path('.safekeep/lock'), { recursive: true });
}

async function died(operation: Operation, stopsAt: Matches): Promise<TestFolder> {
  const folder = await testFolder('recovery', doubleFiles);
  await die({ folder, open: folder.open }, operation, stopsAt);
  return folder;
}

async function recordIn(folder: TestFolder): Promise<string> {
  const [name = ''] = await readdir(folder.path('.safekeep/journal'));
  return `.safekeep/journal/${name}`;
}

async function stagedIn(folder: TestFolder, directory = '.'): Promise<readonly string[]> {
  const names = await readdir(folder.path(directory));
  return names.filter((name) => name.endsWith('safekeep-new')).map((name) => join(directory, name));
}

/** The contents of everything in the trash, by the ends of their names. */
async function trashOf(folder: TestFolder): Promise<ReadonlyMap<string, string | null>> {
  const names = await readdir(folder.path('.safekeep/trash'), { recursive: true });
  const files = names.filter((name) => name.endsWith('.json'));
  const read = async (name: string) =>
    [name.split('/').slice(1).join('/'), await folder.text(`.safekeep/trash/${name}`)] as const;
  return new Map(await Promise.all(files.map(read)));
}

const outcomesOf = async (engine: Engine) =>
  (await engine.recoverInterrupted()).map(({ outcome }) => outcome);

test('a commit that stopped half-way is finished, although a forged line of the history calls it done', async () => {
  const folder = await died(switching, isRenameOnto('web.json'));
  const record = JSON.parse((await folder.text(await recordIn(folder))) ?? '') as Intent;
  await folder.write({ '.safekeep/audit.jsonl': historyLine({ ...record.entry }) });
  assert.deepEqual(await outcomesOf(await folder.open()), ['completed']);
  assert.deepEqual(
    [await folder.text('app.json'), await folder.text('web.json')],
    [doubleFiles['profiles/b/app.json'], doubleFiles['profiles/b/web.json']],
  );
});

suite('a record that comes back when its commit is over', () => {
  const copies = ['profiles/c/app.json', 'profiles/c/web.json'];

  /** A copy of a profile that recovery finished, of which the person then took one file out. */
  async function finished() {
    const used = await remembering();
    await die(used, copying, isRenameOnto('profiles/c/web.json'));
    const { folder } = used;
    const record = await recordIn(folder);
    const text = (await folder.text(record)) ?? '';
    assert.deepEqual(await outcomesOf(await used.open()), ['completed']);
    await rm(folder.path('profiles/c/app.json'));
    return { ...used, record, text };
  }

  const textsOf = (folder: TestFolder) => Promise.all(copies.map(folder.text));
  const kept = [null, doubleFiles['profiles/b/web.json']];

  test('is cleared, and no file is touched', async () => {
    const { folder, open, record, text } = await finished();
    await folder.write({ [record]: text });
    assert.deepEqual(await outcomesOf(await open()), ['completed']);
    assert.deepEqual(await textsOf(folder), kept);
    assert.deepEqual(await readdir(folder.path('.safekeep/journal')), []);
    assert.equal((await (await open()).snapshot()).history.length, 1);
  });

  test('is known by the user’s copy where the folder has forgotten it', async () => {
    const { folder, open, record, text } = await finished();
    await rm(folder.path('.safekeep'), { recursive: true });
    await folder.write({ [record]: text });
    assert.deepEqual(await outcomesOf(await open()), ['completed']);
    assert.deepEqual(await textsOf(folder), kept);
  });

  test('is cleared after other commits, too, which stay the end of the history', async () => {
    const { folder, open, record, text } = await finished();
    const engine = await open();
    await perform(engine, switching);
    await folder.write({ [record]: text });
    await perform(engine, { kind: 'switch', profile: 'a' });
    assert.deepEqual(await textsOf(folder), kept);
    const { history, problems } = await engine.snapshot();
    assert.deepEqual([history.length, problems], [3, []]);
  });

  test('of one that was told and taken back takes nothing back again', async () => {
    const folder = await testFolder('recovery', doubleFiles);
    const records: string[] = [];
    // That it is to be taken back, the record says when it is cleared the second time.
    const fileSystem = faultyFileSystem((call, path) => {
      if (!isClearing(call, path)) return;
      records.push(readFileSync(path, 'utf8'));
      if (records.length === 1) throw systemError('EACCES');
    });
    await assert.rejects(perform(await folder.open({ fileSystem }), switching), { code: 'io' });
    const [, text = ''] = records;
    const { id, direction } = JSON.parse(text) as Intent; // The journal wrote it.
    assert.equal(direction, 'back');
    const engine = await folder.open();
    await perform(engine, switching);
    await folder.write({ [`.safekeep/journal/${id}.json`]: text });
    assert.deepEqual(await outcomesOf(engine), ['rolled-back']);
    assert.equal(await folder.text('app.json'), doubleFiles['profiles/b/app.json']);
  });
});

test('a commit that the history was told of, and whose record was not cleared, keeps what was edited since', async () => {
  const folder = await died(switching, isClearing);
  await folder.write({ 'web.json': '{ "mine": true }\n' });
  assert.deepEqual(await outcomesOf(await folder.open()), ['completed']);
  assert.equal(await folder.text('app.json'), doubleFiles['profiles/b/app.json']);
  assert.equal(await folder.text('web.json'), '{ "mine": true }\n');
  assert.equal((await (await folder.open()).snapshot()).history.length, 1);
});

for (const [where, errno] of [
  ['on its disk', null],
  ['on another disk', 'EXDEV'],
] as const)
  test(`a file that a commit made is in the trash ${where} when the commit is taken back`, async () => {
    const folder = await died(copying, isRenameOnto('profiles/c/web.json'));
    for (const name of await stagedIn(folder, 'profiles/c')) await rm(folder.path(name));
    const fileSystem = faultyFileSystem((...call) => {
      if (errno && isRemovalOf('profiles/c/app.json')(...call)) throw systemError(errno);
    });
    assert.deepEqual(await outcomesOf(await folder.open({ fileSystem })), ['rolled-back']);
    assert.equal(await folder.text('profiles/c/app.json'), null);
    assert.equal((await trashOf(folder)).get('profiles/c/app.json'), doubleFiles['profiles/b/app.json']);
  });

test('what a commit put in place of a file is taken back only by the content that the file had', async () => {
  const folder = await died(switching, isRenameOnto('web.json'));
  for (const name of await stagedIn(folder)) await rm(folder.path(name));
  const [id = ''] = (await readdir(folder.path('backups'))).toSorted().toReversed();
  await rm(folder.path(`backups/${id}`), { recursive: true });
  await writeFiles(folder.folder, forgedBackupFiles([{ path: 'app.json', text: '{ "evil": 1 }\n' }], { id }));
  assert.deepEqual(await outcomesOf(await folder.open()), ['set-aside']);
  assert.equal(await folder.text('app.json'), doubleFiles['profiles/b/app.json']);
});

suite('a staged file', { skip: process.platform === 'win32' }, () => {
  const swaps: Readonly<Record<string, (staged: string, elsewhere: string) => Promise<void>>> = {
    'a link to the same bytes': async (staged, elsewhere) => {
      await rename(staged, elsewhere);
      await symlink(elsewhere, staged);
    },
    'a file with another name': (staged, elsewhere) => link(staged, elsewhere),
    'a folder': async (staged) => {
      await rm(staged);
      await writeFiles(staged, { inside: 'x' });
    },
  };
  for (const [what, swap] of Object.entries(swaps))
    test(`that has become ${what} is not put in place, and the commit is taken back`, async () => {
      const folder = await died(switching, isRenameOnto('web.json'));
      const elsewhere = join(folder.workspace, 'elsewhere.json');
      const [staged = ''] = (await stagedIn(folder)).filter((name) => name.includes('web.json'));
      await swap(folder.path(staged), elsewhere);
      assert.deepEqual(await outcomesOf(await folder.open()), ['rolled-back']);
      for (const name of ['app.json', 'web.json'] as const) {
        assert.equal(await folder.text(name), doubleFiles[name]);
        assert.ok((await lstat(folder.path(name))).isFile());
      }
    });
});

suite('an interrupted commit', { skip: process.platform === 'win32' }, () => {
  test('waits while a file of it is a link out of the workspace, says so, and is finished then', async () => {
    const folder = await died(switching, isRenameOnto('web.json'));
    const record = await recordIn(folder);
    await rename(folder.path('web.json'), folder.path('aside'));
    await symlink('/etc/hostname', folder.path('web.json'));
    const error: unknown = await (
      await folder.open()
    )
      .recoverInterrupted()
      .catch((reason: unknown) => reason);
    assert.ok(error instanceof EngineError);
    assert.equal(error.code, 'invalid');
    assert.ok(error.message.includes('web.json') && error.message.includes(record), error.message);
    assert.equal(error.details['unfinished'], basename(record, '.json'));
    assert.ok(await folder.text(record));
    await rename(folder.path('aside'), folder.path('web.json'));
    assert.deepEqual(await outcomesOf(await folder.open()), ['completed']);
    assert.equal(await folder.text('web.json'), doubleFiles['profiles/b/web.json']);
  });

  test('that waits for a profile’s place does not keep anybody from looking', async () => {
    const folder = await died(copying, isRenameOnto('profiles/c/web.json'));
    await rename(folder.path('profiles/c'), folder.path('aside'));
    await symlink('/etc', folder.path('profiles/c'));
    const engine = await folder.open();
    const { interrupted, recovered, targets } = await engine.snapshot();
    assert.deepEqual([interrupted.length, recovered, targets.length], [1, [], 2]);
    await assert.rejects(perform(engine, switching), { code: 'invalid', message: /journal/ });
  });

  for (const gone of ['.safekeep/trash', 'its own place in the trash'])
    test(`that removes files is finished though ${gone} is gone`, async () => {
      const folder = await died(deleting, isRemovalOf('profiles/b/app.json'));
      const [place = ''] = await readdir(folder.path('.safekeep/trash'));
      const path = gone === '.safekeep/trash' ? gone : `.safekeep/trash/${place}`;
      await rm(folder.path(path), { recursive: true });
      assert.deepEqual(await outcomesOf(await folder.open()), ['completed']);
      assert.equal(await folder.text('profiles/b/app.json'), null);
      const kept = await trashOf(folder);
      for (const name of ['profiles/b/app.json', 'profiles/b/web.json'] as const)
        assert.equal(kept.get(name), doubleFiles[name]);
      assert.equal((await lstat(folder.path('.safekeep/trash'))).mode & 0o777, 0o700);
    });

  test('that was being taken back comes from its backup where the trash is gone', async () => {
    const folder = await testFolder('recovery', doubleFiles);
    // With the record of the active profile as it is, the commit removes files and does nothing else.
    await perform(await folder.open(), { kind: 'switch', profile: 'a' });
    await die({ folder, open: folder.open }, deleting, isRemovalOf('profiles/b/web.json'));
    const record = folder.path(await recordIn(folder));
    const back = (await readFile(record, 'utf8')).replace('"direction": "forward"', '"direction": "back"');
    await writeFile(record, await signedAnew(folder, back));
    await rm(folder.path('.safekeep/trash'), { recursive: true });
    assert.deepEqual(await outcomesOf(await folder.open()), ['rolled-back']);
    for (const name of ['profiles/b/app.json', 'profiles/b/web.json'] as const)
      assert.equal(await folder.text(name), doubleFiles[name]);
  });
});

/** As this user would have written it. */
async function signedAnew(folder: TestFolder, text: string): Promise<string> {
  const written = JSON.parse(text) as Intent & { readonly mac?: string }; // The journal wrote it.
  const intent = { ...written, mac: undefined };
  const mac = await testUser().keys.sign(`${folder.folder}\n${JSON.stringify(intent)}`);
  return JSON.stringify({ ...intent, mac });
}
