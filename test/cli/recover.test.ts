import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { opened } from '../support/terminal/cliFolder.ts';
import { simpleFiles } from '../support/disk/configFolder.ts';

suite('a damaged live file', () => {
  async function emptied(files = simpleFiles) {
    const folder = await opened(files);
    await folder.run('backup', 'create', '--name', 'monday');
    await folder.write({ 'current.json': '' });
    return folder;
  }

  test('is told by status, which ends with 3', async () => {
    const { run } = await emptied();
    const { code, json } = await run('status', '--json');
    assert.equal(code, 3);
    assert.partialDeepStrictEqual(json(), { damage: [{ target: 'current', kind: 'empty' }] });
    const { stdout } = await run('status');
    assert.match(stdout, /current +current\.json +0 bytes +empty\n/);
    assert.match(stdout, /^current\.json is empty\. Run "safekeep recover" to recover it\.$/m);
  });

  test('is not promised back where no backup holds it whole', async () => {
    const { run, write } = await opened();
    await run('switch', 'staging');
    await run('backup', 'delete', 'latest');
    await write({ 'current.json': '', 'profiles/staging.json': '{}' });
    assert.match((await run('status')).stdout, /^current\.json is empty\. No backup has an intact copy\.$/m);
  });

  test('that cannot be brought back does not hide what was recovered before', async () => {
    const { run, write } = await opened();
    await run('switch', 'staging');
    await run('backup', 'delete', 'latest');
    await write({ 'current.json': '', 'profiles/staging.json': '{}' });
    const record = { '.safekeep/journal/20250101T000000000Z-abcdef.json': '{' };
    await write(record);
    const { code, stdout } = await run('recover', '--trust');
    assert.deepEqual([code, stdout], [1, '20250101T000000000Z-abcdef: set aside\n']);
    await write(record);
    const recovered = [{ outcome: 'set-aside' }];
    assert.partialDeepStrictEqual((await run('recover', '--trust', '--json')).json(), {
      error: { details: { recovered } },
    });
  });

  test('is shown with --dry-run, and brought back without', async () => {
    const { run, text } = await emptied();
    const dry = await run('recover', '--dry-run');
    assert.equal(dry.code, 0);
    assert.match(dry.stdout, /Recover current\.json from the backup “monday” · dry run/);
    assert.equal(await text('current.json'), '');
    const { code, json } = await run('recover', '--json');
    assert.equal(code, 0);
    const found = {
      recovered: [],
      interrupted: [],
      damage: [{ target: 'current', kind: 'empty' }],
      problems: [],
      guards: [],
    };
    assert.partialDeepStrictEqual(json(), found);
    assert.match((json() as { readonly backup: string }).backup, /^\d{8}T/);
    assert.equal(await text('current.json'), simpleFiles['current.json']);
    assert.equal((await run('status')).code, 0);
    assert.equal((await run('recover')).stdout, 'Nothing to recover.\n');
  });

  test('comes from the defaults only with --defaults', async () => {
    const { run, text, write } = await opened({ ...simpleFiles, 'default.json': '{ "port": 0 }\n' });
    await run('switch', 'staging');
    await run('backup', 'delete', 'latest');
    await write({ 'current.json': '', 'profiles/staging.json': '{}' });
    assert.equal((await run('status')).code, 3);
    const refused = await run('recover');
    assert.deepEqual([refused.code, await text('current.json')], [1, '']);
    assert.match(
      refused.stderr,
      /^error not-found: No backup has an intact copy of current\.json\. default\.json could/,
    );
    assert.equal((await run('recover', '--defaults')).code, 0);
    assert.equal(await text('current.json'), '{ "port": 0 }\n');
  });
});
