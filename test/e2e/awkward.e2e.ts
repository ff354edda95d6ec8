// Moments in which something is in the way: another process has the lock, a second window is open on the folder, a
// file is broken, the disk cannot be written.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { sha256 } from '../../src/engine/base/sha256.ts';
import { eventually } from '../support/eventually.ts';
import { otherHolder, type LockProcess } from '../support/faults/lockRivals.ts';
import { mounts } from '../support/disk/mounts.ts';
import { sampleFolder, temporaryFolder } from '../support/paths.ts';
import { openSecondWindow } from '../support/editor/secondWindow.ts';
import { Workbench } from '../support/editor/workbench.ts';

let workspace: string;
let workbench: Workbench;
let canMount: boolean;
let holder: LockProcess | undefined;

const inConfig = (path: string) => join(workspace, 'config', path);
const themes = ['dark', 'light', 'contrast'] as const;
const waiting = 'Waiting: the config folder is in use by process';
const gaveUp = 'Nothing was written. Wait for it to finish and try again.';

/** The SHA-256 that the live file has in each backup, oldest first. */
async function backedUp(): Promise<readonly (string | undefined)[]> {
  const names = (await readdir(inConfig('backups'))).filter((name) => /^\d/.test(name)).toSorted();
  const texts = names.map((name) => readFile(inConfig(`backups/${name}/backup.json`), 'utf8'));
  return (await Promise.all(texts)).map((text) => {
    const { files } = JSON.parse(text) as { readonly files: readonly { path: string; sha256: string }[] }; // Its schema says so.
    return files.find(({ path }) => path === 'current.yaml')?.sha256;
  });
}

before(async () => {
  workspace = await temporaryFolder('awkward');
  await cp(join(sampleFolder, 'service'), workspace, { recursive: true });
  // A disk of its own, that can be made read-only: permissions alone would not stop root.
  canMount = mounts('-t', 'tmpfs', 'tmpfs', inConfig(''));
  if (canMount) await cp(join(sampleFolder, 'service/config'), inConfig(''), { recursive: true });
  await writeFile(inConfig('safekeep.yaml'), 'format: 1\nretention:\n  mergeWindow: 2\n');
  workbench = await Workbench.open({ folder: workspace });
  await workbench.openContainer('Safekeep');
  await workbench.view('Profiles').waitForItem('development, active');
});

afterEach(async (context) => {
  holder?.kill('SIGKILL');
  if ('passed' in context) await workbench.pictureFailure(context);
});

after(async () => {
  await workbench.close();
  if (canMount) execFileSync('umount', ['--lazy', inConfig('')]);
  await rm(workspace, { recursive: true, force: true });
});

test('a switch in one window is seen in the other, where a review is compared anew, and nothing is kept twice', async () => {
  const other = await openSecondWindow(workbench);
  await other.view('Profiles').waitForItem('development, active');
  await other.view('Profiles').inlineAction('production', 'Switch');
  await other.page.locator('.tabs-container .tab', { hasText: 'Switch development → production' }).waitFor();
  await workbench.chooseFromStatusBar('Safekeep', 'staging');
  const review = await workbench.webviews.frame('button');
  await review.locator('button', { hasText: 'Switch' }).first().click();
  await workbench.notices.message('Switched to staging');
  await other.view('Profiles').waitForItem('staging, active');
  await other.page.locator('.tabs-container .tab', { hasText: 'Switch staging → production' }).waitFor();
  await workbench.picture('first-window');
  assert.equal(await other.page.locator('.notifications-toasts .notification-list-item').count(), 0);
  assert.equal((await backedUp()).length, 1);
  const edited = `${await readFile(inConfig('current.yaml'), 'utf8')}# by hand\n`;
  await writeFile(inConfig('.new'), edited);
  await rename(inConfig('.new'), inConfig('current.yaml'));
  await eventually(async () => assert.equal((await backedUp()).at(-1), sha256(Buffer.from(edited))));
  // What the switch had made is among them when it had stood; no content is there for each window.
  const kept = await backedUp();
  assert.equal(new Set(kept).size, kept.length);
  await other.page.close();
});

for (const theme of themes)
  test(`in ${theme}, what waits for a process that has the lock says for whom, and can be called off`, async () => {
    await workbench.changeTheme(theme);
    await workbench.runCommand('Notifications: Clear All Notifications');
    holder = await otherHolder(inConfig('.safekeep/lock'));
    await workbench.chooseFromStatusBar('Safekeep', 'development');
    const words = await workbench.notices.message(waiting);
    assert.match(words, new RegExp(`process ${holder.pid} on .+ \\(test\\), since`));
    await workbench.picture('lock-wait');
    await workbench.notices.clickButton(waiting, 'Cancel');
    await workbench.notices.notification(waiting).waitFor({ state: 'detached' });
  });

test('a review outlives the wait for a process that has the lock', async () => {
  await workbench.changeTheme('dark');
  await workbench.runCommand('Notifications: Clear All Notifications');
  await workbench.chooseFromStatusBar('Safekeep', 'development');
  const review = await workbench.webviews.frame('button');
  await review.locator('button.primary[aria-disabled="false"]', { hasText: 'Switch' }).waitFor();
  holder = await otherHolder(inConfig('.safekeep/lock'));
  await workbench.changeSettings({ 'safekeep.lockTimeout': 1 });
  await review.locator('button.primary').click();
  await workbench.notices.message('The config folder is in use by process');
  await review.locator('button.primary[aria-disabled="false"]', { hasText: 'Switch' }).waitFor();
  await review.locator('button', { hasText: 'Cancel' }).click();
  await workbench.runCommand('Notifications: Clear All Notifications');
});

test('what cannot be done says why, what was kept and what to do, with buttons for it', async () => {
  await workbench.changeTheme('dark');
  await workbench.changeSettings({ 'safekeep.lockTimeout': 1 });
  holder = await otherHolder(inConfig('.safekeep/lock'));
  await workbench.chooseFromStatusBar('Safekeep', 'development');
  assert.match(await workbench.notices.message(gaveUp), /^The config folder is in use by process \d+ on /);
  holder.stdin.write('\n');
  await once(holder, 'exit');
  await writeFile(inConfig('profiles/development.yaml'), 'server: [\n');
  await workbench.chooseFromStatusBar('Safekeep', 'development');
  await workbench.notices.message("can't be combined");
  if (canMount) {
    mounts('-o', 'remount,ro', inConfig(''));
    await workbench.quickInput.openBy(() => workbench.view('Backups').titleAction('Create Backup'));
    await workbench.quickInput.accept();
    await workbench.notices.message("Can't write config/.safekeep: the disk is read-only.");
  }
  for (const theme of themes) await workbench.picture('errors', theme);
  if (canMount) mounts('-o', 'remount,rw', inConfig(''));
  await workbench.notices.clickButton("can't be combined", 'Show File');
  await workbench.editors.waitForTab('development.yaml');
  await workbench.notices.clickButton(gaveUp, 'Open Log');
  // What it holds is written by a native part that this server may lack.
  await workbench.page.locator('.part.panel .action-item.checked', { hasText: 'Output' }).waitFor();
  await workbench.picture('log');
});
