// What references in profiles stand for is in no answer to an agent, whatever it writes to see it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { agentCalls } from '../support/agentCalls.ts';
import { perform } from '../support/disk/configFolder.ts';
import { testUser } from '../support/disk/testUser.ts';

const planted = {
  stored: 'zebra-quilt-forty',
  rotated: 'heron-violet-sixty',
  variable: 'otter-cinder-eighty',
  withDefault: 'mole-amber-ninety',
};

async function folder() {
  const stored = new Map([['DB', planted.stored]]);
  const environment: Record<string, string | undefined> = {
    TOKEN: planted.variable,
    PLAIN: planted.withDefault,
  };
  const calls = await agentCalls(
    {
      'current.yaml': 'a: 1\n',
      'profiles/open.yaml':
        'place: ${secret:DB}\nnote: "x ${env:TOKEN} y"\nother: ${env:PLAIN:-none}\nport: 1\n',
      'profiles/next.yaml': '$profile: { extends: open }\nport: 2\n',
    },
    { user: testUser(undefined, environment, stored) },
  );
  return { ...calls, stored };
}

suite('what references stand for', () => {
  test('is in no answer to an agent, before a switch, after it, and after the value changed', async () => {
    const { ask, carryOut, engine, stored, write, text } = await folder();
    const answers: string[] = [];
    const askAll = async () => {
      for (const [tool, given] of [
        ['status', {}],
        ['listProfiles', {}],
        ['listBackups', {}],
        ['getValue', {}],
        ['getValue', { path: 'place' }],
        ['getValue', { path: 'other' }],
        ['getValue', { profile: 'next' }],
        ['diff', { from: 'profile:open' }],
        ['diff', { from: 'profile:open', to: 'profile:next' }],
        ['switchProfile', { profile: 'open' }],
        ['switchProfile', { profile: 'next' }],
        ['setValue', { path: 'seen', json: '"${env:PLAIN:-x}"', profile: 'open' }],
      ] as const)
        answers.push(await ask(tool, given));
    };
    await askAll();
    answers.push(await carryOut('switchProfile', { profile: 'open' }));
    assert.equal(await text('current.yaml'), 'a: 1\n', 'an agent confirms no reference');
    await perform(engine, { kind: 'switch', profile: 'open' });
    assert.match((await text('current.yaml')) ?? '', new RegExp(`place: ${planted.stored}\n`));
    await askAll();
    stored.set('DB', planted.rotated);
    await askAll();
    answers.push(await carryOut('setValue', { path: 'seen', json: '"${secret:DB}"', profile: 'open' }));
    await askAll();
    await write({ 'current.yaml': `${(await text('current.yaml')) ?? ''}copy: ${planted.stored}\n` });
    await askAll();
    for (const secret of Object.values(planted))
      assert.deepEqual(
        answers.filter((answer) => answer.includes(secret)),
        [],
        secret,
      );
  });
});
