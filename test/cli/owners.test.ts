// Root in the folder of somebody else, as in a dev container: what is made belongs to the folder's owner, who goes on.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chown, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { cliWords } from '../support/terminal/cli.ts';
import { cannotRunAs } from '../support/terminal/otherUser.ts';
import { temporaryFolder } from '../support/paths.ts';

const id = 54_321;
const skip = cannotRunAs(id);
const mine = 'a: 1\n';

/** A workspace of that user, who has no name, with a group that they are not in. */
async function workspaceOfOther(): Promise<string> {
  const workspace = await temporaryFolder('owners');
  const config = join(workspace, 'config');
  await mkdir(join(config, 'profiles'), { recursive: true });
  const files = ['current.yaml', 'profiles/p.yaml'].map((name) => join(config, name));
  for (const file of files) await writeFile(file, mine);
  for (const path of [workspace, config, join(config, 'profiles'), ...files]) await chown(path, id, 0);
  return workspace;
}

async function run(workspace: string, words: readonly string[], as?: number): Promise<string> {
  const identity = as === undefined ? {} : { uid: as, gid: as };
  const env = { PATH: process.env['PATH'] };
  const options = { cwd: workspace, env, ...identity };
  return (await promisify(execFile)(process.execPath, [...cliWords, ...words], options)).stdout;
}

suite('what root does in the folder of somebody else', { skip }, () => {
  test('is theirs, and they go on', async () => {
    const workspace = await workspaceOfOther();
    await run(workspace, ['set', 'a', '2']);
    for (const name of [
      '.safekeep',
      'backups',
      'current.yaml',
      'profiles/.gitignore',
      '.safekeep/audit.jsonl',
    ])
      assert.equal((await stat(join(workspace, 'config', name))).uid, id, name);
    assert.match(await run(workspace, ['history'], id), /set \/a/);
    await run(workspace, ['set', 'a', '3'], id);
    assert.equal(await run(workspace, ['get', 'a'], id), '3\n');
  });

  test('leaves the rule for overlays as open as the files of the repository are', async () => {
    const workspace = await workspaceOfOther();
    await run(workspace, ['set', 'a', '2']);
    const modeOf = async (name: string) => (await stat(join(workspace, 'config/profiles', name))).mode;
    assert.equal(await modeOf('.gitignore'), await modeOf('p.yaml'));
  });

  test('is refused as before where root stands in a folder of its own', async () => {
    const workspace = await workspaceOfOther();
    await chown(workspace, 0, 0);
    await assert.rejects(run(workspace, ['status']), /belongs to another user/);
  });
});

test('a user without a name and a home can work', { skip }, async () => {
  const workspace = await workspaceOfOther();
  await run(workspace, ['set', 'a', '2'], id);
  assert.equal(await run(workspace, ['get', 'a'], id), '2\n');
});
