import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { cameAlong } from '../../../src/engine/folder/cameAlong.ts';
import { disposableFolder } from '../../support/disk/configFolder.ts';

suite('A config folder of the workspace', () => {
  test('is the own one wherever it lies among own code', async () => {
    const root = await workspace();
    await mkdir(join(root, '.git'));
    for (const path of ['', 'config', 'services/a/config', 'services/targets', 'vendoring/x', 'build.d/x'])
      assert.equal(await cameAlong(root, await made(root, path)), false, path);
  });

  test('came along below vendored code and build output, in any letter case', async () => {
    const root = await workspace();
    const paths = ['vendor/evil/config', 'third_party/config', 'a/Third-Party/b', 'vendor', 'dist/config'];
    for (const path of [...paths, 'a/BUILD/config', 'target/x', 'out', 'node_modules/x/config'])
      assert.equal(await cameAlong(root, await made(root, path)), true, path);
  });

  test('came along in a repository of its own: a clone, and a submodule, whose `.git` is a file', async () => {
    const root = await workspace();
    await mkdir(join(await made(root, 'clone'), '.git'));
    await writeFile(join(await made(root, 'libs/module'), '.git'), 'gitdir: ../../.git/modules/module');
    for (const path of ['clone', 'clone/config', 'libs/module/deep/config'])
      assert.equal(await cameAlong(root, await made(root, path)), true, path);
    assert.equal(await cameAlong(root, await made(root, 'libs/config')), false);
  });

  test('came along behind a link that leads to such a place, or out of the workspace', async () => {
    const root = await workspace();
    const outside = await disposableFolder('outside');
    await made(root, 'vendor/evil/config');
    await symlink(join(root, 'vendor', 'evil'), join(root, 'services'));
    await symlink(outside, join(root, 'elsewhere'));
    await symlink(await made(root, 'own/config'), join(root, 'link'));
    assert.equal(await cameAlong(root, join(root, 'services', 'config')), true);
    assert.equal(await cameAlong(root, join(root, 'elsewhere')), true);
    assert.equal(await cameAlong(root, join(root, 'link')), false);
  });

  test('counts as come along where nothing can be looked at', async () => {
    const root = await workspace();
    assert.equal(await cameAlong(root, join(root, 'gone')), true);
    assert.equal(await cameAlong(root, join(root, '..', 'beside')), true);
  });
});

function workspace(): Promise<string> {
  return disposableFolder('workspace');
}

async function made(root: string, path: string): Promise<string> {
  const folder = join(root, path);
  await mkdir(folder, { recursive: true });
  return folder;
}
