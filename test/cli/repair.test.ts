// `validate` and `repair` with schemas of several files and with profiles.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { opened } from '../support/terminal/cliFolder.ts';
import { simpleFiles } from '../support/disk/configFolder.ts';

const schema = '{ "properties": { "port": { "type": "integer", "maximum": 2, "default": 2 } } }';

suite('validate', () => {
  test('tells what the profiles resolve to, and ends with 3', async () => {
    const { run } = await opened({ ...simpleFiles, 'schema.json': schema });
    const { code, stdout } = await run('validate');
    assert.equal(code, 3);
    assert.equal(stdout, 'profiles/production.json:1:41: "port" must be at most 2, but is 3.\n');
  });

  test('follows the references of any schema from where it is', async () => {
    const { run, write } = await opened();
    await write({
      '../b.json': '{ "a": 1 }',
      '../schemas/s.json': '{ "properties": { "a": { "$ref": "../defs.json#/a" } } }',
      '../defs.json': '{ "a": { "type": "string" } }',
    });
    const { code, stdout } = await run('validate', 'b.json', '--schema', 'schemas/s.json');
    assert.deepEqual([code, stdout], [3, 'b.json:1:3: "a" must be of type string.\n']);
    await write({ '../defs.json': '{ "a": { "type": "integer" } }' });
    assert.equal((await run('validate', 'b.json', '--schema', 'schemas/s.json')).code, 0);
    await write({ '../schemas/s.json': '{ "$ref": "gone.json" }' });
    const lost = await run('validate', 'b.json', '--schema', 'schemas/s.json');
    assert.match(lost.stdout, /^schemas\/s\.json:1:3: The schema refers to "gone\.json"/);
  });
});

suite('repair', () => {
  test('shows first, then writes, and tells what is left', async () => {
    const { run, text, json } = await opened({
      'current.json': '{ "port": 9, "log": 1 }',
      'schema.json': schema.replace('{ "port"', '{ "log": { "type": "object" }, "port"'),
    });
    const shown = await run('repair', '--dry-run');
    assert.equal(shown.code, 3);
    assert.match(shown.stdout, /^# Repair current\.json · dry run/);
    assert.match(shown.stdout, /\/port {2}9 → 2/);
    assert.equal(shown.stdout.split('current.json:1:14: "log" must be of type object.').length, 2);
    assert.equal(await text('current.json'), '{ "port": 9, "log": 1 }');
    assert.equal((await run('repair')).code, 3);
    assert.equal(await text('current.json'), '{ "port": 2, "log": 1 }');
    const { changes, problems } = (await json('repair')) as { changes: unknown[]; problems: unknown[] };
    assert.deepEqual([changes.length, problems.length], [0, 1]);
    assert.equal((await run('undo')).code, 0);
    assert.equal(await text('current.json'), '{ "port": 9, "log": 1 }');
  });

  test('ends with 0 where nothing is left, and with 1 without a schema', async () => {
    const { run } = await opened({ 'current.json': '{ "port": "1" }', 'schema.json': schema });
    assert.equal((await run('repair')).code, 0);
    const { run: elsewhere } = await opened();
    const { code, stderr } = await elsewhere('repair');
    assert.deepEqual([code, stderr.startsWith('error not-found')], [1, true]);
  });
});
