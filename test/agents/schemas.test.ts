// A schema finds problems in secrets, and a migration has them in its text: agents decide neither, and are shown neither.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { agentCalls, lasting } from '../support/agentCalls.ts';
import { perform, type Files } from '../support/disk/configFolder.ts';

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
      assert.match(answer, /isn't a key that agents can change/);
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

test('an agent does not switch to a profile that chooses another schema', async () => {
  const { carryOut, text } = await agentCalls({
    'current.json': live,
    'profiles/dev.json': json({ $schema: 'profiles/s2.json', port: 2 }),
    'profiles/s2.json': json({ port: 3 }),
  });
  assert.match(await carryOut('switchProfile', { profile: 'dev' }), /Refused: current\.json/);
  assert.equal(await text('current.json'), live);
});

suite('what a migration does to a secret', () => {
  const migrating = (up: readonly object[], old: object, sensitive: readonly string[] = []) => ({
    'safekeep.json': json({ format: 1, targets: { app: 'app.json' }, sensitive }),
    'migrations/1-2.json': json({ format: 1, from: 1, to: 2, up }),
    'app.json': json({ version: 2, k: 1 }),
    'profiles/old/app.json': json({ version: 1, ...old }),
  });
  const wrap = [{ op: 'wrap', path: '/auth', key: 'current' }];

  test('is not started by an agent’s switch', async () => {
    const { carryOut, text } = await agentCalls(migrating(wrap, { auth: 'hunter2' }));
    assert.match(await carryOut('switchProfile', { profile: 'old' }), /Refused: the profile/);
    assert.equal(await text('app.json'), json({ version: 2, k: 1 }));
  });

  for (const [what, up, old, sensitive] of [
    ['wraps it', wrap, { auth: 'hunter2' }],
    [
      'moves it to the end of a list',
      [{ op: 'move', from: '/db/password', path: '/keys/-' }],
      { db: { password: 'hunter2' }, keys: ['a'] },
    ],
    ['takes it out of a list', [{ op: 'move', from: '/pins/0', path: '/first' }], { pins: ['hunter2'] }],
    [
      'renames it everywhere',
      [{ op: 'rename', path: '/servers/*/relay', to: 'link' }],
      { servers: { main: { relay: 'hunter2' } } },
      ['/servers/main/relay'],
    ],
    [
      'moves the map around it',
      [{ op: 'move', from: '/mail', path: '/smtp' }],
      { mail: { relay: 'hunter2' } },
      ['/mail/relay'],
    ],
  ] as const)
    test(`leaves it hidden where a person’s migration ${what}`, async () => {
      const { engine, ask } = await agentCalls(migrating(up, old, sensitive));
      await perform(engine, { kind: 'switch', profile: 'old' });
      const answer = await ask('getValue', {});
      assert.match(answer, /\[hidden\]/);
      assert.doesNotMatch(answer, /hunter2/);
    });

  test('hides it where it was before, too: an older backup has it there', async () => {
    const { engine, ask } = await agentCalls({
      ...migrating([{ op: 'move', from: '/mail/relay', path: '/smtp/relay' }], {}, ['/smtp/relay']),
      'app.json': json({ version: 1, mail: { relay: 'hunter2' }, smtp: {} }),
    });
    const { id } = await engine.createBackup({});
    await perform(engine, { kind: 'migrate' });
    assert.doesNotMatch(await ask('diff', { from: `backup:${id}` }), /hunter2/);
    assert.doesNotMatch((await ask('undo', {})) + (await ask('getValue', {})), /hunter2/);
  });
});

suite('a migration that depends on a secret tells an agent nothing of it', () => {
  const testing = (password: string, more: Files = {}): Files => ({
    'safekeep.json': json({ format: 1, targets: { app: 'app.json' } }),
    'migrations/1-2.json': json({
      format: 1,
      from: 1,
      to: 2,
      up: [{ op: 'test', path: '/password', value: 'hunter2' }],
    }),
    'app.json': json({ version: 2, k: 1 }),
    'profiles/old/app.json': json({ version: 1, password }),
    ...more,
  });

  test('whether its steps could be done or not', async () => {
    for (const password of ['hunter2', 'letmein']) {
      const { ask, carryOut } = await agentCalls(testing(password));
      for (const answer of [
        await ask('switchProfile', { profile: 'old' }),
        await carryOut('switchProfile', { profile: 'old' }),
      ]) {
        assert.match(answer, /Refused: the profile is at an older version and would be migrated/);
        assert.doesNotMatch(answer, /guard|another value/);
      }
    }
  });

  test('nor how an active profile in an older version differs from the live file', async () => {
    const answers = ['hunter2', 'letmein'].map(async (password) => {
      const { ask } = await agentCalls(
        testing(password, {
          'app.json': json({ version: 2, password: 'hunter2' }),
          '.safekeep/state.json': json({ format: 1, activeProfile: 'old', applied: {} }),
        }),
      );
      return lasting(await ask('status', {}));
    });
    const [first, second] = await Promise.all(answers);
    assert.match(first ?? '', /active profile: old/);
    assert.equal(first, second);
  });

  test('nor which version a file is in where the version is a secret', async () => {
    const answers = [1, 2, 3].map(async (version) => {
      const { ask } = await agentCalls({
        ...testing('x'),
        'safekeep.json': json({ format: 1, targets: { app: 'app.json' }, version: { pointer: '/pin' } }),
        'app.json': json({ pin: version }),
        'profiles/old/app.json': json({ pin: version, password: 'hunter2' }),
      });
      return [await ask('status', {}), await ask('switchProfile', { profile: 'old' })].map(lasting).join();
    });
    const [first, ...others] = await Promise.all(answers);
    assert.match(first ?? '', /Refused: the files depend on a version that is a secret here/);
    assert.doesNotMatch(first ?? '', /problem/);
    for (const other of others) assert.equal(other, first);
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
