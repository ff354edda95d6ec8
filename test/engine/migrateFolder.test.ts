// Migrating a config folder: every document from its own version, as one commit.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { driftOf, EngineError, readVersions, type Engine } from '../../src/engine/index.ts';
import { perform, testFolder, type Files, type TestFolder } from '../support/disk/configFolder.ts';

const migration = (from: string, to: string, steps: string) =>
  `from: ${from}\nto: ${to}\ndescription: To ${to}\nup:\n${steps}`;
const rename = '  - { op: rename, path: /server/host, to: address }\n';

const files: Files = {
  'current.yaml': '# live\nversion: 1.0.0\nserver:\n  # where it listens\n  host: a # name\n  port: 1\n',
  'default.yaml': 'version: 1.0.0\nserver:\n  host: any\n  port: 80\n',
  'profiles/dev.yaml': '# dev\nserver:\n  host: dev # mine\n',
  'profiles/dev.local.yaml': 'server:\n  host: here # only me\n',
  'profiles/none.yaml': '$profile:\n  unset: [/server/host, /server/port]\nextra: 1\n',
  'profiles/new.yaml': 'version: 1.1.0\nserver:\n  address: n\n',
  'migrations/1.yaml': migration('1.0.0', '1.1.0', rename),
};

const versions = async (engine: Engine) => readVersions(await engine.snapshot()).reports;

async function contents({ folder }: TestFolder): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')] as const)),
  );
}

/** Asserts that a plan is refused with a sentence, and that nothing at all is written. */
async function refuses(changed: Files, sentence: RegExp, to?: string): Promise<void> {
  const folder = await testFolder('migrate', { ...files, ...changed });
  const engine = await folder.open();
  const before = await contents(folder);
  await assert.rejects(engine.plan({ kind: 'migrate', ...(to === undefined ? {} : { to }) }), sentence);
  assert.deepEqual(await contents(folder), before);
}

suite('migrating a config folder', () => {
  test('brings live file, defaults, profiles and overlays to the new version, with their comments', async () => {
    const folder = await testFolder('migrate', files);
    const engine = await folder.open();
    const plan = await perform(engine, { kind: 'migrate' });
    assert.equal(plan.summary, 'Migrate 1.0.0 → 1.1.0');
    assert.deepEqual(plan.notes, ['1.0.0 → 1.1.0: To 1.1.0']);
    assert.deepEqual(plan.problems, []);
    assert.equal(
      await folder.text('current.yaml'),
      '# live\nversion: 1.1.0\nserver:\n  # where it listens\n  address: a # name\n  port: 1\n',
    );
    assert.equal(await folder.text('default.yaml'), 'version: 1.1.0\nserver:\n  address: any\n  port: 80\n');
    assert.equal(await folder.text('profiles/dev.yaml'), '# dev\nserver:\n  address: dev # mine\n');
    assert.equal(await folder.text('profiles/dev.local.yaml'), 'server:\n  address: here # only me\n');
    assert.equal(
      await folder.text('profiles/new.yaml'),
      files['profiles/new.yaml'],
      'it is in that version already',
    );
  });

  test('takes what a profile leaves out along', async () => {
    const folder = await testFolder('migrate', files);
    await perform(await folder.open(), { kind: 'migrate' });
    assert.equal(
      await folder.text('profiles/none.yaml'),
      '$profile:\n  unset: [/server/address, /server/port]\nextra: 1\n',
    );
  });

  test('is one commit with a backup, and undone as one', async () => {
    const folder = await testFolder('migrate', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'migrate' });
    const { backups, history } = await engine.snapshot();
    assert.deepEqual(
      history.map(({ action }) => action),
      ['migrate'],
    );
    assert.deepEqual(
      backups.map(({ reason }) => reason),
      ['migrate'],
    );
    await perform(engine, { kind: 'undo' });
    for (const [name, text] of Object.entries(files)) assert.equal(await folder.text(name), text, name);
  });

  test('goes back where a version is named, by the way back', async () => {
    const folder = await testFolder('migrate', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'migrate' });
    const plan = await perform(engine, { kind: 'migrate', to: '1.0.0' });
    assert.equal(plan.summary, 'Migrate 1.1.0 → 1.0.0');
    assert.deepEqual(plan.notes, ['1.1.0 → 1.0.0, reversing: To 1.1.0']);
    for (const name of ['current.yaml', 'default.yaml', 'profiles/dev.yaml', 'profiles/none.yaml'])
      assert.equal(await folder.text(name), files[name], name);
    assert.equal(await folder.text('profiles/new.yaml'), 'version: 1.0.0\nserver:\n  host: n\n');
  });

  test('has nothing to write where all is in the version already', async () => {
    const folder = await testFolder('migrate', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'migrate' });
    assert.deepEqual((await engine.plan({ kind: 'migrate' })).writes, []);
    assert.deepEqual(
      (await versions(engine)).map(({ older }) => older),
      [[]],
    );
  });

  test('goes by the fewest migrations', async () => {
    const many = {
      'migrations/2.yaml': migration('1.1.0', '1.2.0', '  - { op: add, path: /two, value: 2 }\n'),
      'migrations/3.yaml': migration('1.0.0', '1.2.0', '  - { op: add, path: /direct, value: 3 }\n'),
    };
    const folder = await testFolder('migrate', { ...files, ...many });
    await perform(await folder.open(), { kind: 'migrate' });
    assert.match((await folder.text('current.yaml')) ?? '', /^version: 1\.2\.0[^]*\ndirect: 3\n$/m);
    assert.match((await folder.text('profiles/new.yaml')) ?? '', /two: 2/);
  });

  test('leaves a live file in step with its profile, and one that was edited as edited', async () => {
    for (const edit of ['', 'mine: 1\n']) {
      const folder = await testFolder('migrate', files);
      const engine = await folder.open();
      await perform(engine, { kind: 'switch', profile: 'dev', unmigrated: true });
      await folder.write({ 'current.yaml': `${(await folder.text('current.yaml')) ?? ''}${edit}` });
      await perform(engine, { kind: 'migrate' });
      const drift = driftOf(await engine.snapshot());
      assert.deepEqual(
        drift.map(({ kind }) => kind),
        edit ? ['modified'] : [],
      );
    }
  });

  test('asks where a file would not fit its schema then, a profile as well', async () => {
    const schema = { properties: { server: { properties: { address: { type: 'number' } } } } };
    const folder = await testFolder('migrate', { ...files, 'schema.json': JSON.stringify(schema) });
    const engine = await folder.open();
    const plan = await engine.plan({ kind: 'migrate' });
    const broken = plan.guards.filter(({ code }) => code === 'schema').map(({ message }) => message);
    assert.deepEqual(broken.map((message) => message.slice(0, message.indexOf(' would'))).toSorted(), [
      'current.yaml',
      'profiles/dev.local.yaml',
      'profiles/new.yaml',
    ]);
    await assert.rejects(
      engine.commit(plan),
      (error) => error instanceof EngineError && error.code === 'guarded',
    );
  });
});

suite('a migration that cannot be', () => {
  const failing = (step: string) => ({
    'migrations/1.yaml': migration('1.0.0', '1.1.0', `${rename}  - ${step}\n`),
  });

  test('leaves every file untouched where a step fails, and says which, where', async () => {
    await refuses(
      failing('{ op: replace, path: /nowhere, value: 1 }'),
      /^EngineError: current\.yaml can't be migrated from 1\.0\.0 to 1\.1\.0: step 2 \(replace \/nowhere\) failed, because \/nowhere doesn't exist\. See migrations\/1\.yaml:6:5\.$/,
    );
  });

  test('fails in a profile only where something other than an absent place is wrong', async () => {
    await refuses(
      {
        ...failing('{ op: scale, path: /server/port, factor: 2 }'),
        'profiles/dev.yaml': 'server:\n  port: many\n',
      },
      /^EngineError: profiles\/dev\.yaml can't be migrated .* because \/server\/port isn't a number/,
    );
  });

  test('is told where no way leads from the version of a document', async () => {
    await refuses(
      { 'profiles/new.yaml': 'version: 0.9.0\n' },
      /profiles\/new\.yaml is at version 0\.9\.0\. There is no migration path from 0\.9\.0 to 1\.1\.0\. To 1\.1\.0, migrations lead from 1\.0\.0\./,
    );
  });

  test('is told where two ways are equally short', async () => {
    await refuses(
      { 'migrations/2.yaml': migration('1.0.0', '1.1.0', rename) },
      /migrations\/1\.yaml and migrations\/2\.yaml both lead from 1\.0\.0 to 1\.1\.0/,
    );
  });

  test('is told where nobody knows the version that is wanted', async () => {
    await refuses({}, /No migration leads to or from version 7\.0\.0/, '7.0.0');
  });

  test('is told where a document does not parse', async () => {
    await refuses({ 'profiles/new.yaml': 'a: [\n' }, /profiles\/new\.yaml:\d+:\d+: /);
  });

  test('is told where nothing says its version', async () => {
    const silent = Object.fromEntries(
      ['current.yaml', 'default.yaml', 'profiles/new.yaml'].map((name) => [name, 'server: { host: a }\n']),
    );
    await refuses(silent, /No document has a version/);
    const folder = await testFolder('migrate', {
      ...files,
      ...silent,
      'safekeep.yaml': 'version: { unversioned: 1.0.0 }\n',
    });
    await perform(await folder.open(), { kind: 'migrate' });
    assert.equal(await folder.text('current.yaml'), 'server: { address: a }\nversion: 1.1.0\n');
    assert.equal(await folder.text('profiles/dev.yaml'), '# dev\nserver:\n  address: dev # mine\n');
  });

  test('says beforehand that the way back is the backup, where a step cannot be turned around', async () => {
    const folder = await testFolder('migrate', {
      ...files,
      ...failing('{ op: remove, path: /server/port, optional: true }'),
    });
    const engine = await folder.open();
    const plan = await perform(engine, { kind: 'migrate' });
    assert.deepEqual(
      plan.problems.map(({ file, message }) => `${file}: ${message}`),
      [
        'migrations/1.yaml: To go back from 1.1.0, use undo or restore the backup: step 2 (remove /server/port) can\'t be reversed. Add "down" steps that lead back to 1.0.0.',
      ],
    );
    await assert.rejects(
      engine.plan({ kind: 'migrate', to: '1.0.0' }),
      /migrations\/1\.yaml is one-way: step 2/,
    );
  });
});
