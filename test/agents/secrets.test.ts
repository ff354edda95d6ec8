// Whatever the folder and whatever is asked: no answer has a secret in it that the agent did not say itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agentCalls, lasting } from '../support/agentCalls.ts';
import { perform, type Files } from '../support/disk/configFolder.ts';
import { randomRuns } from '../support/sizes.ts';

const secret = fc.stringMatching(/^[a-z0-9 "\\/~é:=@-]{10,30}$/).map((text) => `s3cr${text}t`);
const name = fc.constantFrom(
  'password',
  'apiKey',
  'dbpassword',
  'PGPASSWORD',
  '密码',
  'client-key-data',
  'auth',
);

/** A document that holds it in one of the ways that people write them. */
const holding = (hidden: string) =>
  fc.oneof(
    name.map((key): object => ({ [key]: hidden, plain: hidden, port: 1 })),
    name.map((key): object => ({ a: [{ id: 1, [key]: hidden }, { id: 2 }], note: `it is ${hidden}` })),
    name.map((key): object => ({ env: [{ Name: key, Value: hidden }], sentence: hidden })),
    name.map((key): object => ({ args: [`--${key}`, hidden], [`of ${hidden}`]: 1 })),
    fc.constant<object>({ tokens: { [hidden]: 1 }, token: hidden, schema: hidden }),
  );

const folders = fc
  .tuple(secret, secret)
  .chain(([one, other]) => fc.tuple(fc.constant([one, other]), holding(one), holding(other)));

test('no character of a secret is in any answer to an agent', async () => {
  await fc.assert(
    fc.asyncProperty(folders, async ([secrets, live, profile]) => {
      const { ask, carryOut, engine } = await agentCalls({
        'current.json': JSON.stringify(live, null, 2),
        'schema.json': JSON.stringify({ properties: { schema: { const: secrets[0] } } }),
        'profiles/open.json': JSON.stringify({ $profile: { description: `for ${secrets[1]}` }, ...profile }),
      });
      await engine.createBackup({ name: `with ${secrets[0]}`, note: `and ${secrets[1]}` });
      const answers = [
        await ask('status'),
        await ask('listProfiles'),
        await ask('listBackups'),
        await ask('getValue'),
        await ask('getValue', { path: 'plain' }),
        await ask('getValue', { path: 'env[0].Value' }),
        await ask('getValue', { path: 'args[1]' }),
        await ask('getValue', { path: 'note', profile: 'open' }),
        await ask('getValue', { profile: 'open' }),
        await ask('diff', { from: 'profile:open' }),
        await ask('diff', { from: 'backup:latest', to: 'profile:open' }),
        await ask('setValue', { path: 'a', json: '[{"id":2}]' }),
        await ask('setValue', { path: 'port', json: '"x"', profile: 'open' }),
        await ask('removeValue', { path: 'tokens' }),
        await carryOut('setValue', { path: 'port', json: '2' }),
        await carryOut('switchProfile', { profile: 'open' }),
        await carryOut('restoreBackup', { backup: 'latest' }),
        await carryOut('undo'),
        await ask('status'),
      ];
      for (const found of secrets)
        for (const answer of answers)
          for (const form of [found, JSON.stringify(found).slice(1, -1), found.slice(0, 9)])
            assert.ok(!answer.includes(form), `${found} in ${answer}`);
    }),
    { numRuns: randomRuns(15) },
  );
});

/** Each document has a place for four secrets; which of them are the same is what nobody may tell. */
const withSecrets = ([one = '', two = '', three = '', four = '']: readonly string[], port: number) => ({
  port,
  note: 'plain',
  db: { password: one, url: `postgres://u:${two}@h/x`, host: `h${port % 2}` },
  pins: [three, four],
  list: [
    { name: 'a', token: two },
    { name: 'b', token: one },
  ],
});

const fourSecrets = fc.array(fc.constantFrom('alpha-7', 'bravo-7', 'delta-7'), {
  minLength: 4,
  maxLength: 4,
});
const documents = fc.record({
  secrets: fc.tuple(fourSecrets, fourSecrets),
  port: fc.integer({ min: 1, max: 3 }),
});

test('every answer to an agent is the same, whatever the secrets are, and which of them are the same', async () => {
  const guess = { path: 'db.password', json: '"alpha-7"' };
  const calls: readonly (readonly ['ask' | 'carryOut', string, object?])[] = [
    ['ask', 'status'],
    ['ask', 'getValue'],
    ['ask', 'diff', { from: 'profile:open' }],
    ['ask', 'diff', { from: 'backup:first', to: 'profile:open' }],
    ['ask', 'switchProfile', { profile: 'open' }],
    ['carryOut', 'setValue', { ...guess, profile: 'open' }],
    ['carryOut', 'setValue', { path: 'pins', json: '["bravo-7","alpha-7","alpha-7"]', profile: 'open' }],
    ['ask', 'diff', { from: 'profile:open' }],
    ['ask', 'switchProfile', { profile: 'open' }],
    ['ask', 'status'],
    ['carryOut', 'setValue', guess],
    ['ask', 'status'],
    ['ask', 'listBackups'],
    ['ask', 'diff', { from: 'backup:latest' }],
    ['ask', 'restoreBackup', { backup: 'first' }],
    ['ask', 'restoreBackup', { backup: 'first', only: ['db.password'] }],
    ['carryOut', 'restoreBackup', { backup: 'first', only: ['db'] }],
    ['ask', 'undo'],
    ['carryOut', 'switchProfile', { profile: 'open' }],
    ['carryOut', 'restoreBackup', { backup: 'first' }],
    ['carryOut', 'undo'],
    ['carryOut', 'removeValue', { path: 'db.password' }],
    ['ask', 'status'],
    ['ask', 'listBackups'],
  ];
  const answersOf = async (files: Files) => {
    // The first switch is a person's, and says which profile seemed to be active before it: none.
    const folder = await agentCalls({ ...files, 'current.json': '{}' });
    await perform(folder.engine, { kind: 'switch', profile: 'used' });
    await folder.write({ 'current.json': files['current.json'] ?? '' });
    await folder.engine.createBackup({ name: 'first' });
    const answers: string[] = [];
    for (const [how, name, input] of calls)
      answers.push(`${name}: ${lasting(await folder[how](name, input))}`);
    return answers;
  };
  await fc.assert(
    fc.asyncProperty(documents, documents, documents, async (live, used, open) => {
      const [one, other] = await Promise.all(
        ([0, 1] as const).map((index) => {
          const text = ({ secrets, port }: typeof live) =>
            JSON.stringify(withSecrets(secrets[index], port), null, 2);
          return answersOf({
            'current.json': text(live),
            'profiles/used.json': text(used),
            'profiles/open.json': text(open),
          });
        }),
      );
      assert.deepEqual(one, other);
    }),
    { numRuns: randomRuns(10) },
  );
});

test('a secret that a migration moves or copies stays hidden, and so does what it is counted into', async () => {
  const { engine, ask, carryOut } = await agentCalls({
    'current.yaml': 'version: 2\nplain: a\nnum: 1\n',
    'profiles/old.yaml': 'version: 1\ndb:\n  password: short77\n  pin: 8391\n',
    'migrations/1.yaml': [
      'from: 1',
      'to: 2',
      'up:',
      '  - { op: move, from: /db/password, path: /plain }',
      '  - { op: copy, from: /plain, path: /again }',
      '  - { op: move, from: /db/pin, path: /num }',
      '  - { op: scale, path: /num, factor: 2 }',
    ].join('\n'),
  });
  const answers = [
    await ask('switchProfile', { profile: 'old' }),
    await carryOut('switchProfile', { profile: 'old' }),
    await perform(engine, { kind: 'switch', profile: 'old' }).then(() => ask('getValue')),
    await ask('status'),
  ];
  assert.match(answers[0] ?? '', /Refused: /);
  assert.match(answers[2] ?? '', /again.*\[hidden\]/);
  assert.doesNotMatch(answers.join('\n'), /short77|8391|16782/);
});

test('a secret that several migrations move stays hidden, in whatever order their files stand', async () => {
  const { engine, ask, carryOut } = await agentCalls({
    'current.yaml': 'version: 11\nlast: x\n',
    'profiles/old.yaml': 'version: 9\npin: 8391\n',
    'migrations/10.yaml': 'from: 10\nto: 11\nup: [{ op: move, from: /next, path: /last }]\n',
    'migrations/9.yaml': 'from: 9\nto: 10\nup: [{ op: move, from: /pin, path: /next }]\n',
  });
  const answers = [
    await carryOut('switchProfile', { profile: 'old' }),
    await perform(engine, { kind: 'switch', profile: 'old' }).then(() => ask('getValue')),
  ];
  assert.match(answers[1] ?? '', /last.*\[hidden\]/);
  assert.doesNotMatch(answers.join('\n'), /8391/);
});

test('a version that is a secret is not told of', async () => {
  const { ask } = await agentCalls({
    'safekeep.yaml': 'version: { pointer: /db/pin, expected: 99999 }\n',
    'current.yaml': 'a: 1\ndb: { pin: 99999 }\n',
    'profiles/old.yaml': 'a: 2\ndb: { pin: 8391 }\n',
    'migrations/1.yaml': 'from: 1\nto: 2\nup:\n  - { op: remove, path: /gone, optional: true }\n',
  });
  for (const [name, input] of [
    ['switchProfile', { profile: 'old' }],
    ['setValue', { path: 'a', json: '3' }],
    ['status', {}],
  ] as const)
    assert.doesNotMatch(await ask(name, input), /8391/, name);
});

const broken: Readonly<Record<string, string>> = {
  'a.json': '{"password": "abc" S3CRET2}',
  'b.json': '{"password": S3CRET2}',
  'c.jsonc': '{"S3CRET2": 1, "S3CRET2": 2}',
  'd.json': '{"a": "x\\S3CRET2"}',
  'a.yaml': 'password: *S3CRET2\n',
  'b.yaml': 'password: |S3CRET2\n',
  'c.yaml': 'password: !<S3CRET2 x\n',
  'd.yaml': 'password: "\\S3CRET2"\n',
  'e.yaml': '%S3CRET2\npassword: !S3CRET2!x 1\n',
  'f.yaml': 'S3CRET2: 1\nS3CRET2: 2\n',
  'g.yaml': 'a: 1\n}S3CRET2\n',
  'h.yaml': 'a: [1]S3CRET2\n b: c\n',
};

for (const [name, text] of Object.entries(broken))
  test(`nothing is told of what stands in ${name} that does not parse`, async () => {
    const extension = name.slice(name.indexOf('.'));
    for (const [path, others] of [
      [`current${extension}`, { 'profiles/p.json': '{"a": 1}' }],
      [`profiles/p${extension}`, { 'current.json': '{"a": 1}' }],
      [`safekeep${extension}`, { 'current.json': '{"a": 1}' }],
      ['schema.json', { 'current.json': '{"a": 1}' }],
    ] as const) {
      if (path.startsWith('safekeep') && extension === '.jsonc') continue;
      const { ask, carryOut } = await agentCalls({ ...others, [path]: text });
      const answers = [
        await ask('status'),
        await ask('listProfiles'),
        await ask('getValue'),
        await ask('getValue', { profile: 'p' }),
        await ask('diff', { from: 'profile:p' }),
        await ask('setValue', { path: 'a', json: '2' }),
        await ask('setValue', { path: 'a', json: '2', profile: 'p' }),
        await carryOut('switchProfile', { profile: 'p' }),
        await carryOut('removeValue', { path: 'a' }),
      ];
      assert.doesNotMatch(answers.join('\n'), /S3CRET2/i, path);
    }
  });
