import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setup, suite, teardown, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { eventually } from '../support/eventually.ts';
import { everyFile, inConfig, layOutSwitched, read, workspaceRoot, write } from './support/configFolder.ts';
import { reviews, untilReview } from './support/editors.ts';
import { listening, watching } from './support/person.ts';
import { run, untilFolder, untilFolders } from './support/safekeep.ts';

/** Not in the workspace: VS Code's own git extension would fall over a repository that goes away between two tests. */
let repository = '';

/** On `other` the live file is another one, `staging` is not there, and `canary` is. */
suite('A branch that is checked out under our feet', () => {
  let live = '';

  setup(async () => {
    await layOutSwitched();
    repository = await mkdtemp(join(tmpdir(), 'safekeep-git-'));
    live = await read('current.yaml');
    await git('init', '-q', '-b', 'main');
    await commit('one');
    await git('checkout', '-q', '-b', 'other');
    await write('current.yaml', `${live}# of the other branch\n`);
    await rm(inConfig('profiles/production.yaml'));
    await rm(inConfig('profiles/staging.yaml'));
    await write('profiles/canary.yaml', 'server:\n  port: 3100\n');
    await commit('two');
    await git('checkout', '-q', 'main');
    await untilFolder(({ drift, profiles }) => drift.length === 0 && !profiles.includes('canary'));
  });

  teardown(() => rm(repository, { recursive: true, force: true }));

  test('shows the profiles and the live file of that branch, as an edit, without a word and without a write', async () => {
    const said = await watching(async () => {
      await git('checkout', '-q', 'other');
      const { drift, activeProfile } = await untilFolder(({ profiles }) => profiles.includes('canary'));
      assert.deepEqual([activeProfile, drift], ['development', [{ target: 'current', kind: 'modified' }]]);
    });
    assert.deepEqual(said, []);
    assert.equal(await git('status', '--porcelain'), '');
    assert.equal(await read('current.yaml'), `${live}# of the other branch\n`);
  });

  test('that is left again is as it was, with nothing of either branch lost or changed', async () => {
    const before = await everyFile(workspaceRoot());
    const said = await watching(async () => {
      await git('checkout', '-q', 'other');
      await untilFolder(({ profiles }) => profiles.includes('canary'));
      await git('checkout', '-q', 'main');
      await untilFolder(({ drift, profiles }) => drift.length === 0 && profiles.includes('staging'));
    });
    assert.deepEqual(said, []);
    assert.deepEqual(await everyFile(workspaceRoot()), before);
  });

  test('closes a review of a profile that is not on it, and says why', async () => {
    await run(commandIds.switchProfile, { profile: 'staging' });
    await untilReview(/^Switch development → staging$/);
    const said = await listening(async (heard) => {
      await git('checkout', '-q', 'other');
      await heard(/^The review was closed\. There is no profile "staging"\.$/);
    });
    assert.equal(said.length, 1);
    await eventually(() => assert.deepEqual(reviews(), []));
    assert.equal(await git('status', '--porcelain'), '');
  });

  test('is switched on as any other, and its live file is in the backup', async () => {
    await git('checkout', '-q', 'other');
    await untilFolder(({ profiles }) => profiles.includes('canary'));
    await run(commandIds.switchProfile, { profile: 'canary', review: false });
    assert.match(await read('current.yaml'), /port: 3100/);
    await run(commandIds.undo, { review: false });
    assert.equal(await read('current.yaml'), `${live}# of the other branch\n`);
    assert.equal(await git('status', '--porcelain'), '');
  });

  test('without the active profile says that none is active, or which one the live file equals', async () => {
    await git('checkout', '-q', '-b', 'third');
    await git('mv', 'config/profiles/development.yaml', 'config/profiles/local.yaml');
    await commit('three');
    const said = await watching(async () => {
      const folder = await untilFolder(({ profiles }) => profiles.includes('local'));
      assert.deepEqual(folder.profiles, ['local', 'production', 'staging']);
      assert.notEqual(folder.activeProfile, 'staging');
    });
    assert.deepEqual(said, []);
    await git('checkout', '-q', 'main');
    const back = await untilFolder(({ profiles }) => profiles.includes('development'));
    assert.deepEqual([back.activeProfile, back.drift], ['development', []]);
  });

  test('without any of the configuration takes the views along, and a way back brings them again', async () => {
    await git('checkout', '-q', '--orphan', 'empty');
    await git('rm', '-rq', '-f', '.');
    await git('commit', '-q', '--allow-empty', '-m', 'empty');
    await untilFolders((folders) => folders.every(({ profiles }) => profiles.length === 0));
    assert.equal(existsSync(inConfig('current.yaml')), false);
    await git('checkout', '-q', 'main');
    await untilFolder(({ activeProfile, drift }) => activeProfile === 'development' && drift.length === 0);
    assert.equal(await read('current.yaml'), live);
  });
});

async function git(...words: readonly string[]): Promise<string> {
  const settings = ['user.name=tester', 'user.email=tester@example.org', 'commit.gpgsign=false'];
  const given = settings.flatMap((setting) => ['-c', setting]);
  const places = [`--git-dir=${repository}`, `--work-tree=${workspaceRoot()}`];
  const options = { cwd: workspaceRoot() };
  const { stdout } = await promisify(execFile)('git', [...places, ...given, ...words], options);
  return stdout;
}

async function commit(message: string): Promise<void> {
  await git('add', '-A');
  await git('commit', '-q', '-m', message);
}
