// Each verb, as people read it and as scripts do.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { opened } from '../support/terminal/cliFolder.ts';
import { simpleFiles } from '../support/disk/configFolder.ts';

const sha256 = (text: unknown) => createHash('sha256').update(String(text)).digest('hex');

suite('status', () => {
  test('tells folder, profile, targets and drift', async () => {
    const { json, run, folder, write } = await opened();
    const text = String(simpleFiles['current.json']);
    const target = {
      name: 'current',
      path: 'current.json',
      format: 'json',
      sha256: sha256(text),
      size: text.length,
      version: null,
    };
    assert.deepEqual(await json('status'), {
      folder,
      activeProfile: 'development',
      drift: [],
      damage: [],
      targets: [target],
      recovered: [],
      interrupted: [],
    });
    await run('switch', 'staging');
    await write({ 'current.json': '{ "version": 12345678901234567890 }\n' });
    const { code, stdout } = await run('status', '--json');
    assert.equal(code, 3);
    assert.match(stdout, /"kind": "modified"[^]*"version": 12345678901234567890/);
    assert.match((await run('status')).stdout, /profile +staging\n[^]*current +current\.json .*modified/);
  });

  test('ends with 3 where there are problems', async () => {
    const { run } = await opened({ ...simpleFiles, 'profiles/broken.json': '{' });
    const { code, stdout } = await run('status');
    assert.equal(code, 3);
    assert.match(stdout, /profiles\/broken\.json:1:2: /);
  });
});

suite('profile', () => {
  test('list', async () => {
    const { json, run } = await opened();
    const [development, production] = (await json('profile', 'list')) as readonly unknown[];
    assert.deepEqual(development, {
      name: 'development',
      extends: [],
      description: '',
      active: true,
      protected: false,
    });
    assert.deepEqual(production, {
      name: 'production',
      extends: ['staging'],
      description: '',
      active: false,
      protected: false,
    });
    assert.match((await run('profile', 'list')).stdout, /^\* development\n {2}production +extends staging\n/);
  });

  test('show', async () => {
    const { json, run } = await opened();
    const text = '{\n  "port": 3,\n  "log": { "level": "info" }\n}\n';
    assert.equal((await run('profile', 'show', 'production')).stdout, text);
    assert.deepEqual(await json('profile', 'show', 'production'), [{ target: 'current', text }]);
    assert.equal((await run('profile', 'show', 'nobody')).code, 1);
  });

  test('create, from each source', async () => {
    const { run, text, workspace } = await opened();
    await writeFile(join(workspace, 'x.yaml'), 'a: 1\n');
    for (const words of [
      ['one'],
      ['two', '--from', 'empty'],
      ['three', '--from', 'production'],
      ['four', '--from', 'x.yaml'],
      ['five', '--extends', 'staging'],
    ])
      assert.equal((await run('profile', 'create', ...words)).code, 0, words.join(' '));
    assert.equal(await text('profiles/one.json'), simpleFiles['current.json']);
    assert.equal(await text('profiles/two.json'), '{}\n');
    assert.match((await text('profiles/three.json')) ?? '', /"port": 3/);
    assert.equal(await text('profiles/four.yaml'), 'a: 1\n');
    assert.match((await text('profiles/five.json')) ?? '', /"extends": "staging"/);
    assert.equal((await run('profile', 'create', 'six', '--from', 'nothing')).code, 1);
  });

  test('copy, rename and delete', async () => {
    const { run, text } = await opened();
    assert.equal((await run('profile', 'copy', 'staging', 'test')).code, 0);
    assert.equal((await run('profile', 'rename', 'test', 'trial')).code, 0);
    assert.equal(await text('profiles/trial.json'), simpleFiles['profiles/staging.json']);
    assert.equal((await run('profile', 'delete', 'trial')).code, 0);
    assert.equal(await text('profiles/trial.json'), null);
    assert.equal((await run('profile', 'delete', 'staging')).code, 1);
  });

  test('create refuses a parent that does not exist, and writes nothing', async () => {
    const { run, text } = await opened();
    const { code, stderr } = await run('profile', 'create', 'x', '--extends', 'nobody');
    assert.deepEqual([code, stderr.split('\n')[0]], [1, 'error not-found: There is no profile "nobody".']);
    assert.equal(await text('profiles/x.json'), null);
  });
});

suite('switch', () => {
  test('shows the changes, the dry run too, and keeps the author', async () => {
    const { json, run, text } = await opened();
    const changes = [
      { target: 'current', type: 'modified', pointer: '/port', from: 1, to: 2 },
      { target: 'current', type: 'modified', pointer: '/log/level', from: 'debug', to: 'info' },
    ];
    assert.deepEqual(await json('switch', 'staging', '--dry-run'), { changes, problems: [], guards: [] });
    assert.equal(await text('current.json'), simpleFiles['current.json']);
    const { stdout } = await run('switch', 'staging', '--author', 'Ada');
    assert.match(stdout, /^# Switch development → staging · backup .*\n\ncurrent\.json\n~ \/port {2}1 → 2\n/);
    const [entry] = (await json('history', '--limit', '1')) as readonly { author: string; action: string }[];
    assert.deepEqual([entry?.author, entry?.action], ['Ada', 'switch']);
    assert.match((await run('switch', 'staging')).stdout, /nothing to do/);
  });
});

test('undo takes the ID of a change that history shows, and leaves later edits of other keys', async () => {
  const { run, text } = await opened(simpleFiles);
  await run('set', 'port', '9');
  await run('set', 'log.level', 'warn');
  const [, id = ''] = /^.*\n(\d{8}T\d{9}Z-[0-9a-f]{6}) /.exec((await run('history')).stdout) ?? [];
  assert.match((await run('undo', id)).stdout, /\n# current\.json was edited after this change\. Those/);
  assert.equal(await text('current.json'), '{\n  "port": 1,\n  "log": { "level": "warn" }\n}\n');
});

test('undo asks before it also reverts later edits of the same key', async () => {
  const { run, text } = await opened(simpleFiles);
  await run('set', 'port', '9');
  await run('set', 'port', '8');
  const [, id = ''] = /^.*\n(\d{8}T\d{9}Z-[0-9a-f]{6}) /.exec((await run('history')).stdout) ?? [];
  assert.match((await run('undo', id)).stderr, /was edited after this change/);
  assert.equal((await run('undo', id, '--force')).code, 0);
  assert.equal(await text('current.json'), simpleFiles['current.json']);
});

suite('get, set, unset', () => {
  test('work on dotted paths and JSON Pointers, and change only their bytes', async () => {
    const { run, json, text } = await opened({
      'current.json': '{ "a": { "b": [1, 2.50] }, "big": 12345678901234567890 }\n',
    });
    assert.equal((await run('get', 'a.b[1]', '--json')).stdout, '2.50\n');
    assert.equal((await run('get', '/big', '--json')).stdout, '12345678901234567890\n');
    assert.deepEqual(await json('get', 'a'), { b: [1, 2.5] });
    assert.equal((await run('get', 'nothing')).code, 1);
    assert.equal((await run('set', 'a.b[0]', '{"c":"d"}')).code, 0);
    assert.equal((await run('set', '/new', '12345678901234567891')).code, 0);
    assert.equal(JSON.stringify(await json('get', 'a.b')), '[{"c":"d"},2.5]');
    assert.equal((await run('unset', 'new')).code, 0);
    assert.match((await text('current.json')) ?? '', /2\.50\] \}, "big": 12345678901234567890 \}\n$/);
    assert.equal((await run('unset', 'a')).code, 0, 'what is named is no loss to ask about');
    assert.equal(await text('current.json'), '{ "big": 12345678901234567890 }\n');
  });

  test('of a text is the text alone', async () => {
    const { run } = await opened();
    assert.equal((await run('get', 'log.level')).stdout, 'debug\n');
    assert.equal((await run('get', 'log.level', '--json')).stdout, '"debug"\n');
    const { run: inYaml } = await opened({ 'current.yaml': 'mode: 0644\ncountry: no\nbig: 1.10\n' });
    for (const [key, text] of [
      ['mode', '0644'],
      ['country', 'no'],
      ['big', '1.10'],
    ] as const)
      assert.equal((await inYaml('get', key)).stdout, `${text}\n`);
  });
});

suite('layers in the terminal', () => {
  const layered = {
    ...simpleFiles,
    'default.json': '{\n  "port": 0,\n  "name": "quotes"\n}\n',
    'profiles/production.json': '{ "$profile": { "extends": "staging", "unset": ["/log"] }, "port": 2 }\n',
  };

  test('profile show --origin names the file and the place of each value, and what it overrides', async () => {
    const { run, json } = await opened(layered);
    const shown = (await run('profile', 'show', 'production', '--origin')).stdout;
    assert.match(
      shown,
      /^current\.json\n\/port +2 +profiles\/production\.json:1:\d+ +the same as profiles\/staging\.json:2:3\n/,
    );
    assert.match(shown, /\n\/name +"quotes" +default\.json:3:3\n/);
    assert.match(
      shown,
      /\n\/log +\(left out\) +profiles\/production\.json:1:\d+ +leaves out \{.*\} of profiles\/staging\.json:3:3\n/,
    );
    const [{ origins }] = (await json('profile', 'show', 'production', '--origin')) as readonly [
      { readonly origins: readonly { readonly pointer: string; readonly overrides: readonly unknown[] }[] },
    ];
    const place = { kind: 'profile', effect: 'sets', line: 2, column: 3 };
    assert.deepEqual(origins[0], {
      pointer: '/port',
      value: 2,
      ...place,
      layer: 'production',
      file: 'profiles/production.json',
      line: 1,
      column: 60,
      redundant: true,
      overrides: [
        { ...place, layer: 'default', kind: 'defaults', file: 'default.json', value: 0 },
        { ...place, layer: 'staging', file: 'profiles/staging.json', value: 2 },
      ],
    });
  });

  test('profile save puts edits of the live file into the active profile', async () => {
    const { run, text, write } = await opened();
    await run('switch', 'production');
    await write({ 'current.json': '{\n  "port": 4,\n  "log": { "level": "info" }\n}\n' });
    const status = await run('status');
    assert.match(status.stdout, /profile production → current\.json\n {2}~ \/port {2}3 → 4\n/);
    assert.equal((await run('profile', 'save')).code, 0);
    assert.match((await text('profiles/production.json')) ?? '', /"port": 4/);
    assert.equal((await run('status')).code, 0);
  });

  test('profile save says which comments it cannot save', async () => {
    const { run, write } = await opened({
      'current.jsonc': '{}\n',
      'default.jsonc': '{ "a": 1 }\n',
      'profiles/p.jsonc': '{ "b": 1 }\n',
    });
    await run('switch', 'p');
    await write({ 'current.jsonc': '{ "a": 1, "b": 2 } // new\n' });
    const { stdout } = await run('profile', 'save');
    assert.match(
      stdout,
      /\n# current\.jsonc: Its comments and layout aren't saved, .* from default\.jsonc\.\n/,
    );
  });

  test('get, set and unset take a profile instead of the live file', async () => {
    const { run, json, text } = await opened(layered);
    const live = await text('current.json');
    assert.equal(await json('get', 'name', '--profile', 'production'), 'quotes');
    assert.equal((await run('set', 'log.level', '"warn"', '--profile', 'staging')).code, 0);
    assert.equal((await run('unset', '/name', '--profile', 'staging')).code, 0);
    assert.equal(
      await text('profiles/staging.json'),
      '{\n  "port": 2,\n  "log": { "level": "warn" },\n  "$profile": {\n    "unset": [\n      "/name"\n    ]\n  }\n}\n',
    );
    assert.equal((await run('get', 'name', '--profile', 'staging')).code, 1);
    assert.equal(await text('current.json'), live);
  });
});
