// What stands beside a secret: an agent neither uncovers one by changing it, nor learns of one through it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { agentCalls, lasting, type AgentCalls } from '../support/agentCalls.ts';
import { perform, type Files } from '../support/disk/configFolder.ts';

const json = (value: unknown) => JSON.stringify(value, null, 2);

const secrets = ['correct-horse', 'hunter2-x', '-pS3cret', '4711', 'very-secret', 'pw-1', 'in-map'];
const beside: Files = {
  'safekeep.json': json({ format: 1, sensitive: ['/login/1'] }),
  'current.json': json({
    port: 1,
    env: [{ name: 'PGPASSWORD', value: 'correct-horse' }],
    args: ['run', '--password', 'hunter2-x'],
    cmd: ['mysql', '-pS3cret'],
    pins: ['4711', '0815'],
    login: ['bob', 'very-secret'],
    setting: { name: 'DB_PASSWORD', value: 'in-map' },
    db: { host: 'h', password: 'pw-1' },
  }),
};

const edits: readonly (readonly [tool: string, input: Readonly<Record<string, unknown>>])[] = [
  ['setValue', { path: 'env[0].name', json: '"HOST"' }],
  ['removeValue', { path: 'env[0].name' }],
  ['removeValue', { path: 'args[1]' }],
  ['setValue', { path: 'cmd[0]', json: '"echo"' }],
  ['setValue', { path: 'pins[2]', json: '{}' }],
  ['removeValue', { path: 'login[0]' }],
  ['setValue', { path: 'setting.name', json: '"HOST"' }],
  ['removeValue', { path: 'setting.name' }],
  ['removeValue', { path: 'db.password' }],
  ['removeValue', { path: 'db' }],
];

suite('an agent’s edit beside a secret', () => {
  for (const [tool, input] of edits)
    test(`is refused where it would uncover, remove or move one: ${tool} ${JSON.stringify(input)}`, async () => {
      const { carryOut, ask } = await agentCalls(beside);
      const answer = await carryOut(tool, input);
      assert.match(answer, /^\{"text":"Refused: /);
      const all = answer + (await ask('getValue', {}));
      for (const secret of secrets) assert.ok(!all.includes(secret), secret);
    });

  test('is made where it leaves all of them hidden', async () => {
    const { carryOut } = await agentCalls(beside);
    for (const input of [
      { path: 'port', json: '2' },
      { path: 'db.host', json: '"other"' },
      { path: 'setting.note', json: '"x"' },
    ])
      assert.match(await carryOut('setValue', input), /^\{"text":"Done: /);
    assert.match(await carryOut('removeValue', { path: 'db.host' }), /^\{"text":"Done: /);
  });
});

test('a secret in a merged list is hidden by whatever path it is asked for', async () => {
  const { ask } = await agentCalls({
    'safekeep.json': json({ format: 1, arrays: { '/env': 'append', '/args': 'append' } }),
    'current.json': json({ port: 1 }),
    'profiles/base.json': json({ env: [{ name: 'A', value: '1' }], args: ['run'] }),
    'profiles/prod.json': json({
      $profile: { extends: 'base', protected: true },
      env: [{ name: 'PGPASSWORD', value: 'pw4711' }],
      args: ['--pin', '4711'],
    }),
  });
  for (const path of ['', 'env[1].value', 'env[1]', 'args[2]', 'args']) {
    const answer = await ask('getValue', { profile: 'prod', path });
    assert.match(answer, /\[hidden\]/);
    assert.doesNotMatch(answer, /4711/);
  }
});

test('a name with a secret stays hidden when an agent restores its backup, and so does a key when it is undone', async () => {
  const { engine, ask, carryOut } = await agentCalls({
    'current.json': json({ password: 'hunter2-long-secret', tokens: { '3fa85f6457174562b3fc': 1 } }),
  });
  await engine.createBackup({ name: 'with hunter2-long-secret' });
  const key = '/tokens/3fa85f6457174562b3fc';
  await perform(engine, { kind: 'edit', edits: [{ op: 'remove', pointer: key }] });
  await carryOut('undo', {});
  await carryOut('restoreBackup', { backup: 'with hunter2-long-secret' });
  await perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/port', value: 1 }] });
  await carryOut('restoreBackup', { backup: (await engine.snapshot()).backups.at(-1)?.id });
  const told = (await ask('status', {})) + (await ask('listBackups', {}));
  assert.match(told, /Restore|Undo/);
  assert.doesNotMatch(told, /hunter2|3fa85f6457174562b3fc/);
});

const guess = '4711';
type Oracle = readonly [
  what: string,
  files: (secret: string) => Files,
  ask: (calls: AgentCalls) => Promise<readonly string[]>,
];

const user = (pin: string) => ({ name: 'ada', pin });
const guessed = json(user(guess));
const oracles: readonly Oracle[] = [
  [
    'a list whose items must differ',
    (pin) => ({
      'schema.json': json({ properties: { users: { uniqueItems: true } } }),
      'current.json': json({ users: [user(pin)] }),
    }),
    async ({ ask }) => [await ask('setValue', { path: 'users[1]', json: guessed })],
  ],
  [
    'a list that profiles append to',
    (pin) => ({
      'safekeep.json': json({ format: 1, arrays: { '/users': 'append' } }),
      'current.json': json({ port: 1 }),
      'profiles/base.json': json({ users: [user(pin)] }),
      'profiles/prod.json': json({ $profile: { extends: 'base', protected: true } }),
      'profiles/dev.json': json({ $profile: { extends: 'base' }, users: [{ name: 'x' }] }),
    }),
    async ({ ask }) => [await ask('setValue', { profile: 'dev', path: 'users[1]', json: guessed })],
  ],
  [
    'how much a switch would lose',
    (pin) => ({
      'current.json': json({ args: ['run', '--pin', pin] }),
      'profiles/open.json': json({ args: ['run'] }),
    }),
    async ({ ask, carryOut }) => [
      await carryOut('setValue', { profile: 'open', path: 'args[1]', json: json(guess) }),
      await ask('switchProfile', { profile: 'open' }),
    ],
  ],
  [
    'what stands behind a custom tag',
    (pin) => ({
      'current.yaml': `db: !vault {password: ${json(pin)}, port: 1}\nl: !x [{name: API_KEY, value: ${json(pin)}}]\n`,
      'profiles/dev.yaml': 'port: 1\n',
    }),
    async ({ ask }) => [
      await ask('setValue', { path: '/db/password', json: json(guess) }),
      await ask('setValue', { path: '/l/0/value', json: json(guess) }),
      await ask('setValue', { profile: 'dev', path: '/db/password', json: json(guess) }),
      await ask('removeValue', { path: '/db/password' }),
    ],
  ],
  [
    'which items of a list a switch would lose',
    (pin) => ({
      'current.json': json({ users: [{ password: 'one' }, { password: pin }] }),
      'profiles/dev.json': json({ users: [{ password: guess }] }),
    }),
    async ({ ask }) => [await ask('switchProfile', { profile: 'dev' })],
  ],
  [
    'what a switch would lose that a migration makes a secret',
    (pin) => ({
      'safekeep.json': json({ format: 1, guard: { maxRemovedShare: 0.1 } }),
      'migrations/a.json': json({
        from: '1.0.0',
        to: '1.1.0',
        up: [{ op: 'move', from: '/password', path: '/unlock' }],
      }),
      'current.json': json({ version: '1.1.0', unlock: pin, a: 1, b: 2 }),
      'profiles/dev.json': json({ version: '1.1.0', y: { unlock: guess } }),
    }),
    async ({ ask }) => [await ask('switchProfile', { profile: 'dev' })],
  ],
  [
    'whether an undo finds its commit’s own text',
    (pin) => ({ 'current.json': json({ port: 1, db: { host: 'h', pin } }) }),
    async ({ ask, carryOut, engine }) => {
      const answers = [
        await carryOut('setValue', { path: 'port', json: '2' }),
        await carryOut('removeValue', { path: 'db.pin' }),
        await carryOut('setValue', { path: 'db.pin', json: json(guess) }),
      ];
      return [...answers, await ask('undo', { commit: (await engine.snapshot()).history[0]?.id })];
    },
  ],
  [
    'how a live file differs from its profile',
    (pin) => ({
      'current.json': json({ port: 1, db: { host: 'h', pin } }),
      'profiles/dev.json': json({ port: 1, db: { host: 'h', pin } }),
    }),
    async ({ ask, carryOut }) => [
      await carryOut('switchProfile', { profile: 'dev' }),
      await carryOut('removeValue', { path: 'db.pin' }),
      await carryOut('removeValue', { path: 'db.pin', profile: 'dev' }),
      await carryOut('setValue', { path: 'db.pin', json: json(guess) }),
      await ask('status', {}),
    ],
  ],
  [
    'a key',
    (pin) => ({ 'current.json': json({ registries: { [`https://bob:${pin}@reg.example.com`]: { x: 1 } } }) }),
    async ({ ask }) => [
      await ask('getValue', { path: `/registries/https:~1~1bob:${guess}@reg.example.com` }).catch(String),
    ],
  ],
];

suite('a guess is neither confirmed nor denied by', () => {
  for (const [what, files, ask] of oracles)
    test(what, async () => {
      const [right, wrong] = await Promise.all(
        [guess, '9999'].map(async (secret) => (await ask(await agentCalls(files(secret)))).map(lasting)),
      );
      assert.deepEqual(right, wrong);
    });
});

suite('a profile that may be protected counts as protected for an agent', () => {
  const files = (production: string): Files => ({
    'current.yaml': 'port: 1\n',
    'profiles/base.yaml': 'port: 1\n',
    'profiles/production.yaml': production,
  });

  for (const word of ['yes', '"true"', '1', '[true]', 'null'])
    test(`where it says protected: ${word}`, async () => {
      const { carryOut } = await agentCalls(files(`$profile: { protected: ${word} }\nport: 9\n`));
      const answer = await carryOut('switchProfile', { profile: 'production' });
      assert.match(answer, /^\{"text":"Refused: profile \\"production\\" is protected/);
    });

  const said = '$profile: { extends: base, protected: true }\nport: 9\n';
  for (const [where, production] of [
    ['in the first of several documents', `${said}---\nmore: 1\n`],
    ['in another of several documents', `port: 9\n---\n${said}`],
    ['behind a tag', `!app\n${said}`],
    ['behind a tag of one of several documents', `--- !app\n${said}---\nmore: 1\n`],
    ['in a list', `- ${said.trimEnd().replace('\n', '\n  ')}\n`],
  ] as const)
    test(`where it says so ${where}, with all that it may be made of`, async () => {
      const { carryOut, engine, write } = await agentCalls(files('port: 9\n'));
      await perform(engine, { kind: 'switch', profile: 'production' });
      await write({ 'profiles/production.yaml': production });
      const profile = (await engine.snapshot()).profiles.find(({ name }) => name === 'production');
      assert.equal(profile?.metadata.protected, true);
      for (const input of [
        { path: 'port', json: '7' },
        { profile: 'base', path: 'port', json: '7' },
      ])
        assert.match(
          await carryOut('setValue', input),
          /^\{"text":"Refused: profile \\"production\\" is protected/,
        );
      await perform(engine, { kind: 'switch', profile: 'base' });
      const answer = await carryOut('switchProfile', { profile: 'production' });
      assert.match(answer, /^\{"text":"(Refused: profile \\"production\\" is protected|error invalid: )/);
    });

  test('where it does not parse, with all that it may be made of', async () => {
    const { carryOut, engine, write } = await agentCalls(files('$profile: { extends: base }\nport: 9\n'));
    await perform(engine, { kind: 'switch', profile: 'production' });
    await write({ 'profiles/production.yaml': '$profile: { extends: base, protected: true }\na: [1\n' });
    for (const input of [
      { path: 'port', json: '7' },
      { profile: 'base', path: 'port', json: '7' },
    ])
      assert.match(
        await carryOut('setValue', input),
        /^\{"text":"Refused: profile \\"production\\" can't be read, so it may be protected/,
      );
  });
});
