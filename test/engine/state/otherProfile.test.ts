// The live file of another branch is often another profile: git brings it, and the record of the active one stays.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { otherProfile } from '../../../src/engine/index.ts';
import { perform, simpleFiles, testFolder } from '../../support/disk/configFolder.ts';

async function onOtherBranch() {
  const folder = await testFolder('branch');
  const engine = await folder.open();
  await perform(engine, { kind: 'switch', profile: 'staging' });
  await folder.write({ 'current.json': simpleFiles['current.json'] ?? '' });
  return { folder, engine };
}

suite('live files that another profile says exactly', () => {
  test('are told as that one, and no others are', async () => {
    const { folder, engine } = await onOtherBranch();
    assert.equal(otherProfile(await engine.snapshot()), 'development');
    await folder.write({ 'current.json': '{ "port": 9 }\n' });
    assert.equal(otherProfile(await engine.snapshot()), null);
    await perform(engine, { kind: 'switch', profile: 'development' });
    assert.equal(otherProfile(await engine.snapshot()), null);
  });

  test('are saved to no other profile', async () => {
    const { folder, engine } = await onOtherBranch();
    await assert.rejects(engine.plan({ kind: 'save-to-profile' }), {
      code: 'invalid',
      message: /Switch to "development"/,
    });
    assert.equal(await folder.text('profiles/staging.json'), simpleFiles['profiles/staging.json']);
  });
});
