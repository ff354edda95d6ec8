// Any file can be a target: what is no JSON or YAML is kept as a whole, byte for byte.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { driftOf } from '../../src/engine/index.ts';
import { isTruncated, obviousDamage } from '../../src/engine/state/damage.ts';
import { contentOf } from '../../src/engine/documents/fileDocument.ts';
import { formatOf } from '../../src/engine/text/formatOf.ts';
import { lineListing } from '../../src/engine/diff/lineListing.ts';
import { agentCalls } from '../support/agentCalls.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';

/** No UTF-8. */
const binary = (last: number) => Buffer.from([0x30, 0x82, 0xff, 0x00, 0x0d, 0x0a, last]);

const files: Files = {
  'safekeep.yaml': 'targets:\n  env: .env\n  cert: certs/server.der\n',
  '.env': 'MODE=a\nTOKEN=very-secret-one\n',
  'certs/server.der': binary(1),
  'profiles/a/.env': 'MODE=a\nTOKEN=very-secret-one\n',
  'profiles/a/cert.der': binary(1),
  'profiles/b/profile.yaml': 'extends: a\n',
  'profiles/b/.env': 'MODE=b\r\nTOKEN=very-secret-two',
};

async function opened(given: Files = files) {
  const folder = await testFolder('opaque', given);
  const engine = await folder.open();
  const bytes = (name: string) => readFile(folder.path(name));
  return { ...folder, engine, bytes };
}

suite('a target that is no JSON or YAML', () => {
  test('is told by its name', () => {
    const opaque = ['.env', '.env.local', 'a.toml', 'a.ini', 'server.crt', 'Dockerfile', '.npmrc', 'a.bak'];
    for (const name of opaque) assert.equal(formatOf(name), 'opaque', name);
    for (const name of ['.babelrc', 'a.code-workspace', 'a.jsonc', 'a.json5', 'tsconfig.json'])
      assert.equal(formatOf(name), 'jsonc', name);
  });

  test('is switched as a whole, byte for byte; a child says only what it replaces', async () => {
    const { engine, bytes, text } = await opened();
    assert.equal((await engine.snapshot()).state.activeProfile, 'a');
    await perform(engine, { kind: 'switch', profile: 'b' });
    assert.equal(await text('.env'), 'MODE=b\r\nTOKEN=very-secret-two');
    assert.deepEqual(await bytes('certs/server.der'), binary(1));
    assert.deepEqual(driftOf(await engine.snapshot()), []);
  });

  test('is backed up, restored, and undone', async () => {
    const { engine, bytes, write } = await opened();
    await perform(engine, { kind: 'switch', profile: 'b' });
    await engine.createBackup({ name: 'good' });
    await write({ 'certs/server.der': binary(9) });
    assert.deepEqual(driftOf(await engine.snapshot()), [{ target: 'cert', kind: 'modified' }]);
    await perform(engine, { kind: 'restore', backup: 'good' });
    assert.deepEqual(await bytes('certs/server.der'), binary(1));
    await perform(engine, { kind: 'undo' });
    assert.deepEqual(await bytes('certs/server.der'), binary(9));
  });

  test('is saved to the profile as it is', async () => {
    const { engine, bytes, write, text } = await opened();
    await perform(engine, { kind: 'switch', profile: 'b' });
    await write({ 'certs/server.der': binary(7), '.env': 'MODE=mine\n' });
    await perform(engine, { kind: 'save-to-profile' });
    assert.deepEqual(await bytes('profiles/b/cert.der'), binary(7));
    assert.equal(await text('profiles/b/.env'), 'MODE=mine\n');
    assert.deepEqual(await bytes('profiles/a/cert.der'), binary(1));
    assert.deepEqual(driftOf(await engine.snapshot()), []);
  });

  test('that was not edited is not saved over a newer version of the profile', async () => {
    const { engine, write, text } = await opened();
    await perform(engine, { kind: 'switch', profile: 'b' });
    await write({ 'profiles/b/.env': 'MODE=newer\n' });
    await perform(engine, { kind: 'save-to-profile' });
    assert.equal(await text('profiles/b/.env'), 'MODE=newer\n');
    await write({ '.env': 'MODE=mine\n' });
    const plan = await perform(engine, { kind: 'save-to-profile' });
    assert.match(plan.problems[0]?.message ?? '', /has changed since you switched to it/);
    assert.equal(await text('profiles/b/.env'), 'MODE=mine\n');
  });

  test('gets a profile that can be switched to, under its own name', async () => {
    const { engine, text, write } = await opened({
      'safekeep.yaml': 'targets: { env: ../.env }\n',
      '../.env': 'A=1\n',
    });
    await perform(engine, { kind: 'create-profile', name: 'one', source: { kind: 'current' } });
    assert.equal(await text('profiles/one/.env'), 'A=1\n');
    const parent = { kind: 'create-profile', extends: 'one', source: { kind: 'current' } } as const;
    await perform(engine, { ...parent, name: 'same' });
    assert.equal(await text('profiles/same/.env'), null);
    await write({ '../.env': 'A=2\n' });
    await perform(engine, { ...parent, name: 'two' });
    assert.equal(await text('profiles/two/profile.yaml'), 'extends: one\n');
    await perform(engine, { kind: 'switch', profile: 'same' });
    assert.equal(await text('../.env'), 'A=1\n');
    await perform(engine, { kind: 'rename-profile', name: 'two', newName: 'three' });
    await perform(engine, { kind: 'duplicate-profile', name: 'three', copy: 'four' });
    await perform(engine, { kind: 'protect-profile', profile: 'one', protection: 'on' });
    await perform(engine, { kind: 'switch', profile: 'four' });
    assert.equal(await text('../.env'), 'A=2\n');
  });

  test('can be the first one, and one more', async () => {
    const { engine, text } = await opened({ 'app.toml': 'a = 1\n', '.env': 'B=1\n', 'c.yaml': 'c: 1\n' });
    await perform(engine, { kind: 'set-up', live: 'app.toml', profile: 'one' });
    assert.equal(await text('profiles/one/app.toml'), 'a = 1\n');
    await perform(engine, { kind: 'add-target', live: '.env' });
    await perform(engine, { kind: 'add-target', live: 'c.yaml' });
    assert.equal(await text('profiles/one/.env'), 'B=1\n');
    assert.equal(await text('profiles/one/c.yaml'), 'c: 1\n');
    assert.deepEqual(driftOf(await engine.snapshot()), []);
    await perform(engine, { kind: 'remove-target', target: 'app.toml' });
    assert.equal(await text('profiles/one/app.toml'), null);
  });

  test('joins a folder whose profiles are single files', async () => {
    const { engine, text } = await opened({
      'current.yaml': 'a: 1\n',
      'profiles/one.yaml': 'a: 1\n',
      '.env': 'B=1\n',
    });
    await perform(engine, { kind: 'switch', profile: 'one' });
    await perform(engine, { kind: 'add-target', live: '.env' });
    assert.equal(await text('profiles/one/current.yaml'), 'a: 1\n');
    assert.equal(await text('profiles/one/.env'), 'B=1\n');
  });

  test('has no keys', async () => {
    const { engine } = await opened();
    await engine.createBackup({ name: 'good' });
    const refused = {
      code: 'invalid',
      message: /has no keys\. Safekeep keeps it as a whole\./,
    };
    const edits = [{ op: 'set', pointer: '/MODE', value: 'x' }] as const;
    await assert.rejects(engine.plan({ kind: 'edit', target: 'env', edits }), refused);
    await assert.rejects(engine.plan({ kind: 'edit', target: 'env', profile: 'a', edits }), refused);
    const restore = { kind: 'restore', backup: 'good', only: ['/MODE'], target: 'env' } as const;
    await assert.rejects(engine.plan(restore), refused);
  });

  test('can be what another name says it is', async () => {
    const { engine, text } = await opened({
      'safekeep.yaml':
        'targets:\n  app: { path: app.conf, format: yaml }\n  raw: { path: raw.yaml, format: opaque }\n',
      'app.conf': 'a: 1 # one\n',
      'raw.yaml': '{{ template }}\n',
    });
    await perform(engine, { kind: 'create-profile', name: 'one', source: { kind: 'current' } });
    assert.equal(await text('profiles/one/app.yaml'), 'a: 1 # one\n');
    assert.equal(await text('profiles/one/raw.yaml'), '{{ template }}\n');
    const snapshot = await engine.snapshot();
    assert.deepEqual(snapshot.problems, []);
    assert.equal(snapshot.state.activeProfile, 'one');
    await perform(engine, { kind: 'edit', target: 'app', edits: [{ op: 'set', pointer: '/a', value: 2 }] });
    assert.equal(await text('app.conf'), 'a: 2 # one\n');
  });

  test('is handed on as text, and refused if it is none', async () => {
    const { engine, workspace, text } = await opened();
    const path = join(workspace, 'b.yaml');
    await engine.exportProfile({ profile: 'b', path });
    await perform(engine, { kind: 'import-profile', path, bytes: await readFile(path), name: 'c' });
    assert.equal(await text('profiles/c/.env'), 'MODE=b\r\nTOKEN=very-secret-two');
    const refused = { code: 'invalid', message: /isn't text, so it can't be exported/ };
    await assert.rejects(engine.exportProfile({ profile: 'a', path: join(workspace, 'a.yaml') }), refused);
  });

  test('comes back when it is emptied', async () => {
    const { engine, text, write } = await opened();
    await engine.createBackup({ name: 'good' });
    await writeFile(join((await engine.snapshot()).folder, '.env'), '');
    assert.deepEqual(
      (await engine.snapshot()).damage.map(({ kind }) => kind),
      ['empty'],
    );
    await perform(engine, { kind: 'restore-damaged' });
    assert.equal(await text('.env'), 'MODE=a\nTOKEN=very-secret-one\n');
    await write({ '.env': 'MODE=a\n' });
    assert.deepEqual((await engine.snapshot()).damage, []);
  });
});

suite('damage of what is kept as a whole', () => {
  const file = (text: string) => contentOf('.env', Buffer.from(text));

  test('is NUL bytes at the end of a text, but not of what has more of them', () => {
    assert.equal(obviousDamage(Buffer.from('A=1\n\0\0'), 'opaque'), 'nul-filled');
    assert.equal(obviousDamage(Buffer.from('A\0B\0\0'), 'opaque'), null);
  });

  test('is a line that was cut', () => {
    assert.equal(isTruncated(file('A=1\nB'), Buffer.from('A=1\nB=2\n')), true);
    assert.equal(isTruncated(file('A=1\n'), Buffer.from('A=1\nB=2\n')), false);
    assert.equal(isTruncated(file('1.1'), Buffer.from('1.10')), false);
  });
});

suite('what a coding agent learns of a file that is kept as a whole', () => {
  test('is that there is one', async () => {
    const { ask } = await agentCalls(files);
    const calls = [
      ask('status'),
      ask('getValue', { path: '', target: 'env' }).catch(String),
      ask('diff', { from: 'profile:a', to: 'profile:b' }),
      ask('switchProfile', { profile: 'b' }),
    ];
    for (const said of await Promise.all(calls)) assert.doesNotMatch(said, /very-secret|MODE=|SHA-256/);
  });
});

test('lines that differ are listed with those around them', () => {
  const lines = (text: string) => text.split('').join('\n');
  assert.deepEqual(lineListing(lines('abcdefghij'), lines('abcdeXghij')), [
    '@@ -4 +4 @@',
    ' d',
    ' e',
    '-f',
    '+X',
    ' g',
    ' h',
  ]);
  assert.deepEqual(lineListing('', 'a\n'), ['@@ -1 +1 @@', '+a']);
});
