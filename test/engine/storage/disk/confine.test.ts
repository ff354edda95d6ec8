import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { isInside, locateInside, type Confines } from '../../../../src/engine/storage/disk/confine.ts';
import { errorMappingFileSystem } from '../../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import { disposableFolder } from '../../../support/disk/configFolder.ts';

const fileSystem = errorMappingFileSystem(nodeFileSystem);

async function confines(): Promise<Confines & { readonly outside: string }> {
  const root = await disposableFolder('confine');
  const workspace = join(root, 'workspace');
  await mkdir(join(workspace, 'config'), { recursive: true });
  await mkdir(join(root, 'outside'));
  return { folder: join(workspace, 'config'), workspace, outside: join(root, 'outside') };
}

suite('a path of the model', { skip: process.platform === 'win32' }, () => {
  test('may leave the config folder but not the workspace', async () => {
    const places = await confines();
    const locate = (path: string) => locateInside(fileSystem, places, path);
    assert.equal(await locate('a.json'), join(places.folder, 'a.json'));
    assert.equal(await locate('../compose.yaml'), join(places.workspace, 'compose.yaml'));
    await assert.rejects(locate('../../compose.yaml'), { code: 'invalid' });
    await assert.rejects(locate('new/../../../x'), { code: 'invalid' });
  });

  test('is refused when a link leads it outside, also for a file that is yet to be', async () => {
    const places = await confines();
    await symlink(places.outside, join(places.folder, 'link'));
    await assert.rejects(locateInside(fileSystem, places, 'link/new/file.json'), {
      code: 'invalid',
      message: /outside the workspace/,
    });
  });

  test('never is in what git keeps for itself', async () => {
    const places = await confines();
    for (const path of ['../.git/hooks/pre-commit', '../.GIT/config', '.git'])
      await assert.rejects(locateInside(fileSystem, places, path), { code: 'invalid', message: /Git/ });
    assert.ok(await locateInside(fileSystem, places, '../.gitignore'));
  });

  test('is where its link leads, inside the workspace', async () => {
    const places = await confines();
    await writeFile(join(places.workspace, 'real.json'), '{}');
    await symlink('../real.json', join(places.folder, 'current.json'));
    assert.equal(await locateInside(fileSystem, places, 'current.json'), join(places.workspace, 'real.json'));
  });

  test('is refused when it is a link to nothing', async () => {
    const places = await confines();
    await symlink('nowhere', join(places.folder, 'current.json'));
    await assert.rejects(locateInside(fileSystem, places, 'current.json'), {
      code: 'invalid',
      message: /broken link/,
    });
  });

  test('may be one that is yet to be, where a link to it is followed on purpose', async () => {
    const places = { ...(await confines()), mayDangle: true } as const;
    const locate = (path: string) => locateInside(fileSystem, places, path);
    await symlink('../new/real.json', join(places.folder, 'current.json'));
    await symlink('current.json', join(places.folder, 'again.json'));
    await symlink(join(places.workspace, 'live'), join(places.folder, 'live'));
    for (const name of ['current.json', 'again.json'])
      assert.equal(await locate(name), join(places.workspace, 'new', 'real.json'));
    assert.equal(await locate('live/a.json'), join(places.workspace, 'live', 'a.json'));
  });

  test('is not followed out of the workspace, into what git keeps, or by a step back, either', async () => {
    const places = { ...(await confines()), mayDangle: true } as const;
    const ends = {
      '../../outside/new.json': /outside the workspace/,
      '../.git/hooks/pre-commit': /Git/,
      'missing/../real.json': /broken link/,
    };
    for (const [end, message] of Object.entries(ends)) {
      await symlink(end, join(places.folder, 'current.json'));
      await assert.rejects(locateInside(fileSystem, places, 'current.json'), { code: 'invalid', message });
      await rm(join(places.folder, 'current.json'));
    }
    await symlink('current.json', join(places.folder, 'current.json'));
    await assert.rejects(locateInside(fileSystem, places, 'current.json'), { code: 'io' });
  });
});

test('a folder whose name only begins alike is not inside', () => {
  assert.ok(isInside('/a/b', '/a/b'));
  assert.ok(isInside('/a/b', '/a/b/..c'));
  assert.ok(!isInside('/a/b', '/a/bc'));
  assert.ok(!isInside('/a/b', '/a'));
});
