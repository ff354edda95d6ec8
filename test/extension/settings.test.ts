import assert from 'node:assert/strict';
import { mkdir, rename } from 'node:fs/promises';
import { setup, suite, teardown, test } from 'mocha';
import { commandIds, settingIds } from '../../src/ids.ts';
import {
  inConfig,
  layOutSwitched,
  newestCommit,
  recordedProfile,
  workspaceRoot,
} from './support/configFolder.ts';
import { reviews } from './support/editors.ts';
import { watching } from './support/person.ts';
import { run, untilFolders } from './support/safekeep.ts';
import { set } from './support/settings.ts';

suite('Settings', () => {
  setup(layOutSwitched);

  teardown(async () => {
    for (const id of Object.values(settingIds)) await set(id, undefined);
  });

  test('without the review, a switch is done at once', async () => {
    await set(settingIds.reviewBeforeSwitch, false);
    await run(commandIds.switchProfile, { profile: 'staging' });
    assert.equal(await recordedProfile(), 'staging');
    assert.deepEqual(reviews(), []);
  });

  test('without success messages, a change is silent', async () => {
    await set(settingIds.showSuccessMessages, false);
    const shown = await watching(() => run(commandIds.setValue, { path: 'server.port', value: '3001' }));
    assert.deepEqual(shown, []);
    assert.equal((await newestCommit()).action, 'edit');
  });

  test('the author is who the next commit is by', async () => {
    await set(settingIds.author, 'Ada');
    await run(commandIds.setValue, { path: 'server.port', value: '3001' });
    assert.equal((await newestCommit()).author, 'Ada');
  });

  test('other folders are looked for as soon as they are named, and those that are not named are let go', async () => {
    await mkdir(inConfig('../deploy'));
    await rename(inConfig(), inConfig('../deploy/settings'));
    await untilFolders((folders) => folders.length === 0);
    await set(settingIds.folders, ['deploy/settings']);
    const [folder] = await untilFolders((folders) => folders.length === 1);
    assert.equal(folder?.path, `${workspaceRoot()}/deploy/settings`);
    assert.equal(folder.activeProfile, 'development');
    await set(settingIds.folders, ['elsewhere']);
    await untilFolders((folders) => folders.length === 0);
  });

  test('a folder that is named before it is made is found when it is', async () => {
    await set(settingIds.folders, ['later']);
    await untilFolders((folders) => folders.length === 0);
    await rename(inConfig(), inConfig('../later'));
    await untilFolders((folders) => folders.length === 1);
  });

  test('of another type than asked for count as not set', async () => {
    await set(settingIds.folders, 'everywhere');
    await set(settingIds.author, 7);
    await run(commandIds.setValue, { path: 'server.port', value: '3001' });
    assert.equal(typeof (await newestCommit()).author, 'string');
  });
});
