// Files and folders with permissions by which nobody can read or clear them away, as an archive can bring them along.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Files } from '../support/disk/configFolder.ts';
import { cannotRunAs } from '../support/terminal/otherUser.ts';
import { newUser } from './support/home.ts';
import { hostileWorkspace } from './support/hostileWorkspace.ts';
import { assertAnswered } from './support/outcome.ts';
import { terminal } from './support/terminal.ts';

/** Root can read everything, so it is nobody there. */
const stranger = process.getuid?.() === 0 ? 65_534 : undefined;
const skip = stranger === undefined ? process.platform === 'win32' : cannotRunAs(stranger);

const old = '20200101T000000000Z-aaaaaa';

/** @param path of the config folder; a folder where it ends in a slash. */
async function closed(path: string, { mode = 0o000, files = {} }: { mode?: number; files?: Files } = {}) {
  const workspace = await hostileWorkspace();
  await workspace.write(files);
  const place = join(workspace.config, path);
  await workspace.write({ [path.endsWith('/') ? `${path}inner` : path]: '{}\n' });
  for (const name of ['.safekeep', 'backups']) {
    await mkdir(join(workspace.config, name), { recursive: true });
    await chmod(join(workspace.config, name), 0o700);
  }
  const env = newUser('closed');
  if (stranger !== undefined) {
    for (const folder of [workspace.root, join(env.HOME, '..')]) await chmod(folder, 0o755);
    execFileSync('chown', ['-R', `${stranger}:${stranger}`, workspace.root, env.HOME]);
  }
  await chmod(place, mode);
  const running = { cwd: workspace.repo, env, ...(stranger === undefined ? {} : { uid: stranger }) };
  const run = (...words: readonly string[]) => terminal(running, ...words);
  return { run, reopen: () => chmod(place, 0o755) };
}

const ok = 0;
const refused = 1;

suite('an entry that nobody may read', { skip }, () => {
  for (const [path, switched, recovered] of [
    ['profiles/x/', ok, ok],
    ['profiles/e.yaml', ok, ok],
    ['migrations/', ok, ok],
    ['profiles/', refused, ok],
    [`backups/${old}/`, ok, ok],
    [`backups/${old}/backup.json`, ok, ok],
    ['.safekeep/journal/x.json', ok, ok],
    ['.safekeep/state.json', refused, ok],
    ['.safekeep/journal/', refused, refused],
    ['.safekeep/audit.jsonl', refused, refused],
    ['.safekeep/damaged/', refused, refused],
    ['.safekeep/trash/', refused, refused],
    ['.safekeep/lock/', refused, refused],
    ['backups/.gitignore', refused, refused],
  ] as const)
    test(`at ${path} is a problem there, and stops only what needs it`, async () => {
      const name = path.replace(/\/$/, '');
      const { run, reopen } = await closed(path);
      const status = await run('status');
      assertAnswered(status, 'status');
      assert.ok(status.stdout.includes(name), status.stdout + status.stderr);
      for (const [words, code] of [
        [['switch', 'p'], switched],
        [['recover'], recovered],
      ] as const) {
        const ran = await run(...words);
        assert.equal(ran.code === 1 ? refused : ok, code, ran.stderr);
        if (code === refused && name !== 'profiles') assert.ok(ran.stderr.includes(name), ran.stderr);
      }
      await reopen();
    });
});

suite('a profile of which something may not be read', { skip }, () => {
  for (const path of ['profiles/e.yaml', 'profiles/e/', 'profiles/e/app.yaml', 'profiles/e.local.yaml'])
    test(`as ${path} is not used, and nothing is written among the profiles`, async () => {
      const { run, reopen } = await closed(path, {
        files: { 'profiles/e.json': '{}', 'profiles/e/f.yaml': 'a: 1\n' },
      });
      for (const words of [
        ['switch', 'e'],
        ['profile', 'rename', 'p', 'r'],
        ['profile', 'create', 'n'],
      ]) {
        const ran = await run(...words);
        assert.equal(ran.code, 1, words.join(' '));
        assert.ok(ran.stderr.includes(path.replace(/\/$/, '')), ran.stderr);
      }
      await reopen();
    });
});

suite('what is left of a backup', { skip }, () => {
  test('and cannot be cleared away is a problem, and stops no change', async () => {
    const { run, reopen } = await closed(`backups/.${old}/x/`, { mode: 0o555 });
    assert.ok((await run('status')).stdout.includes(`backups/.${old}`));
    for (const words of [['switch', 'p'], ['set', 'a', '4'], ['recover'], ['unlock'], ['undo']]) {
      const ran = await run(...words);
      assert.equal(ran.code, 0, `${words.join(' ')}: ${ran.stderr}`);
    }
    await reopen();
  });
});
