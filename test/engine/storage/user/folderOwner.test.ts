// Whose folders are obeyed. Files of another user need root, as in test/engine/filesAsTheyAre.test.ts.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, chown, lchown, mkdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { acceptedOwners, ownerFault } from '../../../../src/engine/storage/user/folderOwner.ts';
import { userConfigurationPath, type User } from '../../../../src/engine/storage/user/userConfiguration.ts';
import { safekeep } from '../../../support/terminal/cli.ts';
import { disposableFolder, writeFiles } from '../../../support/disk/configFolder.ts';

const onlyRoot = { skip: process.getuid?.() !== 0 && 'needs root' };
const onPosix = { skip: process.platform === 'win32' };
const [me, other] = [process.getuid?.() ?? 0, 12_345];

interface Place {
  readonly above: string;
  readonly folder: string;
  readonly user: User;
  readonly configure: (text: string) => Promise<void>;
}

/** A config folder, and a user without a configuration until it is written. */
async function place(): Promise<Place> {
  const above = await realpath(await disposableFolder('owner'));
  const folder = join(above, 'config');
  await writeFiles(folder, { 'current.yaml': 'a: 1\n', '.safekeep/state.json': '{}' });
  await mkdir(join(above, 'work'));
  const home = join(above, 'home');
  const user: User = { uid: me, platform: 'linux', env: { XDG_CONFIG_HOME: home } };
  return { above, folder, user, configure: (text) => writeFiles(home, { 'safekeep/config.json': text }) };
}

const foreign = /belongs to another user, so Safekeep doesn't use it\. To use it anyway, add /;

suite('a config folder', onPosix, () => {
  test('of the user, of root, or not there yet is obeyed', async () => {
    const { above, folder, user } = await place();
    assert.equal(await ownerFault(folder, user), null);
    assert.equal(await ownerFault(join(above, 'nothing'), user), null);
    assert.equal(await ownerFault('/', { ...user, uid: other }), null);
  });

  test("of somebody who is neither is another's", { skip: me === 0 && 'root owns it' }, async () => {
    const { folder, user } = await place();
    assert.match((await ownerFault(folder, { ...user, uid: me + 1 })) ?? '', foreign);
  });

  test(
    'whose records another user keeps private is not shared, and the sentence says why',
    onlyRoot,
    async () => {
      const { above, folder } = await place();
      await chmod(above, 0o755);
      await chmod(join(folder, '.safekeep'), 0o700);
      const asOther = async () => {
        process.seteuid?.(other);
        try {
          return await ownerFault(folder);
        } finally {
          process.seteuid?.(me);
        }
      };
      const sentence =
        / belongs to another user\. Safekeep keeps its records private, so two users can't share one config folder\./;
      assert.match((await asOther()) ?? '', sentence);
      await chown(folder, other, other);
      assert.match((await asOther()) ?? '', sentence);
      await chown(join(folder, '.safekeep'), other, other);
      assert.equal(await asOther(), null);
    },
  );

  test('of another user is not obeyed, nor one below a link of theirs', onlyRoot, async () => {
    const { above, folder, user } = await place();
    await symlink(folder, join(above, 'link'));
    assert.equal(await ownerFault(join(above, 'link'), user), null);
    await lchown(join(above, 'link'), other, other);
    assert.match((await ownerFault(join(above, 'link'), user)) ?? '', foreign);
    await chown(folder, other, other);
    const fault = await ownerFault(folder, user);
    assert.equal(
      fault,
      `${folder} belongs to another user, so Safekeep doesn't use it. To use it anyway, add ${folder} to safeDirectories in ${userConfigurationPath(user)}.`,
    );
  });

  test('whose records belong to another user is not obeyed', onlyRoot, async () => {
    const { folder, user } = await place();
    await chown(join(folder, '.safekeep'), other, other);
    assert.match(
      (await ownerFault(folder, user)) ?? '',
      /^\S+\/config\/\.safekeep belongs to another user, so/,
    );
  });

  test('in a folder that everybody can write to is obeyed only if its files are ours', onlyRoot, async () => {
    const { folder, user } = await place();
    await chown(join(folder, 'current.yaml'), other, other);
    assert.equal(await ownerFault(folder, user), null, 'nobody else could have put it there');
    await chmod(folder, 0o1777);
    assert.match((await ownerFault(folder, user)) ?? '', /^\S+\/current\.yaml belongs to another user, so/);
    await chown(join(folder, 'current.yaml'), me, me);
    assert.equal(await ownerFault(folder, user), null);
    await writeFiles(folder, { 'notes.txt': '' });
    await chown(join(folder, 'notes.txt'), other, other);
    assert.equal(await ownerFault(folder, user), null, 'no file of ours');
  });

  test('of the one who called sudo is obeyed by root, and by nobody else', onlyRoot, async () => {
    const { folder, user } = await place();
    await chown(folder, other, other);
    const env = { ...user.env, SUDO_UID: String(other) };
    assert.equal(await ownerFault(folder, { ...user, env }), null);
    assert.match((await ownerFault(folder, { ...user, env, uid: 54_321 })) ?? '', foreign);
    assert.match((await ownerFault(folder, { ...user, env: { ...env, SUDO_UID: '' } })) ?? '', foreign);
  });

  test('on a system without such owners is obeyed', onlyRoot, async () => {
    const { folder, user } = await place();
    await chown(folder, other, other);
    assert.equal(await ownerFault(folder, { ...user, uid: null, platform: 'win32' }), null);
    assert.ok((await acceptedOwners(folder, { ...user, uid: null, platform: 'win32' }))(other));
  });
});

suite('the configuration of the user', onlyRoot, () => {
  for (const named of ['ABOVE/config', 'ABOVE/*', 'ABOVE/link', '*'])
    test(`lets them use what is another's, as ${named}`, async () => {
      const { above, folder, user, configure } = await place();
      await symlink(folder, join(above, 'link'));
      await chown(folder, other, other);
      assert.equal((await acceptedOwners(folder, user))(other), false);
      await configure(JSON.stringify({ safeDirectories: [named.replace('ABOVE', above)], later: 1 }));
      assert.equal(await ownerFault(folder, user), null);
      assert.equal((await acceptedOwners(folder, user))(other), true);
    });

  test('lets them use nothing else', async () => {
    const { above, folder, user, configure } = await place();
    await chown(folder, other, other);
    await configure(
      JSON.stringify({ safeDirectories: [above, `${folder}/x`, `${above}/con*`, `${above}x/*`] }),
    );
    assert.match((await ownerFault(folder, user)) ?? '', foreign);
    const accepts = await acceptedOwners(folder, user);
    assert.deepEqual([me, 0, other].map(accepts), [true, true, false]);
  });

  for (const [text, message] of [
    ['{', /isn't valid JSON/],
    ['[]', /must be a list of absolute paths/],
    ['{ "safeDirectories": "*" }', /must be a list of absolute paths/],
    ['{ "safeDirectories": ["config"] }', /must be a list of absolute paths/],
    [' '.repeat(70_000), /at most 64 KB/],
  ] as const)
    test(`that is no such list (${text.slice(0, 40).trim()}) is named, and accepts nobody`, async () => {
      const { folder, user, configure } = await place();
      await configure(text);
      assert.equal(await ownerFault(folder, user), null, 'it is not needed');
      await chown(folder, other, other);
      assert.match((await ownerFault(folder, user)) ?? '', message);
      assert.equal((await acceptedOwners(folder, user))(other), false);
    });

  test('that another user wrote or could write is not obeyed, nor a pipe waited for', async () => {
    const { folder, user, configure } = await place();
    await chown(folder, other, other);
    await configure('{ "safeDirectories": ["*"] }');
    const path = userConfigurationPath(user);
    await chmod(path, 0o666);
    assert.match((await ownerFault(folder, user)) ?? '', /is writable by another user/);
    await chmod(path, 0o644);
    await chown(path, other, other);
    assert.match((await ownerFault(folder, user)) ?? '', /is writable by another user/);
    await rm(path);
    execFileSync('mkfifo', [path]);
    assert.match((await ownerFault(folder, user)) ?? '', /must be a file/);
  });

  test('is where the system has such files', () => {
    const { env } = process;
    const at = (variables: User['env'], platform: NodeJS.Platform = 'linux') =>
      userConfigurationPath({ uid: 0, platform, env: variables });
    assert.equal(at({ XDG_CONFIG_HOME: '/x' }), '/x/safekeep/config.json');
    assert.equal(at({ XDG_CONFIG_HOME: 'x' }), join(env['HOME'] ?? '', '.config/safekeep/config.json'));
    assert.equal(at({ APPDATA: '/roaming' }, 'win32'), '/roaming/safekeep/config.json');
  });
});

suite('the terminal', onlyRoot, () => {
  test('obeys no folder above that belongs to another user, and says so instead of going on up', async () => {
    const { above, folder } = await place();
    await writeFiles(join(above, 'work/config'), { 'current.yaml': 'a: 1\n' });
    await chown(join(above, 'work/config'), other, other);
    for (const words of [['status'], ['set', 'a', '2'], ['recover'], ['undo']]) {
      const { code, stderr } = await safekeep(join(above, 'work'), ...words);
      assert.equal(code, 1);
      assert.match(stderr, /^error invalid: \S+\/work\/config belongs to another user/);
    }
    const named = await safekeep(above, '--folder', 'work/config', 'status');
    assert.match(named.stderr, /belongs to another user/);
    assert.equal(await readFile(join(above, 'work/config/current.yaml'), 'utf8'), 'a: 1\n');
    assert.equal(await readFile(join(folder, 'current.yaml'), 'utf8'), 'a: 1\n');
  });

  test('completes nothing from a folder of another user', async () => {
    const { above, folder } = await place();
    await writeFiles(folder, { 'profiles/secret.yaml': 'a: 1\n' });
    assert.match((await safekeep(above, 'completion', 'values', '--', 'switch', '')).stdout, /secret/);
    await chown(folder, other, other);
    assert.doesNotMatch((await safekeep(above, 'completion', 'values', '--', 'switch', '')).stdout, /secret/);
  });
});
