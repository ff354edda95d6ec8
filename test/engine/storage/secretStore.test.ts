// The user's secret store: what is in its file, which key opens it, and that nothing is written over what can't be opened.
import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { Decrypter, generateX25519Identity } from 'age-encryption';
import { EngineError } from '../../../src/engine/index.ts';
import { errorMappingFileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../../src/engine/storage/disk/nodeFileSystem.ts';
import { secretStore } from '../../../src/engine/storage/user/secretStore.ts';
import { disposableFolder } from '../../support/disk/configFolder.ts';

const disk = errorMappingFileSystem(nodeFileSystem);

async function store(environment: Record<string, string> = {}) {
  const configuration = join(await disposableFolder('secrets'), 'safekeep');
  const open = (other = environment) => secretStore(disk, { configuration, environment: other });
  const path = join(configuration, 'secrets.age');
  return { configuration, path, key: join(configuration, 'identity.txt'), open };
}

const failsWith = (code: string, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof EngineError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, words);
  return true;
};

suite('the secret store', () => {
  test('keeps values encrypted to a key that it makes with the first one', async () => {
    const { open, path, key, configuration } = await store();
    assert.deepEqual([...(await open().read())], []);
    const made = await open().set('DB', 'correct-horse\nbattery');
    assert.deepEqual(made, { path, madeKey: key });
    assert.deepEqual(await open().set('API', 'x'), { path });
    assert.deepEqual(
      [...(await open().read())],
      [
        ['API', 'x'],
        ['DB', 'correct-horse\nbattery'],
      ],
    );
    for (const file of [path, key]) assert.equal((await stat(file)).mode & 0o777, 0o600);
    const whole = await Promise.all(
      (await readdir(configuration, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
    );
    assert.ok(whole.every((text) => !text.includes('correct-horse')));
    const decrypter = new Decrypter();
    decrypter.addIdentity(/AGE-SECRET-KEY-\S+/.exec(await readFile(key, 'utf8'))?.[0] ?? '');
    assert.match(await decrypter.decrypt(await readFile(path), 'text'), /"DB":"correct-horse\\nbattery"/);
  });

  test('removes a secret, and names those that there are', async () => {
    const { open } = await store();
    await open().set('A', '1');
    await assert.rejects(open().remove('B'), failsWith('not-found', /no secret B/));
    await open().remove('A');
    assert.deepEqual([...(await open().read())], []);
  });

  test('replaces a value only where that was wanted', async () => {
    const { open } = await store();
    await open().set('A', '1');
    await assert.rejects(open().set('A', '2', { replaces: false }), failsWith('exists', /another value/));
    await open().set('A', '1', { replaces: false });
    assert.equal((await open().read()).get('A'), '1');
  });

  test('refuses names that no reference can have, and empty values', async () => {
    const { open, path } = await store();
    for (const name of ['', '1A', 'A B', 'A}', 'A:-b', '../x'])
      await assert.rejects(open().set(name, 'v'), failsWith('invalid', /name of a secret/), name);
    await assert.rejects(open().set('A', ''), failsWith('invalid', /empty/));
    await assert.rejects(readFile(path), /ENOENT/);
  });

  test('writes over nothing when the key is lost, is another one, or the file is damaged', async () => {
    const { open, path, key } = await store();
    await open().set('A', 'first');
    const before = await readFile(path);
    const own = await readFile(key, 'utf8');
    const tryAll = async (words: RegExp) => {
      await assert.rejects(open().read(), words);
      await assert.rejects(open().set('B', 'second'), words);
      await assert.rejects(open().remove('A'), words);
      assert.deepEqual(await readFile(path), before);
    };
    await rm(key);
    await tryAll(/identity\.txt of the secret store .* is missing.*Nothing was changed/);
    await writeFile(key, `${await generateX25519Identity()}\n`, { mode: 0o600 });
    await tryAll(/can't be opened with the key from .*identity\.txt.*Nothing was changed/);
    await writeFile(key, 'no key\n', { mode: 0o600 });
    await tryAll(/has no age key/);
    await writeFile(key, own, { mode: 0o600 });
    await writeFile(path, before.subarray(0, before.length - 3));
    await assert.rejects(open().set('B', 'second'), /Nothing was changed/);
    await writeFile(path, before);
    assert.equal((await open().read()).get('A'), 'first');
  });

  test('takes the key from a file or a command that the user names', async () => {
    const { open, configuration, key } = await store();
    await mkdir(configuration, { recursive: true });
    const file = join(configuration, 'other.txt');
    await writeFile(file, `# mine\n${await generateX25519Identity()}\n`, { mode: 0o600 });
    await open({ SAFEKEEP_AGE_KEY_FILE: file }).set('A', '1');
    await assert.rejects(readFile(key), /ENOENT/, 'no other key is made');
    assert.equal((await open({ SAFEKEEP_AGE_KEY_CMD: `cat '${file}'` }).read()).get('A'), '1');
    await assert.rejects(open({ SAFEKEEP_AGE_KEY_CMD: 'exit 3' }).read(), failsWith('io', /failed \(3\)/));
    await assert.rejects(open({ SAFEKEEP_AGE_KEY_FILE: `${file}x` }).read(), failsWith('not-found', /names/));
    await assert.rejects(
      open({ SAFEKEEP_AGE_KEY_FILE: 'other.txt' }).read(),
      failsWith('invalid', /absolute/),
    );
    await assert.rejects(open({}).set('B', '2'), failsWith('not-found', /is missing/));
  });

  test('refuses a key of its own that others can read', { skip: process.platform === 'win32' }, async () => {
    const { open, key } = await store();
    await open().set('A', '1');
    await chmod(key, 0o644);
    await assert.rejects(open().read(), failsWith('invalid', /can be read by other users/));
  });

  test('loses nothing where several write at once', async () => {
    const { open } = await store();
    await open().set('A0', '0');
    const names = ['A1', 'A2', 'A3', 'A4', 'A5'];
    await Promise.all(names.map((name) => open().set(name, name)));
    assert.deepEqual([...(await open().read()).keys()].toSorted(), ['A0', ...names]);
  });
});
