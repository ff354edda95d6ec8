// Saving, editing and creating profiles where layers do not simply lie on each other.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { driftOf, type Operation } from '../../src/engine/index.ts';
import { perform, testFolder, type Files, type TestFolder } from '../support/disk/configFolder.ts';

const current = { kind: 'create-profile', name: 'made', source: { kind: 'current' } } as const;

/** Switches to `p`, replaces the live text, and does the operation. */
async function after(
  files: Files,
  { live, operation }: { readonly live?: string; readonly operation: Operation },
): Promise<TestFolder & { readonly drift: readonly unknown[] }> {
  const folder = await testFolder('edges', files);
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'p' });
  const path = (await engine.snapshot()).targets[0]?.path ?? '';
  if (live !== undefined) await folder.write({ [path]: live });
  await perform(engine, operation);
  return { ...folder, drift: driftOf(await engine.snapshot()) };
}

suite('saving', () => {
  test('into a live file of another format leaves the tags of the layers as they are', async () => {
    const { text, drift } = await after(
      {
        'current.json': '{}\n',
        'default.yaml': 'i: !include d\n',
        'profiles/p.yaml': 'k: !env X # why\nb: 2\nl: [!a b, 1]\n',
      },
      {
        live: '{ "i": "!include d", "k": "!env X", "b": 3, "l": ["!a b", 2] }\n',
        operation: { kind: 'save-to-profile' },
      },
    );
    assert.equal(await text('profiles/p.yaml'), 'k: !env X # why\nb: 3\nl: [!a b, 2]\n');
    assert.deepEqual(drift, []);
  });

  for (const [what, own, personal] of [
    ['puts in the place of a single value', 'a: 1\nb: 2\n', 'a: { x: 1 }\n'],
    ['makes anew', 'a: { x: 5, y: 2 }\nb: 2\n', '$profile: { unset: [/a] }\na: { x: 1 }\n'],
  ] as const) {
    test(`puts a new key into the overlay where it stands in a map that the overlay ${what}`, async () => {
      const { text } = await after(
        { 'current.yaml': '', 'profiles/p.yaml': own, 'profiles/p.local.yaml': personal },
        { live: 'a: { x: 1, z: 3 }\nb: 2\n', operation: { kind: 'save-to-profile' } },
      );
      assert.equal(await text('profiles/p.yaml'), own);
      assert.equal(await text('profiles/p.local.yaml'), personal.replace('{ x: 1 }', '{ x: 1, z: 3 }'));
    });
  }
});

suite('editing a profile', () => {
  test('at what it says about itself keeps the rest of that', async () => {
    const files = {
      'current.yaml': '',
      'profiles/base.yaml': 'a: 1\n',
      'profiles/p.yaml': '$profile: { extends: base, protected: true }\nb: 2\n',
    };
    const edits = [
      { op: 'set', pointer: '/$profile/description', value: 'x' },
      { op: 'remove', pointer: '/$profile/protected' },
      { op: 'set', pointer: '/b', value: 3 },
    ] as const;
    const { text } = await after(files, { operation: { kind: 'edit', profile: 'p', edits } });
    assert.equal(await text('profiles/p.yaml'), '$profile: { extends: base, description: x }\nb: 3\n');
  });

  test('at an item of a list that it adds to says its own items', async () => {
    const files = {
      'safekeep.yaml': 'targets: { current: current.yaml }\narrays: { /list: append }\n',
      'current.yaml': '',
      'default.yaml': 'list: [a, b]\n',
      'profiles/p.yaml': 'list: [c]\n',
    };
    const edits = [{ op: 'set', pointer: '/list/3', value: 'x' }] as const;
    const { text } = await after(files, { operation: { kind: 'edit', profile: 'p', edits } });
    assert.equal(await text('profiles/p.yaml'), 'list: [c, x]\n');
  });
});

suite('a new profile of live files', () => {
  for (const [what, broken] of [
    ['the overlay does not parse', { 'profiles/p.local.yaml': 'secret: s\nx: [\n' }],
    ['a parent is gone', { 'profiles/p.yaml': '$profile: { extends: nobody }\na: 1\n' }],
    ['the live file does not parse', { 'current.yaml': 'a: [1\nsecret: s\n' }],
  ] as const) {
    test(`is refused where ${what}, as what is personal could not be told`, async () => {
      const files = {
        'current.yaml': '',
        'profiles/p.yaml': 'a: 1\n',
        'profiles/p.local.yaml': 'secret: s\n',
      };
      const folder = await testFolder('edges', files);
      const engine = await folder.open();
      await perform(engine, { kind: 'switch', profile: 'p' });
      await folder.write(broken);
      await assert.rejects(engine.plan(current), { code: 'invalid' });
    });
  }

  test('of an empty one leaves out all that the defaults have', async () => {
    const folder = await testFolder('edges', { 'current.yaml': '', 'default.yaml': 'a: 1\n' });
    const engine = await folder.open();
    await perform(engine, current);
    assert.equal(await folder.text('profiles/made.yaml'), '$profile:\n  unset:\n    - /a\n');
    await perform(engine, { kind: 'switch', profile: 'made' });
    assert.equal((await folder.text('current.yaml'))?.includes('a'), false);
  });
});

test('the whole file cannot be reset', async () => {
  const engine = await (
    await testFolder('edges', { 'current.yaml': '', 'profiles/p.yaml': 'a: 1\n' })
  ).open();
  await assert.rejects(engine.plan({ kind: 'reset-to-inherited', profile: 'p', pointer: '' }), {
    code: 'invalid',
  });
});

test('resetting a key of a map that takes the place of a list leaves the map in step with the live file', async () => {
  const files = {
    'current.yaml': '',
    'profiles/p.yaml': 'l: [{ a: 1 }, { b: 2 }]\n',
    'profiles/p.local.yaml': 'l: { "0": { x: 1 } }\n',
  };
  const { text, drift } = await after(files, {
    operation: { kind: 'reset-to-inherited', pointer: '/l/0/x' },
  });
  assert.equal(await text('profiles/p.local.yaml'), 'l: { "0": {} }\n');
  assert.deepEqual(drift, []);
});
