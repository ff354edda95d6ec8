import assert from 'node:assert/strict';
import { chown, mkdir, rm, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { suite, test } from 'node:test';
import { findConfigFolder, findWorkspace } from '../../../src/engine/index.ts';
import { disposableFolder, writeFiles, type Files } from '../../support/disk/configFolder.ts';
import { emptyRepository, gitRepository } from '../../support/disk/gitRepository.ts';

test('a config folder that is a repository is its own workspace', async () => {
  const outer = await disposableFolder('workspace');
  const folder = join(outer, 'repository');
  await writeFiles(outer, emptyRepository);
  await writeFiles(folder, emptyRepository);
  assert.equal(await findWorkspace(folder), folder);
  assert.equal(await findWorkspace(join(folder, 'config')), folder);
});

test('what is no repository to git, or belongs to another user, is not the workspace', async () => {
  const outer = await disposableFolder('workspace');
  const folder = join(outer, 'app', 'deploy');
  await mkdir(folder, { recursive: true });
  const empty = { '.git/HEAD': '', '.git/objects/x': '', '.git/refs/x': '' };
  const { '.git/HEAD': head, ...headless } = emptyRepository;
  const odd: readonly Files[] = [
    { '.git/x': '' },
    { '.git': '' },
    { '.git': 'gitdir: app\n' },
    empty,
    headless,
  ];
  for (const files of [...odd, { '.git/HEAD': head }]) {
    await rm(join(outer, '.git'), { recursive: true, force: true });
    await writeFiles(outer, files);
    assert.equal(await findWorkspace(folder), folder, JSON.stringify(files));
  }
  await writeFiles(outer, emptyRepository);
  assert.equal(await findWorkspace(folder), outer);
  if (process.getuid?.() !== 0) return;
  await chown(join(outer, '.git'), 12_345, 12_345);
  assert.equal(await findWorkspace(folder), folder);
});

test('the workspace is found by a .git that leads elsewhere, as in a worktree and a submodule', async () => {
  const repository = await gitRepository();
  await repository.write({ 'a.txt': '' });
  repository.git('add', '.');
  repository.git('commit', '-qm', 'Start');
  const tree = join(await disposableFolder('worktree'), 'tree');
  repository.git('worktree', 'add', '-q', tree);
  assert.equal(await findWorkspace(join(tree, 'deploy')), tree);
  repository.git('submodule', 'add', '-q', repository.root, 'sub');
  assert.equal(await findWorkspace(repository.path('sub/deploy')), repository.path('sub'));
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
