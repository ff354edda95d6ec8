// What is wrong between the layers of a profile: what stops a switch, and what is only told.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { perform, testFolder } from '../support/disk/configFolder.ts';

const profile = (extended: string) => JSON.stringify({ $profile: { extends: extended } });

suite('a value of another shape on an inherited one', () => {
  const clashing = {
    'current.json': '{}\n',
    'default.json':
      '{\n  "server": { "port": 1 },\n  "list": [1],\n  "plain": 1,\n  "gone": { "a": 1 },\n  "none": 1\n}\n',
    'profiles/p.json':
      '{\n  "$profile": { "unset": ["/gone"] },\n  "server": "off",\n  "list": { "a": 1 },\n  "plain": "text",\n  "gone": 1,\n  "none": null\n}\n',
  };

  test('is a problem where it stands, for maps, lists and single values, but not for null and what is unset', async () => {
    const { problems } = await (await (await testFolder('clash', clashing)).open()).snapshot();
    assert.deepEqual(
      problems.map(({ file, line, column, pointer, keyword }) => [file, line, column, pointer, keyword]),
      [
        ['profiles/p.json', 3, 3, '/server', 'clash'],
        ['profiles/p.json', 4, 3, '/list', 'clash'],
      ],
    );
    assert.equal(
      problems[0]?.message,
      '"server" is a single value here but a map in default.json, so this value replaces the inherited one entirely. If that\'s intended, add "/server" to "unset".',
    );
  });

  test('stops nothing, and is told with the switch', async () => {
    const folder = await testFolder('clash', clashing);
    const plan = await perform(await folder.open(), { kind: 'switch', profile: 'p' });
    assert.equal(plan.problems.length, 2);
    assert.deepEqual(JSON.parse((await folder.text('current.json')) ?? ''), {
      server: 'off',
      list: { a: 1 },
      plain: 'text',
      gone: 1,
      none: null,
    });
  });

  test('of a parent is told once, however many extend it', async () => {
    const files = { ...clashing, 'profiles/q.json': profile('p'), 'profiles/r.json': profile('q') };
    const { problems } = await (await (await testFolder('clash', files)).open()).snapshot();
    assert.equal(problems.length, 2);
  });
});

suite('metadata that cannot be read', () => {
  for (const [what, files] of [
    ['a parent that is no name', { 'profiles/p.json': '{ "$profile": { "extends": 5 }, "a": 1 }\n' }],
    ['a pointer without its slash', { 'profiles/p.json': '{ "$profile": { "unset": ["a"] }, "a": 1 }\n' }],
    [
      'a profile.yaml that does not parse',
      { 'profiles/p/profile.yaml': 'extends: [\n', 'profiles/p/current.json': '{}' },
    ],
    [
      'the same in an overlay',
      { 'profiles/p.json': '{}\n', 'profiles/p.local.json': '{ "$profile": { "unset": ["a"] } }\n' },
    ],
  ] as const) {
    test(`(${what}) is no reason to switch to half a profile`, async () => {
      const folder = await testFolder('metadata', { 'current.json': '{}\n', ...files });
      const engine = await folder.open();
      assert.ok((await engine.snapshot()).problems.length > 0);
      await assert.rejects(engine.plan({ kind: 'switch', profile: 'p' }), {
        code: 'invalid',
        message: /profiles\/p/,
      });
    });
  }

  test('(an icon) stops nothing', async () => {
    const folder = await testFolder('metadata', {
      'current.json': '{}\n',
      'profiles/p.json': '{ "$profile": { "icon": 5 }, "a": 1 }\n',
    });
    await perform(await folder.open(), { kind: 'switch', profile: 'p' });
    assert.equal(await folder.text('current.json'), '{ "a": 1 }\n');
  });
});
