// What profiles resolve to is validated, and each finding is told where its value comes from.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { validateProfiles, validateTargets } from '../../src/engine/index.ts';
import { doubleFiles, testFolder, type Files } from '../support/disk/configFolder.ts';

const schema = JSON.stringify({
  required: ['port'],
  properties: {
    port: { type: 'integer', maximum: 65535 },
    log: { properties: { level: { enum: ['info', 'debug'] } } },
    hosts: { items: { type: 'string' } },
  },
});

async function opened(files: Files) {
  const folder = await testFolder('profiles', {
    'current.json': '{ "port": 1 }',
    'schema.json': schema,
    ...files,
  });
  const engine = await folder.open();
  const found = async () =>
    (await validateProfiles(await engine.snapshot())).map(
      ({ file, line, column, pointer, message }) => `${file}:${line}:${column} ${pointer} ${message}`,
    );
  return { ...folder, found };
}

suite('a finding in what a profile resolves to', () => {
  test('is told in the profile that brings the value', async () => {
    const { found } = await opened({
      'profiles/good.json': '{ "port": 1 }',
      'profiles/bad.yaml': 'port: 1\nlog:\n  level: loud # why\n',
    });
    assert.deepEqual(await found(), [
      'profiles/bad.yaml:3:3 /log/level "level" must be one of "info", "debug".',
    ]);
  });

  test('is told once, in the profile that others extend', async () => {
    const { found } = await opened({
      'profiles/base.json': '{\n  "port": 70000 }',
      'profiles/a.json': '{ "$profile": { "extends": "base" } }',
      'profiles/b.json': '{ "$profile": { "extends": "a" }, "log": { "level": "info" } }',
      'profiles/c.json': '{ "$profile": { "extends": "base" }, "port": 2 }',
    });
    assert.deepEqual(await found(), [
      'profiles/base.json:2:3 /port "port" must be at most 65535, but is 70000.',
    ]);
  });

  test('that comes from the defaults names the profiles that it is in', async () => {
    const { found, write } = await opened({
      'default.json': '{ "port": 70000 }',
      'profiles/a.json': '{ "port": 1 }',
      'profiles/b.json': '{ "log": {} }',
    });
    assert.deepEqual(await found(), [
      'default.json:1:3 /port In profile "b": "port" must be at most 65535, but is 70000.',
    ]);
    await write({ 'profiles/c.json': '{}' });
    assert.deepEqual(await found(), [
      'default.json:1:3 /port In profile "b" and 1 more: "port" must be at most 65535, but is 70000.',
    ]);
  });

  test('is in a combination of layers, of which the last one is told', async () => {
    const { found } = await opened({
      'profiles/base.json': '{ "port": 1, "log": { "level": "info" }, "hosts": ["a"] }',
      'profiles/over.json': '{ "$profile": { "extends": "base" }, "hosts": ["b", 5] }',
      'profiles/over.local.json': '{ "log": { "level": "mine" } }',
    });
    assert.deepEqual(await found(), [
      'profiles/over.local.json:1:12 /log/level "level" must be one of "info", "debug".',
      'profiles/over.json:1:53 /hosts/1 "1" must be of type string.',
    ]);
  });

  test('of a key that is not there is told in the profile itself', async () => {
    const { found } = await opened({
      'default.json': '{ "log": {} }',
      'profiles/a.json': '\n{ "log": { "level": "info" } }',
      'profiles/a.local.json': '{ "log": { "level": "debug" } }',
    });
    assert.deepEqual(await found(), [
      'profiles/a.json:2:1  The document is missing the required key "port".',
    ]);
  });

  test('in an item of a merged list stands at the item of the layer', async () => {
    const { found } = await opened({
      'safekeep.json': '{ "targets": { "current": "current.json" }, "arrays": { "/hosts": "append" } }',
      'default.json': '{ "port": 1, "hosts": ["a", "b"] }',
      'profiles/a.json': '{ "hosts": ["c", 5] }',
    });
    assert.deepEqual(await found(), ['profiles/a.json:1:18 /hosts/1 "3" must be of type string.']);
  });

  test('is looked for in each target that has a schema', async () => {
    const { found } = await opened({
      ...doubleFiles,
      'schema.web.json': '{ "properties": { "mode": { "const": "a" } } }',
    });
    assert.deepEqual(await found(), ['profiles/b/web.json:1:18 /mode "mode" must be "a".']);
  });

  test('is found anew when a layer, the schema or a part of it has changed', async () => {
    const { found, write } = await opened({
      'schema.json': '{ "properties": { "port": { "$ref": "port.json" } } }',
      'port.json': '{ "maximum": 5 }',
      'profiles/base.json': '{ "port": 6 }',
      'profiles/a.json': '{ "$profile": { "extends": "base" } }',
    });
    assert.equal((await found()).length, 1);
    await write({ 'profiles/base.json': '{ "port": 5 }' });
    assert.deepEqual(await found(), []);
    await write({ 'port.json': '{ "maximum": 4 }' });
    assert.equal((await found()).length, 1);
    await write({ 'schema.json': '{}' });
    assert.deepEqual(await found(), []);
  });

  test('is not looked for again where nothing has changed', async () => {
    const folder = await testFolder('profiles', {
      'current.json': '{ "port": 70000 }',
      'schema.json': schema,
      'profiles/a.json': '{ "port": 70000 }',
    });
    const engine = await folder.open();
    const look = async () => {
      const snapshot = await engine.snapshot();
      return [...(await validateTargets(snapshot)), ...(await validateProfiles(snapshot))];
    };
    const first = await look();
    await folder.write({ 'profiles/b.json': '{ "port": 1 }' });
    const second = await look();
    assert.equal(first.length, 2);
    for (const [index, problem] of first.entries()) assert.equal(second[index], problem);
  });

  test('is not looked for where a profile cannot be resolved, or says nothing of the target', async () => {
    const { found } = await opened({
      'default.json': '{ "port": "x" }',
      'profiles/a.json': '{ "$profile": { "extends": "nobody" }, "port": "x" }',
      'profiles/b.json': '{',
    });
    assert.deepEqual(await found(), []);
  });
});
