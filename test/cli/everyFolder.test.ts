// One command for all config folders of a repository.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { disposableFolder, writeFiles, type Files } from '../support/disk/configFolder.ts';
import { safekeep, type CliResult } from '../support/terminal/cli.ts';

const service = (at: string, ...profiles: readonly string[]): Files => ({
  [`${at}/current.yaml`]: 'port: 1\n',
  ...Object.fromEntries(profiles.map((name) => [`${at}/profiles/${name}.yaml`, `port: 2 # ${name}\n`])),
});

async function repository(files: Files): Promise<{
  readonly run: (...words: readonly string[]) => Promise<CliResult>;
  readonly text: (path: string) => Promise<string>;
}> {
  const root = await disposableFolder('monorepo');
  await writeFiles(root, files);
  return {
    run: (...words) => safekeep(root, ...words),
    text: (path) => readFile(join(root, path), 'utf8'),
  };
}

const both = { ...service('services/api/config', 'staging'), ...service('services/web/config', 'staging') };

suite('--all', () => {
  test('shows every config folder, but none of what came along with other code', async () => {
    const { run } = await repository({
      ...both,
      ...service('node_modules/a/config'),
      ...service('vendor/b'),
      'clone/.git/HEAD': 'ref: refs/heads/main\n',
      ...service('clone/config'),
    });
    const { code, stdout } = await run('status', '--all');
    assert.equal(code, 0);
    assert.deepEqual(stdout.match(/^\S*config$/gm), ['services/api/config', 'services/web/config']);
    const json = (await run('profile', 'list', '--all', '--json')).json();
    assert.ok(Array.isArray(json));
    assert.deepEqual(
      json.map((part: unknown) => (part as { readonly folder: string }).folder), // Read from JSON.
      ['services/api/config', 'services/web/config'],
    );
  });

  test('switches all of them', async () => {
    const { run, text } = await repository(both);
    assert.equal((await run('switch', 'staging', '--all')).code, 0);
    for (const path of ['services/api', 'services/web'])
      assert.equal(await text(`${path}/config/current.yaml`), 'port: 2 # staging\n');
  });

  test('switches none where one has no such profile, or would lose much', async () => {
    const { run, text } = await repository({ ...both, ...service('tools/config', 'other') });
    const { code, stdout } = await run('switch', 'staging', '--all');
    assert.equal(code, 1);
    assert.match(stdout, /^tools\/config\nerror not-found: /);
    assert.match(stdout, /\nNothing was written in any config folder\.\n$/);
    assert.equal(await text('services/api/config/current.yaml'), 'port: 1\n');
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}: 1\n`).join('');
    const large = await repository({ ...both, 'services/web/config/current.yaml': keys });
    const guarded = await large.run('switch', 'staging', '--all');
    assert.equal(guarded.code, 1);
    assert.match(guarded.stdout, /^services\/web\/config\n[^]*needs --force: /);
    assert.equal(await large.text('services/api/config/current.yaml'), 'port: 1\n');
    assert.equal((await large.run('switch', 'staging', '--all', '--force')).code, 0);
  });

  test('goes on behind a folder that fails, and says so by its exit code', async () => {
    const { run } = await repository({ ...both, 'services/api/config/safekeep.yaml': 'format: 99\n' });
    const { code, stdout } = await run('status', '--all');
    assert.match(stdout, /^services\/web\/config$/m);
    assert.notEqual(code, 0);
  });

  test('says where there are none', async () => {
    const { run } = await repository({ 'a.txt': '' });
    const { code, stderr } = await run('status', '--all');
    assert.equal(code, 1);
    assert.match(stderr, /^error not-found: There are no config folders in /);
  });
});
