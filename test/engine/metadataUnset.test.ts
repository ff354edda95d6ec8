// What a profile of several files leaves out: for all of them in its `profile.yaml`, and for one in that file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { perform, testFolder } from '../support/disk/configFolder.ts';

test('a profile leaves out what it says for all its files, and what it says in one of them', async () => {
  const folder = await testFolder('shared-unset', {
    'safekeep.json': '{ "targets": { "app": "app.json", "web": "web.json" } }\n',
    'app.json': '{}\n',
    'web.json': '{}\n',
    'profiles/base/app.json': '{ "a": 1, "b": 2, "c": 3 }\n',
    'profiles/base/web.json': '{ "a": 1, "b": 2, "c": 3 }\n',
    'profiles/child/profile.yaml': 'extends: base\nunset: [/a]\n',
    'profiles/child/app.json': '{ "$profile": { "unset": ["/b"] }, "d": 4 }\n',
    'profiles/child/web.json': '{ "d": 4 }\n',
  });
  await perform(await folder.open(), { kind: 'switch', profile: 'child' });
  const live = async (name: string): Promise<unknown> => JSON.parse((await folder.text(name)) ?? '');
  assert.deepEqual(await live('app.json'), { c: 3, d: 4 });
  assert.deepEqual(await live('web.json'), { b: 2, c: 3, d: 4 });
});
