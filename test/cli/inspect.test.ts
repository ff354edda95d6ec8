// The verbs that look at content, and the one that begins.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { safekeep } from '../support/terminal/cli.ts';
import { opened } from '../support/terminal/cliFolder.ts';
import { simpleFiles } from '../support/disk/configFolder.ts';

suite('diff', () => {
  test('compares two of anything; numbers keep their digits', async () => {
    const { json, run } = await opened({
      'current.json': '{ "a": 12345678901234567890 }',
      'profiles/p.json': '{ "a": 12345678901234567891 }',
    });
    assert.deepEqual(await json('diff', 'current', 'current'), { changes: [], problems: [], guards: [] });
    const { code, stdout } = await run('diff', 'profile:p', '--json');
    assert.equal(code, 0);
    assert.match(stdout, /"from": 12345678901234567891,\s+"to": 12345678901234567890/);
    assert.match(
      (await run('diff', 'profile:p')).stdout,
      /~ \/a {2}12345678901234567891 → 12345678901234567890/,
    );
  });

  test('takes the bare names of profiles and backups, and a file only where there is no such profile', async () => {
    const { run, workspace } = await opened();
    await writeFile(join(workspace, 'staging'), 'port: 9');
    const { stdout } = await run('diff', 'staging', 'production');
    assert.match(stdout, /^# staging → production\n[^]*~ \/port {2}2 → 3\n/);
    await run('set', 'port', '5');
    assert.match((await run('diff', 'latest')).stdout, /~ \/port {2}1 → 5\n/);
    const { id } =
      ((await (await run('backup', 'list', '--json')).json()) as readonly { id: string }[])[0] ?? {};
    assert.match((await run('diff', id ?? '')).stdout, /~ \/port {2}1 → 5\n/);
    await writeFile(join(workspace, 'plain.yaml'), 'port: 9');
    assert.match((await run('diff', 'plain.yaml')).stdout, /~ \/port {2}9 → 5\n/);
    assert.match(
      (await run('diff', 'stagign')).stderr,
      /no profile or file "stagign"\.\n.*Available: development, production, staging/,
    );
  });

  test('alone compares with the active profile, counts with --stat, and tells with --exit-code', async () => {
    const { run, write } = await opened();
    assert.equal((await run('diff', '--exit-code')).code, 0);
    await run('set', 'port', '5');
    const { code, stdout } = await run('diff');
    assert.equal(code, 0);
    assert.match(stdout, /^# profile:development → current\n[^]*~ \/port {2}1 → 5\n/);
    assert.equal(
      (await run('diff', '--stat')).stdout,
      '# profile:development → current\ncurrent.json  1 change\n',
    );
    assert.equal((await run('diff', '--exit-code', '-q')).code, 3);
    await write({ '.safekeep/state.json': '{ "format": 1, "activeProfile": null, "applied": {} }' });
    assert.match((await run('diff')).stderr, /^No profile is active\./);
  });

  test('of what does not parse is a problem, not "no changes"', async () => {
    const { run } = await opened({ ...simpleFiles, 'current.json': '{' });
    const { code, json } = await run('diff', 'profile:staging', '--json');
    assert.equal(code, 3);
    assert.equal((json() as { readonly problems: readonly unknown[] }).problems.length, 1);
  });
});

test('a problem of a whole file is told without a line, by each verb', async () => {
  const { run } = await opened({ 'current.json': '{ "$schema": "../../../s.json" }' });
  for (const verb of ['status', 'validate']) {
    const { stdout } = await run(verb);
    assert.match(stdout, /s\.json: .*outside the workspace/, verb);
    assert.doesNotMatch(stdout, /:0:0/, verb);
  }
});

suite('validate', () => {
  test('tells each problem with its place, and ends with 3', async () => {
    const { run, write } = await opened({
      'current.json': simpleFiles['current.json'] ?? '',
      'schema.json': '{ "properties": { "port": { "type": "string" } } }',
    });
    const { code, json } = await run('validate', '--json');
    assert.equal(code, 3);
    const problem = {
      file: 'current.json',
      line: 2,
      column: 3,
      pointer: '/port',
      message: '"port" must be of type string.',
      keyword: 'type',
    };
    assert.deepEqual(json(), { valid: false, problems: [problem] });
    assert.match((await run('validate')).stdout, /^current\.json:2:3: /);
    await write({ 'current.json': '{ "port": "1" }' });
    assert.deepEqual((await run('validate', '--json')).json(), { valid: true, problems: [] });
  });

  test('takes any file, and any schema', async () => {
    const { run, write } = await opened();
    await write({ '../a.yaml': 'a: [1', '../b.json': '{}', '../s.json': '{ "required": ["a"] }' });
    assert.equal((await run('validate', 'a.yaml')).code, 3);
    assert.equal((await run('validate', 'b.json')).code, 0);
    assert.equal((await run('validate', 'b.json', '--schema', 's.json')).code, 3);
    assert.equal((await run('validate', 'gone.json')).code, 1);
  });
});

suite('init', () => {
  test('sets a folder up for any live file', async () => {
    const { run, text, workspace } = await opened({ '../compose.yaml': 'a: 1\n' });
    assert.equal((await run('init', 'compose.yaml', '--profile', 'home')).code, 0);
    assert.equal(await text('profiles/home.yaml'), 'a: 1\n');
    assert.match((await text('safekeep.yaml')) ?? '', /compose: \.\.\/compose\.yaml/);
    assert.equal((await safekeep(workspace, 'init', 'compose.yaml')).code, 1);
  });

  test('without a live file makes nothing', async () => {
    const { run, workspace } = await opened({ '../x.txt': '' });
    const { code, stderr } = await run('init', '--folder', 'other');
    assert.deepEqual([code, stderr.startsWith('error not-found')], [1, true]);
    assert.equal((await safekeep(workspace, '--folder', 'other', 'status')).code, 1);
  });
});
