// A schema comes with the repository and is asked about the whole file, secrets included: nothing of that reaches an agent.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { agentCalls, lasting } from '../support/agentCalls.ts';
import type { Files } from '../support/disk/configFolder.ts';

const json = (value: unknown) => JSON.stringify(value);

/** Each says at the root, and by a branch that fails, what the secret begins with. */
const spelling = {
  properties: { port: { type: 'integer' } },
  allOf: ['c', 'h', '['].map((letter) => ({
    if: { properties: { password: { pattern: `^${letter === '[' ? '\\[' : letter}` } } },
    then: { required: [`begins with ${letter}`] },
  })),
  not: { properties: { password: { const: 'hunter2-x' } }, required: ['password', 'done'] },
  anyOf: [{ properties: { password: { minLength: 14 } } }, { required: ['short'] }],
};

const withSecret = (password: string, more: Files = {}): Files => ({
  'schema.json': json(spelling),
  'current.json': json({ password, port: 'x' }),
  ...more,
});

const answers = async (
  files: Files,
  calls: readonly (readonly [tool: string, input: Readonly<Record<string, unknown>>])[],
) => {
  const { ask, carryOut } = await agentCalls(files);
  const said: string[] = [];
  for (const [tool, input] of calls)
    said.push(lasting(await ask(tool, input)), lasting(await carryOut(tool, input)));
  return said.join('\n');
};

suite('what a schema finds in a file with a secret', () => {
  const secrets = ['correct-horse', 'hunter2-x', 'a-longer-one-than-those', '4711'];

  test('is told to an agent the same, whatever the secret is', async () => {
    const calls = [
      ['status', {}],
      ['setValue', { path: 'done', json: 'true' }],
      ['removeValue', { path: 'done' }],
      ['status', {}],
    ] as const;
    const [first, ...others] = await Promise.all(secrets.map((secret) => answers(withSecret(secret), calls)));
    assert.doesNotMatch(first ?? '', /begins with|short/);
    for (const other of others) assert.equal(other, first);
  });

  test('decides no guard of a switch that brings the secret', async () => {
    const switched = secrets.map((secret) =>
      answers(
        withSecret('correct-horse', {
          'current.json': json({ password: 'old-secret-of-then', port: 1, short: 1 }),
          'profiles/dev.json': json({ password: secret, port: 2, short: 1, done: 1 }),
        }),
        [['switchProfile', { profile: 'dev' }]],
      ),
    );
    const [first, ...others] = await Promise.all(switched);
    assert.match(first ?? '', /Done: Switch to dev/);
    for (const other of others) assert.equal(other, first);
  });

  test('is told where it is about something else, by its place and not by lines', async () => {
    const { ask } = await agentCalls(withSecret('correct-horse'));
    assert.match(await ask('status', {}), /problem: current\.json, port: .*type integer/);
  });

  test('guards what else an agent sets', async () => {
    const { ask } = await agentCalls(
      withSecret('correct-horse', { 'current.json': json({ password: 'correct-horse', port: 1 }) }),
    );
    assert.match(
      await ask('setValue', { path: 'port', json: '"x"' }),
      /guard schema: current\.json would violate its schema/,
    );
  });

  test('guards what an agent sets in a profile, by what the profile and those that extend it resolve to', async () => {
    const said = secrets.map(async (secret) => {
      const { ask, carryOut, text } = await agentCalls(
        withSecret(secret, {
          'profiles/base.json': json({ password: secret, port: 1 }),
          'profiles/child.json': json({ $profile: { extends: 'base' }, done: 1 }),
          'profiles/whole.json': json({ port: 'x' }),
        }),
      );
      const port = { path: 'port', json: '"x"' };
      const answers = [
        await ask('setValue', { ...port, profile: 'base' }),
        await carryOut('setValue', { ...port, profile: 'base' }),
        await ask('setValue', { path: 'port', json: '3', profile: 'base' }),
        await ask('setValue', { path: 'more', json: '3', profile: 'whole' }),
      ];
      assert.equal(await text('profiles/base.json'), json({ password: secret, port: 1 }));
      return answers.map(lasting);
    });
    const [first, ...others] = await Promise.all(said);
    const [asked, done, fine, known] = first ?? [];
    for (const answer of [asked, done])
      assert.match(
        answer ?? '',
        /guard schema: profile .*base.* would violate its schema: .*integer[^]*guard schema: profile .*child.* would/,
      );
    for (const answer of [fine, known]) assert.doesNotMatch(answer ?? '', /guard/);
    for (const other of others) assert.deepEqual(other, first);
  });

  test('has lines and columns where no secret is in the file', async () => {
    const { ask } = await agentCalls({
      'schema.json': json(spelling),
      'current.json': json({ port: 'x', short: 1 }),
    });
    assert.match(await ask('status', {}), /problem: current\.json:1:2: /);
  });
});

test('items of a list that are secrets are no faults of it', async () => {
  const { ask } = await agentCalls({
    'schema.json': json({ properties: { pins: { uniqueItems: true, items: { pattern: '^\\d+$' } } } }),
    'current.json': json({ pins: ['4711', '0815'] }),
  });
  assert.doesNotMatch(await ask('status', {}), /problem/);
});
