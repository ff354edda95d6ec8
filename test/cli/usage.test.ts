import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { parseCommandLine, UsageError } from '../../src/cli/commandLine.ts';
import { verbs } from '../../src/cli/verbs.ts';
import { cliWords, safekeep } from '../support/terminal/cli.ts';
import { disposableFolder, simpleFiles, testFolder } from '../support/disk/configFolder.ts';
import { projectRoot } from '../support/paths.ts';

suite('a command line', () => {
  test('is a verb of one or two words, its arguments and its options', () => {
    assert.deepEqual(
      parseCommandLine(['--json', 'backup', 'restore', 'x', '--only', '/a', '--only', '/b'], verbs),
      {
        verb: 'backup restore',
        arguments: ['x'],
        options: Object.assign(Object.create(null) as object, { json: true, only: ['/a', '/b'] }),
      },
    );
    assert.deepEqual(parseCommandLine(['set', 'a', '--', '-5'], verbs).arguments, ['a', '-5']);
  });

  for (const [words, message] of [
    [[], /Specify a command/],
    [['dance'], /no command "dance"/],
    [['constructor'], /no command "constructor"/],
    [['__proto__'], /no command/],
    [['backup'], /"backup" must be one of: create, list/],
    [['backup', 'dance'], /not "dance"/],
    [['profile', 'show'], /Missing NAME\./],
    [['profile', 'rename', 'a'], /Missing NEW\./],
    [['switch', 'a', 'b'], /Unexpected argument "b"/],
    [['status', '--dry-run'], /"status" has no option --dry-run/],
    [['status', '--dance'], /--dance/],
    [['status', '--folder'], /folder/],
    [['status', '--json=yes'], /json/],
  ] as const) {
    test(`that is ${JSON.stringify(words.join(' '))} is refused with the reason`, () => {
      assert.throws(
        () => parseCommandLine(words, verbs),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }

  test('takes the letters that other programs have for the same', async () => {
    const { workspace, text } = await testFolder('letters');
    const elsewhere = await disposableFolder('elsewhere');
    for (const words of [
      ['-C', workspace, 'get', 'port'],
      ['get', 'port', `-C${join(workspace, 'config')}`],
    ])
      assert.equal((await safekeep(elsewhere, ...words)).stdout, '1\n');
    assert.match(
      (await safekeep(workspace, 'set', 'port', '-1', '-n')).stdout,
      /dry run: nothing was written/,
    );
    assert.match((await safekeep(workspace, '-V')).stdout, /^\d+\.\d+\.\d+/);
    assert.match(
      (await safekeep(workspace, 'set', '-h')).stdout,
      / {2}-n, --dry-run\n[^]* {2}-C, --folder DIR\n/,
    );
    assert.equal(await text('current.json'), simpleFiles['current.json']);
    assert.match((await safekeep(workspace, '-x')).stderr, /no option -x/);
  });

  test('prints nothing but errors when it is quiet, and tells the rest by its exit code', async () => {
    const { workspace, write } = await testFolder('quiet');
    for (const [words, code] of [
      [['set', 'port', '2'], 0],
      [['status'], 3],
      [['status', '--json'], 3],
      [['get', 'port'], 0],
    ] as const) {
      const done = await safekeep(workspace, ...words, '-q');
      assert.deepEqual([done.code, done.stdout, done.stderr], [code, '', ''], words.join(' '));
    }
    await write({ 'current.json': '{' });
    assert.match((await safekeep(workspace, 'get', 'port', '--quiet')).stderr, /^error invalid: /);
  });

  test('finds the folder that the environment names, unless an option does', async () => {
    const [one, other] = [await testFolder('one'), await testFolder('other')];
    await other.write({ 'current.json': '{ "port": 7 }\n' });
    const elsewhere = await disposableFolder('elsewhere');
    const env = { ...process.env, SAFEKEEP_FOLDER: other.workspace };
    const get = (...words: readonly string[]) =>
      execFileSync(process.execPath, [...cliWords, ...words, 'get', 'port'], {
        cwd: elsewhere,
        env,
        encoding: 'utf8',
      });
    assert.equal(get(), '7\n');
    assert.equal(get('--folder', one.workspace), '1\n');
    const completed = execFileSync(
      process.execPath,
      [...cliWords, 'completion', 'values', '--', '-C', one.workspace, 'switch', 'st'],
      { cwd: elsewhere, env, encoding: 'utf8' },
    );
    assert.equal(completed, 'staging\t\n');
  });

  test('that gives a schema for no file is refused', async () => {
    const folder = await disposableFolder('usage');
    assert.equal((await safekeep(folder, 'validate', '--schema', 's.json')).code, 2);
  });

  test('that is wrong ends with 2, in words and as JSON', async () => {
    const folder = await disposableFolder('usage');
    const plain = await safekeep(folder, 'dance');
    assert.deepEqual([plain.code, plain.stdout], [2, '']);
    assert.match(plain.stderr, /no command "dance"[^]*--help/);
    const json = await safekeep(folder, 'dance', '--json');
    assert.equal(json.code, 2);
    assert.deepEqual(json.json(), {
      error: { code: 'usage', message: 'There is no command "dance".', details: {} },
    });
  });

  test('with a value that is no JSON, or a limit that is no number, is wrong usage', async () => {
    const { workspace } = await testFolder('usage');
    assert.equal((await safekeep(workspace, 'set', 'port', '[1')).code, 2);
    assert.equal((await safekeep(workspace, 'history', '--limit', 'many')).code, 2);
  });
});

suite('help', () => {
  test('names every verb, and one alone when asked', async () => {
    const folder = await disposableFolder('help');
    const all = await safekeep(folder, '--help');
    assert.equal(all.code, 0);
    for (const { usage } of Object.values(verbs))
      assert.ok(all.stdout.includes(`safekeep ${usage}\n`), usage);
    const one = await safekeep(folder, 'switch', '--help');
    assert.ok(one.stdout.includes('switch [NAME]') && !one.stdout.includes('backup create'));
  });

  test('tells the version of the package', async () => {
    const { version } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')) as {
      version: string;
    };
    assert.equal((await safekeep(projectRoot, '--version')).stdout, `${version}\n`);
  });
});

suite('the config folder', () => {
  test('is the nearest one from a sub-directory upwards, or its `config`', async () => {
    const { workspace, folder, path } = await testFolder('nearest');
    await mkdir(join(workspace, 'src', 'deep'), { recursive: true });
    for (const start of [workspace, join(workspace, 'src', 'deep'), folder, path('profiles')]) {
      const { folder: found } = (await safekeep(start, 'status', '--json')).json() as {
        readonly folder: string;
      };
      assert.equal(found, folder);
    }
  });

  test('is the one that --folder names, from where one stands', async () => {
    const { workspace, folder } = await testFolder('named');
    const elsewhere = await disposableFolder('elsewhere');
    assert.equal((await safekeep(workspace, 'status', '--folder', 'config')).code, 0);
    assert.equal((await safekeep(elsewhere, '--folder', folder, 'status')).code, 0);
  });

  test('that is nowhere is not found, and none is made', async () => {
    const folder = await disposableFolder('nowhere');
    for (const words of [['status'], ['--folder', 'nope', 'backup', 'create']]) {
      const { code, stderr } = await safekeep(folder, ...words);
      assert.equal(code, 1);
      assert.match(stderr, /^error not-found: /);
    }
    assert.equal((await safekeep(folder, 'status', '--json')).stdout.includes('"code": "not-found"'), true);
  });
});

suite('a failure', () => {
  test('ends with 1, code, message and remedy on the error stream, and nothing else on the other', async () => {
    const { workspace } = await testFolder('failure');
    const { code, stdout, stderr } = await safekeep(workspace, 'switch', 'nobody');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(
      stderr,
      /^error not-found: There is no profile "nobody"\.\nNothing was written\. Available: development, production, staging\.\n$/,
    );
  });

  test('is one JSON document when asked for', async () => {
    const { workspace } = await testFolder('failure');
    const { code, json } = await safekeep(workspace, '--json', 'switch', 'nobody');
    assert.equal(code, 1);
    assert.deepEqual(json(), {
      error: {
        code: 'not-found',
        message: 'There is no profile "nobody".',
        details: { name: 'nobody', known: ['development', 'production', 'staging'] },
      },
    });
  });

  test('for want of a yes is fixed by --force', async () => {
    const files = { ...simpleFiles, 'profiles/blank.json': '{}\n' };
    const { workspace, text } = await testFolder('force', files);
    const refused = await safekeep(workspace, 'switch', 'blank');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^error guarded: .*would lose \/port, \/log[^]*--force/);
    assert.equal(await text('current.json'), simpleFiles['current.json']);
    assert.equal((await safekeep(workspace, 'switch', 'blank', '--force')).code, 0);
    assert.equal(await text('current.json'), '{}\n');
  });
});

suite('a folder that is given', () => {
  test('and is no config folder is refused by every verb, and nothing is left in it', async () => {
    const { workspace } = await testFolder('given');
    await mkdir(join(workspace, 'src'));
    for (const words of [['status'], ['backup', 'create'], ['recover']]) {
      const { code, stderr } = await safekeep(workspace, ...words, '--folder', 'src');
      assert.equal(code, 1);
      assert.match(stderr, /^error not-found: There is no config folder at /);
    }
    assert.deepEqual(await readdir(join(workspace, 'src')), []);
  });

  test('and holds the config folder means that one', async () => {
    const { workspace } = await testFolder('given');
    assert.equal((await safekeep(workspace, '--folder', '.', 'backup', 'create')).code, 0);
    assert.ok((await readdir(join(workspace, 'config'))).includes('backups'));
    assert.ok(!(await readdir(workspace)).includes('.safekeep'));
  });
});

test('-h and help list the commands', async () => {
  for (const word of ['-h', 'help', '--help']) {
    const { code, stdout } = await safekeep(projectRoot, word);
    assert.equal(code, 0);
    assert.match(stdout, /safekeep switch \[NAME\]/);
  }
});
