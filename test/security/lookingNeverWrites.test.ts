// Who looks changes nothing, not even the time of a file: at rest, in the middle of a change that was interrupted, and
// where there are no records yet. Who works finishes what was interrupted.
import assert from 'node:assert/strict';
import { cp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { disposableFolder, writeFiles } from '../support/disk/configFolder.ts';
import { asAgent } from './support/agent.ts';
import { differences, fingerprint } from './support/fingerprint.ts';
import { newUser } from './support/home.ts';
import { assertAnswered } from './support/outcome.ts';
import { terminal } from './support/terminal.ts';
import { configOf, makeUsedFolder, usedFiles } from './support/usedFolder.ts';

const looking = [
  ['status'],
  ['status', '--json'],
  ['profile', 'list'],
  ['profile', 'show', 'b'],
  ['profile', 'show', 'b', '--origin'],
  ['backup', 'list'],
  ['backup', 'show', 'kept'],
  ['backup', 'verify'],
  ['backup', 'prune', '--dry-run'],
  ['backup', 'restore', 'kept', '--dry-run'],
  ['get', 'port', '--target', 'app'],
  ['diff', 'current', 'profile:b'],
  ['diff', 'backup:kept', 'current'],
  ['validate'],
  ['history'],
  ['audit', 'verify'],
  ['switch', 'b', '--dry-run'],
  ['undo', '--dry-run'],
  ['recover', '--dry-run'],
  ['set', 'port', '9', '--target', 'app', '--dry-run'],
  ['migrate', '--dry-run'],
  ['repair', '--dry-run'],
  ['completion', 'values', 'switch', ''],
  ['completion', 'values', 'backup', 'show', ''],
  ['completion', 'values', 'get', 'p'],
];

type State = 'at rest' | 'interrupted' | 'without records';

async function folder(state: State): Promise<string> {
  const workspace = await disposableFolder('looked-at');
  if (state === 'without records') {
    await writeFiles(workspace, { '.git/HEAD': 'ref: refs/heads/main\n' });
    await writeFiles(configOf(workspace), usedFiles);
  } else await makeUsedFolder(workspace, state);
  return workspace;
}

suite('looking', { concurrency: 2 }, () => {
  for (const state of ['at rest', 'interrupted', 'without records'] as const)
    test(`in a terminal changes nothing of a folder ${state}`, async () => {
      const workspace = await folder(state);
      const before = fingerprint(workspace);
      for (const words of looking) {
        const ran = await terminal({ cwd: workspace }, ...words);
        assertAnswered(ran, words.join(' '));
        assert.deepEqual(differences(before, fingerprint(workspace)), [], words.join(' '));
      }
    });

  test('through an agent changes nothing of a folder whose change was interrupted', async () => {
    const workspace = await folder('interrupted');
    const before = fingerprint(workspace);
    await asAgent({ repo: workspace }, async (ask) => {
      for (const [tool, input] of [
        ['status', {}],
        ['listProfiles', {}],
        ['listBackups', {}],
        ['getValue', { path: 'port', target: 'app' }],
        ['diff', { from: 'current', to: 'profile:b' }],
        ['setValue', { path: 'port', json: '9', target: 'app', preview: true }],
      ] as const)
        await ask(tool, input);
    });
    assert.deepEqual(differences(before, fingerprint(workspace)), []);
  });

  test('tells of an interrupted change, and says how to finish it', async () => {
    const workspace = await folder('interrupted');
    const { code, stdout, stderr } = await terminal({ cwd: workspace }, 'status');
    assert.equal(code, 3, stderr);
    assert.match(stdout + stderr, /interrupted/i);
    assert.match(stdout + stderr, /safekeep recover/);
  });
});

suite('an interrupted change of one’s own', { concurrency: 2 }, () => {
  for (const words of [['recover'], ['set', 'port', '9', '--target', 'app'], ['backup', 'create']])
    test(`is finished by ${words.join(' ')}`, async () => {
      const workspace = await folder('interrupted');
      const ran = await terminal({ cwd: workspace }, ...words);
      assert.equal(ran.code, 0, ran.stderr);
      const modes = await Promise.all(
        ['app.json', 'web.json'].map(
          async (name) => (await readFile(join(configOf(workspace), name), 'utf8')).split('\n')[0],
        ),
      );
      assert.deepEqual(modes, ['{ "mode": "b",', '{ "mode": "b",']);
      assert.doesNotMatch((await terminal({ cwd: workspace }, 'status')).stdout, /interrupted/i);
    });

  test('is told of by recover, also where the folder of the records was made anew and its history comes back', async () => {
    const workspace = await folder('interrupted');
    const records = join(configOf(workspace), '.safekeep');
    await rename(records, `${records}-before`);
    await cp(`${records}-before`, records, { recursive: true });
    await rm(`${records}-before`, { recursive: true });
    await rm(join(records, 'audit.jsonl'));
    const { code, stdout, stderr } = await terminal({ cwd: workspace }, 'recover');
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^\d{8}T\d+Z-[0-9a-f]{6}: completed\nRestored \d earlier changes to the history\.\n$/,
    );
  });

  test('is not finished without the key that it was written with, until the person says so', async () => {
    const workspace = await folder('interrupted');
    const elsewhere = { cwd: workspace, env: newUser('without the key') };
    const recovered = await terminal(elsewhere, 'recover');
    assertAnswered(recovered, 'recover');
    const live = (name: string) => readFile(join(configOf(workspace), name), 'utf8');
    assert.match(await live('web.json'), /"mode": "a"/, 'nothing was finished by itself');
    const trusted = await terminal(elsewhere, 'recover', '--trust');
    assertAnswered(trusted, 'recover --trust');
    assert.equal((await live('web.json')).split('\n')[0], (await live('app.json')).split('\n')[0]);
  });
});
