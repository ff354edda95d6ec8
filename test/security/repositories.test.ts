// What Git brings and takes, and what other users of the machine own: nothing tracked is believed, nothing is lost by a
// checkout, nobody else's folder is obeyed, and no backup leaves with a push.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { differences, fingerprint } from './support/fingerprint.ts';
import { forgedId, intent } from './support/forged.ts';
import { newUser } from './support/home.ts';
import { hostileWorkspace, profileFiles, type HostileWorkspace } from './support/hostileWorkspace.ts';
import { assertAnswered } from './support/outcome.ts';
import { terminal } from './support/terminal.ts';

const stranger = 12_345;
const needsRoot = process.getuid?.() === 0 ? false : 'needs root, to give files away';

function git({ repo }: HostileWorkspace, ...words: readonly string[]): string {
  const author = ['-c', 'user.name=tester', '-c', 'user.email=tester@example.com'];
  return execFileSync('git', ['-C', repo, ...author, ...words], { encoding: 'utf8', stdio: 'pipe' });
}

async function repository(): Promise<HostileWorkspace> {
  const workspace = await hostileWorkspace();
  await rm(join(workspace.repo, '.git'), { recursive: true });
  git(workspace, 'init', '-q', '-b', 'main');
  git(workspace, 'add', '-A');
  git(workspace, 'commit', '-qm', 'Start');
  return workspace;
}

/** A branch that tracks records of ours: a link in place of the history, and a record of an interrupted change. */
async function withHostileBranch(): Promise<HostileWorkspace> {
  const workspace = await repository();
  git(workspace, 'checkout', '-qb', 'pr');
  await workspace.write({ [`.safekeep/journal/${forgedId}.json`]: intent() });
  await symlink(join(workspace.outside, '.bashrc'), join(workspace.config, '.safekeep', 'audit.jsonl'));
  git(workspace, 'add', '-f', 'config/.safekeep');
  git(workspace, 'commit', '-qm', 'Add a feature');
  git(workspace, 'checkout', '-q', 'main');
  await rm(join(workspace.config, '.safekeep'), { recursive: true, force: true });
  return workspace;
}

const historyOf = async (workspace: HostileWorkspace) =>
  JSON.stringify((await workspace.run('history', '--json')).json());

suite('a repository', { skip: process.platform === 'win32' }, () => {
  test('whose branch tracks our records is a problem, and nothing in them is believed (S-4)', async () => {
    const workspace = await withHostileBranch();
    assertAnswered(await workspace.run('switch', 'p'), 'switch');
    git(workspace, 'checkout', '-qf', 'pr');
    const before = workspace.lookOutside();
    const status = await workspace.run('status');
    assertAnswered(status, 'status');
    assert.equal(status.code, 3, status.stdout);
    assert.match(status.stdout, /git/i);
    for (const words of [
      ['audit', 'verify'],
      ['backup', 'show', 'latest'],
      ['backup', 'verify'],
      ['backup', 'prune', '--dry-run'],
    ]) {
      const ran = await workspace.run(...words);
      assert.equal(ran.code, 1, words.join(' '));
      assert.match(ran.stderr, /Git tracks/, words.join(' '));
    }
    for (const words of [['history'], ['switch', 'q'], ['recover'], ['recover', '--trust'], ['undo']]) {
      assertAnswered(await workspace.run(...words), words.join(' '));
      assert.deepEqual(differences(before, workspace.lookOutside()), [], words.join(' '));
    }
  });

  test('keeps the history that a checkout overwrote, and says so (S-4)', async () => {
    const workspace = await withHostileBranch();
    assertAnswered(await workspace.run('switch', 'p'), 'switch');
    const { history } = await (await workspace.open()).snapshot();
    assert.equal(history.length, 1);
    git(workspace, 'checkout', '-qf', 'pr');
    assertAnswered(await workspace.run('status'), 'status');
    git(workspace, 'checkout', '-qf', 'main');
    const status = await workspace.run('status');
    assertAnswered(status, 'status');
    assert.equal(status.code, 3, 'that the history was overwritten is told');
    assert.match(await historyOf(workspace), new RegExp(history[0]?.id ?? 'no id'));
  });

  test('keeps the history when a branch makes Git delete the folder, and brings it back on a word', async () => {
    const workspace = await repository();
    git(workspace, 'checkout', '-qb', 'pr');
    await workspace.write({ '.safekeep': 'a file\n' });
    git(workspace, 'add', '-f', 'config/.safekeep');
    git(workspace, 'commit', '-qm', 'Add a feature');
    git(workspace, 'checkout', '-q', 'main');
    assert.equal((await workspace.run('switch', 'p')).code, 0);
    const before = (await (await workspace.open()).snapshot()).history;
    git(workspace, 'checkout', '-qf', 'pr');
    git(workspace, 'checkout', '-qf', 'main');
    const told = await workspace.run('audit', 'verify');
    assert.equal(told.code, 3, told.stdout);
    assert.match(told.stdout, /copy of its earlier history.*safekeep recover/);
    assert.equal((await workspace.run('switch', 'q')).code, 0);
    assert.equal((await workspace.run('audit', 'verify')).code, 3, 'a change does not forget it');
    assertAnswered(await workspace.run('recover'), 'recover');
    assert.equal((await workspace.run('audit', 'verify')).code, 0);
    const after = await historyOf(workspace);
    assert.match(after, new RegExp(before[0]?.id ?? 'no id'));
    assert.equal((await (await workspace.open()).snapshot()).history.length, 2);
  });

  test('that belongs to another user is not obeyed from below it (S-5)', { skip: needsRoot }, async () => {
    const workspace = await hostileWorkspace();
    await workspace.write({ [`.safekeep/journal/${forgedId}.json`]: intent() });
    await workspace.link('.safekeep/audit.jsonl', 'outside/.bashrc');
    execFileSync('chown', ['-hR', String(stranger), workspace.config]);
    await chmod(workspace.repo, 0o1777);
    const work = join(workspace.repo, 'work');
    await mkdir(work);
    const before = fingerprint(workspace.root);
    for (const words of [['status'], ['set', 'a', '2'], ['recover', '--trust'], ['switch', 'p']]) {
      const ran = await terminal({ cwd: work }, ...words);
      assertAnswered(ran, words.join(' '));
      assert.notEqual(ran.code, 0, words.join(' '));
      assert.deepEqual(differences(before, fingerprint(workspace.root)), [], words.join(' '));
    }
  });

  test('whose ignore rules are not ours hands no backup to Git (S-20)', async () => {
    const workspace = await repository();
    await workspace.write({ 'backups/.gitignore': '!*\n', '.safekeep/.gitignore': '!*\n' });
    assertAnswered(await workspace.run('switch', 'p'), 'switch');
    git(workspace, 'add', '-A');
    const tracked = git(workspace, 'ls-files', 'config').split('\n');
    assert.deepEqual(
      tracked.filter((path) => /backups\/2|audit|state\.json|journal|lock\//.test(path)),
      [],
    );
  });

  test(
    'that two users share says so to the second, and shows them nothing of the first (S-29)',
    { skip: needsRoot },
    async () => {
      const workspace = await hostileWorkspace({
        ...profileFiles,
        'current.yaml': 'password: first-secret\n',
      });
      assert.equal((await workspace.run('switch', 'p', '--force')).code, 0, 'switch of the first');
      execFileSync('chmod', ['-R', 'go+rwX', join(workspace.repo)]);
      execFileSync('chmod', [
        '-R',
        'go-rwx',
        join(workspace.config, '.safekeep'),
        join(workspace.config, 'backups'),
      ]);
      await chmod(workspace.root, 0o755);
      const second = newUser('second');
      await makePassable(second.HOME);
      const before = fingerprint(workspace.root);
      for (const words of [['status'], ['switch', 'q'], ['history'], ['backup', 'list']]) {
        const ran = await terminal({ cwd: workspace.repo, uid: stranger, env: second }, ...words);
        assertAnswered(ran, words.join(' '));
        assert.doesNotMatch(ran.stdout + ran.stderr, /first-secret/);
        assert.deepEqual(differences(before, fingerprint(workspace.root)), [], words.join(' '));
        if (words[0] !== 'status') continue;
        assert.notEqual(ran.code, 0);
        assert.match(ran.stdout + ran.stderr, /user|owner|belongs/i);
      }
    },
  );
});

/** A home that its owner can reach. */
async function makePassable(home: string): Promise<void> {
  await chmod(join(home, '..'), 0o755);
  execFileSync('chown', ['-R', String(stranger), home]);
}
