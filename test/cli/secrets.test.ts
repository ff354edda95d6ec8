// The secret store and references in the terminal: what is printed, what is written, and where no secret ever is.
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { suite, test } from 'node:test';
import { safekeepWith, type CliResult } from '../support/terminal/cli.ts';
import { disposableFolder, testFolder, type Files } from '../support/disk/configFolder.ts';

const [old, fresh] = ['correct-horse-battery', 'staple-of-another-kind'];
const text = `db:\n  user: app\n  password: ${old} # of the database\n  url: "pg://app:@h"\n`;
const files: Files = {
  'current.yaml': text,
  'profiles/production.yaml': text,
  'profiles/other.yaml': 'a: 1\n',
};

async function user(content: Files = files) {
  const folder = await testFolder('secrets', content);
  const home = await disposableFolder('home');
  const env = { XDG_CONFIG_HOME: join(home, 'config'), XDG_STATE_HOME: join(home, 'state') };
  const outputs: string[] = [];
  const run = async (
    words: readonly string[],
    { input = '', ...more }: Record<string, string> = {},
  ): Promise<CliResult> => {
    const result = await safekeepWith(
      { folder: folder.workspace, env: { ...env, ...more }, input },
      ...words,
    );
    outputs.push(result.stdout + result.stderr);
    return result;
  };
  return { ...folder, home, run, outputs };
}

/** Every file below, unpacked. */
async function contentsBelow(folder: string): Promise<readonly (readonly [string, string])[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const bytes = await readFile(path);
        return [path, (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')] as const;
      }),
  );
}

suite('secrets in the terminal', () => {
  test('go from a profile into the store, to a new value, and into no other place', async () => {
    const { run, outputs, folder, home, text: read } = await user();
    const extracted = await run(['secret', 'extract', 'db.password']);
    assert.equal(extracted.code, 0, extracted.stderr);
    assert.equal(await read('profiles/production.yaml'), text.replace(old, '${secret:DB_PASSWORD}'));
    assert.equal(await read('current.yaml'), text);
    assert.equal((await run(['status'])).code, 0);
    const set = await run(['secret', 'set', 'DB_PASSWORD'], { input: `${fresh}\n` });
    assert.equal(set.code, 0, set.stderr);
    const outdated = await run(['status']);
    assert.match(outdated.stdout, /outdated/);
    assert.match(outdated.stdout, /~ \/db\/password {2}"\[hidden\]" → "\[hidden\]"/);
    const preview = await run(['switch', 'production', '--dry-run', '--json']);
    assert.match(preview.stdout, /"\[hidden\]"/);
    const switched = await run(['switch', 'production']);
    assert.equal(switched.code, 0, switched.stderr);
    assert.equal(await read('current.yaml'), text.replace(old, fresh));
    await run(['history', 'db.password']);
    await run(['diff', 'backup:latest']);
    await run(['diff', 'other', '--json']);
    await run(['profile', 'show', 'production']);
    await run(['get', 'db.password']);
    await run(['get', 'db', '--json']);
    await run(['secret', 'list']);
    await run(['undo', '--dry-run']);
    await run(['profile', 'create', 'copy']);
    assert.match((await read('profiles/copy.yaml')) ?? '', /password: \$\{secret:DB_PASSWORD\} #/);
    for (const secret of [old, fresh]) {
      assert.deepEqual(
        outputs.filter((output) => output.includes(secret)),
        [],
        secret,
      );
      const places = [...(await contentsBelow(join(folder, '.safekeep'))), ...(await contentsBelow(home))];
      assert.ok(places.length > 3);
      assert.deepEqual(
        places.filter(([, content]) => content.includes(secret)).map(([path]) => path),
        [],
      );
    }
    assert.equal((await run(['get', 'db.password', '--reveal'])).stdout, `${fresh}\n`);
  });

  test('that are not there stop a switch with their place, and an empty value is none', async () => {
    const { run, text: read } = await user({
      ...files,
      'profiles/other.yaml': 'a: x\nb: ${secret:NONE}\nc: ${env:NO_SUCH}\n',
    });
    const { code, stderr } = await run(['switch', 'other'], { NO_SUCH: '' });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /profiles\/other\.yaml:2:1: There is no secret NONE\. Run "safekeep secret set NONE"/,
    );
    assert.equal(await read('current.yaml'), text);
  });

  test('of the environment are named before a profile takes them for the first time', async () => {
    const { run, text: read } = await user({ ...files, 'profiles/other.yaml': 'key: ${env:PLANTED}\n' });
    const PLANTED = 'planted-in-the-environment';
    const refused = await run(['switch', 'other'], { PLANTED });
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /environment variable PLANTED \(at \/key\)/);
    assert.doesNotMatch(refused.stdout + refused.stderr, /planted-in/);
    assert.equal(await read('current.yaml'), text);
    assert.equal((await run(['switch', 'other', '--force'], { PLANTED })).code, 0);
    assert.equal(await read('current.yaml'), `key: ${PLANTED}\n`);
    const again = await run(['switch', 'other'], { PLANTED: 'planted-another-one' });
    assert.equal(again.code, 0, again.stderr);
  });

  test('are told by a sentence where the key is lost, and nothing is overwritten', async () => {
    const { run, home } = await user();
    await run(['secret', 'extract', 'db.password']);
    const store = join(home, 'config', 'safekeep');
    const before = await readFile(join(store, 'secrets.age'));
    await writeFile(join(store, 'identity.txt'), 'gone\n');
    const failed = await run(['secret', 'set', 'OTHER'], { input: 'x\n' });
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /identity\.txt has no age key/);
    assert.deepEqual(await readFile(join(store, 'secrets.age')), before);
    const status = await run(['status']);
    assert.match(status.stdout, /production\.yaml:3:3: .*identity\.txt has no age key/);
    assert.match((await run(['switch', 'production'])).stderr, /has no age key/);
  });

  test('are not taken from the command line, and only texts are extracted', async () => {
    const { run } = await user({
      ...files,
      'current.yaml': 'port: 1\n',
      'profiles/production.yaml': 'port: 1\n',
    });
    assert.equal((await run(['secret', 'set', 'A', 'value'])).code, 2);
    assert.match((await run(['secret', 'extract', 'port', '--profile', 'production'])).stderr, /isn't text/);
    assert.match((await run(['secret', 'set', 'A-b c'], { input: 'x' })).stderr, /name of a secret/);
  });
});
