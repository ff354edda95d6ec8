// The paths that `get`, `set` and `unset` take.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { simpleFiles } from '../support/disk/configFolder.ts';
import { opened } from '../support/terminal/cliFolder.ts';

suite('paths of get, set and unset', () => {
  test('count from the end of a list, append to it, and quote keys', async () => {
    const { run, text } = await opened({
      'current.yaml': 'list: [a, b]\na.b: 1\n',
      'profiles/base.yaml': 'list: [p, q]\n',
      'profiles/child.yaml': '$profile: { extends: base }\n',
    });
    assert.equal((await run('get', 'list[-1]')).stdout, 'b\n');
    assert.equal((await run('get', '["a.b"]')).stdout, '1\n');
    assert.equal((await run('set', 'list[-2]', 'z')).code, 0);
    assert.equal((await run('set', 'list[+]', 'c')).code, 0);
    assert.equal((await run('unset', '["a.b"]')).code, 0);
    assert.equal(await text('current.yaml'), 'list: [z, b, c]\n');
    assert.equal((await run('set', 'list[-1]', 'r', '--profile', 'child')).code, 0);
    assert.equal(await text('profiles/child.yaml'), '$profile: { extends: base }\nlist:\n  - p\n  - r\n');
    for (const path of ['list[-4]', 'nowhere[-1]', '[-1]'])
      assert.match((await run('set', path, '1')).stderr, /^error not-found: current\.yaml has no "/);
    assert.equal(await text('current.yaml'), 'list: [z, b, c]\n');
  });

  test('count from the end of a list only in the live file that has it', async () => {
    const { run, text } = await opened({
      'safekeep.yaml': 'targets: { app: app.yaml, web: web.yaml }\n',
      'app.yaml': 'list: [a]\n',
      'web.yaml': 'list: [a, b]\n',
    });
    assert.equal((await run('get', 'list[-2]')).stdout, 'a\n');
    assert.match((await run('get', 'list[-1]')).stderr, /There are several live files/);
    assert.equal((await run('set', 'list[-1]', 'z', '--target', 'app')).code, 0);
    assert.equal(await text('app.yaml'), 'list: [z]\n');
    assert.equal((await run('set', 'list[-2]', 'x')).code, 0);
    assert.equal(await text('web.yaml'), 'list: [x, b]\n');
  });

  test('refuse a path with a mistake, and write nothing', async () => {
    const { run, text } = await opened();
    for (const path of ['log..level', 'log[', 'log[level]', '.port', 'log."level"'])
      for (const words of [
        ['set', path, '1'],
        ['get', path],
        ['unset', path],
      ])
        assert.match((await run(...words)).stderr, /^error invalid: ".*" isn't a valid path\./);
    assert.equal(await text('current.json'), simpleFiles['current.json']);
  });

  test('name the keys that are there instead of a missing one, the nearest first', async () => {
    const { run, json } = await opened();
    for (const verb of ['get', 'unset']) {
      const { code, stderr } = await run(verb, 'prot');
      assert.equal(code, 1);
      assert.match(stderr, /current\.json has no "prot"\.\n(.* )?Available: port, log\.\n$/);
    }
    assert.match((await run('unset', 'log.levle.x', '--profile', 'staging')).stderr, /: log\.level\.\n$/);
    assert.match((await run('unset', 'log.level.x')).stderr, /: log\.level\.\n$/);
    assert.deepEqual(await json('history'), []);
  });

  test('ask the history who changed a key, and what it was before and after', async () => {
    const { run, json } = await opened();
    await run('set', 'port', '2', '--author', 'ann');
    await run('set', 'log.level', 'warn');
    await run('set', 'log', '{"level": "info", "file": "x"}');
    await run('unset', 'log');
    await run('set', 'port', '3', '--profile', 'staging');
    const { stdout } = await run('history', 'log.level');
    assert.deepEqual(
      stdout.split('\n').map((line) => line.replace(/^.*current\.json {2}/, '')),
      ['- /log/level  "info"', '~ /log/level  "warn" → "info"', '~ /log/level  "debug" → "warn"', ''],
    );
    assert.match(
      (await run('history', 'port')).stdout,
      / profiles\/staging\.json {2}~ \/port {2}2 → 3\n.* ann +current\.json +~ \/port {2}1 → 2\n$/,
    );
    assert.match((await run('history', 'log')).stdout, /\+ \/log\/file {2}"x"\n/);
    assert.partialDeepStrictEqual(await json('history', 'port', '--limit', '1'), [
      { action: 'edit', values: [{ file: 'profiles/staging.json', type: 'modified', from: 2, to: 3 }] },
    ]);
    assert.deepEqual(await json('history', 'nowhere'), []);
    assert.equal((await run('history', 'log..level')).code, 1);
  });

  test('of what is so already make no history', async () => {
    const { run, json } = await opened();
    assert.match((await run('set', 'port', '1')).stdout, /nothing to do/);
    assert.deepEqual(await json('history'), []);
    assert.deepEqual(await json('backup', 'list'), []);
  });
});
