// A repair as a plan: shown, backed up, committed, undone.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { doubleFiles, perform, testFolder } from '../support/disk/configFolder.ts';

const schema = JSON.stringify({
  required: ['port', 'mode'],
  properties: {
    port: { type: 'integer', maximum: 65535, default: 8080 },
    mode: { enum: ['dev', 'live'] },
    log: { type: 'object', properties: { level: { enum: ['info', 'debug'], default: 'info' } } },
  },
});

const broken =
  '# how we run\nport: "443" # secure\n\nmode: DEV\nlog: { level: loud } # too much\nextra: 1.0\n';
const fixed = '# how we run\nport: 443 # secure\n\nmode: dev\nlog: { level: debug } # too much\nextra: 1.0\n';

suite('a repair', () => {
  test('is a plan that changes only what is wrong, is backed up, and is undone', async () => {
    const { open, text } = await testFolder('repair', {
      'current.yaml': broken,
      'schema.json': schema,
      'default.yaml': 'log:\n  level: debug\n',
    });
    const engine = await open();
    const plan = await engine.plan({ kind: 'repair' });
    assert.equal(plan.summary, 'Repair current.yaml');
    assert.deepEqual([plan.problems, plan.guards], [[], []]);
    assert.deepEqual(
      plan.writes[0]?.changes.map(({ pointer, type }) => [pointer, type]),
      [
        ['/port', 'modified'],
        ['/mode', 'modified'],
        ['/log/level', 'modified'],
      ],
    );
    const done = await engine.commit(plan);
    assert.equal(await text('current.yaml'), fixed);
    assert.equal(done?.backup.reason, 'repair');
    assert.equal((await engine.snapshot()).history[0]?.action, 'repair');
    const second = await engine.plan({ kind: 'repair' });
    assert.deepEqual([second.summary, second.writes, second.problems], ['Repair', [], []]);
    await perform(engine, { kind: 'undo' });
    assert.equal(await text('current.yaml'), broken);
  });

  test('leaves what cannot be fixed, and tells it', async () => {
    const { open, text } = await testFolder('repair', {
      'current.json': '{ "port": 70000, "mode": "other", "more": [] }\n',
      'schema.json': schema,
    });
    const engine = await open();
    const plan = await perform(engine, { kind: 'repair' });
    assert.deepEqual(
      plan.problems.map(({ pointer, keyword }) => [pointer, keyword]),
      [['/mode', 'enum']],
    );
    assert.equal(await text('current.json'), '{ "port": 8080, "mode": "other", "more": [] }\n');
    const second = await engine.plan({ kind: 'repair' });
    assert.deepEqual([second.writes.length, second.problems.length], [0, 1]);
  });

  test('does not touch a target that does not parse', async () => {
    const { open } = await testFolder('repair', { 'current.json': '{ "port": ', 'schema.json': schema });
    const plan = await (await open()).plan({ kind: 'repair' });
    assert.deepEqual(plan.writes, []);
    assert.deepEqual(
      plan.problems.map(({ file, line }) => [file, line]),
      [['current.json', 1]],
    );
  });

  test('tells what is wrong with a schema, and changes nothing by it', async () => {
    const { open } = await testFolder('repair', {
      'current.json': '{}',
      'schema.json': '{ "type": "none" }',
    });
    const plan = await (await open()).plan({ kind: 'repair' });
    assert.deepEqual(
      plan.problems.map(({ file }) => file),
      ['schema.json'],
    );
    assert.deepEqual(plan.writes, []);
  });

  test('mends all targets that have a schema, in one commit', async () => {
    const { open, text } = await testFolder('repair', {
      ...doubleFiles,
      'schema.app.json': '{ "properties": { "mode": { "enum": ["A"] } } }',
      'schema.web.json': '{ "properties": { "port": { "$ref": "part.json" } } }',
      'part.json': '{ "default": 80 }',
    });
    const engine = await open();
    const plan = await perform(engine, { kind: 'repair' });
    assert.equal(plan.summary, 'Repair app.json and web.json');
    assert.equal(await text('app.json'), '{ "name": "app", "mode": "A" }\n');
    assert.equal(await text('web.json'), '{ "name": "web", "mode": "a", "port": 80 }\n');
  });

  test('is not committed when the schema, a part of it or the defaults have changed since', async () => {
    for (const changed of ['schema.json', 'part.json', 'default.json']) {
      const { open, write } = await testFolder('repair', {
        'current.json': '{}',
        'schema.json': '{ "properties": { "port": { "$ref": "part.json" } } }',
        'part.json': '{ "default": 80 }',
        'default.json': '{ "a": 1 }',
      });
      const engine = await open();
      const plan = await engine.plan({ kind: 'repair' });
      await write({ [changed]: '{ "x": 2 }' });
      await assert.rejects(engine.commit(plan), { code: 'conflict' });
    }
  });

  test('needs a schema', async () => {
    const { open } = await testFolder('repair');
    await assert.rejects((await open()).plan({ kind: 'repair' }), { code: 'not-found' });
  });
});
