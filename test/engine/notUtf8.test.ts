// Files that are no UTF-8 text: nothing of them is known, so no road edits them, and none takes what they hold away.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { editDocument, type Operation } from '../../src/engine/index.ts';
import { contentOf, documentOf } from '../../src/engine/documents/fileDocument.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';

const latin1 = Buffer.from('a: 1\nkeep: me\nname: caf\xe9\n', 'latin1');
const utf16 = Buffer.from('\uFEFFa: 1\nkeep: me\n', 'utf16le');
const refusal = { code: 'invalid', message: /isn't UTF-8 text/ };
const set = [{ op: 'set', pointer: '/a', value: 2 }] as const;

const profiles: Files = {
  'default.yaml': 'a: 0\n',
  'profiles/p.yaml': 'a: 1\n',
  'profiles/q.yaml': '$profile: { extends: p }\na: 2\n',
};

async function refused(files: Files, operation: Operation): Promise<void> {
  const folder = await testFolder('not-utf8', { ...profiles, ...files });
  await assert.rejects((await folder.open()).plan(operation), refusal);
}

suite('a file that is no UTF-8 text', () => {
  for (const [name, bytes] of Object.entries({ 'Latin-1': latin1, 'UTF-16': utf16 })) {
    test(`in ${name} takes no edit of a key, whatever its format`, async () => {
      for (const path of ['current.yaml', 'current.json', 'current.jsonc']) {
        const folder = await testFolder('not-utf8', { [path]: bytes });
        const engine = await folder.open();
        for (const edits of [set, [{ op: 'remove', pointer: '/a' }] as const])
          await assert.rejects(engine.plan({ kind: 'edit', edits }), refusal);
      }
    });
  }

  test('as a profile takes no edit, and no live file is saved to it', async () => {
    const files = { 'current.yaml': 'a: 3\n', 'profiles/p.yaml': latin1 };
    await refused(files, { kind: 'edit', profile: 'p', edits: set });
    await refused(files, { kind: 'edit', profile: 'q', edits: set });
    await refused(files, { kind: 'switch', profile: 'p' });
  });

  test('as a live file is neither saved to a profile nor reset', async () => {
    const folder = await testFolder('not-utf8', { ...profiles, 'current.yaml': 'a: 0\n' });
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'q' });
    await folder.write({ 'current.yaml': latin1 });
    await assert.rejects(engine.plan({ kind: 'save-to-profile' }), refusal);
    await assert.rejects(engine.plan({ kind: 'reset-to-inherited', pointer: '/a' }), refusal);
  });

  test('as a new profile takes no parent', async () => {
    const from = { kind: 'file', path: 'other.yaml', bytes: latin1 } as const;
    await refused(
      { 'current.yaml': 'a: 0\n' },
      { kind: 'create-profile', name: 'n', source: from, extends: 'p' },
    );
  });

  test('is not migrated, and not repaired', async () => {
    const files: Files = {
      'current.yaml': latin1,
      'migrations/1.yaml': 'from: 1\nto: 2\nup: [{ op: add, path: /b, value: 1 }]\n',
      'safekeep.yaml': 'format: 1\ntargets: { app: current.yaml }\nversion: { unversioned: 1 }\n',
    };
    await refused(files, { kind: 'migrate' });
    const folder = await testFolder('not-utf8', {
      'current.yaml': latin1,
      'schema.json': '{ "properties": { "b": { "default": 1 } }, "required": ["b"] }',
    });
    const plan = await (await folder.open()).plan({ kind: 'repair' });
    assert.deepEqual([plan.writes.length, plan.problems.length], [0, 1]);
  });

  test('gets no single key of a backup back, but the whole file', async () => {
    const folder = await testFolder('not-utf8', { 'current.yaml': 'a: 1\nkeep: me\n' });
    const engine = await folder.open();
    const { id: backup } = await engine.createBackup({});
    await folder.write({ 'current.yaml': latin1 });
    await assert.rejects(engine.plan({ kind: 'restore', backup, only: ['/a'] }), refusal);
    await perform(engine, { kind: 'restore', backup });
    assert.equal(await folder.text('current.yaml'), 'a: 1\nkeep: me\n');
  });

  test('in a backup takes no key away from what there is now', async () => {
    const folder = await testFolder('not-utf8', { 'current.yaml': latin1 });
    const engine = await folder.open();
    const { id: backup } = await engine.createBackup({});
    await folder.write({ 'current.yaml': 'a: 1\nkeep: me\n' });
    await assert.rejects(engine.plan({ kind: 'restore', backup, only: ['/a'] }), refusal);
  });

  test('is named with its place and what to do', () => {
    const document = documentOf(contentOf('current.yaml', latin1));
    assert.throws(() => editDocument(document, set), {
      message:
        "current.yaml:1:1: The file isn't UTF-8 text. Save it as UTF-8 first. The file can't be edited until it parses.",
    });
  });
});

test('a YAML file without content takes edits', async () => {
  for (const content of ['', '# nothing yet\n', '\uFEFF']) {
    const folder = await testFolder('not-utf8', { 'current.yaml': content });
    await perform(await folder.open(), { kind: 'edit', edits: set });
    assert.ok((await folder.text('current.yaml'))?.endsWith('a: 2\n'));
  }
});
