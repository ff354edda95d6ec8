// Damage to Safekeep's own records is reported and kept; it never stops the rest from working.
import assert from 'node:assert/strict';
import { chmod, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { EngineError, type Engine } from '../../src/engine/index.ts';
import { sha256 } from '../../src/engine/base/sha256.ts';
import { after, before, prepared } from '../support/faults/commitUnderTest.ts';
import { perform, testFolder, type TestFolder } from '../support/disk/configFolder.ts';
import { crashingFileSystem, faultyFileSystem, systemError } from '../support/faults/faultyFileSystem.ts';

async function switched(): Promise<{ readonly folder: TestFolder; readonly engine: Engine }> {
  const folder = await testFolder('damaged');
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'staging' });
  return { folder, engine };
}

const filesWithProblems = async (engine: Engine) =>
  (await engine.snapshot()).problems.map(({ file }) => file);

suite('a damaged', () => {
  test('journal record is told, stays, and does not stop the next commit; a person sets it aside', async () => {
    const { folder, engine } = await switched();
    const name = '20250101T000000000Z-abcdef.json';
    await folder.write({ [`.safekeep/journal/${name}`]: '\0\0\0\0' });
    assert.deepEqual(await filesWithProblems(engine), [`.safekeep/journal/${name}`]);
    await perform(engine, { kind: 'switch', profile: 'development' });
    assert.equal((await engine.snapshot()).state.activeProfile, 'development');
    assert.deepEqual(await engine.recoverInterrupted(), []);
    assert.equal(await folder.text(`.safekeep/journal/${name}`), '\0\0\0\0');
    const recovered = await engine.recoverInterrupted({ trust: true });
    assert.deepEqual(recovered, [{ id: '20250101T000000000Z-abcdef', outcome: 'set-aside', kept: [] }]);
    assert.equal(await folder.text(`.safekeep/damaged/${name}`), '\0\0\0\0');
    assert.deepEqual(await filesWithProblems(engine), [`.safekeep/damaged/${name}`]);
  });

  for (const damage of ['', '\0\0\0\0', '{ "format": 1, "activeProfile"']) {
    test(`record of the active profile is told, kept in the next backup, and written anew: ${JSON.stringify(damage)}`, async () => {
      const { folder, engine } = await switched();
      await folder.write({ '.safekeep/state.json': damage });
      assert.deepEqual(await filesWithProblems(engine), ['.safekeep/state.json']);
      await perform(engine, { kind: 'switch', profile: 'development' });
      const { backups, problems, state } = await engine.snapshot();
      assert.deepEqual([problems, state.activeProfile], [[], 'development']);
      const kept = await engine.readBackup(backups[0]?.id ?? '', '.safekeep/state.json');
      assert.equal(Buffer.from(kept).toString(), damage);
    });
  }

  test('line of the audit log is told, and the log goes on', async () => {
    const { folder, engine } = await switched();
    await folder.write({ '.safekeep/audit.jsonl': 'nonsense\n' });
    await perform(engine, { kind: 'switch', profile: 'development' });
    const { history, problems } = await engine.snapshot();
    assert.deepEqual(
      problems.map(({ file, line }) => [file, line]),
      [['.safekeep/audit.jsonl', 1]],
    );
    assert.equal(history.length, 1);
  });

  test('backup is told, is not deleted, and does not hide the others', async () => {
    const { folder, engine } = await switched();
    await perform(engine, { kind: 'switch', profile: 'development' });
    const [newest, older] = (await engine.snapshot()).backups;
    const record = `backups/${newest?.id ?? ''}/backup.json`;
    await folder.write({ [record]: '\0\0' });
    assert.deepEqual(await filesWithProblems(engine), [`backups/${newest?.id ?? ''}`]);
    await assert.rejects(engine.findBackup('latest'), { code: 'corrupt' });
    await perform(engine, { kind: 'restore', backup: older?.id ?? '' });
    assert.equal(await folder.text(record), '\0\0');
  });
});

test('a record that somebody else wrote is set aside where it names no file of the folder, though it is trusted', async () => {
  const [mine, theirs, id] = ['{ "name": "mine" }\n', '{ "name": "theirs" }\n', '20250101T000000000Z-abcdef'];
  const moved = `.package.json.${'0'.repeat(18)}.safekeep-new`;
  const about = { at: '2025-01-01T00:00:00.000Z', author: '', action: 'switch', summary: '', backup: id };
  const files = [{ path: 'package.json', before: sha256(mine), after: sha256(theirs), moved }];
  const entry = { id, ...about, changes: 0, files: [] };
  const record = { format: 1, id, direction: 'forward', backup: id, files, entry };
  const folder = await testFolder('trusted');
  await folder.write({
    'package.json': mine,
    [moved]: theirs,
    [`.safekeep/journal/${id}.json`]: JSON.stringify(record),
  });
  const recovered = await (await folder.open()).recoverInterrupted({ trust: true });
  assert.deepEqual(recovered, [{ id, outcome: 'set-aside', kept: [] }]);
  assert.equal(await folder.text('package.json'), mine);
});

suite('an interrupted commit whose staged files are damaged', () => {
  /** The folder, and the commit's own backup. */
  async function interrupted(): Promise<{ readonly folder: TestFolder; readonly backup: string }> {
    const { folder, restore } = await prepared();
    const isMade = (call: string, _path: string, to?: string) =>
      call === 'rename' && to?.endsWith('made.json') === true;
    const { fileSystem } = crashingFileSystem(isMade);
    await assert.rejects(restore(await folder.open({ fileSystem })));
    await rm(folder.path('.safekeep/lock'), { recursive: true }); // As the death of its process would.
    for (const name of await readdir(folder.path('new')))
      await writeFile(folder.path(`new/${name}`), 'damaged');
    const [newest = ''] = (await readdir(folder.path('backups'))).toSorted().toReversed();
    return { folder, backup: folder.path(`backups/${newest}`) };
  }

  const isPosix = process.platform !== 'win32';
  const damages: Readonly<Record<string, (backup: string) => Promise<void>>> = {
    'holds other bytes': (backup) => writeFile(join(backup, 'web.json'), 'damaged'),
    'is gone': (backup) => rm(backup, { recursive: true }),
    ...(isPosix ? { 'is a link': (backup) => replaceByLink(backup) } : {}),
  };

  for (const [what, damage] of Object.entries(damages)) {
    test(`is set aside where its backup ${what}, and the rest works`, async () => {
      const { folder, backup } = await interrupted();
      await damage(backup);
      const engine = await folder.open();
      const { recovered, problems } = await engine.snapshot();
      assert.deepEqual(
        recovered.map(({ outcome }) => outcome),
        ['set-aside'],
      );
      assert.ok(problems.some(({ file }) => file.startsWith('.safekeep/damaged/')));
      await perform(engine, { kind: 'edit', target: 'web', edits: [{ op: 'set', pointer: '/w', value: 1 }] });
    });
  }

  for (const errno of ['EACCES', 'EMFILE']) {
    test(`waits while its backup cannot be read (${errno}), and is taken back then`, async () => {
      const { folder, backup } = await interrupted();
      const refusing = faultyFileSystem((call, path) => {
        if (call === 'readFile' && path === join(backup, 'web.json')) throw systemError(errno);
      });
      const fileSystem = { ...refusing, pause: () => Promise.resolve() };
      await assert.rejects((await folder.open({ fileSystem })).recoverInterrupted(), { code: 'io' });
      assert.equal((await readdir(folder.path('.safekeep/journal'))).length, 1);
      const recovered = await (await folder.open()).recoverInterrupted();
      assert.deepEqual(
        recovered.map(({ outcome }) => outcome),
        ['rolled-back'],
      );
      assert.equal(await folder.text('web.json'), before['web.json']);
    });
  }
});

/** The same bytes, but not where Safekeep put them. */
async function replaceByLink(backup: string): Promise<void> {
  const elsewhere = join(dirname(dirname(backup)), 'elsewhere');
  await rename(backup, elsewhere);
  await symlink(elsewhere, backup);
}

suite('a commit that can neither go on nor be taken back', () => {
  /** From the n-th rename of a file of the commit on, the disk takes nothing any more. */
  async function broken(renames: number): Promise<{ readonly folder: TestFolder; readonly error: unknown }> {
    const { folder, restore } = await prepared();
    let count = 0;
    const fileSystem = faultyFileSystem((call, _path, to) => {
      if (call === 'rename' && /web\.json$|made\.json$/.test(to ?? '')) count += 1;
      if (count >= renames && !['readFile', 'list', 'stat', 'realPath', 'close'].includes(call))
        throw systemError('EIO');
    });
    const error: unknown = await restore(await folder.open({ fileSystem })).catch(
      (reason: unknown) => reason,
    );
    return { folder, error };
  }

  for (const renames of [1, 2]) {
    test(`says so, and the next one who opens the folder brings it to an end: at rename ${renames}`, async () => {
      const { folder, error } = await broken(renames);
      assert.ok(error instanceof EngineError);
      assert.equal(error.code, 'io');
      assert.match(error.message, /Rolling back failed as well/);
      const [{ id } = { id: '' }] = await (await folder.open()).recoverInterrupted();
      assert.equal(error.details['unfinished'], id);
      const texts = Object.keys(before).map(async (name) => [name, await folder.text(name)] as const);
      assert.deepEqual(Object.fromEntries(await Promise.all(texts)), after);
    });
  }
});

test('what another config folder staged in a directory they share is left alone', async () => {
  const manifest = '{ "targets": { "shared": "../shared.json" } }\n';
  const folder = await testFolder('neighbors', {
    'safekeep.json': manifest,
    '../shared.json': '{ "a": 1 }\n',
    '../other/safekeep.json': manifest,
  });
  const foreign = `.shared.json.abcdef${'0'.repeat(12)}.safekeep-new`;
  await writeFile(join(folder.workspace, foreign), '');
  const edits = [{ op: 'set', pointer: '/a', value: 2 }] as const;
  await perform(await folder.open(), { kind: 'edit', edits });
  assert.ok((await readdir(folder.workspace)).includes(foreign));
});

test('a private file that comes back from a backup is as private as it was', async () => {
  const folder = await testFolder('modes');
  const engine = await folder.open();
  await chmod(folder.path('current.json'), 0o640);
  const { id } = await engine.createBackup({});
  await rm(folder.path('current.json'));
  await perform(engine, { kind: 'restore', backup: id });
  assert.equal((await stat(folder.path('current.json'))).mode & 0o777, 0o640);
});
