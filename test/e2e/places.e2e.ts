// What a person meets where Safekeep cannot work yet: an empty window, a folder that is not trusted, a folder that
// is broken.
import assert from 'node:assert/strict';
import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sampleFolder, temporaryFolder } from '../support/paths.ts';
import { Workbench, type WorkbenchOptions } from '../support/editor/workbench.ts';

async function inWorkbench(
  options: WorkbenchOptions,
  run: (workbench: Workbench) => Promise<void>,
): Promise<void> {
  const workbench = await Workbench.open(options);
  try {
    await workbench.openContainer('Safekeep');
    await run(workbench);
  } catch (error) {
    await workbench.screenshot('failed-places');
    throw error;
  } finally {
    await workbench.close();
  }
}

const welcome = (workbench: Workbench, words: string) =>
  workbench.page.locator('.welcome-view-content', { hasText: words }).first().waitFor();

test('an empty window offers to open a folder', () =>
  inWorkbench({}, async (workbench) => {
    await welcome(workbench, 'Open a folder to manage');
    await workbench.pictures('welcome-empty-window');
  }));

test('a folder that is not trusted is left alone until it is', () =>
  inWorkbench({ sample: 'service', trust: 'asked' }, async (workbench) => {
    await welcome(workbench, 'is disabled until you trust');
    await workbench.pictures('welcome-untrusted');
    assert.deepEqual(await readdir(join(workbench.folder, 'config')), [
      'current.yaml',
      'default.yaml',
      'profiles',
      'schema.json',
    ]);
    await workbench.trustFolder();
    await workbench.view('Profiles').waitForItem('development, active');
  }));

test('a folder that is on no disk is told, and left alone', async () => {
  const folder = await temporaryFolder('virtual');
  const file = join(folder, 'virtual.code-workspace');
  await writeFile(file, JSON.stringify({ folders: [{ uri: 'memfs:/virtual', name: 'virtual' }] }));
  await inWorkbench({ folder: file }, async (workbench) => {
    await welcome(workbench, 'Safekeep needs files on a disk; this folder is virtual.');
    await workbench.pictures('welcome-virtual');
    await workbench.runCommand('Safekeep: Refresh');
    assert.equal(await workbench.page.locator('.notifications-toasts .notification-list-item').count(), 0);
    assert.deepEqual(await readdir(folder), ['virtual.code-workspace']);
  });
  await rm(folder, { recursive: true, force: true });
});

test('a folder with two targets says so, and works again when one is gone', async () => {
  const folder = await temporaryFolder('places');
  await cp(join(sampleFolder, 'service'), folder, { recursive: true });
  await writeFile(join(folder, 'config/current.json'), '{}\n');
  await inWorkbench({ folder }, async (workbench) => {
    const words = 'There are two live files: current.json and current.yaml';
    // In the views of profiles and backups.
    await workbench.page.locator('.monaco-list-row', { hasText: words }).first().waitFor();
    await workbench.runCommand('View: Toggle Problems');
    // At each of the two files.
    await workbench.page.locator('.markers-panel .monaco-list-row', { hasText: words }).nth(1).waitFor();
    await workbench.pictures('failed-folder');
    await rm(join(folder, 'config/current.json'));
    await workbench.view('Profiles').waitForItem('development, active');
  });
  await rm(folder, { recursive: true, force: true });
});
