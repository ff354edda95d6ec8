// A secret on its way into a file: neither in the command line, nor in what is printed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text as textOf } from 'node:stream/consumers';
import { suite, test } from 'node:test';
import { typedLine } from '../../src/cli/readValue.ts';
import { cliWords, safekeep } from '../support/terminal/cli.ts';
import { testFolder, type Files } from '../support/disk/configFolder.ts';

const files: Files = {
  'current.yaml': 'db:\n  password: old-secret\n  host: a\n  pin: 12\nz: 1\n',
  'schema.json':
    '{ "properties": { "db": { "properties": { "pin": { "type": "integer", "maximum": 99 } } } } }',
  'profiles/staging.yaml': 'z: 2\n',
};

async function setFrom(workspace: string, input: string, ...words: readonly string[]) {
  const child = spawn(process.execPath, [...cliWords, 'set', ...words], {
    cwd: workspace,
    env: { ...process.env, LC_ALL: 'C', FORCE_COLOR: '' },
  });
  child.stdin.on('error', () => undefined); // It need not be read to its end.
  child.stdin.end(input);
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  return { code: await closed, said: stdout + stderr };
}

suite('set --stdin', () => {
  test('sets the value, and prints neither it nor what was there', async () => {
    const { workspace, text } = await testFolder('stdin', files);
    const { code, said } = await setFrom(workspace, '"S3CRET"\n', 'db.password', '--stdin');
    assert.equal(code, 0, said);
    assert.equal(await text('current.yaml'), String(files['current.yaml']).replace('old-secret', 'S3CRET'));
    assert.match(said, /^~ \/db\/password {2}"\[hidden\]" → "\[hidden\]"$/m);
    assert.doesNotMatch(said, /S3CRET|old-secret/);
  });

  for (const words of [
    ['--dry-run'],
    ['--json'],
    ['--profile', 'staging'],
    ['--profile', 'staging', '--json'],
  ])
    test(`prints no value with ${words.join(' ')} either, at whatever key`, async () => {
      const { workspace } = await testFolder('stdin', files);
      for (const [path, value] of [
        ['db.host', '"S3CRET"'],
        ['new.key', '{"a": ["S3CRET"], "S3CRET": 1}'],
      ] as const) {
        const { code, said } = await setFrom(workspace, value, path, '--stdin', ...words);
        assert.equal(code, 0, said);
        assert.doesNotMatch(said, path === 'db.host' ? /S3CRET/ : /"S3CRET"[\],]/);
      }
    });

  test('prints no value when a guard refuses it', async () => {
    const { workspace, text } = await testFolder('stdin', files);
    for (const words of [[], ['--json'], ['--dry-run']]) {
      const { said } = await setFrom(workspace, '48151', 'db.pin', '--stdin', ...words);
      assert.match(said, /would violate its schema/);
      assert.doesNotMatch(said, /48151/);
    }
    assert.equal(await text('current.yaml'), files['current.yaml']);
  });

  test('takes no more than a million bytes', async () => {
    const { workspace, text } = await testFolder('stdin', files);
    const { code, said } = await setFrom(workspace, `"${'x'.repeat(1_100_000)}"`, 'db.password', '--stdin');
    assert.equal(code, 1);
    assert.match(said, /longer than 1000000 bytes/);
    assert.equal(await text('current.yaml'), files['current.yaml']);
  });
});

suite('an error of set', () => {
  for (const [what, words, input] of [
    ['a value that only begins like JSON', ['db.password', '"S3CRET'], ''],
    ['a value of several words', ['db.password', 'my', 'S3CRET'], ''],
    ['input that only begins like JSON', ['db.password', '--stdin'], '"S3CRET'],
    ['a value beside --stdin', ['db.password', '"S3CRET"', '--stdin'], '"x"'],
    ['no value at all', ['db.password'], ''],
  ] as const)
    test(`does not repeat ${what}`, async () => {
      const { workspace, text } = await testFolder('stdin', files);
      for (const json of [[], ['--json']]) {
        const { code, said } = await setFrom(workspace, input, ...words, ...json);
        assert.equal(code, 2, said);
        assert.doesNotMatch(said, /S3CRET/);
      }
      assert.equal(await text('current.yaml'), files['current.yaml']);
    });

  test('takes a text without quotes, and a number with its sign', async () => {
    const { workspace, text } = await testFolder('stdin', { 'current.yaml': 'host: a\nport: 1\nkey: b\n' });
    assert.equal((await safekeep(workspace, 'set', 'host', 'blue green')).code, 0);
    assert.equal((await safekeep(workspace, 'set', 'port', '-1')).code, 0);
    assert.equal((await setFrom(workspace, 'S3CRET\n', 'key', '--stdin')).code, 0);
    assert.equal(await text('current.yaml'), 'host: blue green\nport: -1\nkey: S3CRET\n');
  });

  test('says why what begins like JSON is none', async () => {
    const { workspace, text } = await testFolder('stdin', files);
    const { code, stderr } = await safekeep(workspace, 'set', 'db.host', '[1, 2');
    assert.equal(code, 2);
    assert.match(stderr, /^The value isn't valid JSON: Expected .*$/m);
    assert.equal(await text('current.yaml'), files['current.yaml']);
  });
});

test('what is typed at a prompt ends with Enter, can be corrected, and given up', () => {
  assert.deepEqual(typedLine('', '"ab'), { text: '"ab', end: 'none' });
  assert.deepEqual(typedLine('"ab', '\u007fé"\r'), { text: '"aé"', end: 'done' });
  assert.deepEqual(typedLine('"ab', '\u0003'), { text: '', end: 'aborted' });
});
