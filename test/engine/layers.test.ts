// What a profile resolves to: its layers, and how they lie on each other.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { driftOf } from '../../src/engine/index.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';

/** The live file after a switch to `p`. */
async function live(files: Files, profile = 'p'): Promise<string | null> {
  const folder = await testFolder('layers', { 'current.json': '{}\n', ...files });
  const engine = await folder.open();
  assert.deepEqual((await engine.snapshot()).problems, []);
  await perform(engine, { kind: 'switch', profile });
  return folder.text('current.json');
}

const profile = (extended: string | readonly string[], rest: object = {}) =>
  JSON.stringify({ $profile: { extends: extended }, ...rest });

suite('a profile alone', () => {
  test('is written as it stands, less its metadata', async () => {
    const text = '{\n  "b": 1.0,\n\n  "a": [1,2]\n}';
    assert.equal(await live({ 'profiles/p.json': text }), text);
    const described = '{\n  "$profile": { "description": "x" },\n  "a": 12345678901234567890\n}\n';
    assert.equal(await live({ 'profiles/p.json': described }), '{\n  "a": 12345678901234567890\n}\n');
  });

  test('of another format is written in the format of the live file', async () => {
    assert.equal(
      await live({ 'profiles/p.yaml': 'a: 1\nb: [x]\n' }),
      '{\n  "a": 1,\n  "b": [\n    "x"\n  ]\n}\n',
    );
  });

  test('of another format brings its comments, with those of all layers', async () => {
    const folder = await testFolder('layers', {
      'current.jsonc': '{}\n',
      'default.yaml': '# all\na: 1 # why a\nm:\n  # the port\n  p: 0644\n',
      'profiles/p.yaml': '$profile: { description: x } # about\n# mine\nb: 2 # why b\nm:\n  q: 1 # why q\n',
    });
    const engine = await folder.open();
    const plan = await perform(engine, { kind: 'switch', profile: 'p' });
    assert.equal(plan.notes, undefined);
    assert.equal(
      await folder.text('current.jsonc'),
      '{\n  // all\n  "a": 1, // why a\n  // mine\n  "b": 2, // why b\n' +
        '  "m": {\n    // the port\n    "p": "0644",\n    "q": 1 // why q\n  }\n}\n',
    );
    assert.deepEqual(driftOf(await engine.snapshot()), []);
  });

  test('of which strict JSON cannot hold the comments says so in the plan', async () => {
    const folder = await testFolder('layers', {
      'current.json': '{}\n',
      'profiles/p.yaml': 'a: 1 # why a\n',
      'profiles/q.yaml': 'a: 2\n',
    });
    const engine = await folder.open();
    const plan = await perform(engine, { kind: 'switch', profile: 'p' });
    assert.deepEqual(plan.notes, [
      "current.json can't contain comments, so those of profiles/p.yaml aren't written to it.",
    ]);
    assert.equal((await perform(engine, { kind: 'switch', profile: 'q' })).notes, undefined);
  });

  test('of another format gets the comments of what is saved to it, and so does a new one', async () => {
    const folder = await testFolder('layers', {
      'current.jsonc': '{}\n',
      'profiles/p.yaml': '# all\na: 1\nm:\n  b: 1\n',
    });
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'p' });
    const live = (await folder.text('current.jsonc')) ?? '';
    const edited = live.replace('    "b": 1', '    "b": 1,\n    // why c\n    "c": 1.50 // exactly');
    await folder.write({ 'current.jsonc': edited });
    await perform(engine, { kind: 'save-to-profile' });
    assert.equal(
      await folder.text('profiles/p.yaml'),
      '# all\na: 1\nm:\n  b: 1\n  # why c\n  c: 1.50 # exactly\n',
    );
    await perform(engine, { kind: 'create-profile', name: 'n', source: { kind: 'profile', name: 'p' } });
    assert.match(
      (await folder.text('profiles/n.jsonc')) ?? '',
      / {4}\/\/ why c\n {4}"c": 1\.50 \/\/ exactly\n/,
    );
  });
});

suite('a profile that extends', () => {
  test('lies on its parents, the nearer on the farther', async () => {
    const text = await live({
      'profiles/base.json': '{\n  "a": 1,\n  "b": 1,\n  "c": 1\n}\n',
      'profiles/mid.json': profile('base', { b: 2, c: 2 }),
      'profiles/p.json': profile('mid', { c: 3 }),
    });
    assert.equal(text, '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n');
  });

  test('several takes the later over the earlier, and their common parent once', async () => {
    const text = await live({
      'profiles/base.json': '{ "a": "base", "b": "base", "c": "base" }\n',
      'profiles/left.json': profile('base', { a: 'left', b: 'left' }),
      'profiles/right.json': profile('base', { b: 'right' }),
      'profiles/p.json': profile(['left', 'right']),
    });
    assert.equal(text, '{ "a": "left", "b": "right", "c": "base" }\n');
  });

  test('keeps the comments and the layout of the root-most layer', async () => {
    const folder = await testFolder('layers', {
      'current.jsonc': '{}',
      'default.jsonc': '// top\n{\n  "a": 1, // why a\n\n  /* b */ "b": { "c": 1 },\n}\n',
      'profiles/p.jsonc': '{ "b": { "c": 2 } }',
    });
    await perform(await folder.open(), { kind: 'switch', profile: 'p' });
    assert.equal(
      await folder.text('current.jsonc'),
      '// top\n{\n  "a": 1, // why a\n\n  /* b */ "b": { "c": 2 },\n}\n',
    );
  });

  test('drops what it unsets, and null is a value like any other', async () => {
    const text = await live({
      'default.json': '{ "a": { "x": 1, "y": 2 }, "b": 3, "c": 4 }\n',
      'profiles/p.json': JSON.stringify({ $profile: { unset: ['/a/x', '/b', '/nothing/here'] }, c: null }),
    });
    assert.equal(text, '{ "a": { "y": 2 }, "c": null }\n');
  });

  test('can unset and set again', async () => {
    const text = await live({
      'default.json': '{ "a": { "x": 1 } }\n',
      'profiles/p.json': JSON.stringify({ $profile: { unset: ['/a'] }, a: { y: 2 } }),
    });
    assert.deepEqual(JSON.parse(text ?? ''), { a: { y: 2 } });
  });
});

suite('a personal overlay', () => {
  test('is the last layer of its own profile and of no other', async () => {
    const files = {
      'profiles/base.json': '{ "a": 1, "b": 1 }\n',
      'profiles/base.local.json': '{ "a": "mine" }',
      'profiles/p.json': profile('base', { b: 2 }),
      'profiles/p.local.json': '{ "b": "mine" }',
    };
    assert.equal(await live(files), '{ "a": 1, "b": "mine" }\n');
    assert.equal(await live(files, 'base'), '{ "a": "mine", "b": 1 }\n');
  });
});

suite('lists', () => {
  const merged = async (rule: unknown, base: unknown, over: unknown) => {
    const text = await live({
      'safekeep.json': JSON.stringify({ targets: { current: 'current.json' }, arrays: { '/l': rule } }),
      'default.json': JSON.stringify({ l: base }),
      'profiles/p.json': JSON.stringify({ l: over }),
    });
    return (JSON.parse(text ?? '') as { readonly l: unknown }).l;
  };

  test('are replaced when nothing is said', async () => {
    assert.deepEqual(await merged('replace', [1, 2], [3]), [3]);
  });

  test('are appended, each item once', async () => {
    assert.deepEqual(await merged('append', [1, 2], [2, 3]), [1, 2, 3]);
  });

  test('are matched by a key: known items merge, new ones follow', async () => {
    const base = [{ id: 1, a: 1 }, { id: 2, a: 1 }, 'x'];
    assert.deepEqual(await merged({ byKey: 'id' }, base, [{ id: 3 }, { id: 2, b: 2 }]), [
      { id: 1, a: 1 },
      { id: 2, a: 1, b: 2 },
      'x',
      { id: 3 },
    ]);
  });
});

suite('keys that mean something to JavaScript', () => {
  test('are merged like any others', async () => {
    const text = await live({
      'default.json': '{ "__proto__": { "a": 1 }, "constructor": 1 }\n',
      'profiles/p.json': '{ "__proto__": { "b": 2 }, "constructor": 2 }',
    });
    const value = JSON.parse(text ?? '') as Record<string, unknown>;
    assert.deepEqual(
      Object.entries(value).map(([key, item]) => [key, JSON.stringify(item)]),
      [
        ['__proto__', '{"a":1,"b":2}'],
        ['constructor', '2'],
      ],
    );
    assert.equal('b' in {}, false);
  });
});

suite('drift', () => {
  const files = {
    'current.json': '{ "a": 1 }\n',
    'profiles/p.json': '{ "a": 1 }\n',
    'profiles/q.json': '{ "a": 2 }\n',
  };

  test('is none after a switch, and in a fresh checkout whose live file is a profile', async () => {
    const engine = await (await testFolder('drift', files)).open();
    const snapshot = await engine.snapshot();
    assert.deepEqual([snapshot.state.activeProfile, driftOf(snapshot)], ['p', []]);
    await perform(engine, { kind: 'switch', profile: 'q' });
    assert.deepEqual(driftOf(await engine.snapshot()), []);
  });

  test('cannot be told where no profile fits', async () => {
    const engine = await (await testFolder('drift', { ...files, 'current.json': '{ "a": 3 }' })).open();
    const snapshot = await engine.snapshot();
    assert.deepEqual([snapshot.state.activeProfile, driftOf(snapshot)], [null, []]);
  });

  for (const [kind, changed] of [
    ['modified', { 'current.json': '{ "a": 9 }\n' }],
    ['outdated', { 'profiles/q.json': '{ "a": 9 }\n' }],
    ['outdated', { 'profiles/q.local.json': '{ "a": 9 }\n' }],
  ] as const) {
    test(`is ${kind} when ${Object.keys(changed).join()} was edited`, async () => {
      const folder = await testFolder('drift', files);
      const engine = await folder.open();
      await perform(engine, { kind: 'switch', profile: 'q' });
      await folder.write(changed);
      assert.deepEqual(driftOf(await engine.snapshot()), [{ target: 'current', kind }]);
    });
  }
});

suite('a target of which the profile says nothing', () => {
  const files: Files = {
    'app.json': '{ "a": 9 }\n',
    'web.json': '{ "w": 9 }\n',
    'default.app.json': '{ "a": 0 }\n',
    'default.web.json': '{ "w": 0 }\n',
    'profiles/p/web.json': '{ "w": 1 }\n',
  };
  const targets = { app: 'app.json', web: 'web.json' };

  test('is left alone', async () => {
    const folder = await testFolder('unmentioned', {
      ...files,
      'safekeep.json': JSON.stringify({ targets }),
    });
    await perform(await folder.open(), { kind: 'switch', profile: 'p' });
    assert.deepEqual(
      [await folder.text('app.json'), await folder.text('web.json')],
      ['{ "a": 9 }\n', '{ "w": 1 }\n'],
    );
  });

  test('becomes what its defaults say where the manifest asks for it', async () => {
    const folder = await testFolder('unmentioned', {
      ...files,
      'safekeep.json': JSON.stringify({ targets, unmentioned: 'defaults' }),
    });
    await perform(await folder.open(), { kind: 'switch', profile: 'p' });
    assert.deepEqual(
      [await folder.text('app.json'), await folder.text('web.json')],
      ['{ "a": 0 }\n', '{ "w": 1 }\n'],
    );
  });
});

test('personal overlays are kept out of the repository by a rule of their own', async () => {
  const folder = await testFolder('ignored', { 'current.json': '{}\n', 'profiles/p.json': '{}\n' });
  await perform(await folder.open(), { kind: 'switch', profile: 'p' });
  assert.equal(await folder.text('profiles/.gitignore'), '*.local.*\n');
  await folder.write({ 'profiles/.gitignore': 'mine\n' });
  await perform(await folder.open(), { kind: 'edit', edits: [{ op: 'set', pointer: '/a', value: 1 }] });
  assert.equal(await folder.text('profiles/.gitignore'), 'mine\n');
});
