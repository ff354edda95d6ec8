// Which of our folders git tracks, held against git itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { type FileSystem } from '../../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import { trackedByGit } from '../../../../src/engine/storage/git/trackedByGit.ts';
import { disposableFolder } from '../../../support/disk/configFolder.ts';
import { gitIn, gitRepository, type GitRepository } from '../../../support/disk/gitRepository.ts';

const ordinary = { 'README.md': 'x', 'config/current.yaml': 'a: 1\n', 'src/a.ts': '', 'src/b/c.ts': '' };
const history = { 'config/.safekeep/audit.jsonl': '{}\n' };
const backup = { 'config/backups/x/backup.json': '{}\n' };

async function repositoryWith(...initWords: readonly string[]): Promise<GitRepository> {
  const repository = await gitRepository(...initWords);
  await repository.write({ ...ordinary, ...history, ...backup });
  return repository;
}

const trackedIn = (repository: GitRepository, folder = 'config') =>
  trackedByGit(nodeFileSystem, join(repository.root, folder));

const both = ['config/.safekeep', 'config/backups'];

suite('what git tracks of our folders', () => {
  test('is told where a branch could replace it, and no longer once it is taken out of the index', async () => {
    const repository = await repositoryWith();
    assert.deepEqual(await trackedIn(repository), []);
    repository.git('add', 'README.md', 'config/current.yaml', 'src');
    assert.deepEqual(await trackedIn(repository), []);
    repository.git('add', '.');
    assert.deepEqual(await trackedIn(repository), both);
    repository.git('rm', '-r', '-q', '--cached', ':/config/.safekeep');
    assert.deepEqual(await trackedIn(repository), ['config/backups']);
    repository.git('rm', '-r', '-q', '--cached', ':/config/backups');
    assert.deepEqual(await trackedIn(repository), []);
  });

  test('is told in a config folder that is a repository itself, and of no folder but that one', async () => {
    const repository = await gitRepository();
    await repository.write({ '.safekeep/state.json': '{}', 'other/.safekeep/a': '', 'backups.txt': '' });
    repository.git('add', '.');
    assert.deepEqual(await trackedIn(repository, '.'), ['.safekeep']);
    await mkdir(repository.path('config'));
    assert.deepEqual(await trackedIn(repository), []);
  });

  for (const version of [2, 3, 4])
    test(`is told from an index of version ${version}`, async () => {
      const repository = await repositoryWith();
      repository.git('add', ...Object.keys(ordinary));
      repository.git('update-index', '--index-version', String(version));
      // Both need the flags that make it version 3.
      repository.git('update-index', '--skip-worktree', 'README.md');
      repository.git('add', '--intent-to-add', 'config/.safekeep');
      assert.deepEqual(await trackedIn(repository), ['config/.safekeep']);
    });

  for (const format of ['sha1', 'sha256'])
    test(`is told in a repository of ${format}, its index whole or split`, async () => {
      const repository = await repositoryWith(`--object-format=${format}`);
      repository.git('add', '.');
      assert.deepEqual(await trackedIn(repository), both);
      repository.git('update-index', '--split-index');
      assert.ok((await readdir(repository.path('.git'))).some((name) => name.startsWith('sharedindex.')));
      assert.deepEqual(await trackedIn(repository), both);
      repository.git('-c', 'splitIndex.maxPercentChange=100', 'rm', '-rq', '--cached', 'config/.safekeep');
      assert.deepEqual(await trackedIn(repository), ['config/backups']);
      await repository.write({ 'config/backups/x/backup.json': '{ "changed": 1 }' });
      repository.git('-c', 'splitIndex.maxPercentChange=100', 'add', '.');
      assert.deepEqual(await trackedIn(repository), both);
    });

  test('is told in a worktree, by the index of that worktree, split or not', async () => {
    const repository = await repositoryWith();
    repository.git('add', 'README.md');
    repository.git('commit', '-qm', 'First');
    const place = join(await disposableFolder('worktree'), 'tree');
    repository.git('worktree', 'add', '-q', place);
    const worktree = gitIn(place);
    await worktree.write({ ...ordinary, ...history });
    assert.deepEqual(await trackedIn(worktree), []);
    worktree.git('add', '.');
    assert.deepEqual(await trackedIn(worktree), ['config/.safekeep']);
    assert.deepEqual(await trackedIn(repository), []);
    worktree.git('update-index', '--split-index');
    assert.deepEqual(await trackedIn(worktree), ['config/.safekeep']);
  });

  test('is told in a submodule, by the index of the submodule', async () => {
    const inner = await repositoryWith();
    inner.git('add', '.');
    inner.git('commit', '-qm', 'First');
    const outer = await gitRepository();
    outer.git('submodule', '--quiet', 'add', inner.root, 'vendor/inner');
    assert.deepEqual(await trackedIn(outer, 'vendor/inner/config'), both);
    outer.git('-C', 'vendor/inner', 'rm', '-rq', '--cached', 'config/backups');
    assert.deepEqual(await trackedIn(outer, 'vendor/inner/config'), ['config/.safekeep']);
  });

  test('is told in a sparse index, unless it is in a folder that is not checked out', async () => {
    const repository = await repositoryWith();
    await repository.write({ 'away/config/.safekeep/a': '', 'away/b/c': '' });
    repository.git('add', '.');
    repository.git('commit', '-qm', 'First');
    repository.git('sparse-checkout', 'init', '--cone', '--sparse-index');
    repository.git('sparse-checkout', 'set', 'config');
    assert.match(repository.git('ls-files', '--sparse'), /^away\/$/m);
    assert.deepEqual(await trackedIn(repository), both);
    assert.deepEqual(await trackedIn(repository, 'away/config'), []);
    repository.git('sparse-checkout', 'set', 'src');
    assert.deepEqual(await trackedIn(repository, 'config'), []);
  });

  test('is told of a link, a submodule or a file in place of the folder', async () => {
    const repository = await gitRepository();
    await mkdir(repository.path('config'));
    await symlink('../elsewhere', repository.path('config/.safekeep'));
    repository.git('add', '.');
    assert.deepEqual(await trackedIn(repository), ['config/.safekeep']);
    repository.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},config/backups`);
    assert.deepEqual(await trackedIn(repository), both);
  });

  test('is told in other spellings that a disk may take for the same', async () => {
    const spellings = [
      'config/.SAFEKEEP',
      'CONFIG/.safekeep',
      'config/.safekeep.',
      'config/.\u017fafekeep',
      'config/.safe\u200ckeep',
      'config/SAFEKE~1',
      'config/Backups ',
    ];
    for (const spelling of spellings) {
      const repository = await repositoryWith();
      const blob = repository.git('hash-object', '-w', 'README.md').trim();
      repository.git(
        '-c',
        'core.protectNTFS=false',
        'update-index',
        '--add',
        '--cacheinfo',
        `100644,${blob},${spelling}/a`,
      );
      assert.deepEqual(await trackedIn(repository), [spelling]);
    }
  });

  test('is not confused by names that only look alike', async () => {
    const repository = await gitRepository();
    await repository.write({
      'config/.safekeeper/a': '',
      'config/safekeep/a': '',
      'config/.safekeep.yaml': '',
      'config/backups-old/a': '',
      'config/backup/a': '',
      'config2/.safekeep/a': '',
      '.safekeep/a': '',
      'a/config/.safekeep/a': '',
    });
    repository.git('add', '.');
    assert.deepEqual(await trackedIn(repository), []);
  });

  test('is told of an outer repository, too, when the folder is in a nested clone', async () => {
    const repository = await gitRepository();
    await repository.write({ 'sub/config/.safekeep/state.json': '{}' });
    repository.git('add', '.');
    const inner = gitIn(repository.path('sub'));
    inner.git('init', '-q');
    assert.deepEqual(await trackedIn(repository, 'sub/config'), ['sub/config/.safekeep']);
    await inner.write(backup);
    inner.git('add', 'config/backups');
    assert.deepEqual(await trackedIn(repository, 'sub/config'), ['config/backups', 'sub/config/.safekeep']);
  });

  test('is told through a .git that is a link, and past one that is no repository', async () => {
    const repository = await repositoryWith();
    repository.git('add', '.');
    await mkdir(repository.path('config/.git'));
    assert.deepEqual(await trackedIn(repository), both);
    const other = await disposableFolder('linked');
    await mkdir(join(other, 'config'));
    await symlink(repository.path('.git'), join(other, '.git'));
    assert.deepEqual(await trackedByGit(nodeFileSystem, join(other, 'config')), both);
  });
});

suite('an index with a path that is on no disk', () => {
  for (const version of ['2', '4'])
    test(`hides nothing that comes after it in version ${version}`, async () => {
      const repository = await repositoryWith();
      const blob = repository.git('hash-object', '-w', '/dev/null').trim();
      const long = `a/${'x'.repeat(70_000)}`;
      const paths = [long, 'config/.safekeep/audit.jsonl', `config/${long}`, 'config/backups/x'];
      const entries = paths.map((path) => `100644 ${blob}\t${path}\0`).join('');
      repository.feed(entries, 'update-index', '--index-version', version, '-z', '--index-info');
      assert.deepEqual(await trackedIn(repository), both);
    });
});

suite('an index that cannot be read', () => {
  test('as it is too large is said to be so: git may track anything', async () => {
    const repository = await repositoryWith();
    repository.git('add', 'README.md');
    await truncate(repository.path('.git/index'), 300 * 1024 * 1024);
    await assert.rejects(trackedIn(repository), { code: 'invalid', message: /too large/ });
  });

  const unreadable = { '': 'is empty', DIRC: 'is torn', 'DIRC\0\0\0\x09\0\0\0\x01': 'has another version' };
  for (const [content, reason] of Object.entries(unreadable))
    test(`as it ${reason} tells nothing`, async () => {
      const repository = await repositoryWith();
      await writeFile(repository.path('.git/index'), content);
      assert.deepEqual(await trackedIn(repository), []);
    });

  test('as it is gone, or as the shared one beside it is gone, tells what is left', async () => {
    const repository = await repositoryWith();
    repository.git('add', 'config/backups');
    repository.git('update-index', '--split-index');
    repository.git('-c', 'splitIndex.maxPercentChange=100', 'add', '.');
    for (const name of await readdir(repository.path('.git')))
      if (name.startsWith('sharedindex.')) await rm(repository.path(`.git/${name}`));
    assert.deepEqual(await trackedIn(repository), ['config/.safekeep']);
    await rm(repository.path('.git/index'));
    assert.deepEqual(await trackedIn(repository), []);
  });

  test('as the disk refuses tells nothing, and is no failure', async () => {
    const repository = await repositoryWith();
    repository.git('add', '.');
    const refuse = () => Promise.reject(new Error('refused'));
    for (const call of ['stat', 'realPath', 'readFile'] as const) {
      const fileSystem: FileSystem = { ...nodeFileSystem, [call]: refuse };
      assert.deepEqual(await trackedByGit(fileSystem, repository.path('config')), []);
    }
  });

  test('as it is a pipe or a folder, or as .git names nothing, is not waited for', async () => {
    const folder = await disposableFolder('odd');
    for (const content of ['gitdir: nowhere\n', 'gitdir: \n', 'something else']) {
      await writeFile(join(folder, '.git'), content);
      assert.deepEqual(await trackedByGit(nodeFileSystem, join(folder, 'config')), []);
    }
    const repository = await repositoryWith();
    await mkdir(repository.path('.git/index'));
    assert.deepEqual(await trackedIn(repository), []);
    if (process.platform === 'win32') return;
    await rm(repository.path('.git/index'), { recursive: true });
    execFileSync('mkfifo', [repository.path('.git/index'), repository.path('config/.git')]);
    assert.deepEqual(await trackedIn(repository), []);
  });
});
