import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { findWorkspace } from '../../src/engine/index.ts';
import { disposableFolder } from '../support/configFolder.ts';

test('a config folder that is a repository is its own workspace', async () => {
  const outer = await disposableFolder('workspace');
  const folder = join(outer, 'repository');
  await mkdir(join(outer, '.git'));
  await mkdir(join(folder, '.git'), { recursive: true });
  assert.equal(await findWorkspace(folder), folder);
  assert.equal(await findWorkspace(join(folder, 'config')), folder);
});
