// A schema finds problems in secrets, and a migration has them in its text: agents decide neither, and are shown neither.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { agentCalls } from '../support/agentCalls.ts';
import { perform } from '../support/disk/configFolder.ts';

const json = (value: unknown) => JSON.stringify(value, null, 2);
const live = json({ port: 1, db: { host: 'h', password: 'correct-horse' } });
const asks = json({ db: { properties: { password: { pattern: '^c' } } } });

suite('an agent does not choose what checks a secret', () => {
  for (const [where, place] of [
    ['the live file', {}],
    ['a profile', { profile: 'dev' }],
  ] as const)
    test(`by naming a schema in ${where}`, async () => {
      const { carryOut, text } = await agentCalls({
        'current.json': live,
        'profiles/dev.json': json({ port: 2 }),
      });
      const answer = await carryOut('setValue', { path: '$schema', json: '"profiles/dev.json"', ...place });
      assert.match(answer, /not a key that agents may change/);
      assert.equal(await text('current.json'), live);
    });

  test('by changing a file that is a schema, or a part of one, whatever else it is', async () => {
    const refersTo = (path: string) => json({ properties: { db: { $ref: path } } });
    for (const files of [
      { 'current.json': json({ $schema: 'profiles/dev.json' }), 'profiles/dev.json': '{}' },
      { 'schema.json': refersTo('profiles/dev.json'), 'current.json': live, 'profiles/dev.json': '{}' },
    ]) {
      const { carryOut, text } = await agentCalls(files);
      const answer = await carryOut('setValue', { profile: 'dev', path: 'properties', json: asks });
      assert.match(answer, /Refused: profiles\/dev\.json/);
      assert.equal(await text('profiles/dev.json'), '{}');
    }
  });
});

suite('an agent’s undo of a migration', () => {
  const moved = 'hunter2-relay';
  const before = { version: 1, mail: { host: 'a', relay: moved }, smtp: { port: 25 } };
  const after = { version: 2, mail: { host: 'a' }, smtp: { port: 25, relay: moved } };

  test('is refused, shows nothing of it, and uncovers nothing', async () => {
    const { engine, ask, carryOut, write } = await agentCalls({
      'safekeep.json': json({ format: 1, targets: { app: 'app.json' }, sensitive: ['/mail/relay'] }),
      'app.json': json(before),
    });
    const { id } = await engine.createBackup({});
    await write({ 'app.json': json(after) });
    await perform(engine, { kind: 'create-migration', from: `backup:${id}` });
    for (const answer of [await ask('undo', {}), await carryOut('undo', {}), await ask('getValue', {})])
      assert.doesNotMatch(answer, /hunter2/);
    assert.match(await carryOut('undo', {}), /Refused: migrations\//);
  });
});
