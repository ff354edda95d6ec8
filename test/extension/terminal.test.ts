// What a person types into a terminal of the editor, which is the shell with the environment that we add to.
import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { version } from '../../package.json';
import { eventually } from '../support/eventually.ts';
import { extension } from './support/safekeep.ts';

suite('Integrated terminals', () => {
  test('find safekeep on their PATH', async () => {
    assert.equal(await answerTo('safekeep --version', {}), version);
  });

  test("run it on the editor's own Node where the machine has none", async () => {
    assert.equal(await answerTo('safekeep --version', { PATH: join(tmpdir(), 'nowhere') }), version);
  });

  // `cmd` would say it in other words.
  const posix = process.platform === 'win32' ? test.skip : test;
  posix('let a safekeep of the person come first', async () => {
    const path = await answerTo('echo "$PATH"', { PATH: '/own/bin' });
    assert.ok(path.startsWith(`/own/bin:${extension().extensionPath}/bin`), path);
  });
});

/** What a command prints. */
async function answerTo(command: string, env: Readonly<Record<string, string>>): Promise<string> {
  await extension().activate();
  const file = join(await mkdtemp(join(tmpdir(), 'safekeep-terminal-')), 'answer');
  const shellPath = process.platform === 'win32' ? 'cmd.exe' : '/bin/sh';
  const terminal = vscode.window.createTerminal({ name: 'Safekeep test', shellPath, env });
  terminal.sendText(`${command} > "${file}"`);
  try {
    return await eventually(async () => {
      const answer = (await readFile(file, 'utf8')).trim();
      assert.notEqual(answer, '');
      return answer;
    });
  } finally {
    terminal.dispose();
  }
}
