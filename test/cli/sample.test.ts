// The story of the terminal: one sample, one switch, one backup that verifies, one undo.
import assert from 'node:assert/strict';
import { cp, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { safekeep } from '../support/terminal/cli.ts';
import { disposableFolder } from '../support/disk/configFolder.ts';
import { sampleFolder } from '../support/paths.ts';

suite('cd sample && safekeep --folder config switch staging --json', () => {
  for (const [name, file, comments] of [
    ['gateway', 'current.jsonc', '// 1.3 breaks the scanners in the Hamburg depot'],
    ['service', 'current.yaml', '#'],
  ] as const) {
    test(`changes ${name}, keeps its comments, leaves one good backup, and undo brings every byte back`, async () => {
      const sample = await disposableFolder(name);
      await cp(join(sampleFolder, name), sample, { recursive: true });
      const live = join(sample, 'config', file);
      const original = await readFile(live);
      const run = (...words: readonly string[]) => safekeep(sample, '--folder', 'config', ...words, '--json');

      const switched = await run('switch', 'staging');
      assert.equal(switched.code, 0, switched.stderr);
      const { changes, problems, guards, backup } = switched.json() as Record<
        string,
        readonly Record<string, unknown>[]
      >;
      assert.ok((changes ?? []).length > 5);
      assert.deepEqual([problems, guards], [[], []]);
      for (const change of changes ?? []) assert.equal(change['target'], 'current');
      assert.notDeepEqual(await readFile(live), original);
      assert.ok((await readFile(live, 'utf8')).includes(comments));

      const backups = (await run('backup', 'list')).json() as readonly { readonly id: string }[];
      assert.deepEqual(
        backups.map(({ id }) => id),
        [backup],
      );
      const verified = await run('backup', 'verify');
      assert.deepEqual([verified.code, verified.json()], [0, [{ id: backup, ok: true, problems: [] }]]);

      assert.equal((await run('undo')).code, 0);
      assert.deepEqual(await readFile(live), original);
    });
  }
});

test('status and dry runs leave no trace', async () => {
  const sample = await disposableFolder('gateway');
  await cp(join(sampleFolder, 'gateway'), sample, { recursive: true });
  const trace = async () => [
    await readdir(join(sample, 'config')),
    (await stat(join(sample, 'config'))).mtimeMs,
  ];
  const before = await trace();
  await safekeep(sample, 'status');
  const dry = await safekeep(sample, 'switch', 'staging', '--dry-run');
  assert.match(dry.stdout, /dry run: nothing was written/);
  assert.deepEqual(await trace(), before);
});
