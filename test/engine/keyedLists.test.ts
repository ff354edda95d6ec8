// Lists whose items are told apart by a key: what a layer says of one of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { perform, testFolder } from '../support/disk/configFolder.ts';

test('an inherited item that was edited is saved with its key, so that it is still the same one', async () => {
  const folder = await testFolder('keyed-lists', {
    'safekeep.json': '{ "arrays": { "/hosts": { "byKey": "name" } } }\n',
    'current.json': '{}\n',
    'profiles/base.json':
      '{ "hosts": [{ "name": "a", "port": 1, "tls": true }, { "name": "b", "port": 2 }] }\n',
    'profiles/child.json': '{ "$profile": { "extends": "base" } }\n',
  });
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'child' });
  const edited = ((await folder.text('current.json')) ?? '').replace('"port": 1', '"port": 9');
  await folder.write({ 'current.json': edited });
  await perform(engine, { kind: 'save-to-profile' });
  const saved: unknown = JSON.parse((await folder.text('profiles/child.json')) ?? '');
  assert.deepEqual(saved, { $profile: { extends: 'base' }, hosts: [{ name: 'a', port: 9 }] });
  await perform(engine, { kind: 'switch', profile: 'child' });
  assert.deepEqual(JSON.parse((await folder.text('current.json')) ?? ''), JSON.parse(edited));
});
