// The other tests of the terminal run the bundle; whoever works on it runs the sources.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { typeScriptFlags } from '../../scripts/runCommand.ts';
import { safekeep } from '../support/terminal/cli.ts';
import { testFolder } from '../support/disk/configFolder.ts';
import { projectRoot } from '../support/paths.ts';

test('the terminal runs from its sources and answers what the bundle does', async () => {
  const { workspace } = await testFolder('sources');
  const words = ['profile', 'list', '--json'];
  const entry = join(projectRoot, 'src', 'cli', 'index.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [...typeScriptFlags, entry, ...words], {
    cwd: workspace,
  });
  assert.ok(stdout.includes('development'), stdout);
  assert.equal(stdout, (await safekeep(workspace, ...words)).stdout);
});
