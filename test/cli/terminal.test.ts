// Colors and the passing line: what a terminal gets and nothing else does.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { createProgress, hasColors } from '../../src/cli/terminal.ts';
import { cliWords, safekeep } from '../support/terminal/cli.ts';
import { simpleFiles, testFolder } from '../support/disk/configFolder.ts';
import { unlessThereIs } from '../support/terminal/shells.ts';

const escape = '\u001b';
const terminal = { isTTY: true };

suite('colors', () => {
  test('are for terminals, unless NO_COLOR says something', () => {
    assert.equal(hasColors(terminal, {}), true);
    assert.equal(hasColors({}, {}), false);
    assert.equal(hasColors(terminal, { NO_COLOR: '1' }), false);
    assert.equal(hasColors(terminal, { NO_COLOR: '' }), true);
    assert.equal(hasColors(terminal, { TERM: 'dumb' }), false);
  });

  test('are forced by FORCE_COLOR, and forbidden by its 0', () => {
    assert.equal(hasColors({}, { FORCE_COLOR: '1', NO_COLOR: '1' }), true);
    assert.equal(hasColors(terminal, { FORCE_COLOR: '0' }), false);
    assert.equal(hasColors({}, { FORCE_COLOR: '' }), false);
  });

  const run = async (folder: string, env: NodeJS.ProcessEnv, ...words: readonly string[]) =>
    promisify(execFile)(process.execPath, [...cliWords, ...words], {
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C', ...env },
    }).catch((error: unknown) => error as { readonly stdout: string; readonly stderr: string }); // As execFile rejects.

  test('show each kind of change, problems and errors', async () => {
    const { workspace } = await testFolder('colors', {
      ...simpleFiles,
      'current.json': '{ "port": 2, "new": 1 }\n',
      'profiles/broken.json': '{',
    });
    const forced = { FORCE_COLOR: '1' };
    const { stdout } = await run(workspace, forced, 'diff', 'profile:staging');
    assert.equal(
      stdout,
      `${escape}[2m# profile:staging → current${escape}[0m\n\ncurrent.json\n` +
        `${escape}[31m- /log  {"level":"info"}${escape}[0m\n${escape}[32m+ /new  1${escape}[0m\n`,
    );
    const status = await run(workspace, forced, 'status');
    assert.ok(status.stdout.includes(`\n${escape}[33mprofiles/broken.json:1:2: `));
    const failed = await run(workspace, forced, 'switch', 'nobody');
    assert.ok(failed.stderr.startsWith(`${escape}[31merror not-found:${escape}[0m There is no profile`));
  });

  test('are never in JSON, nor in what a file holds', async () => {
    const { workspace } = await testFolder('colors', {
      'current.yaml': 'a: 1\n',
      'profiles/p.yaml': '# comment\na:\n  - /x\n',
    });
    const forced = { FORCE_COLOR: '1' };
    for (const words of [
      ['diff', 'profile:p', '--json'],
      ['profile', 'show', 'p'],
    ])
      assert.ok(!(await run(workspace, forced, ...words)).stdout.includes(escape), words.join(' '));
    assert.ok(!(await safekeep(workspace, 'diff', 'profile:p')).stdout.includes(escape));
  });

  // Elsewhere `script` takes other options.
  const skip = process.platform === 'linux' ? unlessThereIs('script') : 'it is tried on Linux';
  test('are there in a terminal', { skip }, async () => {
    const { workspace } = await testFolder('colors');
    const command = [process.execPath, ...cliWords, 'diff', 'profile:staging']
      .map((word) => `'${word}'`)
      .join(' ');
    const env = { ...process.env, TERM: 'xterm', LC_ALL: 'C', NO_COLOR: '', FORCE_COLOR: '' };
    const { stdout } = await promisify(execFile)('script', ['-qec', command, '/dev/null'], {
      cwd: workspace,
      env,
    });
    assert.ok(stdout.includes(`${escape}[33m~ /port  2 → 1${escape}[0m`), stdout);
  });
});

suite('the passing line', () => {
  function streamOf(isTTY: boolean): { readonly stream: NodeJS.WriteStream; readonly written: string[] } {
    const written: string[] = [];
    const stream = { isTTY, columns: 20, write: (text: string) => written.push(text) };
    return { stream: stream as unknown as NodeJS.WriteStream, written }; // All that is used of one.
  }

  test('comes when it takes long, changes, and goes away', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const now = context.mock.method(performance, 'now', () => 0);
    const { stream, written } = streamOf(true);
    const { show, end } = createProgress(stream);
    show('1 of 3');
    assert.deepEqual(written, []);
    context.mock.timers.tick(500);
    now.mock.mockImplementation(() => 600);
    show('2 of 3, and more than fits');
    end();
    end();
    assert.deepEqual(written, ['\r\u001b[K1 of 3', '\r\u001b[K2 of 3, and more th', '\r\u001b[K']);
  });

  test('does not come for what is over at once, nor where there is no terminal', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const [quick, piped] = [streamOf(true), streamOf(false)];
    const progress = createProgress(quick.stream);
    progress.show('1 of 3');
    progress.end();
    createProgress(piped.stream).show('1 of 3');
    context.mock.timers.tick(5000);
    assert.deepEqual([quick.written, piped.written], [[], []]);
  });
});
