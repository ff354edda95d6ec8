import assert from 'node:assert/strict';
import { mkdir, rename } from 'node:fs/promises';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds, settingIds } from '../../src/ids.ts';
import {
  authorSetting,
  foldersSetting,
  lockTimeoutSetting,
  migrationsSetting,
  recoverySetting,
  reviewBeforeSwitchSetting,
} from '../../src/workspace/base/settings.ts';
import {
  inConfig,
  layOutSwitched,
  newestCommit,
  read,
  recordedProfile,
  workspaceRoot,
  write,
} from './support/configFolder.ts';
import { reviews, untilReview } from './support/editors.ts';
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

  test('that take questions away are of no effect in a repository', async () => {
    await mkdir(inConfig('../.vscode'), { recursive: true });
    await write('../.vscode/settings.json', repositorySettings);
    await set(settingIds.showSuccessMessages, true); // With it the window has taken up the file.
    const before = await read('current.yaml');
    await run(commandIds.switchProfile, { profile: 'staging' });
    await untilReview(/^Switch development → staging$/);
    assert.equal(await read('current.yaml'), before);
    await run(commandIds.setValue, { path: 'server.port', value: '3001' });
    assert.notEqual((await newestCommit()).author, 'somebody else');
  });

  test('that take questions away are of no effect where an editor lets a repository set them', () => {
    const restore = lettingWorkspacesSet({
      [settingIds.reviewBeforeSwitch]: false,
      [settingIds.author]: 'somebody else',
      [settingIds.recovery]: 'auto',
      [settingIds.migrations]: 'off',
      [settingIds.lockTimeout]: 600,
    });
    try {
      assert.deepEqual(
        [
          reviewBeforeSwitchSetting(),
          authorSetting(),
          recoverySetting(),
          migrationsSetting(),
          lockTimeoutSetting(),
        ],
        [true, undefined, 'ask', 'ask', 10_000],
      );
    } finally {
      restore();
    }
  });

  test('name no folder outside of the workspace', async () => {
    await set(settingIds.folders, ['../config', '/', inConfig(), 'config/../../config', 'config']);
    const [uri] = (vscode.workspace.workspaceFolders ?? []).map((root) => root.uri);
    assert.ok(uri);
    assert.deepEqual(foldersSetting(uri), ['config']);
  });

  test('of another type than asked for count as not set', async () => {
    await set(settingIds.folders, 'everywhere');
    await set(settingIds.author, 7);
    for (const value of ['soon', 0, -1, 1e9]) {
      await set(settingIds.lockTimeout, value);
      assert.equal(lockTimeoutSetting(), 10_000);
    }
    await run(commandIds.setValue, { path: 'server.port', value: '3001' });
    assert.equal(typeof (await newestCommit()).author, 'string');
  });
});

const repositorySettings = JSON.stringify({
  'safekeep.reviewBeforeSwitch': false,
  'safekeep.author': 'somebody else',
  'safekeep.recovery': 'auto',
  'safekeep.migrations': 'auto',
  'safekeep.lockTimeout': 1,
});

/** Each of these has this value in the workspace, until what is answered is called. */
function lettingWorkspacesSet(values: Readonly<Record<string, unknown>>): () => void {
  const original = vscode.workspace.getConfiguration;
  const double: typeof original = (...given) => {
    const configuration = original(...given);
    const get = (key: string): unknown => values[key] ?? configuration.get(key);
    const inspect = (key: string): unknown => ({
      ...configuration.inspect(key),
      workspaceValue: values[key],
      workspaceFolderValue: values[key],
    });
    // Its own properties cannot be replaced, but hidden.
    return Object.create(configuration, {
      get: { value: get },
      inspect: { value: inspect },
    }) as vscode.WorkspaceConfiguration;
  };
  Reflect.set(vscode.workspace, 'getConfiguration', double);
  return () => Reflect.set(vscode.workspace, 'getConfiguration', original);
}
