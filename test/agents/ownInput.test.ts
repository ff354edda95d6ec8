// What an agent says itself: it is shown as it came, it tells nothing about the secrets, and what stands for a secret is
// never written over one.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { agentCalls, lasting } from '../support/agentCalls.ts';
import type { Files } from '../support/disk/configFolder.ts';

const db = { host: 'a', password: 'hunter2-hunter2', pin: 1234, url: 'postgres://u:tiger3tiger3@h/x' };
const files: Files = {
  'current.json': `${JSON.stringify({ db, list: [{ name: 'a', token: 'zebra4-zebra4' }], port: 1 }, null, 2)}\n`,
  'profiles/open.json': JSON.stringify({ db }),
};

suite('what stands for a secret', () => {
  for (const [what, input] of [
    ['at a key', { path: 'db.password', json: '"[hidden]"' }],
    ['deep in a value', { path: 'db', json: '{"host":"b","more":[{"url":"postgres://[hidden]@h/x"}]}' }],
    ['in a key of a value', { path: 'db', json: '{"[hidden]":1}' }],
    ['in the key that is set', { path: '/tokens/[hidden]', json: '1' }],
    ['in other writing', { path: 'db.password', json: '"\\u005bhidden\\u005d"' }],
    ['in a profile', { path: 'db.password', json: '"[hidden]"', profile: 'open' }],
  ] as const)
    test(`is not written ${what}`, async () => {
      const { carryOut, text, engine } = await agentCalls(files);
      assert.match(
        await carryOut('setValue', input),
        /contains \[hidden\], which stands for a secret that isn't shown/,
      );
      assert.equal(await text('current.json'), files['current.json']);
      assert.deepEqual((await engine.snapshot()).history, []);
    });

  test('is not brought back by a backup either', async () => {
    const { ask, engine, write } = await agentCalls({
      ...files,
      'current.json': '{ "note": "[hidden]", "a": 1 }',
    });
    await engine.createBackup({ name: 'then' });
    await write({ 'current.json': '{ "note": "whole", "a": 1 }' });
    assert.match(
      await ask('restoreBackup', { backup: 'then' }),
      /^Refused: current\.json would contain \[hidden\]/,
    );
    assert.match(await ask('restoreBackup', { backup: 'then', only: ['note'] }), /^Refused: /);
  });

  test('is no obstacle where it was there before', async () => {
    const { carryOut, text } = await agentCalls({
      ...files,
      'current.json': '{ "note": "[hidden]", "a": 1 }',
    });
    assert.match(await carryOut('setValue', { path: 'a', json: '2' }), /Done/);
    assert.equal(await text('current.json'), '{ "note": "[hidden]", "a": 2 }');
  });
});

suite('what an agent would set', () => {
  test('is shown as it came, unless it stands at a secret key', async () => {
    const { ask } = await agentCalls(files);
    const said = 'x hunter2-hunter2 postgres://me:mine@h';
    const changed = await ask('setValue', { path: 'db.host', json: JSON.stringify(said) });
    assert.match(changed, /^~ \/db\/host {2}"a" → "x hunter2-hunter2 postgres:\/\/me:mine@h"$/m);
    const asked = await ask('setValue', {
      path: 'mail',
      json: JSON.stringify({ host: said, password: 'koala5-koala5' }),
    });
    assert.match(asked, /"host":"x hunter2-hunter2 postgres:\/\/me:mine@h","password":"\[hidden\]"/);
    assert.doesNotMatch(asked, /koala5/);
  });

  // The first of each pair is the secret; the others have its form.
  for (const [path, ...guesses] of [
    ['db.password', 'hunter2-hunter2', 'koala5-koala5x'],
    ['db.pin', 1234, 4321],
    ['list[0].token', 'zebra4-zebra4', 'koala5-koala5'],
    ['list', [{ name: 'a', token: 'zebra4-zebra4' }], [{ name: 'a', token: 'koala5-koala5' }]],
    ['db', db, { ...db, password: 'koala5-koala5x' }, { ...db, pin: 4321 }],
  ] as const)
    for (const where of [{}, { profile: 'open' }])
      test(`says nothing about what ${path} is${'profile' in where ? ' in a profile' : ''}, asked or done`, async () => {
        const answers: string[][] = [];
        for (const guess of guesses) {
          const { ask, carryOut } = await agentCalls({
            ...files,
            'profiles/open.json': files['current.json'] ?? '',
          });
          const input = { path, json: JSON.stringify(guess), ...where };
          answers.push([
            await ask('setValue', { ...input, preview: true }),
            await ask('setValue', input),
            lasting(await carryOut('setValue', input)),
            lasting(await ask('status')),
            lasting(await ask('listBackups')),
          ]);
        }
        for (const answer of answers) assert.deepEqual(answer, answers[0]);
        assert.doesNotMatch(JSON.stringify(answers), /hunter2|zebra4/);
      });

  test('says nothing about secrets elsewhere, whatever list of guesses it holds', async () => {
    const { ask } = await agentCalls(files);
    const guesses = 'koala5 hunter2-hunter2 1234 tiger3tiger3 zebra4-zebra4';
    for (const [name, input] of [
      ['setValue', { path: 'note', json: JSON.stringify(guesses), preview: true }],
      ['setValue', { path: 'new.deep', json: JSON.stringify(guesses) }],
      ['setValue', { path: `/${guesses}`, json: '1' }],
      ['removeValue', { path: `/${guesses}` }],
      ['getValue', { path: `/${guesses}` }],
      ['getValue', { profile: guesses }],
      ['getValue', { target: guesses }],
      ['diff', { from: `profile:${guesses}` }],
      ['switchProfile', { profile: guesses }],
      ['restoreBackup', { backup: guesses }],
      ['undo', { commit: guesses }],
      ['createBackup', { name: guesses }],
    ] as const) {
      const said = await ask(name, input);
      assert.doesNotMatch(said, /\[hidden\]/, name);
    }
  });

  test('says nothing in the name and the note of a backup', async () => {
    const { ask, carryOut, engine } = await agentCalls(files);
    const note = 'koala5 hunter2-hunter2 1234';
    await carryOut('createBackup', { name: `n ${note}`, note });
    assert.match(await ask('listBackups'), /n koala5 hunter2-hunter2 1234.*koala5 hunter2-hunter2 1234/);
    await engine.createBackup({ name: 'by a person: hunter2-hunter2', note: 'it is hunter2-hunter2' });
    const listed = await ask('listBackups', { limit: 1 });
    assert.match(listed, /by a person/);
    assert.doesNotMatch(listed, /hunter2/);
  });

  for (const [what, name, input] of [
    ['a value of 500 levels', 'setValue', { path: 'a', json: '['.repeat(500) + ']'.repeat(500) }],
    ['a value of 90,000 levels', 'setValue', { path: 'a', json: '['.repeat(90_000) }],
    ['a path of 500 levels', 'setValue', { path: 'a.'.repeat(500) + 'a', json: '1' }],
    [
      'levels in the path and in the value',
      'setValue',
      { path: 'a.'.repeat(150) + 'a', json: '['.repeat(100) + ']'.repeat(100) },
    ],
    ['a path to remove', 'removeValue', { path: 'a.'.repeat(90_000) + 'a' }],
  ] as const)
    test(`is refused in a sentence when it is ${what}`, async () => {
      const { carryOut } = await agentCalls(files);
      assert.match(await carryOut(name, input), /nested too deeply/);
    });

  test('is refused in a sentence when the call itself is nested', async () => {
    const { ask } = await agentCalls(files);
    let deep: unknown = 1;
    for (let level = 0; level < 90_000; level += 1) deep = [deep];
    for (const input of [{ path: 'a', json: deep }, { path: deep }, deep as object])
      assert.match(await ask('setValue', input), /nested too deeply/);
  });
});
