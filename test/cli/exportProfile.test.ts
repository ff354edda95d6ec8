import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { opened } from '../support/terminal/cliFolder.ts';
import { simpleFiles } from '../support/disk/configFolder.ts';

suite('safekeep profile export and import', () => {
  test('hand a profile on, byte for byte, and undo takes it back', async () => {
    const { run, text } = await opened();
    assert.equal((await run('profile', 'export', 'production', 'out.yaml')).code, 0);
    const { code, stdout } = await run('profile', 'import', 'out.yaml', '--name', 'live');
    assert.equal(code, 0);
    assert.match(stdout, /^# Import profile live · backup /);
    assert.equal(await text('profiles/live.json'), simpleFiles['profiles/production.json']);
    assert.equal((await run('undo')).code, 0);
    assert.equal(await text('profiles/live.json'), null);
  });

  test('say what was written where, as JSON', async () => {
    const { json, workspace } = await opened();
    assert.deepEqual(await json('profile', 'export', 'staging', 'out.yaml'), {
      profile: 'staging',
      file: join(workspace, 'out.yaml'),
    });
  });

  test('write over nothing, but with --force over an older export', async () => {
    const { run, workspace } = await opened();
    const out = join(workspace, 'out.yaml');
    await writeFile(out, 'mine: 1\n');
    const refused = await run('profile', 'export', 'staging', 'out.yaml');
    assert.deepEqual([refused.code, refused.stdout], [1, '']);
    assert.match(refused.stderr, /^error exists: The file .* already exists/);
    const forced = await run('profile', 'export', 'staging', 'out.yaml', '--force');
    assert.match(forced.stderr, /^error exists: .*won't be overwritten/);
    assert.equal(await readFile(out, 'utf8'), 'mine: 1\n');
    assert.equal((await run('profile', 'export', 'staging', 'new.yaml')).code, 0);
    assert.equal((await run('profile', 'export', 'production', 'new.yaml', '--force')).code, 0);
    assert.match(await readFile(join(workspace, 'new.yaml'), 'utf8'), /\nprofile: production\n/);
  });

  test('refuse a name that is taken, a file that is not there, and one that is no export', async () => {
    const { run } = await opened();
    await run('profile', 'export', 'staging', 'out.yaml');
    assert.match(
      (await run('profile', 'import', 'out.yaml')).stderr,
      /^error exists: Profile "staging" already exists/,
    );
    assert.match((await run('profile', 'import', 'nothing.yaml')).stderr, /^error not-found: /);
    const other = await run('profile', 'import', 'config/current.json');
    assert.match(other.stderr, /^error invalid: current\.json isn't a profile that Safekeep exported/);
  });

  test('tell of a parent that is not there', async () => {
    const { run, workspace } = await opened();
    await writeFile(
      join(workspace, 'in.yaml'),
      'format: 1\nprofile: child\nfiles:\n  current.json: |\n    { "$profile": { "extends": "base" } }\n',
    );
    const { code, stdout } = await run('profile', 'import', 'in.yaml');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /# profiles\/child\.json:1:\d+: Profile "child" extends "base", which doesn't exist/,
    );
  });

  test('protect and unprotect change only that', async () => {
    const { run, json, text } = await opened();
    assert.equal((await run('profile', 'protect', 'production')).code, 0);
    assert.partialDeepStrictEqual(await json('profile', 'list'), [
      { name: 'development', protected: false },
      { name: 'production', protected: true },
    ]);
    assert.equal((await run('profile', 'unprotect', 'production')).code, 0);
    assert.equal(await text('profiles/production.json'), simpleFiles['profiles/production.json']);
  });
});
