// Targets where applications really keep them: beside the config folder, in other formats, several at once.
import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { suite, test } from 'node:test';
import { driftOf } from '../../src/engine/index.ts';
import type { FileSystem } from '../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder, perform, testFolder, type Files } from '../support/disk/configFolder.ts';

const files: Files = {
  'safekeep.yaml':
    'format: 1\ntargets:\n  editor: ../.vscode/settings.json\n  compose: ../compose.override.yaml\n  app: app.json\n',
  '../.vscode/settings.json': '{\n  // of the editor\n  "editor.tabSize": 2,\n}\n',
  '../compose.override.yaml': 'services:\n  web:\n    image: web:1 # pinned\n',
  'app.json': '{ "port": 1 }\n',
  'profiles/base/compose.yaml': '# base\nservices:\n  web:\n    image: web:1\n    ports: ["80:80"]\n',
  'profiles/dev/profile.json': '{ "extends": "base", "description": "all of it" }\n',
  'profiles/dev/editor.jsonc': '{\n  "editor.tabSize": 4, // wide\n}\n',
  'profiles/dev/compose.json': '{ "services": { "web": { "image": "web:dev" } } }\n',
  'profiles/dev/compose.local.yaml': 'services: { web: { ports: ["8080:80"] } }\n',
};

suite('several targets', () => {
  test('change together in one commit, each in its own format, and a profile may extend one in another', async () => {
    const folder = await testFolder('many', files);
    const engine = await folder.open();
    assert.deepEqual((await engine.snapshot()).problems, []);
    await perform(engine, { kind: 'switch', profile: 'dev' });
    assert.equal(await folder.text('../.vscode/settings.json'), '{\n  "editor.tabSize": 4, // wide\n}\n');
    assert.equal(
      await folder.text('../compose.override.yaml'),
      '# base\nservices:\n  web:\n    image: web:dev\n    ports: ["8080:80"]\n',
    );
    assert.equal(await folder.text('app.json'), '{ "port": 1 }\n', 'the profile says nothing of it');
    const { history, state } = await engine.snapshot();
    assert.deepEqual(
      [history.length, history[0]?.files.map(({ path }) => path), state.activeProfile],
      [1, ['../.vscode/settings.json', '../compose.override.yaml'], 'dev'],
    );
    assert.deepEqual(driftOf(await engine.snapshot()), []);
    await perform(engine, { kind: 'undo' });
    assert.equal(await folder.text('../compose.override.yaml'), files['../compose.override.yaml']);
  });

  test('drift each by itself', async () => {
    const folder = await testFolder('many', files);
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'dev' });
    await folder.write({
      '../.vscode/settings.json': '{}\n',
      'profiles/base/compose.yaml': 'services: {}\n',
    });
    assert.deepEqual(driftOf(await engine.snapshot()), [
      { target: 'editor', kind: 'modified' },
      { target: 'compose', kind: 'outdated' },
    ]);
  });

  test('are read and written a few files at a time, however many there are', async () => {
    const names = Array.from({ length: 80 }, (_, index) => `t${index}`);
    const profiles = Array.from({ length: 5 }, (_, index) => `p${index}`);
    const folder = await testFolder('many', {
      'safekeep.json': JSON.stringify({
        targets: Object.fromEntries(names.map((name) => [name, `${name}.json`])),
      }),
      ...Object.fromEntries(names.map((name) => [`${name}.json`, '{}\n'])),
      ...Object.fromEntries(
        profiles.flatMap((profile) =>
          names.map((name) => [`profiles/${profile}/${name}.json`, `{ "of": "${profile}" }\n`]),
        ),
      ),
    });
    const disk = countingFileSystem();
    const engine = await folder.open({ fileSystem: disk.fileSystem });
    await engine.snapshot();
    assert.ok(disk.most() <= 120, `${disk.most()} files open while the folder is read`);
    await perform(engine, { kind: 'switch', profile: 'p1' });
    assert.ok(disk.most() <= 120, `${disk.most()} files open while they are written`);
    assert.equal(await folder.text('t79.json'), '{ "of": "p1" }\n');
  });

  test('may not lie outside the workspace folder, neither by their path nor through a link', async () => {
    const outside = await disposableFolder('outside');
    for (const path of ['../../elsewhere.json', '../linked/app.json', '../.git/config.json']) {
      const folder = await testFolder('many', {
        'safekeep.json': JSON.stringify({ targets: { app: path } }),
        'profiles/p.json': '{}\n',
      });
      await symlink(outside, folder.path('../linked'));
      await mkdir(dirname(folder.path('../.git/x')), { recursive: true });
      await assert.rejects((await folder.open()).snapshot(), { code: 'invalid' }, path);
    }
  });
});

/** Counts how many files are open at a time. */
function countingFileSystem(): { readonly fileSystem: FileSystem; readonly most: () => number } {
  let [open, most] = [0, 0];
  const opened = () => (most = Math.max(most, (open += 1)));
  const fileSystem: FileSystem = {
    ...nodeFileSystem,
    readFile: async (path, options) => {
      opened();
      return nodeFileSystem.readFile(path, options).finally(() => (open -= 1));
    },
    create: async (path, mode) => {
      opened();
      const file = await nodeFileSystem.create(path, mode);
      return { ...file, close: () => file.close().finally(() => (open -= 1)) };
    },
  };
  return { fileSystem, most: () => most };
}
