import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Engine } from '../../../src/engine/index.ts';
import {
  doubleFiles,
  perform,
  simpleFiles,
  testFolder,
  type Files,
} from '../../support/disk/configFolder.ts';

async function opened(files: Files = simpleFiles) {
  const folder = await testFolder('export', files);
  const engine = await folder.open();
  const path = join(folder.workspace, 'handed-on.yaml');
  return { ...folder, engine, exported: path, exportedText: () => readFile(path, 'utf8') };
}

async function importInto(engine: Engine, text: string, name?: string) {
  const bytes = Buffer.from(text);
  const named = name === undefined ? {} : { name };
  return perform(engine, { kind: 'import-profile', path: 'x.yaml', bytes, ...named });
}

/** Texts that YAML has to be careful with. */
const awkward = {
  comments: '// why\n{\n\t"a": 1, // tab\n}\n',
  'windows line ends': '{\r\n  // why\r\n  "a": 1\r\n}\r\n',
  'a byte order mark': '\uFEFF{ "a": 1 }\n',
  'blanks at line ends': '{   \n  "a": 1  \n}\n\n\n',
  'an indented beginning': '   { "a": 1 }',
  'control characters in a text': '{ "a": "\u0085 \u2028" }\n',
} as const;

suite('an exported profile', () => {
  test('is one file that a person can read, with the text as it stands', async () => {
    const { engine, exported, exportedText } = await opened();
    await engine.exportProfile({ profile: 'production', path: exported });
    assert.equal(
      await exportedText(),
      [
        '# A profile that Safekeep exported. "Import Profile…" or "safekeep profile import" takes it in.',
        'format: 1',
        'profile: production',
        'files:',
        '  current.json: |',
        '    { "$profile": { "extends": "staging" }, "port": 3 }',
        '',
      ].join('\n'),
    );
  });

  test('of several files has all of them, and what the profile says of itself', async () => {
    const { engine, exported, exportedText } = await opened({
      ...doubleFiles,
      'profiles/b/profile.yaml': '# ours\nprotected: true\n',
    });
    await engine.exportProfile({ profile: 'b', path: exported });
    assert.match(
      await exportedText(),
      /files:\n {2}profile\.yaml: \|\n {4}# ours\n {4}protected: true\n {2}app\.json: \|\n.*\n {2}web\.json: \|\n/,
    );
  });

  test('leaves personal overlays and the config folder alone', async () => {
    const { engine, exported, exportedText, path } = await opened({
      ...simpleFiles,
      'profiles/staging.local.json': '{ "token": "mine" }',
    });
    await engine.exportProfile({ profile: 'staging', path: exported });
    assert.doesNotMatch(await exportedText(), /mine|local/);
    assert.deepEqual((await readdir(path('.'))).toSorted(), ['current.json', 'profiles']);
  });

  test('is as private as the profile', { skip: process.platform === 'win32' }, async () => {
    const { engine, exported, path, workspace } = await opened();
    await chmod(path('profiles/staging.json'), 0o600);
    await chmod(path('profiles/development.json'), 0o644);
    const other = join(workspace, 'other.yaml');
    await engine.exportProfile({ profile: 'staging', path: exported });
    await engine.exportProfile({ profile: 'development', path: other });
    assert.equal((await stat(exported)).mode & 0o777, 0o600);
    assert.equal((await stat(other)).mode & 0o777, 0o644);
  });

  test('replaces an older export only when told so, and nothing else ever', async () => {
    const { engine, exported, exportedText } = await opened();
    await engine.exportProfile({ profile: 'staging', path: exported });
    const before = await exportedText();
    await assert.rejects(engine.exportProfile({ profile: 'production', path: exported }), { code: 'exists' });
    assert.equal(await exportedText(), before);
    await engine.exportProfile({ profile: 'production', path: exported, replaces: true });
    assert.match(await exportedText(), /profile: production/);
    await writeFile(exported, 'notes: mine\n');
    await assert.rejects(engine.exportProfile({ profile: 'staging', path: exported, replaces: true }), {
      code: 'exists',
      message: /won't be overwritten/,
    });
    assert.equal(await exportedText(), 'notes: mine\n');
  });

  test('does not go where it would be taken for a profile', async () => {
    const { engine, path } = await opened();
    const wanted = { profile: 'staging', path: path('profiles/staging.safekeep-profile.yaml') };
    await assert.rejects(engine.exportProfile(wanted), { code: 'invalid', message: /its own files/ });
  });

  test('is none of a profile that does not parse, or is not there', async () => {
    const { engine, exported, write } = await opened();
    await write({ 'profiles/broken.json': '{\n  "a":\n}\n' });
    await assert.rejects(engine.exportProfile({ profile: 'broken', path: exported }), {
      code: 'invalid',
      message: /^profiles\/broken\.json:3:1: /,
    });
    await assert.rejects(engine.exportProfile({ profile: 'nobody', path: exported }), { code: 'not-found' });
  });
});

suite('an imported profile', () => {
  for (const [what, text] of Object.entries(awkward)) {
    test(`has ${what} as they were, byte for byte`, async () => {
      const files = { 'current.jsonc': '{}\n', 'profiles/odd.jsonc': text };
      const { engine, exported, exportedText } = await opened(files);
      await engine.exportProfile({ profile: 'odd', path: exported });
      const there = await testFolder('import', { 'current.jsonc': '{}\n' });
      await importInto(await there.open(), await exportedText());
      assert.equal(await there.text('profiles/odd.jsonc'), text);
    });
  }

  test('takes another name, and is taken back by an undo', async () => {
    const { engine, exported, exportedText, text } = await opened();
    await engine.exportProfile({ profile: 'production', path: exported });
    const plan = await importInto(engine, await exportedText(), 'live');
    assert.deepEqual([plan.problems, plan.guards], [[], []]);
    assert.equal(await text('profiles/live.json'), simpleFiles['profiles/production.json']);
    assert.equal((await engine.snapshot()).history[0]?.summary, 'Import profile live');
    await perform(engine, { kind: 'undo' });
    assert.equal(await text('profiles/live.json'), null);
  });

  test('is refused under a name that is taken', async () => {
    const { engine, exported, exportedText } = await opened();
    await engine.exportProfile({ profile: 'production', path: exported });
    const bytes = Buffer.from(await exportedText());
    await assert.rejects(engine.plan({ kind: 'import-profile', path: 'x.yaml', bytes }), { code: 'exists' });
  });

  test('whose parent is not there comes in, and that is said', async () => {
    const { engine, exported, exportedText } = await opened();
    await engine.exportProfile({ profile: 'production', path: exported });
    const there = await testFolder('import', { 'current.json': '{}\n' });
    const { problems } = await importInto(await there.open(), await exportedText());
    assert.deepEqual(
      problems.map(({ file, message }) => [file, message]),
      [['profiles/production.json', `Profile "production" extends "staging", which doesn't exist.`]],
    );
    assert.equal(await there.text('profiles/production.json'), simpleFiles['profiles/production.json']);
  });

  test('of several files is the same folder of files elsewhere', async () => {
    const metadata = '# ours\nextends: a\n';
    const { engine, exported, exportedText } = await opened({
      ...doubleFiles,
      'profiles/b/profile.yaml': metadata,
    });
    await engine.exportProfile({ profile: 'b', path: exported });
    const { 'safekeep.json': manifest = '', 'app.json': app = '', 'web.json': web = '' } = doubleFiles;
    const there = await testFolder('import', {
      'safekeep.json': manifest,
      'app.json': app,
      'web.json': web,
      'profiles/a/app.json': '{}\n',
    });
    const other = await there.open();
    await importInto(other, await exportedText());
    assert.equal(await there.text('profiles/b/profile.yaml'), metadata);
    assert.equal(await there.text('profiles/b/web.json'), doubleFiles['profiles/b/web.json']);
    const made = (await other.snapshot()).profiles.find(({ name }) => name === 'b');
    assert.deepEqual(made?.metadata.extends, ['a']);
  });

  test('of one file keeps its parent in a folder of several targets', async () => {
    const text =
      'format: 1\nprofile: c\nfiles:\n  app.json: |\n    { "$profile": { "extends": "a" }, "mode": "c" }\n';
    const { engine, text: read } = await opened(doubleFiles);
    const { problems } = await importInto(engine, text);
    assert.deepEqual(problems, []);
    assert.equal(await read('profiles/c/profile.yaml'), 'extends: a\n');
    assert.equal(await read('profiles/c/app.json'), '{ "mode": "c" }\n');
    assert.deepEqual((await engine.snapshot()).problems, []);
  });

  test('of one target is for the one target here, whatever it is called', async () => {
    const { engine, text } = await opened();
    await importInto(engine, 'format: 1\nprofile: c\nfiles:\n  app.yaml: |\n    port: 9 # nine\n');
    assert.equal(await text('profiles/c.yaml'), 'port: 9 # nine\n');
  });

  for (const [what, text, message] of [
    ['that does not parse', 'format: 1\nprofile: [', /^x\.yaml:2:/],
    ['that is something else', 'port: 1\n', /isn't a profile that Safekeep exported/],
    ['that lacks its name', 'format: 1\nfiles: {}\n', /is missing the required key "profile"/],
    ['with a name that leads elsewhere', 'format: 1\nprofile: ../x\nfiles: { a.json: "{}" }\n', /can't/],
    [
      'with a file that leads elsewhere',
      'format: 1\nprofile: x\nfiles: { ../a.json: "{}" }\n',
      /Name each file of a profile after a target/,
    ],
    [
      'of which a text does not parse',
      'format: 1\nprofile: x\nfiles: { current.json: "{ 1 }" }\n',
      /^x\.yaml › current\.json:1:3: /,
    ],
  ] as const) {
    test(`${what} is refused, with the reason`, async () => {
      const { engine } = await opened();
      await assert.rejects(importInto(engine, text), { code: 'invalid', message });
    });
  }

  test('for a target that is not here is refused', async () => {
    const { engine } = await opened(doubleFiles);
    await assert.rejects(importInto(engine, 'format: 1\nprofile: x\nfiles: { db.json: "{}" }\n'), {
      code: 'invalid',
      message: 'It is a profile for "db", which isn\'t a target of this folder.',
    });
  });

  test('of a newer format is refused', async () => {
    const { engine } = await opened();
    await assert.rejects(importInto(engine, 'format: 2\nprofile: x\nfiles: {}\n'), {
      code: 'unsupported-version',
    });
  });
});

suite('a protected profile', () => {
  test('says so in its own file, keeps its text, and can be made as before', async () => {
    const { engine, text } = await opened();
    const before = await text('profiles/staging.json');
    await perform(engine, { kind: 'protect-profile', profile: 'staging', protection: 'on' });
    assert.equal(
      await text('profiles/staging.json'),
      '{\n  "port": 2,\n  "log": { "level": "info" },\n  "$profile": {\n    "protected": true\n  }\n}\n',
    );
    const isProtected = async () =>
      (await engine.snapshot()).profiles.find(({ name }) => name === 'staging')?.metadata.protected;
    assert.equal(await isProtected(), true);
    await perform(engine, { kind: 'protect-profile', profile: 'staging', protection: 'off' });
    assert.equal(await isProtected(), false);
    assert.equal(await text('profiles/staging.json'), before);
  });

  test('keeps what else it says of itself', async () => {
    const { engine, text } = await opened();
    await perform(engine, { kind: 'protect-profile', profile: 'production', protection: 'on' });
    assert.equal(
      await text('profiles/production.json'),
      '{ "$profile": { "extends": "staging", "protected": true }, "port": 3 }\n',
    );
    await perform(engine, { kind: 'undo' });
    assert.equal(await text('profiles/production.json'), simpleFiles['profiles/production.json']);
  });

  test('of several files says so beside them', async () => {
    const { engine, text, path } = await opened(doubleFiles);
    await perform(engine, { kind: 'protect-profile', profile: 'b', protection: 'on' });
    assert.equal(await text('profiles/b/profile.yaml'), 'protected: true\n');
    assert.equal(await text('profiles/b/app.json'), doubleFiles['profiles/b/app.json']);
    await perform(engine, { kind: 'undo' });
    assert.deepEqual((await readdir(path('profiles/b'))).toSorted(), ['app.json', 'web.json']);
  });

  test('that is protected already is left as it is', async () => {
    const { engine } = await opened();
    await perform(engine, { kind: 'protect-profile', profile: 'staging', protection: 'on' });
    const plan = await engine.plan({ kind: 'protect-profile', profile: 'staging', protection: 'on' });
    assert.deepEqual(plan.writes, []);
  });

  test('is none that is a list', async () => {
    const { engine, path } = await opened({ 'current.json': '[]\n' });
    await mkdir(path('profiles'));
    await writeFile(path('profiles/list.json'), '[]\n');
    await assert.rejects(engine.plan({ kind: 'protect-profile', profile: 'list', protection: 'on' }), {
      code: 'invalid',
      message: /isn't a single map, so it can't be marked as protected/,
    });
    await writeFile(path('profiles/list.json'), '[{ "$profile": { "protected": true } }]\n');
    await assert.rejects(engine.plan({ kind: 'protect-profile', profile: 'list', protection: 'off' }), {
      message: /^Remove "protected" from profiles\/list\.json in an editor\./,
    });
  });
});
