import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { suite, test } from 'node:test';
import { findConfigFolder, findWorkspace } from '../../src/engine/index.ts';
import { disposableFolder, writeFiles } from '../support/disk/configFolder.ts';

test('a config folder that is a repository is its own workspace', async () => {
  const outer = await disposableFolder('workspace');
  const folder = join(outer, 'repository');
  await mkdir(join(outer, '.git'));
  await mkdir(join(folder, '.git'), { recursive: true });
  assert.equal(await findWorkspace(folder), folder);
  assert.equal(await findWorkspace(join(folder, 'config')), folder);
});

suite('the workspace of a config folder in no repository', () => {
  const withHome = async (home: string, folder: string) => {
    const before = process.env['HOME'];
    process.env['HOME'] = home;
    try {
      return await findWorkspace(folder);
    } finally {
      if (before === undefined) delete process.env['HOME'];
      else process.env['HOME'] = before;
    }
  };

  test('is the folder around one of the usual name, and any other itself', async () => {
    const home = await disposableFolder('home');
    assert.equal(await withHome(home, join(home, 'app', 'config')), join(home, 'app'));
    assert.equal(await withHome(home, join(home, 'app', 'deploy')), join(home, 'app', 'deploy'));
    assert.equal(await withHome(home, join(home, 'app')), join(home, 'app'));
  });

  test('is never the home folder, nor one above it', { skip: process.platform === 'win32' }, async () => {
    const top = await disposableFolder('home');
    const [home, other, link] = [join(top, 'user'), join(top, 'config'), join(top, 'link')];
    await mkdir(join(home, 'config'), { recursive: true });
    await symlink(home, link);
    assert.equal(await withHome(home, join(home, 'config')), join(home, 'config'));
    assert.equal(await withHome(link, join(home, 'config')), join(home, 'config'));
    assert.equal(await withHome(home, join(link, 'config')), join(link, 'config'));
    assert.equal(await withHome(home, other), other);
    assert.equal(await withHome(join(home, 'gone'), join(home, 'config')), join(home, 'config'));
    assert.equal(await withHome(home, '/config'), '/config');
  });
});

suite('looking for a config folder upwards', () => {
  const nearest = async (start: string, ceilings: readonly string[]) => {
    process.env['SAFEKEEP_CEILING'] = ceilings.join(delimiter);
    try {
      return await findConfigFolder(start);
    } finally {
      delete process.env['SAFEKEEP_CEILING'];
    }
  };

  test('ends below the directories of SAFEKEEP_CEILING, and starts in one all the same', async () => {
    const top = await disposableFolder('ceiling');
    await writeFiles(top, { 'config/current.yaml': 'a: 1\n', 'middle/start/file': '' });
    const [folder, middle, start] = [join(top, 'config'), join(top, 'middle'), join(top, 'middle/start')];
    assert.equal(await nearest(start, []), folder);
    assert.equal(await nearest(start, ['/nowhere', middle]), null);
    assert.equal(await nearest(start, [top]), null);
    assert.equal(await nearest(start, [start]), folder);
    assert.equal(await nearest(top, [top]), folder);
    assert.equal(await nearest(start, ['middle', '.', join(top, 'other')]), folder);
  });

  test('ends below a ceiling that is named by a link', async () => {
    const top = await disposableFolder('ceiling');
    await writeFiles(top, { 'current.yaml': 'a: 1\n', 'start/file': '' });
    const link = join(await disposableFolder('link'), 'to');
    await symlink(top, link);
    assert.equal(await nearest(join(top, 'start'), [link]), null);
  });
});
