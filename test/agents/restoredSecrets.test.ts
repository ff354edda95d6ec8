// What a backup holds: an agent brings no secret of it to a place where nothing says that it is one.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { agentCalls, lasting } from '../support/agentCalls.ts';

const secret = 'hunter2-correct-horse';

interface Case {
  readonly what: string;
  readonly then: string;
  readonly now: string;
  readonly only: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: 'an item of a list, whose place is another one now',
    then: `args:\n  - run\n  - --password\n  - ${secret}\n`,
    now: 'args:\n  - run\n',
    only: ['/args/2'],
  },
  {
    what: 'a part of an item that has another name now',
    then: `env:\n  - id: 1\n    name: DB_PASSWORD\n    value: ${secret}\n`,
    now: 'env:\n  - id: 0\n  - id: 1\n    name: FOO\n',
    only: ['/env/0/value'],
  },
  {
    what: 'a part of what stood behind a tag',
    then: `slot: !vault\n  Name: DB_PASSWORD\n  Value: ${secret}\n`,
    now: 'slot:\n  Name: DB_USER\n',
    only: ['/slot/Value'],
  },
  {
    what: 'what stood behind a tag, as a part of it',
    then: `slots:\n  one: !vault\n    Name: DB_PASSWORD\n    Value: ${secret}\n`,
    now: 'slots:\n  one:\n    Name: DB_USER\n',
    only: ['/port', '/slots/one/Value'],
  },
  {
    what: 'the whole list',
    then: `lists:\n  - [run]\n  - [--password, ${secret}]\n`,
    now: 'lists: []\n',
    only: ['/lists/1/1'],
  },
];

suite('an agent restores no secret alone', () => {
  for (const { what, then, now, only } of cases)
    test(what, async () => {
      const { engine, write, text, carryOut, ask } = await agentCalls({ 'current.yaml': then });
      await engine.createBackup({ name: 'then' });
      await write({ 'current.yaml': now });
      const answers = [
        await ask('restoreBackup', { backup: 'then', only, preview: true }),
        await carryOut('restoreBackup', { backup: 'then', only }),
        await ask('getValue'),
      ];
      assert.match(answers[1] ?? '', /^\{"text":"Refused: /);
      assert.ok(!answers.join('\n').includes(secret));
      assert.equal(await text('current.yaml'), now);
    });

  test('but other keys, and a whole backup with the secrets in it', async () => {
    const then = `port: 1\ndb:\n  host: h\n  password: ${secret}\n`;
    const { engine, write, text, carryOut } = await agentCalls({ 'current.yaml': then });
    await engine.createBackup({ name: 'then' });
    await write({ 'current.yaml': 'port: 2\ndb:\n  host: other\n' });
    assert.match(await carryOut('restoreBackup', { backup: 'then', only: ['db.host', '/port'] }), /Done: /);
    assert.equal(await text('current.yaml'), 'port: 1\ndb:\n  host: h\n');
    const whole = await carryOut('restoreBackup', { backup: 'then' });
    assert.match(whole, /Done: /);
    assert.ok(!whole.includes(secret));
    assert.equal(await text('current.yaml'), then);
  });
});

test('what is hidden behind a tag is not opened part by part by a switch', async () => {
  const { carryOut } = await agentCalls({
    'current.yaml': `slot: !vault\n  Name: DB_PASSWORD\n  Value: ${secret}\n`,
    'profiles/dev.yaml': `slot:\n  Name: DB_USER\n  Value: ${secret}\n`,
  });
  assert.match(await carryOut('switchProfile', { profile: 'dev' }), /^\{"text":"Refused: /);
});

test('a right guess of a secret in a backup is answered as a wrong one', async () => {
  const answers = ['word7', 'word9999'].map(async (pin) => {
    const { engine, write, ask, carryOut } = await agentCalls({
      'current.yaml': `env:\n  - Name: DB_PASSWORD\n    Value: ${pin}\n`,
    });
    await engine.createBackup({ name: 'then' });
    await write({ 'current.yaml': 'note: x\nenv: []\n' });
    const guesses = Array.from({ length: 20 }, (_, index) => ({ Name: `n${index}`, Value: `word${index}` }));
    return [
      await carryOut('setValue', { path: 'env', json: JSON.stringify([{ z: 1 }, ...guesses]) }),
      await ask('restoreBackup', { backup: 'then', only: ['/env/0/Name'], preview: true }),
      await carryOut('restoreBackup', { backup: 'then', only: ['/note', '/env/0/Name'] }),
      await carryOut('setValue', { path: 'note', json: '"word7"' }),
      await ask('restoreBackup', { backup: 'then' }),
    ];
  });
  const [right, wrong] = await Promise.all(answers);
  assert.deepEqual(right?.map(lasting), wrong?.map(lasting));
  assert.match(right?.[1] ?? '', /Refused: env\.0\.Name is in a list that contains a secret/);
});

test('an agent names no more keys of a backup than a person can look through', async () => {
  const { engine, ask } = await agentCalls({ 'current.json': '{ "port": 1 }' });
  await engine.createBackup({ name: 'then' });
  const only = Array.from({ length: 101 }, () => 'port');
  assert.match(
    await ask('restoreBackup', { backup: 'then', only }),
    /the input doesn't match the tool's schema/,
  );
  assert.doesNotMatch(await ask('restoreBackup', { backup: 'then', only: only.slice(1) }), /doesn't match/);
});
