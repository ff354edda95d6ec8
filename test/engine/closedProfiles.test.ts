// Profiles that may not be read for a moment: what goes by them waits, and is not done as if they were gone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubleFiles, perform, testFolder } from '../support/disk/configFolder.ts';
import { faultyFileSystem, systemError } from '../support/faults/faultyFileSystem.ts';

test('an undo is refused while the profile that was active may not be read, and done afterwards', async () => {
  const folder = await testFolder('closed', doubleFiles);
  await perform(await folder.open(), { kind: 'switch', profile: 'a' });
  await perform(await folder.open(), { kind: 'switch', profile: 'b' });
  const texts = () => Promise.all(['app.json', '.safekeep/state.json'].map(folder.text));
  const before = await texts();
  const fileSystem = faultyFileSystem((call, path) => {
    if (call === 'realPath' && path.endsWith('config/profiles')) throw systemError('EACCES');
  });
  await assert.rejects(perform(await folder.open({ fileSystem }), { kind: 'undo' }), { code: 'invalid' });
  assert.deepEqual(await texts(), before);
  const engine = await folder.open();
  await perform(engine, { kind: 'undo' });
  assert.equal((await engine.snapshot()).state.activeProfile, 'a');
});
