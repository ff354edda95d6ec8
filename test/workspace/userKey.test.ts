import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { userKey } from '../../src/workspace/folders/userKey.ts';
import { disposableFolder } from '../support/disk/configFolder.ts';

function secretStorage() {
  const kept = new Map<string, string>();
  return {
    kept,
    get: (name: string) => Promise.resolve(kept.get(name)),
    store: (name: string, value: string) => Promise.resolve(void kept.set(name, value)),
  };
}

suite('the key of the user', () => {
  test('is the engine’s own where its folder can be made', async () => {
    const secrets = secretStorage();
    const home = await disposableFolder('home');
    assert.equal(await userKey(secrets, join(home, 'state', 'safekeep')), undefined);
    assert.equal(secrets.kept.size, 0);
  });

  test('is kept by the editor where that folder cannot be made, and stays the same', async () => {
    const secrets = secretStorage();
    const home = await disposableFolder('home');
    await mkdir(join(home, 'state'));
    // A file in its place refuses root, too.
    const blocked = join('/proc/self/status', 'safekeep');
    const key = await userKey(secrets, blocked);
    assert.match(key ?? '', /^[0-9a-f]{64}$/);
    assert.equal(await userKey(secrets, blocked), key);
  });
});
