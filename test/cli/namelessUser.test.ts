// A user of whom the system knows no name, as containers start them with a number alone.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { cliWords } from '../support/terminal/cli.ts';
import { cannotRunAs } from '../support/terminal/otherUser.ts';
import { temporaryFolder } from '../support/paths.ts';

const id = 54_321;
const skip = cannotRunAs(id);

test('a user without a name writes the number into the history', { skip }, async () => {
  const home = await temporaryFolder('nameless');
  const config = join(home, 'config');
  await mkdir(config);
  await writeFile(join(config, 'current.yaml'), 'a: 1\n');
  for (const path of [home, config, join(config, 'current.yaml')]) await chown(path, id, id);
  const env = { ...process.env, HOME: home, XDG_STATE_HOME: join(home, 'state') };
  await promisify(execFile)(process.execPath, [...cliWords, 'set', 'a', '2'], {
    cwd: home,
    env,
    uid: id,
    gid: id,
  });
  assert.equal(await readFile(join(config, 'current.yaml'), 'utf8'), 'a: 2\n');
  assert.match(await readFile(join(config, '.safekeep', 'audit.jsonl'), 'utf8'), /"author":"54321"/);
});
