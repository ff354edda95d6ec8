// The sample that is behind, and its history: 1.0.0 → 1.1.0 → 1.2.0, and the direct way.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { openEngine, parseDocument, toPlain } from '../../src/engine/index.ts';
import { safekeep } from '../support/terminal/cli.ts';
import { disposableFolder } from '../support/disk/configFolder.ts';
import { copySample } from '../support/editor/sampleWorkspace.ts';

async function olderSample() {
  const workspace = await copySample('labels', await disposableFolder('history'));
  const run = (...words: readonly string[]) => safekeep(workspace, ...words);
  return { workspace, run, data: () => dataOf(join(workspace, 'config')) };
}

/** What every document of the folder says. */
async function dataOf(folder: string): Promise<unknown> {
  const { targets, defaults, profiles } = await (await openEngine(folder)).snapshot();
  const files = [
    ...targets.map(({ file }) => file),
    ...defaults.values(),
    ...profiles.flatMap(({ all }) => all),
  ];
  return Object.fromEntries(
    files.flatMap((file) => {
      if (!file) return [];
      const { value } = parseDocument(file.path, Buffer.from(file.bytes).toString());
      return [[file.path, toPlain(value ?? null)]];
    }),
  );
}

suite('the sample that is behind', () => {
  test('says so, fits its schema, and fits it in the last version; the way back gives all of it again', async () => {
    const { run, data } = await olderSample();
    const first = await data();
    const status = await run('status');
    assert.equal(status.code, 0, status.stdout);
    assert.match(
      status.stdout,
      /profile +development\n[^]*current\.yaml is at version 1\.0\.0 .*to bring it to 1\.2\.0/,
    );
    assert.equal((await run('validate')).stdout, 'No problems found.\n');
    const { code, stdout } = await run('migrate', '--json');
    assert.equal(code, 0);
    assert.partialDeepStrictEqual(JSON.parse(stdout), { problems: [], guards: [] });
    assert.equal((await run('validate')).stdout, 'No problems found.\n');
    assert.equal((await run('migrate', '--to', '1.0.0')).code, 0);
    assert.deepEqual(await data(), first);
  });

  test('comes to the same by the chain as by the direct way, and fits the schema in between', async () => {
    const [chain, direct] = [await olderSample(), await olderSample()];
    await rm(join(chain.workspace, 'config', 'migrations', '1.0.0-1.2.0.yaml'));
    assert.equal((await chain.run('migrate', '--to', '1.1.0')).code, 0);
    assert.equal((await chain.run('validate')).stdout, 'No problems found.\n');
    const last = await chain.run('migrate');
    assert.match(
      last.stdout,
      /^# Migrate 1\.1\.0 → 1\.2\.0 · .*\n# 1\.1\.0 → 1\.2\.0: Adds security and encryption\n/,
    );
    const once = await direct.run('migrate');
    assert.match(
      once.stdout,
      /\n# 1\.0\.0 → 1\.2\.0: Adds performance monitoring and caching, security and encryption\n/,
    );
    assert.deepEqual(await chain.data(), await direct.data());
  });
});
