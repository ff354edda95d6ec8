import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { eventually } from '../support/eventually.ts';
import {
  everyFile,
  inConfig,
  layOutSwitched,
  recordedProfile,
  workspaceRoot,
} from './support/configFolder.ts';
import { reviews, untilReview } from './support/editors.ts';
import { answering, listening, watching } from './support/person.ts';
import { run, untilFolder, untilFolders } from './support/safekeep.ts';

suite('A config folder that goes away', () => {
  const aside = () => join(workspaceRoot(), 'aside');

  setup(layOutSwitched);

  test('takes its views and an open review along, is made anew by nobody, and all is there when it is back', async () => {
    await run(commandIds.switchProfile, { profile: 'staging' });
    await untilReview(/^Switch development → staging$/);
    const before = await everyFile();
    const said = await listening(async (heard) => {
      await rename(inConfig(), aside());
      await untilFolders((folders) => folders.length === 0);
      await heard(/^The review was closed\. /);
    });
    assert.equal(said.length, 1);
    await eventually(() => assert.deepEqual(reviews(), []));
    assert.equal(existsSync(inConfig()), false);
    await rename(aside(), inConfig());
    const { activeProfile, drift } = await untilFolder(({ profiles }) => profiles.length === 3);
    assert.deepEqual([activeProfile, drift], ['development', []]);
    assert.deepEqual(await everyFile(), before);
    await run(commandIds.switchProfile, { profile: 'staging', review: false });
    assert.equal(await recordedProfile(), 'staging');
  });

  test('between a question and its answer is not made anew', async () => {
    const asked = await answering(
      ({ modal, choices }) => (modal ? choices[0] : undefined),
      async () => {
        await rm(inConfig(), { recursive: true });
        await run(commandIds.switchProfile, { profile: 'staging', review: false });
      },
    );
    assert.equal(asked.length, 1);
    assert.equal(existsSync(inConfig()), false);
  });

  test('is not looked for by a command that comes too late', async () => {
    await rm(inConfig(), { recursive: true });
    await untilFolders((folders) => folders.length === 0);
    const asked = await watching(async () => {
      await run(commandIds.undo);
      await run(commandIds.createBackup, { folder: inConfig().replace(/\/$/, ''), name: 'late' });
    });
    assert.deepEqual(
      asked.map(({ kind }) => kind),
      ['information', 'information'],
    );
    assert.equal(existsSync(inConfig()), false);
  });
});
