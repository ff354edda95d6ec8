// On every road by which a value is written, it comes as it was spelled where it stands, with its comments: `0644` stays
// `0644`, and a bare `no` never becomes "no".
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { perform, testFolder, type Files, type TestFolder } from '../support/disk/configFolder.ts';

const block = `# about access
access: # who may
  mode: 0644 # octal
  country: no
  since: 2024-01-02
  at: 12:30
  big: 1_000
  version: 1.10
  word: 'on'
  # the end
`;
const live = `p: 1\n${block}tail: 1\n`;
const other = `p: 1\naccess:\n  mode: 420\n  country: "no"\n  since: "2024-01-02"\ntail: 1\n`;
const without = 'p: 1\ntail: 1\n';

async function backedUp(files: Files, later: string): Promise<TestFolder & { readonly backup: string }> {
  const folder = await testFolder('carried', { 'current.yaml': live, ...files });
  const { id } = await (await folder.open()).createBackup({});
  await folder.write({ 'current.yaml': later });
  return { ...folder, backup: id };
}

suite('a value that is written', () => {
  test('from a backup as a whole', async () => {
    const { open, backup, text } = await backedUp({}, other);
    await perform(await open(), { kind: 'restore', backup });
    assert.equal(await text('current.yaml'), live);
  });

  test('from a backup as one key, where it is gone', async () => {
    const { open, backup, text } = await backedUp({}, without);
    await perform(await open(), { kind: 'restore', backup, only: ['/access'] });
    assert.equal(await text('current.yaml'), live);
  });

  test('from a backup as single keys, where they differ', async () => {
    const { open, backup, text } = await backedUp({}, other);
    const only = ['/access/mode', '/access/country', '/access/since'];
    await perform(await open(), { kind: 'restore', backup, only });
    assert.equal(
      await text('current.yaml'),
      'p: 1\naccess:\n  mode: 0644\n  country: no\n  since: 2024-01-02\ntail: 1\n',
    );
  });

  test('by a switch, from the layer that says it', async () => {
    const { open, text } = await testFolder('carried', {
      'current.yaml': without,
      'profiles/base.yaml': without,
      'profiles/mid.yaml': `$profile: { extends: base }\n${block}`,
      'profiles/top.yaml': '$profile: { extends: mid }\naccess:\n  # safer\n  mode: 0600\n',
    });
    await perform(await open(), { kind: 'switch', profile: 'top' });
    assert.equal(await text('current.yaml'), `${without}${block}`.replace('mode: 0644', 'mode: 0600'));
  });

  test('by what is left out of a review', async () => {
    const { open, text } = await testFolder('carried', { 'current.yaml': live, 'profiles/p.yaml': other });
    const engine = await open();
    const changes = ['removed /access/at', 'removed /access/big', 'modified /access/country'];
    const { selected } = await engine.review(
      { kind: 'switch', profile: 'p' },
      { 'current.yaml': { layout: false, changes } },
    );
    await engine.commit(selected, { accepted: 'all' });
    assert.equal(
      await text('current.yaml'),
      other.replace('country: "no"', 'country: no').replace('02"\n', '02"\n  at: 12:30\n  big: 1_000\n'),
    );
  });

  test('to a profile that extends another, and back', async () => {
    const { open, text, write } = await testFolder('carried', {
      'current.yaml': without,
      'profiles/base.yaml': without,
      'profiles/p.yaml': '$profile: { extends: base }\n',
    });
    await perform(await open(), { kind: 'switch', profile: 'p' });
    await write({ 'current.yaml': live });
    await perform(await open(), { kind: 'save-to-profile' });
    assert.equal(await text('profiles/p.yaml'), `$profile: { extends: base }\n${block}`);
    await write({ 'current.yaml': live.replace('mode: 0644', 'mode: 420') });
    await perform(await open(), { kind: 'save-to-profile' });
    assert.equal(
      await text('profiles/p.yaml'),
      `$profile: { extends: base }\n${block}`.replace('0644', '420'),
    );
  });

  test('to a new profile that says what differs', async () => {
    const { open, text } = await testFolder('carried', {
      'current.yaml': live,
      'profiles/base.yaml': without,
    });
    await perform(await open(), {
      kind: 'create-profile',
      name: 'mine',
      extends: 'base',
      source: { kind: 'current' },
    });
    assert.equal(await text('profiles/mine.yaml'), `$profile:\n  extends: base\n${block}`);
  });

  test('by a repair that wants a string: the digits are those that were there', async () => {
    const { open, text } = await testFolder('carried', {
      'current.yaml': 'zip: 01234\nmode: 0x1F\n',
      'schema.json': '{ "properties": { "zip": { "type": "string" }, "mode": { "type": "string" } } }',
    });
    await perform(await open(), { kind: 'repair' });
    assert.equal(await text('current.yaml'), 'zip: "01234"\nmode: "0x1F"\n');
  });

  test('by a repair that lacks it: as the defaults file has it', async () => {
    const { open, text } = await testFolder('carried', {
      'current.yaml': without,
      'default.yaml': live,
      'schema.json': '{ "required": ["access"] }',
    });
    await perform(await open(), { kind: 'repair' });
    assert.equal(await text('current.yaml'), live);
  });

  test('by a migration that moves it', async () => {
    const { open, text } = await testFolder('carried', {
      'current.yaml': `version: 1.0.0\n${live}`,
      'migrations/a.yaml': 'from: 1.0.0\nto: 1.1.0\nup:\n  - { op: move, from: /access, path: /security }\n',
    });
    await perform(await open(), { kind: 'migrate' });
    assert.match(
      (await text('current.yaml')) ?? '',
      /mode: 0644 # octal\n {2}country: no\n {2}since: 2024-01-02\n/,
    );
  });

  test('differs from one that other readers take for another', async () => {
    const { open } = await testFolder('carried', { 'current.yaml': live, 'profiles/p.yaml': other });
    const plan = await (await open()).plan({ kind: 'switch', profile: 'p' });
    assert.deepEqual(
      plan.writes
        .flatMap(({ changes }) => changes.map(({ type, pointer }) => `${type} ${pointer}`))
        .slice(0, 3),
      ['modified /access/mode', 'modified /access/country', 'modified /access/since'],
    );
  });

  test('in a file of several documents, which are switched and restored as they are', async () => {
    const several = `${live}---\n# second\nb: 2\n`;
    const { open, backup, text } = await backedUp(
      { 'current.yaml': several, 'profiles/c.yaml': several.replace('b: 2', 'b: 3') },
      several.replace('p: 1', 'p: 2'),
    );
    await perform(await open(), { kind: 'restore', backup, only: ['/0/p'] });
    assert.equal(await text('current.yaml'), several);
    await perform(await open(), { kind: 'switch', profile: 'c' });
    assert.equal(await text('current.yaml'), several.replace('b: 2', 'b: 3'));
    await perform(await open(), { kind: 'undo' });
    assert.equal(await text('current.yaml'), several);
  });
});

suite('an item of a list that is restored', () => {
  const list = 'l:\n  - id: a\n  - id: b # x\n    v: 1\n  - id: c\n';

  test('comes back between its neighbors where it is gone', async () => {
    const { open, backup, text } = await backedUp({ 'current.yaml': list }, 'l:\n  - id: a\n  - id: c\n');
    await perform(await open(), { kind: 'restore', backup, only: ['/l/1'] });
    assert.equal(await text('current.yaml'), list);
  });

  test('is known by what it is, wherever it stands now', async () => {
    const moved = 'l:\n  - id: c\n  - id: b # x\n    v: 2\n  - id: a\n';
    const { open, backup, text } = await backedUp(
      { 'current.yaml': list.replace('b # x', 'b # x').replace('- id: a\n', '- id: a\n    v: 7\n') },
      moved,
    );
    await perform(await open(), { kind: 'restore', backup, only: ['/l/0/v', '/l/1/v'] });
    assert.equal(
      await text('current.yaml'),
      moved.replace('v: 2', 'v: 1').replace('- id: a\n', '- id: a\n    v: 7\n'),
    );
  });

  test('is not told by a key of an item that is gone', async () => {
    const { open, backup } = await backedUp({ 'current.yaml': list }, 'l:\n  - id: a\n  - id: c\n');
    await assert.rejects((await open()).plan({ kind: 'restore', backup, only: ['/l/1/v'] }), {
      code: 'not-found',
      message: '/l/1/v is in a list item that current.yaml no longer has. Restore the whole item.',
    });
  });

  test('of documents is refused where only one of the two has several', async () => {
    const { open, backup } = await backedUp({ 'current.yaml': 'a: 1\n---\nb: 1\n' }, 'a: 2\n');
    const engine = await open();
    for (const only of ['/a', '/0/a'])
      await assert.rejects(engine.plan({ kind: 'restore', backup, only: [only] }), { code: 'invalid' });
  });
});

suite('a profile of several documents', () => {
  test('that says something of itself is refused, for nobody would read it', async () => {
    const { open } = await testFolder('carried', {
      'current.yaml': 'a: 1\n',
      'profiles/m.yaml': '$profile: { protected: true }\na: 1\n---\nb: 2\n',
    });
    await assert.rejects((await open()).plan({ kind: 'switch', profile: 'm' }), { code: 'invalid' });
  });
});
