// What git could do to our folders, told with the remedy that ends it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { errorMappingFileSystem } from '../../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import { gitProblems } from '../../../../src/engine/storage/git/gitProblems.ts';
import { foreignIgnoreRules } from '../../../../src/engine/storage/git/ignoreRules.ts';
import { perform, testFolder } from '../../../support/disk/configFolder.ts';
import { gitIn, gitRepository } from '../../../support/disk/gitRepository.ts';

const fileSystem = errorMappingFileSystem(nodeFileSystem);

suite('records that git tracks', () => {
  for (const inner of ['config', 'a b; touch PWNED', "it's"])
    test(`are a problem, and the command that is named ends it, in the folder ${inner}`, async () => {
      const repository = await gitRepository();
      await repository.write({ [`${inner}/.safekeep/audit.jsonl`]: '', [`${inner}/current.yaml`]: 'a: 1\n' });
      repository.git('add', '.');
      const problems = await gitProblems(fileSystem, repository.path(inner));
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.file, '.safekeep');
      const [, tracked, command] =
        /^Git tracks (.*), so a branch can replace Safekeep's own records\. If someone else added it, delete it first\. Then run: (git rm -r --cached .*)$/.exec(
          problems[0].message,
        ) ?? [];
      assert.equal(tracked, `${inner}/.safekeep`);
      if (process.platform === 'win32') return;
      execFileSync('sh', ['-c', command ?? ''], { cwd: repository.path(inner), stdio: 'pipe' });
      assert.deepEqual(await gitProblems(fileSystem, repository.path(inner)), []);
      assert.equal(repository.git('ls-files', '--deduplicate', inner).split('\n').filter(Boolean).length, 1);
      assert.equal(repository.git('status', '--porcelain', '--', 'PWNED', `${inner}/PWNED`), '');
    });
});

suite('the rules that keep our folders out of version control', () => {
  test('are no problem as Safekeep writes them, or while they are missing', async () => {
    const folder = await testFolder('rules');
    assert.deepEqual(await gitProblems(fileSystem, folder.folder), []);
    await perform(await folder.open(), { kind: 'switch', profile: 'staging' });
    assert.equal(await folder.text('backups/.gitignore'), '*\n');
    assert.deepEqual(await gitProblems(fileSystem, folder.folder), []);
  });

  test('are ours in the line ends of another system, too', async () => {
    const folder = await testFolder('rules', { 'backups/.gitignore': '*\r\n', '.safekeep/.ignore': '*' });
    assert.deepEqual(await foreignIgnoreRules(fileSystem, folder.folder), []);
  });

  for (const rule of ['!*\n', '', '*\n!*\n', '* \n', '#*\n', '*\n'.repeat(100), '\n*\n', '\uFEFF*\n'])
    test(`are a problem where they say ${JSON.stringify(rule.slice(0, 8))}`, async () => {
      const folder = await testFolder('rules', { 'backups/.gitignore': rule, '.safekeep/.gitignore': '*\n' });
      assert.deepEqual(await gitProblems(fileSystem, folder.folder), [
        {
          file: 'backups/.gitignore',
          line: 0,
          column: 0,
          pointer: '',
          message:
            "backups/.gitignore doesn't have the rule that Safekeep wrote, so Git could include backups. Delete it, and Safekeep will write it again.",
        },
      ]);
      await rm(folder.path('backups/.gitignore'));
      assert.deepEqual(await gitProblems(fileSystem, folder.folder), []);
    });

  test('are not believed while nobody can tell what git tracks', async () => {
    const folder = await testFolder('rules', {});
    gitIn(folder.path('..')).git('init', '-q');
    await writeFile(folder.path('../.git/index'), '');
    await truncate(folder.path('../.git/index'), 300 * 1024 * 1024);
    const [problem, ...others] = await gitProblems(fileSystem, folder.folder);
    assert.deepEqual([problem?.file, others], ['.safekeep', []]);
    assert.match(problem?.message ?? '', /whether Git tracks/);
  });

  test('are a problem as a link, a folder or a pipe, which is not waited for', async () => {
    const folder = await testFolder('rules', { rule: '*\n', 'backups/x': '', '.safekeep/x': '' });
    await symlink('../rule', folder.path('backups/.gitignore'));
    await mkdir(folder.path('backups/.ignore'));
    if (process.platform !== 'win32') execFileSync('mkfifo', [folder.path('.safekeep/.ignore')]);
    const pipes = process.platform === 'win32' ? [] : ['.safekeep/.ignore'];
    assert.deepEqual(await foreignIgnoreRules(fileSystem, folder.folder), [
      ...pipes,
      'backups/.gitignore',
      'backups/.ignore',
    ]);
  });
});
