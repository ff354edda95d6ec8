// Which backups say what a target is meant to hold: of damage, only one that somebody makes by hand.
import assert from 'node:assert/strict';
import { rm, truncate } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { doubleFiles, perform } from '../support/disk/configFolder.ts';
import { requests, kinds, opened, whole } from '../support/disk/damagedFolder.ts';

suite('damage is accepted', () => {
  for (const [kind, damage] of Object.entries(requests)) {
    test(`by a backup that somebody makes of what is ${kind}`, async () => {
      const { folder, engine } = await opened();
      await engine.createBackup({});
      await damage(folder, 'current.json');
      await engine.createBackup({ note: 'meant' });
      assert.deepEqual(await kinds(engine), []);
    });
  }

  test('for good: whole again and then so once more, it is damage again', async () => {
    const { folder, engine } = await opened();
    await engine.createBackup({});
    await rm(folder.path('current.json'));
    await engine.createBackup({});
    await folder.write({ 'current.json': whole });
    await engine.createBackup({});
    await rm(folder.path('current.json'));
    assert.deepEqual(await kinds(engine), [['current', 'gone']]);
  });

  test('but not where there is nothing to keep', async () => {
    const { folder, engine } = await opened();
    await rm(folder.path('current.json'));
    await assert.rejects(engine.createBackup({}), { code: 'not-found' });
  });
});

suite('damage of another target stays damage', () => {
  for (const [kind, damage] of Object.entries(requests)) {
    const damaged = async () => {
      const { folder, engine } = await opened(doubleFiles);
      await engine.createBackup({});
      await damage(folder, 'web.json');
      return { folder, engine };
    };
    const isStillSo = async ({ folder, engine }: Awaited<ReturnType<typeof damaged>>) => {
      assert.deepEqual(await kinds(engine), [['web', kind]]);
      await perform(engine, { kind: 'restore-damaged' });
      assert.equal(await folder.text('web.json'), doubleFiles['web.json']);
    };

    test(`when a commit copies along what is ${kind}`, async () => {
      const { folder, engine } = await damaged();
      await perform(engine, {
        kind: 'edit',
        target: 'app',
        edits: [{ op: 'set', pointer: '/mode', value: 'z' }],
      });
      await isStillSo({ folder, engine });
    });

    test(`when a backup of an edit from outside copies along what is ${kind}`, async () => {
      const { folder, engine } = await damaged();
      await engine.createBackup({ reason: 'external', instead: new Map([['app.json', Buffer.from('{}')]]) });
      await isStillSo({ folder, engine });
    });
  }
});

test('a target that the manifest has moved is not missed at its new place', async () => {
  const { folder, engine } = await opened(doubleFiles);
  await perform(engine, { kind: 'switch', profile: 'b' });
  await folder.write({
    'safekeep.json': '{ "format": 1, "targets": { "app": "application.json", "web": "web.json" } }',
  });
  assert.deepEqual(await kinds(engine), []);
});

suite('a backup of what was changed from outside', () => {
  test('holds the content it is given, and is made once', async () => {
    const { folder, engine } = await opened();
    const gone = new Map([['current.json', Buffer.from('{ "port": 5 }')]]);
    const backup = await engine.createBackup({ reason: 'external', instead: gone });
    assert.equal(backup.reason, 'external');
    const other = await (await folder.open()).createBackup({ reason: 'external', instead: gone });
    assert.equal(other.id, backup.id);
    assert.equal((await engine.snapshot()).backups.length, 1);
    assert.equal(Buffer.from(await engine.readBackup(backup.id, 'current.json')).toString(), '{ "port": 5 }');
  });

  test('is made again when an older content came back, so that a recovery brings that', async () => {
    const { folder, engine } = await opened();
    for (const text of ['{ "a": "x" }', '{ "a": "y" }', '{ "a": "x" }']) {
      await folder.write({ 'current.json': text });
      await engine.createBackup({
        reason: 'external',
        instead: new Map([['current.json', Buffer.from(text)]]),
      });
    }
    assert.equal((await engine.snapshot()).backups.length, 3);
    await truncate(folder.path('current.json'));
    await perform(engine, { kind: 'restore-damaged' });
    assert.equal(await folder.text('current.json'), '{ "a": "x" }');
  });
});
