// Backups that a person moved out of the config folder, where no `git clean` reaches them.
import assert from 'node:assert/strict';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { userSideOf } from '../../src/engine/folder/userSide.ts';
import { disposableFolder, perform, testFolder } from '../support/disk/configFolder.ts';
import { crashingFileSystem } from '../support/faults/faultyFileSystem.ts';

const switchTo = (profile: string) => ({ kind: 'switch', profile }) as const;

async function opened() {
  process.env['XDG_STATE_HOME'] = await disposableFolder('state');
  const folder = await testFolder('moved');
  const elsewhere = join(await disposableFolder('elsewhere'), 'of-app');
  const user = userSideOf();
  const open: typeof folder.open = (options) => folder.open({ user, ...options });
  const ids = async (place: string) =>
    (await readdir(place).catch(() => [])).filter((name) => /^\d/.test(name));
  const messages = async () => (await (await open()).snapshot()).problems.map(({ message }) => message);
  return { ...folder, elsewhere, open, ids, messages, usual: folder.path('backups') };
}

suite('backups that were moved', () => {
  test('are listed, restored, undone, cleaned up, and made in the other place', async () => {
    const { open, elsewhere, ids, usual, text } = await opened();
    const engine = await open();
    await perform(engine, switchTo('staging'));
    await engine.createBackup({ name: 'kept' });
    assert.deepEqual(await engine.moveBackups(elsewhere), { folder: elsewhere, count: 2 });
    assert.deepEqual([(await ids(usual)).length, (await ids(elsewhere)).length], [0, 2]);
    await perform(engine, switchTo('production'));
    assert.equal((await ids(elsewhere)).length, 3);
    const snapshot = await (await open()).snapshot();
    assert.equal(snapshot.backupsFolder, elsewhere);
    assert.deepEqual(
      snapshot.backups.map(({ isForeign }) => isForeign ?? false),
      [false, false, false],
    );
    await perform(engine, { kind: 'undo' });
    await perform(engine, { kind: 'restore', backup: 'kept' });
    assert.equal(await text('current.json'), await text('profiles/staging.json'));
    assert.deepEqual(
      (await engine.verifyBackups()).flatMap(({ problems }) => problems),
      [],
    );
    await engine.deleteBackup((await engine.findBackup('kept')).id);
    assert.ok((await engine.prune()).every(({ keeps }) => keeps));
  });

  test('are found by a process that had opened the folder before, and come back', async () => {
    const { open, elsewhere, ids, usual } = await opened();
    const [one, other] = [await open(), await open()];
    await perform(one, switchTo('staging'));
    await other.snapshot();
    await one.moveBackups(elsewhere);
    await perform(other, switchTo('production'));
    assert.equal((await ids(elsewhere)).length, 2);
    assert.deepEqual(await other.moveBackups(null), { folder: usual, count: 2 });
    assert.deepEqual([(await ids(usual)).length, (await ids(elsewhere)).length], [2, 0]);
    await perform(one, { kind: 'undo' });
    assert.equal((await ids(usual)).length, 3);
  });

  test('survive what takes away all that git ignores', async () => {
    const { open, elsewhere, folder, messages, text } = await opened();
    const engine = await open();
    await engine.createBackup({ name: 'kept' });
    await engine.moveBackups(elsewhere);
    for (const name of ['backups', '.safekeep'])
      await rm(join(folder, name), { recursive: true, force: true });
    assert.deepEqual(await messages(), []);
    await writeFile(join(folder, 'current.json'), '{}\n');
    await perform(await open(), { kind: 'restore', backup: 'kept' });
    assert.equal(await text('current.json'), await text('profiles/development.json'));
  });

  test('stop every change while their folder is not there', async () => {
    const { open, elsewhere, messages, usual, ids } = await opened();
    const engine = await open();
    await engine.createBackup({ name: 'kept' });
    await engine.moveBackups(elsewhere);
    await rename(elsewhere, `${elsewhere}-away`);
    const refused = { code: 'invalid', message: /^The backups are kept in .*of-app, which isn't there\./ };
    await assert.rejects(perform(engine, switchTo('staging')), refused);
    assert.match((await messages())[0] ?? '', refused.message);
    await rename(`${elsewhere}-away`, elsewhere);
    await perform(engine, switchTo('staging'));
    await rm(elsewhere, { recursive: true });
    await engine.moveBackups(null);
    await perform(engine, switchTo('production'));
    assert.equal((await ids(usual)).length, 1);
  });

  test('go into no folder with other files, and not into the config folder', async () => {
    const { open, elsewhere, path } = await opened();
    const engine = await open();
    await mkdir(elsewhere, { recursive: true });
    await writeFile(join(elsewhere, 'notes.txt'), 'mine\n');
    await assert.rejects(engine.moveBackups(elsewhere), { code: 'invalid', message: /contains other files/ });
    await assert.rejects(engine.moveBackups(path('profiles/x')), { code: 'invalid' });
    await assert.rejects(engine.moveBackups(path('.safekeep/x')), { code: 'invalid' });
  });

  test('are whole in one of the two places wherever the move is stopped', async () => {
    for (let at = 1, hasCrashed = true; hasCrashed; at += 3) {
      const { open, elsewhere, ids } = await opened();
      await perform(await open(), switchTo('staging'));
      await (await open()).createBackup({ name: 'kept' });
      let count = 0;
      const crashing = crashingFileSystem(
        (call) => !/^(stat|list|read|real)/.test(call) && (count += 1) >= at,
      );
      const engine = await open({ fileSystem: crashing.fileSystem });
      await engine.moveBackups(elsewhere).catch(() => undefined);
      hasCrashed = crashing.hasCrashed();
      const next = await open();
      await next.unlock();
      const { backups, problems } = await next.snapshot();
      assert.deepEqual([backups.length, problems], [2, []], `stopped at ${at}`);
      assert.deepEqual(
        (await next.verifyBackups()).flatMap((found) => found.problems),
        [],
      );
      await next.moveBackups(elsewhere);
      assert.equal((await ids(elsewhere)).length, 2);
    }
  });
});
