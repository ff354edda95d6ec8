// Targets as crashes, full disks and dying programs leave them: what is reported, and what a recovery brings back.
import assert from 'node:assert/strict';
import { chmod, rm, stat, truncate } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { doubleFiles, perform, simpleFiles, type Files } from '../support/disk/configFolder.ts';
import { requests, kinds, opened, whole } from '../support/disk/damagedFolder.ts';

const schema = '{ "required": ["port"] }';

for (const [kind, damage] of Object.entries(requests)) {
  suite(`a target that is ${kind}`, () => {
    test('is damage, and a recovery brings the exact content back and keeps what was damaged', async () => {
      const { folder, engine } = await opened();
      const { id } = await engine.createBackup({ name: 'before' });
      await damage(folder, 'current.json');
      const damaged = await folder.text('current.json');
      assert.deepEqual(await kinds(engine), [['current', kind]]);
      const plan = await perform(engine, { kind: 'restore-damaged' });
      assert.equal(plan.summary, 'Recover current.json from the backup “before”');
      assert.deepEqual(plan.notes, ['current.json: the backup “before”']);
      assert.equal(await folder.text('current.json'), whole);
      assert.deepEqual(await kinds(engine), []);
      const [kept] = (await engine.snapshot()).backups;
      assert.equal(kept?.reason, 'recover');
      assert.notEqual(kept.id, id);
      if (damaged === null) assert.deepEqual(kept.absent, ['current.json']);
      else assert.equal(Buffer.from(await engine.readBackup(kept.id, 'current.json')).toString(), damaged);
    });

    test('after a switch comes back from the profile: no backup has that content', async () => {
      const { folder, engine } = await opened();
      await perform(engine, { kind: 'switch', profile: 'staging' });
      await damage(folder, 'current.json');
      assert.deepEqual(await kinds(engine), [['current', kind]]);
      const plan = await perform(engine, { kind: 'restore-damaged' });
      assert.equal(plan.summary, 'Recover current.json from profile staging');
      assert.equal(await folder.text('current.json'), simpleFiles['profiles/staging.json']);
    });

    test('is damage again when it is so again after a recovery, and none when the recovery is undone', async () => {
      const { folder, engine } = await opened();
      await engine.createBackup({});
      await damage(folder, 'current.json');
      const damaged = await folder.text('current.json');
      await perform(engine, { kind: 'restore-damaged' });
      await damage(folder, 'current.json');
      assert.deepEqual(await kinds(engine), [['current', kind]]);
      await perform(engine, { kind: 'restore-damaged' });
      await perform(engine, { kind: 'undo' });
      assert.equal(await folder.text('current.json'), damaged);
      assert.deepEqual(await kinds(engine), []);
    });

    test('is none in a folder that nothing is known of', async () => {
      const { folder, engine } = await opened();
      await damage(folder, 'current.json');
      assert.deepEqual(await kinds(engine), []);
    });
  });
}

suite('damage is not', () => {
  test('what a commit did', async () => {
    const { folder, engine } = await opened({ ...simpleFiles, 'profiles/development.json': '{}\n' });
    await rm(folder.path('current.json'));
    await perform(engine, { kind: 'switch', profile: 'staging' });
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('current.json'), null);
    assert.deepEqual(await kinds(engine), []);
  });

  test('what somebody wrote: less, other, or something that does not parse', async () => {
    const { folder, engine } = await opened();
    await engine.createBackup({});
    for (const text of ['{', '{}', '{ "port": 1 }', whole.trimEnd(), `${whole}x`]) {
      await folder.write({ 'current.json': text === '{' ? '{ ' : text });
      assert.deepEqual(await kinds(engine), [], text);
    }
  });

  test('an older content that a backup has, though it is the beginning of the newer one', async () => {
    const { folder, engine } = await opened({ 'current.yaml': 'a: 1\nb: 2' });
    await engine.createBackup({});
    await folder.write({ 'current.yaml': 'a: 1\nb: 23\n' });
    await engine.createBackup({});
    await folder.write({ 'current.yaml': 'a: 1\nb: 2' });
    assert.deepEqual(await kinds(engine), []);
  });

  test('text that an editor once held', async () => {
    const { folder, engine } = await opened();
    await engine.createBackup({ instead: new Map([['current.json', Buffer.from(`${whole.trimEnd()},`)]]) });
    await folder.write({ 'current.json': whole.slice(0, 12) });
    assert.deepEqual(await kinds(engine), []);
  });
});

test('a live file in another format than its models is missed where it was', async () => {
  const { folder, engine } = await opened({ 'current.yaml': 'a: 1\n', 'profiles/p.json': '{ "a": 2 }' });
  await engine.createBackup({});
  await rm(folder.path('current.yaml'));
  assert.deepEqual(await kinds(engine), [['current', 'gone']]);
  await perform(engine, { kind: 'restore-damaged' });
  assert.equal(await folder.text('current.yaml'), 'a: 1\n');
});

test('a private file that went away comes back private', async () => {
  for (const prepare of ['backup', 'switch']) {
    const { folder, engine } = await opened();
    await chmod(folder.path('current.json'), 0o600);
    if (prepare === 'backup') await engine.createBackup({});
    else await perform(engine, { kind: 'switch', profile: 'staging' });
    await rm(folder.path('current.json'));
    await perform(engine, { kind: 'restore-damaged' });
    assert.equal((await stat(folder.path('current.json'))).mode & 0o777, 0o600, prepare);
  }
});

suite('a recovery without the exact content', () => {
  /** Content that no backup and no profile has, on top of older backups, then emptied. */
  async function lost(files: Files, older: readonly string[]) {
    const { folder, engine } = await opened(files);
    const backups = [];
    for (const text of older) {
      await folder.write({ 'current.json': text });
      backups.push(await engine.createBackup({}));
    }
    await perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/port', value: 4242 }] });
    await truncate(folder.path('current.json'));
    return { folder, engine, backups };
  }

  test('takes the newest backup', async () => {
    const { folder, engine } = await lost(simpleFiles, ['{ "port": 1 }', '{ "port": 2 }']);
    await perform(engine, { kind: 'restore-damaged' });
    assert.equal(await folder.text('current.json'), '{ "port": 2 }');
  });

  test('passes over backups that are damaged', async () => {
    const { folder, engine, backups } = await lost(simpleFiles, ['{ "port": 1 }', '{ "port": 2 }']);
    const [edit] = (await engine.snapshot()).backups;
    for (const id of [edit?.id, backups[1]?.id])
      await folder.write({ [`backups/${id ?? ''}/current.json`]: '{}' });
    await perform(engine, { kind: 'restore-damaged' });
    assert.equal(await folder.text('current.json'), '{ "port": 1 }');
  });

  test('passes over what does not parse and what breaks the schema', async () => {
    const { folder, engine } = await opened({ ...simpleFiles, 'schema.json': schema });
    for (const text of ['{ "port": 1 }', '{ "other": 2 }', '{ "port": ', '', '\0\0\0']) {
      await folder.write({ 'current.json': text });
      await engine.createBackup({});
    }
    await perform(engine, { kind: 'switch', profile: 'staging' });
    await truncate(folder.path('current.json'));
    await folder.write({ 'profiles/staging.json': '{ "port": 5 }' });
    const plan = await perform(engine, { kind: 'restore-damaged' });
    assert.equal(await folder.text('current.json'), '{ "port": 1 }');
    assert.deepEqual(plan.guards, []);
  });

  test('passes over an empty backup that would parse, and takes none that does not', async () => {
    const { folder, engine } = await opened({ 'current.yaml': 'a: 1\n', 'profiles/p.yaml': 'a: 2\n' });
    const first = await engine.createBackup({});
    for (const text of ['', 'a: [']) {
      await folder.write({ 'current.yaml': text });
      await engine.createBackup({});
    }
    await perform(engine, { kind: 'switch', profile: 'p' });
    await folder.write({ 'profiles/p.yaml': 'a: 3\n' });
    await rm(folder.path('current.yaml'));
    const plan = await engine.plan({ kind: 'restore-damaged' });
    assert.equal(Buffer.from(plan.writes[0]?.after ?? []).toString(), 'a: 1\n');
    await engine.deleteBackup(first.id);
    await assert.rejects(engine.plan({ kind: 'restore-damaged' }), { code: 'not-found' });
  });

  test('takes what breaks the schema where nothing fits it, and asks', async () => {
    const { engine } = await lost({ ...simpleFiles, 'schema.json': '{ "required": ["never"] }' }, [whole]);
    const plan = await engine.plan({ kind: 'restore-damaged' });
    assert.deepEqual(
      plan.guards.map(({ code }) => code),
      ['schema'],
    );
  });

  test('takes the defaults only when told', async () => {
    const { folder, engine } = await opened({ ...simpleFiles, 'default.yaml': 'port: 8\n' });
    await perform(engine, { kind: 'switch', profile: 'staging' });
    for (const { id } of (await engine.snapshot()).backups) await engine.deleteBackup(id);
    await folder.write({ 'profiles/staging.json': '{}' });
    await truncate(folder.path('current.json'));
    await assert.rejects(engine.plan({ kind: 'restore-damaged' }), {
      code: 'not-found',
      message: 'No backup has an intact copy of current.json. default.yaml could replace it.',
    });
    const plan = await perform(engine, { kind: 'restore-damaged', defaults: true });
    assert.equal(plan.summary, 'Recover current.json from default.yaml');
    assert.equal(await folder.text('current.json'), '{\n  "port": 8\n}\n');
  });

  test('brings back what it can, and tells what it cannot', async () => {
    const { folder, engine } = await opened(doubleFiles);
    await perform(engine, { kind: 'switch', profile: 'b' });
    await folder.write({ 'profiles/b/app.json': '{}', 'web.json': '', 'app.json': '' });
    for (const { id } of (await engine.snapshot()).backups) await engine.deleteBackup(id);
    const plan = await perform(engine, { kind: 'restore-damaged' });
    assert.deepEqual(
      plan.problems.map(({ file, message }) => [file, message]),
      [['app.json', 'No backup has an intact copy.']],
    );
    assert.equal(await folder.text('web.json'), doubleFiles['profiles/b/web.json']);
    assert.deepEqual(await kinds(engine), [['app', 'empty']]);
  });
});

test('a recovery of several targets is one commit that names each source, and one undo', async () => {
  const { folder, engine } = await opened(doubleFiles);
  await engine.createBackup({ name: 'both' });
  await rm(folder.path('web.json'));
  await truncate(folder.path('app.json'));
  const plan = await perform(engine, { kind: 'restore-damaged' });
  assert.equal(plan.summary, 'Recover app.json and web.json from the backup “both”');
  assert.deepEqual(await Promise.all(['app.json', 'web.json'].map(folder.text)), [
    doubleFiles['app.json'],
    doubleFiles['web.json'],
  ]);
  await perform(engine, { kind: 'undo' });
  assert.deepEqual(await Promise.all(['app.json', 'web.json'].map(folder.text)), ['', null]);
});

test('where nothing is damaged a recovery has nothing to do', async () => {
  const { engine } = await opened();
  assert.deepEqual((await engine.plan({ kind: 'restore-damaged' })).writes, []);
});
