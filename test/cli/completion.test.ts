// What shells are offered: the words by themselves, and through the scripts in the shells that this machine has.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { completionsFor } from '../../src/cli/completions.ts';
import { verbs } from '../../src/cli/verbs.ts';
import { safekeep } from '../support/terminal/cli.ts';
import { opened } from '../support/terminal/cliFolder.ts';
import {
  disposableFolder,
  doubleFiles,
  simpleFiles,
  testFolder,
  type Files,
} from '../support/disk/configFolder.ts';
import { runWithSafekeep, unlessThereIs } from '../support/terminal/shells.ts';

suite('completion values', () => {
  async function offered(files: Files, ...words: readonly string[]): Promise<readonly string[]> {
    const engine = await (await testFolder('completion', files)).open();
    const found = await completionsFor(words, { verbs, look: () => engine.snapshot() });
    return found.map(({ word }) => word);
  }

  test('offers each first word of the verbs once, then the second ones', async () => {
    const first = [...new Set(Object.keys(verbs).map((name) => name.split(' ')[0]))];
    assert.deepEqual(await offered(simpleFiles, ''), first);
    assert.deepEqual(await offered(simpleFiles, 'ba'), ['backup']);
    assert.deepEqual(await offered(simpleFiles, 'audit', ''), ['verify']);
    assert.deepEqual(await offered(simpleFiles, 'completion', ''), ['values', 'bash', 'zsh', 'fish']);
    assert.deepEqual(await offered(simpleFiles, 'dance', ''), []);
  });

  test('offers the options of the verb and those of all', async () => {
    assert.deepEqual(await offered(simpleFiles, 'backup', 'create', '--n'), ['--name', '--note']);
    assert.deepEqual(await offered(simpleFiles, '--f'), ['--folder', '--force']);
    assert.deepEqual(await offered(simpleFiles, 'switch', '--json', '--'), [
      '--auto',
      '--as-it-is',
      '--all',
      '--dry-run',
      '--folder',
      '--json',
      '--quiet',
      '--author',
      '--force',
      '--reveal',
      '--help',
      '--version',
    ]);
  });

  test('offers profiles, targets, keys and what can be compared', async () => {
    const names = ['development', 'production', 'staging'];
    assert.deepEqual(await offered(simpleFiles, 'switch', ''), names);
    assert.deepEqual(await offered(simpleFiles, 'profile', 'rename', 's'), ['staging']);
    assert.deepEqual(await offered(simpleFiles, 'profile', 'rename', 'staging', ''), []);
    assert.deepEqual(await offered(simpleFiles, 'get', 'port', '--profile', 'p'), ['production']);
    assert.deepEqual(await offered(simpleFiles, 'get', 'port', '--profile=p'), ['--profile=production']);
    assert.deepEqual(await offered(simpleFiles, 'profile', 'create', 'x', '--from', ''), [
      'current',
      'empty',
      ...names,
    ]);
    assert.deepEqual(await offered(simpleFiles, 'get', 'lo'), ['log', 'log.level']);
    assert.deepEqual(await offered(simpleFiles, 'backup', 'restore', 'latest', '--only', '/log/'), [
      '/log/level',
    ]);
    assert.deepEqual(await offered(simpleFiles, 'diff', 'profile:s'), ['profile:staging']);
    assert.deepEqual(await offered(doubleFiles, 'set', 'x', '1', '--target', ''), ['app', 'web']);
  });

  test('offers backups by name and by id, of the folder that is named', async () => {
    const { run, folder } = await opened();
    await run('backup', 'create', '--name', 'before release');
    const elsewhere = await disposableFolder('elsewhere');
    const words = ['--folder', folder, 'backup', 'restore', ''];
    const { stdout } = await safekeep(elsewhere, 'completion', 'values', '--', ...words);
    assert.match(stdout, /^latest\t\nbefore release\t.*\n\d{8}T\S+\t.*\n$/);
  });

  test('offers nothing, and says nothing, where there is no folder that can be read', async () => {
    const { run } = await opened({ 'safekeep.json': '{' });
    const { code, stdout, stderr } = await run('completion', 'values', '--', 'switch', '');
    assert.deepEqual([code, stdout, stderr], [0, '', '']);
  });
});

suite('the completion script', () => {
  test('for bash completes words, and those with a colon', { skip: unlessThereIs('bash') }, async () => {
    const { workspace } = await testFolder('bash');
    const complete = (line: string) =>
      `COMP_LINE='${line}' COMP_POINT=${line.length}; _safekeep; echo "\${COMPREPLY[*]}"`;
    const script = [
      'eval "$(safekeep completion bash)"',
      complete('safekeep switch '),
      complete('safekeep diff profile:st'),
      complete('safekeep get --profile=prod'),
      'complete -p safekeep',
    ].join('\n');
    assert.equal(
      await runWithSafekeep(workspace, ['bash', '--norc', '-euc', script]),
      'development production staging\nstaging\nproduction\ncomplete -o default -F _safekeep safekeep\n',
    );
  });

  test('for zsh completes words with what they mean', { skip: unlessThereIs('zsh') }, async () => {
    const { workspace } = await testFolder('zsh');
    // Outside of a line editor there is no completion, so its two ends are played.
    const script = [
      'compdef() { echo "$@" }; _describe() { print -rl -- "${(@P)4}" }; _files() { echo files }',
      'eval "$(safekeep completion zsh)"',
      'words=(safekeep audit ""); CURRENT=3; _safekeep',
      'words=(safekeep diff profile:p); CURRENT=3; _safekeep',
      'words=(safekeep init ""); CURRENT=3; _safekeep',
    ].join('\n');
    assert.equal(
      await runWithSafekeep(workspace, ['zsh', '-fc', script]),
      `_safekeep safekeep\nverify:${verbs['audit verify']?.summary ?? ''}\nprofile\\:production:\nfiles\n`,
    );
  });

  test('for fish completes words and files', { skip: unlessThereIs('fish') }, async () => {
    const { workspace } = await testFolder('fish');
    const script = [
      'safekeep completion fish | source',
      'complete -C "safekeep diff profile:p"',
      'complete -C "safekeep init conf"',
    ].join('\n');
    assert.equal(await runWithSafekeep(workspace, ['fish', '-Nc', script]), 'profile:production\nconfig/\n');
  });

  test('for another shell is refused', async () => {
    const { run } = await opened();
    const { code, stderr } = await run('completion', 'tcsh');
    assert.equal(code, 2);
    assert.match(stderr, /There is no completion script for "tcsh"\. Use bash, zsh, or fish\./);
  });
});
