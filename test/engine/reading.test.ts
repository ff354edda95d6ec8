// What is read beside the targets: schemas, backups, the history, and comparisons.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { validateTargets } from '../../src/engine/index.ts';
import { doubleFiles, perform, simpleFiles, testFolder } from '../support/disk/configFolder.ts';

suite('the schema of a target', () => {
  const schema = '{ "properties": { "port": { "type": "string" } } }';

  for (const [what, files] of [
    ['stands beside it', { 'schema.json': schema }],
    [
      'is named by the manifest',
      {
        'safekeep.json': '{ "targets": { "c": { "path": "current.json", "schema": "../s.json" } } }',
        '../s.json': schema,
      },
    ],
    [
      'is named by the document',
      { 'current.json': '{ "$schema": "./kinds/own.json", "port": 1 }', 'kinds/own.json': schema },
    ],
  ] as const) {
    test(`is found where it ${what}`, async () => {
      const engine = await (await testFolder('schema', { ...simpleFiles, ...files })).open();
      const problems = await validateTargets(await engine.snapshot());
      assert.deepEqual(
        problems.map(({ file, keyword }) => [file, keyword]),
        [['current.json', 'type']],
      );
    });
  }

  for (const named of ['https://example.com/s.json', 'file:///etc/passwd', '/etc/passwd', '#', '']) {
    test(`is not looked for at ${JSON.stringify(named)}`, async () => {
      const engine = await (
        await testFolder('schema', { 'current.json': JSON.stringify({ $schema: named }) })
      ).open();
      const { schemas, problems } = await engine.snapshot();
      assert.deepEqual([schemas.size, problems], [0, []]);
    });
  }

  test('whose name no file can have is no reason to read nothing', async () => {
    for (const named of [`${'x'.repeat(300)}.json`, 'a\0b']) {
      const folder = await testFolder('schema', { 'current.json': JSON.stringify({ $schema: named }) });
      const { targets, schemas } = await (await folder.open()).snapshot();
      assert.deepEqual([targets.length, schemas.size], [1, 0]);
    }
  });

  test('that lies outside the workspace is a problem, and the rest is read', async () => {
    const engine = await (
      await testFolder('schema', { 'current.json': '{ "$schema": "../../../s.json" }' })
    ).open();
    const { problems, targets } = await engine.snapshot();
    assert.match(problems[0]?.message ?? '', /outside the workspace/);
    assert.equal(targets.length, 1);
  });
});

suite('a comparison', () => {
  test('takes live files, defaults, profiles, backups and any file', async () => {
    const folder = await testFolder('compare', {
      ...simpleFiles,
      'default.json': '{ "port": 0 }',
      '../x.json': '{ "port": 9 }',
    });
    const engine = await folder.open();
    const { id } = await engine.createBackup({ name: 'monday' });
    const ports = async (from: string, to: string) => {
      const [file] = await engine.compare(from, to);
      const change = file?.changes.find(({ pointer }) => pointer === '/port');
      return [change?.from, change?.to];
    };
    assert.deepEqual(await ports('current', 'profile:production'), [1, 3]);
    assert.deepEqual(await ports('default', 'current'), [0, 1]);
    assert.deepEqual(await ports('profile:staging', 'backup:monday'), [2, 1]);
    assert.deepEqual(await ports('profile:staging', `backup:${id}`), [2, 1]);
    assert.deepEqual(await ports('backup:latest', `${folder.workspace}/x.json`), [1, 9]);
    await assert.rejects(engine.compare('current', 'profile:no'), { code: 'not-found' });
    await assert.rejects(engine.compare('current', 'backup:no'), { code: 'not-found' });
    await assert.rejects(engine.compare('current', 'profiles'), {
      code: 'not-found',
      message: /no profile or file "profiles"/,
    });
  });

  test('of what does not parse says that it cannot be told', async () => {
    const engine = await (await testFolder('compare', { ...simpleFiles, 'current.json': '{' })).open();
    assert.deepEqual(
      (await engine.compare('current', 'profile:staging')).map(({ unknown }) => unknown),
      [true],
    );
  });
});

test('a comparison with a backup that is no text says that it cannot be told', async () => {
  const folder = await testFolder('compare', { 'current.yaml': Uint8Array.from([0xff, 0xfe]) });
  const engine = await folder.open();
  await engine.createBackup({});
  await folder.write({ 'current.yaml': 'a: 1\n', 'other.yaml': Uint8Array.from([0x61, 0x3a, 0xff]) });
  for (const reference of ['backup:latest', folder.path('other.yaml')])
    assert.deepEqual(
      (await engine.compare(reference, 'current')).map(({ unknown, changes }) => [unknown, changes]),
      [[true, []]],
      reference,
    );
});

suite('the history', () => {
  test('tells what each commit changed, newest first, also when the file has changed again', async () => {
    const folder = await testFolder('history', doubleFiles);
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'b' });
    await perform(engine, {
      kind: 'edit',
      target: 'app',
      edits: [{ op: 'set', pointer: '/mode', value: 'c' }],
    });
    const { history } = await engine.snapshot();
    assert.deepEqual(
      history.map(({ action }) => action),
      ['edit', 'switch'],
    );
    const { files } = await engine.changesOf(history[1]?.id ?? '');
    assert.deepEqual(
      files.map(({ path, unknown, changes }) => [path, unknown, changes.map(({ from, to }) => [from, to])]),
      [
        ['app.json', false, [['a', 'b']]],
        ['web.json', false, [['a', 'b']]],
      ],
    );
    await assert.rejects(engine.changesOf('nothing'), { code: 'not-found' });
  });

  test('tells what it can when a backup is damaged', async () => {
    const folder = await testFolder('history');
    const engine = await folder.open();
    const commit = await engine.commit(await engine.plan({ kind: 'switch', profile: 'staging' }));
    await folder.write({ [`backups/${commit?.backup.id ?? ''}/current.json`]: 'damaged' });
    const { files } = await engine.changesOf(commit?.entry.id ?? '');
    assert.deepEqual(
      files.map(({ unknown }) => unknown),
      [true],
    );
  });

  test('that was tampered with is a problem, and goes on', async () => {
    const folder = await testFolder('history');
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'staging' });
    await folder.write({
      '.safekeep/audit.jsonl': ((await folder.text('.safekeep/audit.jsonl')) ?? '').replace(
        'tester',
        'nobody',
      ),
    });
    const { problems, history } = await engine.snapshot();
    assert.deepEqual(
      [problems.map(({ file, line }) => [file, line]), history],
      [[['.safekeep/audit.jsonl', 1]], []],
    );
    await perform(engine, { kind: 'switch', profile: 'development' });
    assert.equal((await engine.snapshot()).history.length, 1);
  });
});

suite('a backup by hand', () => {
  test('can hold what is not on the disk yet', async () => {
    const folder = await testFolder('backup');
    const engine = await folder.open();
    const unsaved = new Map([['current.json', Buffer.from('{ "unsaved": 1 }')]]);
    const { id, reason } = await engine.createBackup({ instead: unsaved });
    assert.equal(reason, 'unsaved');
    assert.equal(Buffer.from(await engine.readBackup(id, 'current.json')).toString(), '{ "unsaved": 1 }');
    assert.equal(await folder.text('current.json'), simpleFiles['current.json']);
  });

  test('of nothing is not made', async () => {
    const folder = await testFolder('backup', { 'profiles/p.json': '{}' });
    await assert.rejects((await folder.open()).createBackup({}), { code: 'not-found' });
  });

  test('is found by id, by name and as the latest, and goes to the trash when deleted', async () => {
    const folder = await testFolder('backup');
    const engine = await folder.open();
    const first = await engine.createBackup({ name: 'monday' });
    const second = await engine.createBackup({ pinned: true });
    for (const [reference, found] of [
      [first.id, first],
      ['monday', first],
      ['latest', second],
    ] as const)
      assert.deepEqual(await engine.findBackup(reference), found);
    await engine.deleteBackup(second.id);
    assert.deepEqual(await engine.findBackup('latest'), first);
    await assert.rejects(engine.findBackup(second.id), { code: 'not-found' });
  });
});

test('a backup is known by its id, whatever another one is named', async () => {
  const engine = await (await testFolder('backup')).open();
  const first = await engine.createBackup({});
  await engine.createBackup({ name: first.id });
  assert.deepEqual(await engine.findBackup(first.id), first);
});

test('only a backup is deleted as a backup', async () => {
  const folder = await testFolder('backup');
  const engine = await folder.open();
  await assert.rejects(engine.deleteBackup('../profiles'), { code: 'not-found' });
  await assert.rejects(engine.deleteBackup('20260101T000000000Z-000000'), { code: 'not-found' });
  assert.equal(await folder.text('profiles/staging.json'), simpleFiles['profiles/staging.json']);
});

test('our own folders are private and stay out of version control', async () => {
  const folder = await testFolder('ignore');
  await perform(await folder.open(), { kind: 'switch', profile: 'staging' });
  for (const name of ['backups/.gitignore', 'backups/.ignore', '.safekeep/.gitignore', '.safekeep/.ignore'])
    assert.equal(await folder.text(name), '*\n', name);
});
