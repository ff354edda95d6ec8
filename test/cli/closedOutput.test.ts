// Whoever reads the output may go away, as `head` does.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { cliWords } from '../support/terminal/cli.ts';
import { testFolder } from '../support/disk/configFolder.ts';

const onPosix = { skip: process.platform === 'win32' };

test('output that nobody reads is no error, and the change is made', onPosix, async () => {
  const folder = await testFolder('closed');
  const words = [process.execPath, ...cliWords, 'switch', 'staging'].map((word) => `'${word}'`).join(' ');
  const script = `{ ${words}; echo "$?" > code; } 2> errors | true; cat code errors`;
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { cwd: folder.workspace });
  assert.equal(stdout, '0\n');
  assert.match(await readFile(folder.path('current.json'), 'utf8'), /"port": 2/);
});
