// The tour, from a folder that holds one file and nothing else: each step gets its check by what a person really does.
// Its pictures are taken on the way.
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Frame, Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/paths.ts';
import { Workbench } from '../support/editor/workbench.ts';

const original = `{
  // Read at every start.
  "LogLevel": "Debug",
  "Host": "127.0.0.1",
  "Port": 3000,
  "Database": "localhost"
}
`;
const staged = original
  .replace('Debug', 'Warning')
  .replace('127.0.0.1', '0.0.0.0')
  .replace('3000', '8080')
  .replace('localhost', 'db.staging');

let folder: string;
let workbench: Workbench;

const read = (path: string) => readFile(join(folder, path), 'utf8');

before(async () => {
  folder = await temporaryFolder('tour');
  await writeFile(join(folder, 'appsettings.json'), original);
  workbench = await Workbench.open({ folder, sharpness: 1.5, settings: { 'safekeep.author': 'ada' } });
  // With its motion, a step takes the focus a moment after it was chosen, which closes an input opened meanwhile.
  await workbench.page.emulateMedia({ reducedMotion: 'reduce' });
  await workbench.openContainer('Safekeep');
});

afterEach(async (context) => {
  if ('passed' in context) await workbench.pictureFailure(context);
});

after(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

/** A step of the tour, which its id names. */
function step(id: string): Locator {
  return workbench.page.locator(`.getting-started-step[data-step-id="safekeep.safekeep#getStarted#${id}"]`);
}

/** Opens the tour, or brings it to the front. */
async function openTour(): Promise<void> {
  if (await step('setUp').isVisible()) return;
  await workbench.runCommand('Safekeep: Take the Tour');
  await step('setUp').waitFor();
}

async function pressIn(id: string, button: string): Promise<void> {
  await openTour();
  if ((await step(id).and(workbench.page.locator('.expanded')).count()) === 0) await step(id).click();
  await step(id).locator('.monaco-button', { hasText: button }).click();
}

async function isChecked(id: string): Promise<boolean> {
  return (await step(id).locator('.codicon-getting-started-step-checked').count()) > 0;
}

async function waitForCheck(id: string): Promise<void> {
  await openTour();
  await eventually(async () => assert.ok(await isChecked(id), `${id} has no check`));
}

async function reviewWith(button: string): Promise<Frame> {
  const frame = await workbench.webviews.frame('button');
  await frame.locator('button.primary', { hasText: button }).waitFor();
  return frame;
}

/** In a window so small that the review is read in the room that the tour has for a picture. */
async function pictureReview(name: string): Promise<void> {
  const usual = workbench.page.viewportSize();
  await workbench.page.setViewportSize({ width: 900, height: 700 });
  await workbench.clippedPictures(name, { x: 351, y: 70, width: 540, height: 400 });
  if (usual) await workbench.page.setViewportSize(usual);
}

test('it does not open by itself; the welcome text leads to it, and nothing in it is done', async () => {
  assert.deepEqual(await workbench.editors.tabLabels(), []);
  await workbench.view('Profiles').pane.locator('a', { hasText: 'Take the tour' }).click();
  for (const id of ['setUp', 'createProfile', 'switchProfile', 'restoreBackup']) {
    await step(id).waitFor();
    assert.equal(await isChecked(id), false, id);
  }
});

test('the first step is done by setting up the file', async () => {
  await pressIn('setUp', 'Set Up Safekeep');
  await workbench.quickInput.row('appsettings.json').waitFor();
  await workbench.clippedPictures('walkthrough-setUp', { x: 397, y: 0, width: 606, height: 80 });
  await workbench.quickInput.choose('appsettings.json');
  await workbench.quickInput.accept();
  await workbench.view('Profiles').waitForItem('development, active');
  await waitForCheck('setUp');
  assert.equal(await isChecked('createProfile'), false);
});

test('the second one by making another profile', async () => {
  await pressIn('createProfile', 'Create Profile');
  await workbench.quickInput.choose('Current live files');
  await workbench.quickInput.type('staging');
  await workbench.quickInput.accept();
  await waitForCheck('createProfile');
  assert.equal(await isChecked('switchProfile'), false);
  await writeFile(join(folder, 'config/profiles/staging.jsonc'), staged);
  await workbench.view('Profiles').click('staging');
  await workbench.editors.waitForTab('staging.jsonc');
  await workbench.editors.waitForText('db.staging');
  await workbench.clippedPictures('walkthrough-profiles', { x: 48, y: 35, width: 560, height: 220 });
});

test('the third one by a switch, once it is applied in the review', async () => {
  await pressIn('switchProfile', 'Switch Profile');
  await workbench.quickInput.choose('staging');
  const review = await reviewWith('Switch');
  await review.getByText('db.staging').first().waitFor();
  await pictureReview('walkthrough-review');
  await review.locator('button.primary', { hasText: 'Switch' }).click();
  await workbench.view('Profiles').waitForItem('staging, active');
  assert.equal(await read('appsettings.json'), staged);
  await waitForCheck('switchProfile');
  assert.equal(await isChecked('restoreBackup'), false);
});

test('the last one by bringing one key back from a backup', async () => {
  await pressIn('restoreBackup', 'Restore Backup');
  await workbench.quickInput.accept();
  const review = await reviewWith('Restore');
  await review.getByRole('button', { name: 'Select None' }).click();
  await review.getByRole('checkbox', { name: 'Port', exact: true }).check();
  await review.locator('button.primary', { hasText: 'Restore 1 of' }).waitFor();
  await pictureReview('walkthrough-restore');
  await review.locator('button.primary', { hasText: 'Restore 1 of' }).click();
  await eventually(async () => assert.equal(await read('appsettings.json'), staged.replace('8080', '3000')));
  await waitForCheck('restoreBackup');
  await workbench.pictures('walkthrough');
  await workbench.picture('walkthrough', 'contrast-light');
});

test('opened in another window later, it ticks what is done already', async () => {
  await workbench.close();
  workbench = await Workbench.open({ folder, settings: { 'safekeep.author': 'ada' } });
  await workbench.openContainer('Safekeep');
  await workbench.view('Profiles').waitForItem('staging, active');
  await openTour();
  for (const id of ['setUp', 'createProfile', 'switchProfile', 'restoreBackup']) await waitForCheck(id);
});
