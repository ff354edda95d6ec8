// Saving what was edited in the live file back to where it came from.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { driftOf } from '../../src/engine/index.ts';
import { perform, testFolder, type Files, type TestFolder } from '../support/disk/configFolder.ts';

const files: Files = {
  'current.yaml': '',
  'default.yaml': '# defaults\nserver:\n  host: any # of all\n  port: 8080\nlist: [a]\ndebug: false\n',
  'profiles/base.yaml': 'server:\n  port: 9000\n',
  'profiles/p.yaml': '# mine\n$profile:\n  extends: base\nserver:\n  host: p # here\nextra: 1\n',
  'profiles/p.local.yaml': '# personal\nsecret: s\nown:\n  a: 1\n',
};

async function edited(
  content: Files,
  edit: (live: string) => string,
  live = 'current.yaml',
): Promise<TestFolder & { readonly drift: () => Promise<readonly unknown[]> }> {
  const folder = await testFolder('save', content);
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'p' });
  await folder.write({ [live]: edit((await folder.text(live)) ?? '') });
  const before = await folder.text(live);
  await perform(engine, { kind: 'save-to-profile' });
  assert.equal(await folder.text(live), before, 'the live file stays as it is');
  return { ...folder, drift: async () => driftOf(await engine.snapshot()) };
}

suite('saving changes to the profile', () => {
  test('puts a changed key into the profile, with all other bytes left as they are', async () => {
    const folder = await edited(files, (live) =>
      live.replace('9000', '9001').replace('extra: 1', 'extra: 2'),
    );
    assert.equal(
      await folder.text('profiles/p.yaml'),
      '# mine\n$profile:\n  extends: base\nserver:\n  host: p # here\n  port: 9001\nextra: 2\n',
    );
    assert.equal(await folder.text('profiles/base.yaml'), files['profiles/base.yaml']);
    assert.equal(await folder.text('profiles/p.local.yaml'), files['profiles/p.local.yaml']);
    assert.deepEqual(await folder.drift(), []);
  });

  test('puts what came from the personal overlay, and what stands with it, into the overlay alone', async () => {
    const folder = await edited(files, (live) =>
      live.replace('secret: s', 'secret: t').replace('  a: 1', '  a: 1\n  b: 2'),
    );
    assert.equal(await folder.text('profiles/p.yaml'), files['profiles/p.yaml']);
    assert.equal(await folder.text('profiles/p.local.yaml'), '# personal\nsecret: t\nown:\n  a: 1\n  b: 2\n');
    assert.deepEqual(await folder.drift(), []);
  });

  test('leaves an inherited key out when it was removed, and takes an own one away', async () => {
    const folder = await edited(files, (live) =>
      live.replace('debug: false\n', '').replace('extra: 1\n', ''),
    );
    assert.equal(
      await folder.text('profiles/p.yaml'),
      '# mine\n$profile:\n  extends: base\n  unset:\n    - /debug\nserver:\n  host: p # here\n',
    );
    assert.deepEqual(await folder.drift(), []);
  });

  test('does not say what is inherited anyway', async () => {
    const folder = await edited(files, (live) => live.replace('host: p', 'host: any'));
    assert.equal(await folder.text('profiles/p.yaml'), '# mine\n$profile:\n  extends: base\nextra: 1\n');
    assert.deepEqual(await folder.drift(), []);
  });

  test('says only what is new of a list that is appended, and the whole of one that cannot be', async () => {
    const lists = {
      ...files,
      'safekeep.yaml': 'targets: { current: current.yaml }\narrays: { /list: append }\n',
    };
    const more = await edited(lists, (live) => live.replace('[a]', '[a, b]'));
    assert.match((await more.text('profiles/p.yaml')) ?? '', /\nlist:\n {2}- b\n$/);
    assert.deepEqual(await more.drift(), []);
    const other = await edited(lists, (live) => live.replace('[a]', '[b]'));
    assert.match(
      (await other.text('profiles/p.yaml')) ?? '',
      /unset:\n {4}- \/list\n[^]*\nlist: \[b\]\nextra: 1\n$/,
    );
    assert.deepEqual(await other.drift(), []);
  });

  test('of a profile that is one file takes comments and layout along, and its metadata keeps its place', async () => {
    const single: Files = {
      'current.yaml': '',
      'profiles/p.yaml': '# head\n$profile: { description: d } # about\n\na: 1\nb: 2\n',
    };
    const folder = await edited(single, (live) =>
      live.replace('a: 1', '# why\na: 3').replace('b: 2\n', 'b:   2'),
    );
    assert.equal(
      await folder.text('profiles/p.yaml'),
      '# head\n$profile: { description: d } # about\n\n# why\na: 3\nb:   2',
    );
    assert.deepEqual(await folder.drift(), []);
  });

  test('of a profile with several layers tells that comments stay where they are, and the file is no drift', async () => {
    const folder = await testFolder('save', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'p' });
    await folder.write({
      'current.yaml': `${(await folder.text('current.yaml')) ?? ''}# more\nnew: 1 # beside\n`,
    });
    const plan = await perform(engine, { kind: 'save-to-profile' });
    assert.match(plan.problems[0]?.message ?? '', /comments and layout aren't saved, .* from default\.yaml/);
    assert.deepEqual(driftOf(await engine.snapshot()), []);
    await folder.write({ 'default.yaml': 'server: {}\n' });
    assert.deepEqual(driftOf(await engine.snapshot()), [{ target: 'current', kind: 'outdated' }]);
  });

  test('of several documents to a profile with layers is refused, with a way out that works', async () => {
    const folder = await testFolder('save', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'p' });
    const live = 'a: 1\n---\nb: 2\n';
    await folder.write({ 'current.yaml': live });
    await assert.rejects(engine.plan({ kind: 'save-to-profile' }), {
      message:
        'current.yaml has several documents. Only a profile with a single layer can contain them, and "p" has several. ' +
        "Save the live files as a new profile that doesn't extend another one.",
    });
    const create = { kind: 'create-profile', name: 'several', source: { kind: 'current' } } as const;
    // What is personal cannot be told apart, and must not get to others.
    await assert.rejects(engine.plan(create), /values from the personal overlay of "p" can't be left out/);
    await rm(folder.path('profiles/p.local.yaml'));
    await perform(engine, create);
    assert.equal(await folder.text('profiles/several.yaml'), live);
  });

  test('keeps what the profile itself has changed meanwhile', async () => {
    const folder = await testFolder('save', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'p' });
    await engine.createBackup({}); // It holds the live file as it was switched to.
    await folder.write({
      'current.yaml': ((await folder.text('current.yaml')) ?? '').replace('extra: 1', 'extra: 2'),
      'profiles/base.yaml': 'server:\n  port: 9999\n',
    });
    await perform(engine, { kind: 'save-to-profile' });
    assert.match((await folder.text('profiles/p.yaml')) ?? '', /extra: 2\n$/);
    assert.equal((await folder.text('profiles/p.yaml'))?.includes('port'), false);
    assert.deepEqual(driftOf(await engine.snapshot()), [{ target: 'current', kind: 'outdated' }]);
  });

  test('is one commit that can be undone, drift and all', async () => {
    const folder = await testFolder('save', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'p' });
    await folder.write({ 'current.yaml': `${(await folder.text('current.yaml')) ?? ''}new: 1 # beside\n` });
    await perform(engine, { kind: 'save-to-profile' });
    const saved = driftOf(await engine.snapshot());
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('profiles/p.yaml'), files['profiles/p.yaml']);
    assert.deepEqual(
      [saved, driftOf(await engine.snapshot())],
      [[], [{ target: 'current', kind: 'modified' }]],
    );
  });

  test('writes the files of several targets, and makes the one a profile lacks', async () => {
    const folder = await testFolder('save', {
      'safekeep.json': '{ "targets": { "app": "app.json", "web": "web.yaml" } }\n',
      'app.json': '{}\n',
      'web.yaml': '{}\n',
      'profiles/base/app.json': '{ "a": 1 }\n',
      'profiles/base/web.yaml': 'w: 1\n',
      'profiles/p/profile.yaml': 'extends: base\n',
      'profiles/p/app.json': '{ "b": 1 }\n',
    });
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'p' });
    await folder.write({ 'app.json': '{ "a": 1, "b": 2 }\n', 'web.yaml': 'v: 2\n' });
    const plan = await perform(engine, { kind: 'save-to-profile' });
    assert.deepEqual(
      plan.writes.map(({ path }) => path),
      ['profiles/p/app.json', 'profiles/p/web.yaml'],
    );
    assert.equal(await folder.text('profiles/p/app.json'), '{ "b": 2 }\n');
    assert.equal(await folder.text('profiles/p/web.yaml'), 'v: 2\n$profile:\n  unset:\n    - /w\n');
    assert.deepEqual(driftOf(await engine.snapshot()), []);
  });

  test('without an active profile, or of a file that does not parse, is refused', async () => {
    const none = await (await testFolder('save', { 'current.json': '{ "x": 1 }\n' })).open();
    await assert.rejects(none.plan({ kind: 'save-to-profile' }), { code: 'not-found' });
    const folder = await testFolder('save', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'p' });
    await folder.write({ 'current.yaml': 'a: [\n' });
    await assert.rejects(engine.plan({ kind: 'save-to-profile' }), {
      code: 'invalid',
      message: /current\.yaml:2:1/,
    });
  });
});
