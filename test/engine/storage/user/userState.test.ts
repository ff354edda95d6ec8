import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { suite, test } from 'node:test';
import { errorMappingFileSystem } from '../../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import { keysIn, userHome, userStateFolder } from '../../../../src/engine/storage/user/userState.ts';
import { disposableFolder } from '../../../support/disk/configFolder.ts';

const disk = errorMappingFileSystem(nodeFileSystem);
const newHome = async () => join(await disposableFolder('home'), 'state', 'safekeep');

test('the home of the user is never where the reader happens to be', (context) => {
  const before = process.env['HOME'];
  context.after(() => {
    if (before === undefined) delete process.env['HOME'];
    else process.env['HOME'] = before;
  });
  for (const named of ['', 'relative']) {
    process.env['HOME'] = named;
    assert.ok(isAbsolute(userHome()), named);
    assert.ok(isAbsolute(userStateFolder({})), named);
  }
});

suite('the key of the user', () => {
  test('is made once, for this user alone, and believed from then on', async () => {
    const home = await newHome();
    const signed = await keysIn(disk, home).sign('text');
    assert.equal((await keysIn(disk, home).verifier())('text', signed), true);
    assert.equal((await keysIn(disk, home).verifier())('another text', signed), false);
    assert.equal((await keysIn(disk, await newHome()).verifier())('text', signed), false);
    assert.equal((await stat(join(home, 'key'))).mode & 0o777, 0o600);
    assert.equal((await stat(home)).mode & 0o777, 0o700);
  });

  test('is one for all who make it at the same time', async () => {
    const home = await newHome();
    const signed = await Promise.all(Array.from({ length: 8 }, () => keysIn(disk, home).sign('text')));
    assert.equal(new Set(signed).size, 1);
  });

  test('is joined by the keys of other sides, which are believed and sign nothing', async () => {
    const [home, other] = [await newHome(), await newHome()];
    const own = await keysIn(disk, home).sign('text');
    const theirs = await keysIn(disk, other).sign('text');
    await appendFile(join(home, 'key'), await readFile(join(other, 'key')));
    assert.equal((await keysIn(disk, home).verifier())('text', theirs), true);
    assert.equal(await keysIn(disk, home).sign('text'), own);
  });

  test('that was only begun by one who died is made anew', async () => {
    const home = await newHome();
    await mkdir(home, { recursive: true });
    await writeFile(join(home, 'key'), '');
    const signed = await keysIn(disk, home).sign('text');
    assert.equal((await keysIn(disk, home).verifier())('text', signed), true);
  });

  test('that cannot be kept stops no change, and is believed by nobody else', async () => {
    const blocked = join('/proc/self/status', 'safekeep');
    const signed = await keysIn(disk, blocked).sign('text');
    assert.match(signed, /^[0-9a-f]{64}$/);
    assert.equal((await keysIn(disk, blocked).verifier())('text', signed), false);
  });

  test('of the caller signs where there is no other', async () => {
    const blocked = join('/proc/self/status', 'safekeep');
    const key = 'b'.repeat(64);
    const signed = await keysIn(disk, blocked, key).sign('text');
    assert.equal((await keysIn(disk, blocked, key).verifier())('text', signed), true);
  });
});
