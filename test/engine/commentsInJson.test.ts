// A live file that may hold comments although its name ends in `.json`, because the manifest says so.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { set } from '../support/texts/edits.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';

const live = '{\n  // about a\n  "a": 1, // one\n  "b": 2,\n}\n';
const manifest = 'targets:\n  app: { path: app.json, comments: true }\n';

const folderOf = (files: Files) => testFolder('comments-in-json', { 'safekeep.yaml': manifest, ...files });

suite('comments in a .json file that the manifest allows', () => {
  test('are no problem there, and one elsewhere', async () => {
    const { open, write } = await folderOf({ 'app.json': live });
    assert.deepEqual((await (await open()).snapshot()).problems, []);
    await write({ 'safekeep.yaml': manifest.replace('true', 'false') });
    const [problem] = (await (await open()).snapshot()).problems;
    assert.equal(problem?.line, 2);
    await write({ 'safekeep.yaml': manifest.replace('true', '1') });
    await assert.rejects(async () => (await open()).snapshot(), /comments/);
  });

  test('stay when a value is set, and when that is undone', async () => {
    const { open, text } = await folderOf({ 'app.json': live });
    const engine = await open();
    const plan = await perform(engine, { kind: 'edit', edits: [set('/a', 3)] });
    assert.deepEqual([plan.guards, plan.writes[0]?.changes.map(({ pointer }) => pointer)], [[], ['/a']]);
    assert.equal(await text('app.json'), live.replace('1, //', '3, //'));
    const [entry] = (await engine.snapshot()).history;
    const listed = await engine.changesOf(entry?.id ?? '');
    assert.deepEqual(
      listed.files.flatMap(({ changes }) => changes.map(({ pointer }) => pointer)),
      ['/a'],
    );
    await perform(engine, { kind: 'undo' });
    assert.equal(await text('app.json'), live);
  });

  test('come back from a backup, key by key, and are compared with it', async () => {
    const { open, text, write } = await folderOf({ 'app.json': live });
    const engine = await open();
    const { id } = await engine.createBackup({});
    await write({ 'app.json': '{\n  "b": 3,\n}\n' });
    const [compared] = await engine.compareContents(`backup:${id}`, 'current');
    assert.deepEqual(compared?.write.changes.map(({ pointer }) => pointer).toSorted(), ['/a', '/b']);
    await perform(engine, { kind: 'restore', backup: id, only: ['/a'] });
    assert.equal(await text('app.json'), '{\n  // about a\n  "a": 1, // one\n  "b": 3,\n}\n');
  });

  test('come from profiles of YAML, with those of the live file in a profile of its own', async () => {
    const { open, text } = await folderOf({
      'app.json': live,
      'profiles/dev.yaml': '# about a\na: 9 # nine\n',
    });
    const engine = await open();
    await perform(engine, { kind: 'create-profile', name: 'now', source: { kind: 'current' } });
    assert.equal(await text('profiles/now.jsonc'), live);
    await perform(engine, { kind: 'switch', profile: 'dev' });
    assert.equal(await text('app.json'), '{\n  // about a\n  "a": 9 // nine\n}\n');
    await perform(engine, { kind: 'switch', profile: 'now' });
    assert.equal(await text('app.json'), live);
    await perform(engine, { kind: 'edit', edits: [set('/b', 5)] });
    await perform(engine, { kind: 'save-to-profile' });
    assert.equal(await text('profiles/now.jsonc'), live.replace('2', '5'));
  });

  test('can come from a profile of strict JSON, which stays one', async () => {
    const profile = '{"a":1,"b":[1,2]}\n';
    const { open, text } = await folderOf({ 'app.json': live, 'profiles/dev.json': profile });
    const engine = await open();
    await perform(engine, { kind: 'switch', profile: 'dev' });
    assert.equal(await text('app.json'), profile);
    await perform(engine, { kind: 'edit', edits: [set('/b/0', 7)] });
    await perform(engine, { kind: 'save-to-profile' });
    assert.equal(await text('profiles/dev.json'), '{"a":1,"b":[7,2]}\n');
  });

  test('are known of the file under its former path', async () => {
    const { open, text, write } = await folderOf({ 'app.json': live });
    const engine = await open();
    const { id } = await engine.createBackup({});
    await write({ 'safekeep.yaml': manifest.replace('app.json', 'other.json'), 'other.json': '{}\n' });
    const now = await open();
    await perform(now, { kind: 'restore', backup: id });
    assert.equal(await text('other.json'), live);
  });
});
