// The profile that goes with a branch, and the one before.
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { profileForBranch } from '../../src/engine/folder/checkout.ts';
import { defaultManifest } from '../../src/engine/records/manifest.ts';
import { gitIn, gitRepository, type GitRepository } from '../support/disk/gitRepository.ts';
import { disposableFolder } from '../support/disk/configFolder.ts';
import { safekeep, type CliResult } from '../support/terminal/cli.ts';

const rules = [
  { branch: 'release/*', profile: 'staging' },
  { branch: 'hotfix-*-now', profile: 'staging' },
  { branch: 'main', profile: 'production' },
  { branch: '*', profile: 'development' },
];

const files = {
  'config/safekeep.json': JSON.stringify({ targets: { app: 'current.yaml' }, activate: rules }),
  'config/current.yaml': 'a: 1\n',
  'config/profiles/development.yaml': 'a: 1\n',
  'config/profiles/staging.yaml': 'a: 2\n',
  'config/profiles/production.yaml': '$profile: { protected: true }\na: 3\n',
};

async function onBranch(
  branch: string,
): Promise<GitRepository & { readonly auto: (...words: readonly string[]) => Promise<CliResult> }> {
  const repository = await gitRepository();
  await repository.write(files);
  repository.git('add', '-A');
  repository.git('commit', '-qm', 'Start');
  repository.git('checkout', '-q', '-B', branch);
  const auto = (...words: readonly string[]) => safekeep(repository.root, 'switch', '--auto', ...words);
  return { ...repository, auto };
}

suite('the profile for a branch', () => {
  for (const [branch, profile] of [
    ['release/1.2', 'staging'],
    ['release/a/b', 'staging'],
    ['hotfix-x-now', 'staging'],
    ['hotfix-now', 'development'],
    ['main', 'production'],
    ['main2', 'development'],
    ['feature/x', 'development'],
  ] as const)
    test(`of ${branch} is ${profile}`, () => {
      assert.equal(profileForBranch({ ...defaultManifest, activate: rules }, branch), profile);
    });

  test('is none where no rule fits', () => {
    assert.equal(profileForBranch({ ...defaultManifest, activate: rules.slice(0, 3) }, 'x'), undefined);
  });
});

suite('safekeep switch --auto', () => {
  test('switches to it, and stays where it is active', async () => {
    const { auto, git } = await onBranch('release/1');
    assert.match((await auto('--dry-run')).stdout, /→ staging · dry run/);
    assert.match((await auto()).stdout, /→ staging · backup /);
    assert.match((await auto()).stdout, /^Nothing to do\. Profile "staging" is already active\.\n$/);
    git('checkout', '-q', '-b', 'feature/x');
    assert.match((await auto()).stdout, /→ development/);
  });

  test('never switches to a protected profile, nor over changes', async () => {
    const protectedOne = await onBranch('main');
    const refused = await protectedOne.auto();
    assert.deepEqual(
      [refused.code, refused.stdout.startsWith('Not switched. Profile "production" is protected.')],
      [1, true],
    );
    const { auto, path } = await onBranch('release/1');
    await auto();
    await writeFile(path('config/current.yaml'), 'a: 9\n');
    const back = gitIn(path(''));
    back.git('checkout', '-q', '-f', '-b', 'feature/x');
    await writeFile(path('config/current.yaml'), 'a: 9\n');
    const edited = await auto();
    assert.deepEqual(
      [edited.code, edited.stdout.startsWith('Not switched. The live files have changes')],
      [1, true],
    );
    assert.equal((await auto('--force')).code, 0);
  });

  test('never switches over contents that no profile has', async () => {
    const { auto, path } = await onBranch('release/1');
    await writeFile(path('config/current.yaml'), 'a: 9\n');
    const { code, stdout } = await auto();
    assert.deepEqual([code, stdout.startsWith('Not switched. The live files have contents')], [1, true]);
    assert.equal(await readFile(path('config/current.yaml'), 'utf8'), 'a: 9\n');
  });

  for (const [what, broken] of [
    ['takes away', null],
    ['breaks', 'a: [\n'],
  ] as const)
    test(`never switches over changes of a profile that a branch ${what}`, async () => {
      const { auto, git, path } = await onBranch('release/1');
      await auto();
      await writeFile(path('config/current.yaml'), 'a: 9\n');
      git('checkout', '-q', '-f', '-b', 'feature/x');
      await writeFile(path('config/current.yaml'), 'a: 9\n');
      if (broken === null) await rm(path('config/profiles/staging.yaml'));
      else await writeFile(path('config/profiles/staging.yaml'), broken);
      assert.equal((await auto()).code, 1);
      assert.equal(await readFile(path('config/current.yaml'), 'utf8'), 'a: 9\n');
    });

  test('does nothing without a branch, during a merge, and outside of a repository', async () => {
    const detached = await onBranch('release/1');
    detached.git('checkout', '-q', '--detach');
    assert.match((await detached.auto()).stdout, /^Nothing to do\. No branch is checked out\.\n$/);
    const merging = await onBranch('release/1');
    await writeFile(merging.path('.git/MERGE_HEAD'), `${'0'.repeat(40)}\n`);
    assert.match((await merging.auto()).stdout, /^Nothing to do\. Git is in the middle/);
    const outside = await disposableFolder('outside');
    await gitIn(outside).write(files);
    assert.match((await safekeep(outside, 'switch', '--auto')).stdout, /^Nothing to do\. This folder/);
  });

  test('knows the branch of a worktree', async () => {
    const { git, path } = await onBranch('main');
    git('worktree', 'add', '-q', path('tree'), '-b', 'release/2');
    assert.match((await safekeep(path('tree'), 'switch', '--auto')).stdout, /→ staging/);
  });

  test('takes no name', async () => {
    const { auto } = await onBranch('main');
    assert.equal((await auto('staging')).code, 2);
  });
});

suite('safekeep switch -', () => {
  test('goes back and forth', async () => {
    const { root } = await onBranch('main');
    const none = await safekeep(root, 'switch', '-');
    assert.match(none.stderr, /^error not-found: There is no previous profile\./);
    await safekeep(root, 'switch', 'staging');
    assert.match((await safekeep(root, 'switch', '-')).stdout, /→ development/);
    assert.match((await safekeep(root, 'switch', '-')).stdout, /→ staging/);
  });
});
