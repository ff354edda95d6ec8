// An agent that writes a guess at the place of a secret learns from no refusal whether it is right.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { agentCalls, lasting, type AgentCalls } from '../support/agentCalls.ts';
import { perform, type Files } from '../support/disk/configFolder.ts';

const guess = 'alpha-7';
const filesWith = (secret: string): Files => ({
  'schema.json': JSON.stringify({ properties: { tokens: { uniqueItems: true }, port: { type: 'number' } } }),
  'current.json': documentWith(secret),
  'profiles/used.json': documentWith(secret),
  'profiles/open.json': JSON.stringify({ port: 2, db: { password: 'x' }, tokens: ['y'] }),
});

function documentWith(secret: string): string {
  return JSON.stringify({ port: 1, db: { password: secret }, tokens: [secret, 'b', 'c', 'd', 'e'] }, null, 2);
}

/** The same answers where the guess is right and where it is wrong. */
async function sameAnswers(
  ask: (calls: AgentCalls) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const [right = [], wrong = []] = await Promise.all(
    [guess, 'zulu-9'].map(async (secret) => {
      const calls = await agentCalls(filesWith(secret));
      await perform(calls.engine, { kind: 'switch', profile: 'used' });
      return (await ask(calls)).map(lasting);
    }),
  );
  assert.deepEqual(right, wrong);
  return right;
}

suite('a guess at a secret', () => {
  test('is not written where one is, in whatever file', async () => {
    const { ask, carryOut, engine } = await agentCalls({
      ...filesWith(guess),
      'profiles/hidden.json': JSON.stringify({ $profile: { protected: true }, api: { token: guess } }),
    });
    await perform(engine, { kind: 'switch', profile: 'used' });
    for (const [path, value, profile] of [
      ['db.password', guess],
      ['db.password', guess, 'open'],
      ['db', { password: guess, host: 'x' }, 'open'],
      ['tokens[1]', guess],
      ['tokens[5]', guess],
      ['tokens', [guess]],
      ['api.token', guess],
    ] as const)
      assert.match(
        await carryOut('setValue', { path, json: JSON.stringify(value), ...(profile ? { profile } : {}) }),
        /^\{"text":"Refused: .+ (contains a secret, and agents can't change or remove an existing one|is in a list that contains a secret, or in a map whose keys are secrets, and agents can't change those)\./,
      );
    assert.match(
      await ask('setValue', { path: 'db.host', json: '"x"' }),
      /^\nEdit current\.json: set \/db\/host\n/,
    );
    assert.match(await carryOut('setValue', { path: 'mail.password', json: '"new"' }), /^\{"text":"Done: /);
  });

  test('is neither confirmed nor denied by undoing, by losses, by a schema, or by what seems to be active', async () => {
    await sameAnswers(async ({ engine, ask, carryOut }) => {
      await perform(engine, { kind: 'switch', profile: 'open' });
      await perform(engine, { kind: 'switch', profile: 'used' });
      const commit = (await engine.snapshot()).history[0]?.id;
      const answers: string[] = [];
      for (const edit of [
        { path: 'db.password', json: JSON.stringify(guess) },
        { path: 'tokens', json: JSON.stringify([guess, 'b']), profile: 'open' },
        { path: 'tokens[1]', json: JSON.stringify(guess) },
        { path: 'tokens[1]', json: JSON.stringify(guess), profile: 'used' },
      ])
        answers.push(
          await carryOut('setValue', edit),
          await ask('status'),
          await ask('switchProfile', { profile: 'open' }),
        );
      return [...answers, await ask('undo', { commit })];
    });
  });
});
