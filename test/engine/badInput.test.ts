// What is wrong gets a clear answer, and nothing is lost by it.
import assert from 'node:assert/strict';
import { open, readdir, writeFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { perform, simpleFiles, testFolder } from '../support/disk/configFolder.ts';
import { faultyFileSystem, systemError } from '../support/faults/faultyFileSystem.ts';

suite('a live file that does not parse', () => {
  for (const [what, bytes] of [
    ['is torn', Buffer.from('{ "a": ')],
    ['is not UTF-8', Buffer.from([0x7b, 0xff, 0x00, 0x7d])],
    ['is empty', Buffer.from('')],
  ] as const) {
    test(`because it ${what} is backed up, replaced and brought back by its bytes`, async () => {
      const folder = await testFolder('bad', { ...simpleFiles, 'current.json': bytes });
      const engine = await folder.open();
      const { problems } = await engine.snapshot();
      assert.deepEqual(
        problems.map(({ file, line }) => [file, line]),
        [['current.json', 1]],
      );
      const { id } = await engine.createBackup({});
      assert.deepEqual(Buffer.from(await engine.readBackup(id, 'current.json')), bytes);
      const plan = await perform(engine, { kind: 'switch', profile: 'staging' });
      assert.deepEqual(
        plan.writes.map(({ kind, changes }) => [kind, changes]),
        [['text', []]],
      );
      await perform(engine, { kind: 'restore', backup: id });
      assert.deepEqual(await folder.text('current.json'), bytes.toString());
      assert.deepEqual(
        (await engine.verifyBackups()).flatMap(({ problems: found }) => found),
        [],
      );
    });
  }

  test('cannot be edited by key, and says why', async () => {
    const folder = await testFolder('bad', { ...simpleFiles, 'current.json': '{ "a": ' });
    const edits = [{ op: 'set', pointer: '/a', value: 1 }] as const;
    await assert.rejects((await folder.open()).plan({ kind: 'edit', edits }), {
      code: 'invalid',
      message: /can't be edited until it parses/,
    });
  });
});

suite('a profile that cannot be resolved', () => {
  for (const [what, files, message] of [
    [
      'extends itself',
      { 'profiles/p.json': '{\n  "$profile": { "extends": "p" } }' },
      /profiles\/p.json:2:.*itself \(p → p\)/,
    ],
    [
      'extends itself by way of another',
      {
        'profiles/p.json': '{ "$profile": { "extends": "q" } }',
        'profiles/q.json': '{ "$profile": { "extends": ["p"] } }',
      },
      /p → q → p/,
    ],
    [
      'extends nobody',
      { 'profiles/p.json': '{ "$profile": { "extends": "gone" } }' },
      /"gone", which doesn't exist/,
    ],
    ['does not parse', { 'profiles/p.json': '{ "a": 1,\n  oops }' }, /profiles\/p.json:2:3/],
  ] as const) {
    test(`because it ${what} is a problem with a place, and is not switched to`, async () => {
      const folder = await testFolder('bad', { ...simpleFiles, ...files });
      const engine = await folder.open();
      assert.ok(
        (await engine.snapshot()).problems.some(({ file, line }) => file === 'profiles/p.json' && line > 0),
      );
      await assert.rejects(engine.plan({ kind: 'switch', profile: 'p' }), { code: 'invalid', message });
      assert.equal(await folder.text('current.json'), simpleFiles['current.json']);
    });
  }
});

suite('a config folder that cannot be understood', () => {
  test('because it has two live files says which', async () => {
    const folder = await testFolder('bad', { ...simpleFiles, 'current.yaml': 'a: 1\n' });
    await assert.rejects((await folder.open()).snapshot(), {
      code: 'invalid',
      message: /current\.json and current\.yaml/,
    });
  });

  test('because it has two manifests says which', async () => {
    const folder = await testFolder('bad', { 'safekeep.json': '{}', 'safekeep.yaml': '' });
    await assert.rejects((await folder.open()).snapshot(), {
      code: 'invalid',
      message: /safekeep\.yaml and safekeep\.json/,
    });
  });

  test('because a target lies outside the workspace is refused', async () => {
    const folder = await testFolder('bad', {
      'safekeep.json': '{ "targets": { "app": "../../etc/app.json" } }',
    });
    await assert.rejects((await folder.open()).snapshot(), {
      code: 'invalid',
      message: /outside the workspace/,
    });
  });

  test('has two profiles of one name: both are kept, and it is a problem', async () => {
    const folder = await testFolder('bad', { ...simpleFiles, 'profiles/staging.yaml': 'port: 2\n' });
    assert.match(
      (await (await folder.open()).snapshot()).problems[0]?.message ?? '',
      /Another profile is also named "staging"/,
    );
  });
});

suite('what a newer Safekeep wrote', () => {
  test('as the manifest is refused and left as it is', async () => {
    const text = '{ "format": 2 }';
    const folder = await testFolder('newer', { ...simpleFiles, 'safekeep.json': text });
    await assert.rejects((await folder.open()).snapshot(), {
      code: 'unsupported-version',
      message: /format 2/,
    });
    assert.equal(await folder.text('safekeep.json'), text);
  });

  for (const [path, text] of [
    ['.safekeep/state.json', '{ "format": 2, "activeProfile": "staging" }'],
    ['.safekeep/journal/x.json', '{ "format": 2 }'],
    ['.safekeep/audit.jsonl', '{"format":2}\n'],
  ] as const) {
    test(`or somebody who says so, in ${path} is a problem, and the rest goes on`, async () => {
      const folder = await testFolder('newer', { ...simpleFiles, [path]: text });
      const engine = await folder.open();
      const seen = await engine.snapshot();
      assert.deepEqual(
        seen.problems.map(({ file }) => file),
        [path],
      );
      assert.equal(seen.state.activeProfile, 'development', 'by what the live file is');
      await perform(engine, { kind: 'switch', profile: 'staging' });
      assert.deepEqual(await engine.recoverInterrupted(), []);
      if (!path.includes('journal')) return;
      await assert.rejects(engine.recoverInterrupted({ trust: true }), { code: 'unsupported-version' });
      assert.equal(await folder.text(path), text);
    });
  }

  test('as a backup is a problem, and the rest goes on', async () => {
    const id = '20301120T091337123Z-7f3a9c';
    const folder = await testFolder('newer', {
      ...simpleFiles,
      [`backups/${id}/backup.json`]: '{ "format": 2 }',
    });
    const engine = await folder.open();
    assert.match((await engine.snapshot()).problems[0]?.message ?? '', /format 2/);
    await assert.rejects(engine.readBackup(id, 'current.json'), { code: 'unsupported-version' });
    await perform(engine, { kind: 'switch', profile: 'staging' });
  });
});

suite('a record of the active profile that is damaged', () => {
  for (const text of [
    '',
    '{ "form',
    '[]',
    '{}',
    '{ "format": "one" }',
    '{ "format": 1, "activeProfile": 5, "applied": [] }',
  ]) {
    test(`as ${JSON.stringify(text)} stops nothing`, async () => {
      const folder = await testFolder('state', { ...simpleFiles, '.safekeep/state.json': text });
      const engine = await folder.open();
      assert.ok((await engine.snapshot()).problems.every(({ file }) => file === '.safekeep/state.json'));
      await perform(engine, { kind: 'switch', profile: 'staging' });
      const { state, problems } = await engine.snapshot();
      assert.deepEqual([state.activeProfile, problems], ['staging', []]);
      await perform(engine, { kind: 'undo' });
      assert.equal(await folder.text('current.json'), simpleFiles['current.json']);
    });
  }
});

test('a folder that may not be written to can be read, and a commit says what is wrong', async () => {
  const folder = await testFolder('readonly');
  const fileSystem = faultyFileSystem((call) => {
    if (['create', 'append', 'rename', 'remove', 'makeDirectory'].includes(call)) throw systemError('EROFS');
  });
  const engine = await folder.open({ fileSystem });
  assert.equal((await engine.snapshot()).profiles.length, 3);
  const plan = await engine.plan({ kind: 'switch', profile: 'staging' });
  await assert.rejects(engine.commit(plan), { code: 'io', message: /read-only/ });
  assert.deepEqual((await readdir(folder.folder)).toSorted(), ['current.json', 'profiles']);
});

test('a file above 50 MB is refused before it is read', async () => {
  const folder = await testFolder('large');
  const file = await open(folder.path('current.json'), 'r+');
  await file.truncate(50 * 1024 * 1024 + 1);
  await file.close();
  await assert.rejects((await folder.open()).snapshot(), {
    code: 'invalid',
    message: /current.json is larger than 50 MB/,
  });
});

test('a directory where the live file should be is refused', async () => {
  const folder = await testFolder('directory', { 'current.json/a.txt': '' });
  await assert.rejects((await folder.open()).snapshot(), { code: 'invalid', message: /isn't a file/ });
});

test('what is not a profile in profiles/ is left alone', async () => {
  const folder = await testFolder('strangers', {
    ...simpleFiles,
    'profiles/README.md': 'mine',
    'profiles/.hidden.json': '{',
  });
  await writeFile(folder.path('profiles/notes'), 'mine');
  const { profiles, problems } = await (await folder.open()).snapshot();
  assert.deepEqual([profiles.length, problems], [3, []]);
});
