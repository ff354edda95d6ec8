// A file that is neither JSON nor YAML in the terminal, from the setup on.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { opened } from '../support/terminal/cliFolder.ts';

test('a .env file is set up, switched, compared, and kept as a whole', async () => {
  const { workspace, run, json, text } = await opened({});
  await writeFile(join(workspace, '.env'), 'MODE=a\nPORT=1\n');
  assert.equal((await run('init', '.env', '--profile', 'one')).code, 0);
  assert.equal(await text('profiles/one/.env'), 'MODE=a\nPORT=1\n');
  await writeFile(join(workspace, '.env'), 'MODE=b\nPORT=1\n');
  const differing = await run('diff');
  assert.equal(
    differing.stdout,
    '# profile:one → current\n\n../.env\n@@ -1 +1 @@\n-MODE=a\n+MODE=b\n PORT=1\n',
  );
  assert.equal((await run('diff', '--exit-code')).code, 3);
  assert.equal((await run('profile', 'create', 'two')).code, 0);
  const switched = await run('switch', 'one');
  assert.match(switched.stdout, /\n-MODE=b\n\+MODE=a\n PORT=1\n$/);
  assert.equal((await run('profile', 'show', 'two')).stdout, 'MODE=b\nPORT=1\n');
  const status = (await json('status')) as { readonly targets: readonly { readonly format: string }[] };
  assert.deepEqual(
    status.targets.map(({ format }) => format),
    ['opaque'],
  );
  assert.equal((await run('status')).code, 0);
  for (const words of [
    ['get', 'MODE'],
    ['set', 'MODE', 'c'],
    ['unset', 'MODE'],
    ['get', '.'],
  ]) {
    const { code, stderr } = await run(...words);
    assert.equal(code, 1);
    assert.match(stderr, /\.\.\/\.env isn't JSON or YAML, so it has no keys\./);
  }
});

test('of a file that is no text, the terminal says how much it is', async () => {
  const { folder, run } = await opened({
    'safekeep.yaml': 'targets: { cert: server.der }\n',
    'server.der': Buffer.from([0, 0xff, 1]),
    'profiles/one/cert.der': Buffer.from([0, 0xff, 1, 2]),
  });
  const { stdout } = await run('diff', 'one');
  assert.equal(stdout, '# one → current\n\nserver.der\n# 4 bytes → 3 bytes\n');
  assert.equal((await run('profile', 'show', 'one')).stdout, '4 bytes\n');
  await writeFile(join(folder, 'server.der'), Buffer.from([0, 0xff, 9]));
  assert.match((await run('switch', 'one')).stdout, /# 3 bytes → 4 bytes/);
});
