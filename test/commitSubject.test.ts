// The hook on commit messages.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { disposableFolder } from './support/disk/configFolder.ts';
import { projectRoot } from './support/paths.ts';

async function said(message: string): Promise<readonly [number | null, string]> {
  const file = join(await disposableFolder('message'), 'COMMIT_EDITMSG');
  await writeFile(file, message);
  const script = join(projectRoot, 'scripts', 'checkSubject.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
  return [status, stderr];
}

test('a subject of one line without a period is taken, however long the body', async () => {
  assert.deepEqual(await said(`${'x'.repeat(72)}\n\n${'y'.repeat(200)}.\n`), [0, '']);
});

test('a longer one, and one with a period, is refused with the reason', async () => {
  assert.match((await said('x'.repeat(73)))[1], /has 73 characters/);
  assert.match((await said('Keep comments.\n'))[1], /ends in a period/);
  assert.equal((await said('Keep comments.\n'))[0], 1);
});
