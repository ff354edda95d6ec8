// From one live file to several and back: profiles become folders, and each change is undone at once.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { driftOf } from '../../src/engine/index.ts';
import { perform, testFolder } from '../support/disk/configFolder.ts';

const app = '{ "port": 1 }\n';
const web = '# web\nhost: a # mine\n';

const files = {
  'safekeep.yaml': 'format: 1\ntargets:\n  app: ../app.json\n',
  '../app.json': app,
  '../web.yml': web,
  'profiles/a.json': app,
  'profiles/a.local.json': '{ "$profile": { "unset": ["/x"] }, "port": 9 }\n',
  'profiles/b.json':
    '{\n  "$profile": { "extends": "a", "protected": true, "unset": ["/y"] },\n  "port": 2\n}\n',
  'profiles/c.json': '{ "$profile": { "extends": "a" } }\n',
};

async function withSecond() {
  const folder = await testFolder('several-live', files);
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'b' });
  await perform(engine, { kind: 'add-target', live: '../web.yml' });
  return { folder, engine };
}

suite('a second live file', () => {
  test('makes folders of the profiles, and the active one takes in its content', async () => {
    const { folder, engine } = await withSecond();
    assert.equal(await folder.text('safekeep.yaml'), `${files['safekeep.yaml']}  web: ../web.yml\n`);
    assert.equal(await folder.text('profiles/a/app.json'), app);
    assert.equal(await folder.text('profiles/a/app.local.json'), files['profiles/a.local.json']);
    assert.equal(await folder.text('profiles/b/web.yml'), web);
    assert.equal(await folder.text('profiles/a/web.yml'), null);
    assert.equal(
      await folder.text('profiles/b/app.json'),
      '{\n  "$profile": { "unset": ["/y"] },\n  "port": 2\n}\n',
    );
    assert.equal(await folder.text('profiles/b/profile.yaml'), 'extends: a\nprotected: true\n');
    assert.equal(await folder.text('profiles/b.json'), null);
    const snapshot = await engine.snapshot();
    assert.deepEqual([snapshot.problems, driftOf(snapshot)], [[], []]);
    assert.deepEqual(
      snapshot.profiles.map(({ name, metadata }) => [name, metadata.extends, metadata.protected]),
      [
        ['a', [], false],
        ['b', ['a'], true],
        ['c', ['a'], false],
      ],
    );
    assert.deepEqual((await engine.plan({ kind: 'switch', profile: 'b' })).writes, []);
  });

  test('shows as modified when it is edited, and is saved to the profile', async () => {
    const { folder, engine } = await withSecond();
    await folder.write({ '../web.yml': web.replace('a #', 'b #') });
    assert.deepEqual(driftOf(await engine.snapshot()), [{ target: 'web', kind: 'modified' }]);
    await perform(engine, { kind: 'save-to-profile' });
    assert.equal(await folder.text('profiles/b/web.yml'), web.replace('a #', 'b #'));
  });

  test('is undone as one change', async () => {
    const { folder, engine } = await withSecond();
    await perform(engine, { kind: 'undo' });
    for (const [path, text] of Object.entries(files))
      if (path !== '../app.json') assert.equal(await folder.text(path), text, path);
    assert.equal(await folder.text('profiles/b/web.yml'), null);
    const snapshot = await engine.snapshot();
    assert.deepEqual([snapshot.state.activeProfile, driftOf(snapshot)], ['b', []]);
  });
});

suite('a live file that is not managed any longer', () => {
  test('stays as it is, and goes from the manifest and the profiles', async () => {
    const { folder, engine } = await withSecond();
    await perform(engine, { kind: 'remove-target', target: 'web' });
    assert.equal(await folder.text('../web.yml'), web);
    assert.equal(await folder.text('safekeep.yaml'), files['safekeep.yaml']);
    assert.equal(await folder.text('profiles/b/web.yml'), null);
    const snapshot = await engine.snapshot();
    assert.deepEqual(
      [snapshot.problems, driftOf(snapshot), snapshot.targets.length, snapshot.state.activeProfile],
      [[], [], 1, 'b'],
    );
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('profiles/b/web.yml'), web);
  });

  test('takes no profile along that had nothing else', async () => {
    const { folder, engine } = await withSecond();
    await perform(engine, { kind: 'remove-target', target: 'app' });
    const { profiles, problems } = await engine.snapshot();
    assert.deepEqual([profiles.map(({ name }) => name), problems], [['a', 'b', 'c'], []]);
    assert.equal(await folder.text('../web.yml'), web);
  });

  test('cannot be the only one', async () => {
    const folder = await testFolder('several-live', files);
    const refused = (await folder.open()).plan({ kind: 'remove-target', target: 'app' });
    await assert.rejects(refused, { code: 'invalid', message: /only live file/ });
  });
});
