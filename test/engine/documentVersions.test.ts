// Which version a document is in, and which it should be in.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readVersions, type Engine } from '../../src/engine/index.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';

const files: Files = {
  'current.yaml': '# live\nversion: 1.0.0\nserver:\n  host: a # name\n',
  'default.yaml': 'version: 1.0.0\nserver:\n  host: any\n  port: 80\n',
  'profiles/dev.yaml': 'server:\n  host: dev\n',
  'profiles/new.yaml': 'version: 1.1.0\nserver:\n  address: n\n',
  'migrations/1.yaml': 'from: 1.0.0\nto: 1.1.0\nup: [{ op: rename, path: /server/host, to: address }]\n',
};

const versions = async (engine: Engine) => readVersions(await engine.snapshot()).reports;

suite('a document in a version', () => {
  test('newer than all that is known is told, and never touched', async () => {
    const folder = await testFolder('migrate', {
      ...files,
      'profiles/new.yaml': 'version: 2.0.0\nserver:\n  host: n\n',
    });
    const engine = await folder.open();
    const { problems } = await engine.snapshot();
    assert.deepEqual(
      problems.map(({ file, line, message }) => `${file}:${line} ${message}`),
      [
        "profiles/new.yaml:1 Version 2.0.0 is newer than 1.1.0, the version expected here. This document won't be migrated.",
      ],
    );
    await perform(engine, { kind: 'migrate' });
    assert.equal(await folder.text('profiles/new.yaml'), 'version: 2.0.0\nserver:\n  host: n\n');
    assert.match((await folder.text('current.yaml')) ?? '', /1\.1\.0/);
  });

  test('is told to be behind, with what migrations lead to', async () => {
    const folder = await testFolder('migrate', files);
    assert.deepEqual(await versions(await folder.open()), [
      {
        target: 'current',
        wanted: '1.1.0',
        older: [
          { path: 'current.yaml', version: '1.0.0' },
          { path: 'default.yaml', version: '1.0.0' },
        ],
        newer: [],
      },
    ]);
  });

  test('that no way leads from is told as a problem, not as behind', async () => {
    const folder = await testFolder('migrate', { ...files, 'profiles/new.yaml': 'version: 0.9.0\n' });
    const engine = await folder.open();
    const [report] = await versions(engine);
    assert.deepEqual(
      report?.older.map(({ path }) => path),
      ['current.yaml', 'default.yaml'],
    );
    const { problems } = await engine.snapshot();
    assert.deepEqual(
      problems.map(({ file, keyword }) => `${file} ${keyword ?? ''}`),
      ['profiles/new.yaml version'],
    );
  });

  test('is expected to be in that of the manifest, else of the schema', async () => {
    const schema = { properties: { version: { const: '1.0.0' } } };
    const folder = await testFolder('migrate', { ...files, 'schema.json': JSON.stringify(schema) });
    const engine = await folder.open();
    assert.equal((await versions(engine))[0]?.wanted, '1.0.0');
    await folder.write({ 'safekeep.yaml': 'version:\n  expected: 1.1.0\n' });
    assert.equal((await versions(engine))[0]?.wanted, '1.1.0');
  });

  test('says it where the manifest says, as a number too', async () => {
    const folder = await testFolder('migrate', {
      'safekeep.yaml': 'version:\n  pointer: /meta/v\n',
      'current.json': '{ "meta": { "v": 3 }, "a": 1 }\n',
      'migrations/3.yaml': 'from: 3\nto: 4\nup: [{ op: rename, path: /a, to: b }]\n',
    });
    await perform(await folder.open(), { kind: 'migrate' });
    assert.equal(await folder.text('current.json'), '{ "meta": { "v": 4 }, "b": 1 }\n');
  });

  test('has no problems where there are no migrations, whatever its version is', async () => {
    const folder = await testFolder('migrate', { 'current.yaml': 'version: "3.8"\n' });
    assert.deepEqual((await (await folder.open()).snapshot()).problems, []);
  });
});
