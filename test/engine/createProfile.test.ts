// New profiles of live files that have parents, defaults and overlays around them.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { driftOf, findProfile, resolveOrThrow, toPlain } from '../../src/engine/index.ts';
import { perform, testFolder, type Files, type TestFolder } from '../support/disk/configFolder.ts';

const files: Files = {
  'current.yaml': '',
  'default.yaml': '# all\nserver:\n  host: any\n  port: 8080\ndebug: false\n',
  'profiles/base.yaml': 'server:\n  port: 9000\n',
  'profiles/p.yaml': '$profile: { extends: base }\nextra: 1\n',
  'profiles/p.local.yaml': 'server:\n  host: mine\nsecret: s\n',
};

async function made(content: Files, extended?: string): Promise<TestFolder & { readonly resolved: unknown }> {
  const folder = await testFolder('create', content);
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'p' });
  const live = ((await folder.text('current.yaml')) ?? '').replace(
    'debug: false\n',
    'debug: true # why\nnew: 1\n',
  );
  await folder.write({ 'current.yaml': live });
  const source = { kind: 'current' } as const;
  await perform(engine, {
    kind: 'create-profile',
    name: 'made',
    source,
    ...(extended === undefined ? {} : { extends: extended }),
  });
  const snapshot = await engine.snapshot();
  const [target] = snapshot.targets;
  assert.ok(target);
  const resolution = resolveOrThrow(snapshot, findProfile(snapshot, 'made'), target);
  return { ...folder, resolved: JSON.parse(JSON.stringify(toPlain(resolution?.value ?? null))) };
}

const wanted = { server: { host: 'any', port: 9000 }, debug: true, extra: 1, new: 1 };

suite('a new profile of live files', () => {
  test('says only what differs from its parent, and nothing that is personal', async () => {
    const { text, resolved } = await made(files, 'base');
    assert.equal(
      await text('profiles/made.yaml'),
      '$profile:\n  extends: base\ndebug: true # why\nnew: 1\nextra: 1\n',
    );
    assert.deepEqual(resolved, wanted);
  });

  test('leaves out what its parent has and the live file has not', async () => {
    const { text, resolved } = await made(
      { ...files, 'profiles/other.yaml': 'noise: 1\nserver: { x: 1 }\n' },
      'other',
    );
    assert.match((await text('profiles/made.yaml')) ?? '', /unset:\n {4}- \/noise\n {4}- \/server\/x\n/);
    assert.deepEqual(resolved, wanted);
  });

  test('without a parent is the live text less what is personal', async () => {
    const { text, resolved } = await made(files);
    assert.match(
      (await text('profiles/made.yaml')) ?? '',
      /^# all\nserver:\n {2}host: any\n {2}port: 9000\ndebug: true # why\n/,
    );
    assert.deepEqual(resolved, wanted);
  });

  test('does not get back from the defaults what the live file does not have', async () => {
    const folder = await testFolder('create', {
      'current.json': '{ "a": 1 }\n',
      'default.json': '{ "a": 0, "b": 0 }\n',
    });
    const engine = await folder.open();
    await perform(engine, { kind: 'create-profile', name: 'made', source: { kind: 'current' } });
    assert.equal(await folder.text('profiles/made.json'), '{ "a": 1, "$profile": {"unset": ["/b"]} }\n');
    await perform(engine, { kind: 'switch', profile: 'made' });
    assert.deepEqual(JSON.parse((await folder.text('current.json')) ?? ''), { a: 1 });
    assert.deepEqual(driftOf(await engine.snapshot()), []);
  });

  test('in a folder of several targets names its parent once, and keeps what differs for each', async () => {
    const folder = await testFolder('create', {
      'safekeep.json': '{ "targets": { "app": "app.json", "web": "web.yaml" } }\n',
      'app.json': '{ "a": 1, "b": 2 }\n',
      'web.yaml': 'w: 1\n',
      'profiles/base/app.json': '{ "a": 1 }\n',
      'profiles/base/web.yaml': 'w: 1\nx: 1\n',
    });
    const engine = await folder.open();
    const source = { kind: 'current' } as const;
    await perform(engine, { kind: 'create-profile', name: 'made', source, extends: 'base' });
    assert.equal(await folder.text('profiles/made/profile.yaml'), 'extends: base\n');
    assert.deepEqual(JSON.parse((await folder.text('profiles/made/app.json')) ?? ''), { b: 2 });
    assert.equal(await folder.text('profiles/made/web.yaml'), '$profile:\n  unset:\n    - /x\n');
    const before = [await folder.text('app.json'), await folder.text('web.yaml')];
    await perform(engine, { kind: 'switch', profile: 'made' });
    assert.deepEqual([await folder.text('app.json'), await folder.text('web.yaml')], before);
  });
});
