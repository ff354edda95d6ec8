// Files as people have them: links, modes, owners, long names, odd bytes, and disks that refuse for a while.
import assert from 'node:assert/strict';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { type FileSystem } from '../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../src/engine/storage/disk/nodeFileSystem.ts';
import {
  doubleFiles,
  perform,
  simpleFiles,
  testFolder,
  type TestFolder,
} from '../support/disk/configFolder.ts';
import { set } from '../support/texts/edits.ts';
import { faultyFileSystem, systemError } from '../support/faults/faultyFileSystem.ts';

const onPosix = { skip: process.platform === 'win32' };
const onlyRoot = { skip: process.getuid?.() !== 0 && 'needs root' };
const staging = simpleFiles['profiles/staging.json'];

/** A folder whose live file is a link to this place, from the config folder. */
async function linkedTo(place: string): Promise<TestFolder> {
  const folder = await testFolder('as-they-are', { 'profiles/staging.json': staging ?? '' });
  await symlink(place, folder.path('current.json'));
  return folder;
}

async function switchTo(
  folder: TestFolder,
  profile: string,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<void> {
  await perform(await folder.open({ fileSystem }), { kind: 'switch', profile });
}

suite('a live file that is a link', onPosix, () => {
  test('stays one, and what it leads to inside the workspace is written, backed up and brought back', async () => {
    const folder = await linkedTo('../real/app.json');
    await mkdir(join(folder.workspace, 'real'));
    await writeFile(join(folder.workspace, 'real/app.json'), '{ "mine": 1 }\n');
    const engine = await folder.open();
    await perform(engine, { kind: 'switch', profile: 'staging' });
    assert.equal(await readlink(folder.path('current.json')), '../real/app.json');
    assert.equal(await readFile(join(folder.workspace, 'real/app.json'), 'utf8'), staging);
    await perform(engine, { kind: 'undo' });
    assert.equal(await readlink(folder.path('current.json')), '../real/app.json');
    assert.equal(await readFile(join(folder.workspace, 'real/app.json'), 'utf8'), '{ "mine": 1 }\n');
  });

  test('that leads out of the workspace is refused, and nothing out there is touched', async () => {
    const outside = await testFolder('outside', { 'theirs.json': '{}\n' });
    const folder = await linkedTo(outside.path('theirs.json'));
    await assert.rejects(switchTo(folder, 'staging'), { code: 'invalid', message: /outside the workspace/ });
    assert.equal(await outside.text('theirs.json'), '{}\n');
  });

  test('to nothing is refused, and stays', async () => {
    const folder = await linkedTo('nowhere.json');
    await assert.rejects(switchTo(folder, 'staging'), { code: 'invalid', message: /broken link/ });
    assert.ok((await lstat(folder.path('current.json'))).isSymbolicLink());
    assert.equal(await folder.text('nowhere.json'), null);
  });
});

suite('two names of one file', onPosix, () => {
  test('by a hard link are refused where one would be written, even with a yes', async () => {
    const folder = await testFolder('as-they-are', doubleFiles);
    await rm(folder.path('web.json'));
    await link(folder.path('app.json'), folder.path('web.json'));
    await assert.rejects(switchTo(folder, 'b'), { code: 'invalid', message: /same file/ });
    for (const name of ['app.json', 'web.json'])
      assert.equal(await folder.text(name), doubleFiles['app.json']);
  });

  test('that differ only by the letter case of a new profile name are refused there, and nothing is lost', async () => {
    const folder = await testFolder('as-they-are');
    const same = (path: string) => path.replace('Staging', 'staging');
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      stat: (path) => nodeFileSystem.stat(same(path)),
      readFile: (path) => nodeFileSystem.readFile(same(path)),
    };
    const operation = { kind: 'rename-profile', name: 'staging', newName: 'Staging' } as const;
    await assert.rejects(perform(await folder.open({ fileSystem }), operation), {
      code: 'invalid',
      message: /differ only in case/,
    });
    assert.equal(await folder.text('profiles/staging.json'), staging);
  });

  test('by letter case, where the disk does not tell it apart, are refused', async () => {
    const folder = await testFolder('as-they-are', {
      ...doubleFiles,
      'safekeep.json': '{ "targets": { "app": "app.json", "web": "APP.json" } }',
    });
    const folded = (path: string) => path.replace('APP.json', 'app.json');
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      readFile: (path) => nodeFileSystem.readFile(folded(path)),
      stat: (path) => nodeFileSystem.stat(folded(path)),
      realPath: async (path) => {
        await nodeFileSystem.realPath(folded(path));
        return path; // As where the system does not tell the letters that the disk has.
      },
    };
    await assert.rejects(switchTo(folder, 'b', fileSystem), {
      code: 'invalid',
      message: /differ only in case/,
    });
    assert.equal(await folder.text('app.json'), doubleFiles['app.json']);
  });
});

suite('what a file is apart from its bytes', onPosix, () => {
  for (const mode of [0o666, 0o600, 0o755, 0o444]) {
    test(`its mode, ${mode.toString(8)}, is kept`, async () => {
      const folder = await testFolder('as-they-are');
      await chmod(folder.path('current.json'), mode);
      await switchTo(folder, 'staging');
      assert.equal((await stat(folder.path('current.json'))).mode & 0o7777, mode);
      assert.equal(await folder.text('current.json'), staging);
    });
  }

  test('its owner, is kept', onlyRoot, async () => {
    const folder = await testFolder('as-they-are');
    await chown(folder.path('current.json'), 12_345, 23_456);
    await switchTo(folder, 'staging');
    const { uid, gid } = await stat(folder.path('current.json'));
    assert.deepEqual({ uid, gid }, { uid: 12_345, gid: 23_456 });
  });

  test('its owner, is not taken from it by one who could not give it back', onlyRoot, async () => {
    const folder = await testFolder('as-they-are');
    await chown(folder.path('current.json'), 12_345, 23_456);
    const fileSystem = faultyFileSystem((call) => {
      if (call === 'setOwner') throw systemError('EPERM');
    });
    await assert.rejects(switchTo(folder, 'staging', fileSystem), {
      code: 'io',
      message: /current\.json.*: the file belongs to another user, and only they or root can replace it\.$/,
    });
    assert.equal(await folder.text('current.json'), simpleFiles['current.json']);
    assert.equal((await stat(folder.path('current.json'))).uid, 12_345);
  });
});

suite('a name of 255 bytes', () => {
  for (const [what, size] of [
    ['a small file', 10],
    ['a file that is zipped', 20_000],
  ] as const) {
    test(`does not keep ${what} from being changed, backed up and brought back`, async () => {
      const name = `${'n'.repeat(250)}.json`;
      const text = `{ "n": 0, "more": "${'x'.repeat(size)}" }\n`;
      const folder = await testFolder('as-they-are', {
        'safekeep.json': JSON.stringify({ targets: { long: name } }),
        [name]: text,
      });
      const engine = await folder.open();
      await perform(engine, { kind: 'edit', edits: [set('/n', 1)] });
      assert.equal(await folder.text(name), text.replace('0', '1'));
      assert.deepEqual(
        (await engine.verifyBackups()).flatMap(({ problems }) => problems),
        [],
      );
      await perform(engine, { kind: 'undo' });
      assert.equal(await folder.text(name), text);
    });
  }
});

test('CRLF and a byte order mark survive an edit, its backup and its undo', async () => {
  const text = '\uFEFF{\r\n  // why\r\n  "n": 0\r\n}\r\n';
  const folder = await testFolder('as-they-are', { 'current.jsonc': text });
  const engine = await folder.open();
  await perform(engine, { kind: 'edit', edits: [set('/n', 1)] });
  assert.equal(await folder.text('current.jsonc'), text.replace('0', '1'));
  const { backups } = await engine.snapshot();
  assert.equal(Buffer.from(await engine.readBackup(backups[0]?.id ?? '', 'current.jsonc')).toString(), text);
  await perform(engine, { kind: 'undo' });
  assert.equal(await folder.text('current.jsonc'), text);
});

suite('on Windows', () => {
  /** The real disk that behaves as that of Windows, whose scanners refuse the first renames onto a live file. */
  function windows(errno: string, refusals: number) {
    const seen = { waits: [] as number[], directoriesSynced: 0 };
    let left = refusals;
    const disk = faultyFileSystem((call, _path, to) => {
      if (call === 'syncDirectory') seen.directoriesSynced += 1;
      if (call !== 'rename' || to?.endsWith('/current.json') !== true || left === 0) return;
      left -= 1;
      throw systemError(errno);
    });
    const pause = (ms: number) => Promise.resolve(void seen.waits.push(ms));
    return { seen, fileSystem: { ...disk, platform: 'win32', pause } satisfies FileSystem };
  }

  for (const errno of ['EPERM', 'EACCES', 'EBUSY']) {
    test(`a rename that is refused with ${errno} for a while is tried again, less and less often`, async () => {
      const folder = await testFolder('as-they-are');
      const { seen, fileSystem } = windows(errno, 4);
      await switchTo(folder, 'staging', fileSystem);
      assert.equal(await folder.text('current.json'), staging);
      assert.deepEqual(seen.waits, [5, 20, 60, 150]);
    });
  }

  test('a rename that is refused for good fails the commit, with all as it was', async () => {
    const folder = await testFolder('as-they-are');
    const { fileSystem } = windows('EPERM', Infinity);
    await assert.rejects(switchTo(folder, 'staging', fileSystem), {
      code: 'io',
      message: /permission is denied/,
    });
    assert.equal(await folder.text('current.json'), simpleFiles['current.json']);
    await switchTo(folder, 'staging');
    assert.equal(await folder.text('current.json'), staging);
  });

  test('no directory is forced to the disk, for there is no such call', async () => {
    const folder = await testFolder('as-they-are');
    const { seen, fileSystem } = windows('EPERM', 0);
    await switchTo(folder, 'staging', fileSystem);
    assert.equal(seen.directoriesSynced, 0);
  });
});
