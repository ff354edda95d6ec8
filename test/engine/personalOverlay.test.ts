// What a personal overlay says is nobody else's: it reaches no new profile by way of the live file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { perform, testFolder } from '../support/disk/configFolder.ts';

test('a profile made of a live file has what was edited, and nothing that the personal overlay brought', async () => {
  const folder = await testFolder('overlay', {
    'current.json': '{}\n',
    'profiles/a.json': '{ "port": 1, "log": { "level": "info" } }\n',
    'profiles/a.local.json': '{ "token": "mine", "log": { "level": "debug", "file": "/home/me/log" } }\n',
  });
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'a' });
  const live = (await folder.text('current.json')) ?? '';
  assert.match(live, /mine/);
  await folder.write({ 'current.json': live.replace('"port": 1', '"port": 9').replace('mine', 'mine, too') });
  await perform(engine, { kind: 'create-profile', name: 'shared', source: { kind: 'current' } });
  const made: unknown = JSON.parse((await folder.text('profiles/shared.json')) ?? '');
  assert.deepEqual(made, { port: 9, log: { level: 'info' } });
});
