// The job a person installs Safekeep for, from a folder that has never seen it, with the bytes on the disk checked
// after each step.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { sampleFolder, temporaryFolder } from '../support/paths.ts';
import { Workbench } from '../support/editor/workbench.ts';

let folder: string;
let workbench: Workbench;
let original: string;
/** What the second profile holds. */
let staged: string;
/** What a person typed into the live file. */
let edited: string;

const read = (path: string) => readFile(join(folder, path), 'utf8');

/** Waits until a file of the folder holds exactly this. */
async function holds(path: string, text: string): Promise<void> {
  await eventually(async () => assert.equal(await read(path), text));
}

async function backupCount(): Promise<number> {
  const names = await readdir(join(folder, 'config/backups')).catch(() => []);
  return names.filter((name) => !name.startsWith('.')).length;
}

/** The review panel, when it offers this button. */
async function reviewWith(button: string): Promise<Frame> {
  const frame = await workbench.webviews.frame('footer button, button');
  await frame.locator('button', { hasText: button }).first().waitFor();
  return frame;
}

before(async () => {
  folder = await temporaryFolder('everyday');
  original = await readFile(join(sampleFolder, 'service/config/current.yaml'), 'utf8');
  staged = original.replace('port: 3000', 'port: 8081').replace('debug: true', 'debug: false');
  edited = staged.replace('port: 8081', 'port: 9999');
  await mkdir(join(folder, 'config'));
  await writeFile(join(folder, 'config/app.yaml'), original);
  // The text is typed in one go; the editor must not indent what is indented already.
  workbench = await Workbench.open({ folder, settings: { '[yaml]': { 'editor.autoIndent': 'none' } } });
  await workbench.openContainer('Safekeep');
});

afterEach(async (context) => {
  if ('passed' in context) await workbench.pictureFailure(context);
});

after(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

test('setting up makes a profile of the live file and moves nothing', async () => {
  const profiles = workbench.view('Profiles');
  await profiles.pane
    .locator('.welcome-view-content .monaco-button', { hasText: 'Set Up Safekeep' })
    .waitFor();
  await workbench.pictures('set-up');
  await profiles.clickWelcomeButton('Set Up Safekeep');
  await workbench.quickInput.choose('config/app.yaml');
  assert.equal(await workbench.quickInput.value(), 'development');
  await workbench.quickInput.accept();
  await profiles.waitForItem('development');
  assert.equal(await read('config/app.yaml'), original);
  assert.equal(await read('config/profiles/development.yaml'), original);
  assert.match(await read('config/safekeep.yaml'), /targets:\n {2}app: app\.yaml\n/);
  await workbench.page.locator('.statusbar-item', { hasText: 'development' }).waitFor();
});

test('a profile made of the live file is a copy of it, byte by byte', async () => {
  await workbench.quickInput.openBy(() => workbench.view('Profiles').titleAction('Create Profile'));
  await workbench.quickInput.choose('Current live files');
  await workbench.quickInput.type('staging');
  await workbench.quickInput.accept();
  await workbench.view('Profiles').waitForItem('staging');
  assert.equal(await read('config/profiles/staging.yaml'), original);
});

test('switching shows what would change, writes nothing before Switch is clicked, and keeps the comments', async () => {
  await writeFile(join(folder, 'config/profiles/staging.yaml'), staged);
  const before = await backupCount();
  await workbench.chooseFromStatusBar('Safekeep', 'staging');
  const review = await reviewWith('Switch');
  await review.locator('text=8081').first().waitFor();
  await review.locator('text=2 modified').first().waitFor();
  assert.equal(await read('config/app.yaml'), original);
  await review.locator('button', { hasText: 'Switch' }).first().click();
  await workbench.notices.message('Switched to staging');
  assert.equal(await read('config/app.yaml'), staged);
  assert.equal(await backupCount(), before + 1);
  await workbench.page.locator('.statusbar-item[id^="safekeep"]', { hasText: 'staging' }).waitFor();
});

test('an edit of the live file by hand shows as drift', async () => {
  await workbench.editors.openFile('app.yaml');
  await workbench.editors.replaceText(edited);
  await workbench.editors.save();
  await holds('config/app.yaml', edited);
  await workbench.view('Profiles').item('staging, active, modified').waitFor();
  await workbench.page.locator('.statusbar-item', { hasText: 'staging (modified)' }).waitFor();
  await workbench.pictures('drift');
});

test('a backup is restored after its review, and the open editor follows', async () => {
  const backups = workbench.view('Backups');
  await backups.item('staging').locator('.label-description', { hasText: 'external change' }).waitFor(); // Of the edit.
  const before = await backupCount();
  await backups.item('development').locator('.label-description', { hasText: 'before switch' }).waitFor();
  await backups.inlineAction('development', 'Restore Backup');
  const review = await reviewWith('Restore');
  await review.locator('text=9999').first().waitFor();
  assert.equal(await read('config/app.yaml'), edited);
  await workbench.pictures('review-restore');
  await review.locator('button', { hasText: 'Restore' }).first().click();
  await workbench.notices.message('Restored');
  assert.equal(await read('config/app.yaml'), original);
  assert.equal(await backupCount(), before + 1);
  await workbench.view('Profiles').item('development, active').waitFor();
  await workbench.editors.waitForTab('app.yaml');
  // The end of the file is in view, where the person typed last.
  await workbench.editors.waitForText('debug: true');
});

test('Undo in the message brings back the identical bytes', async () => {
  await workbench.notices.clickButton('Restored', 'Undo');
  await holds('config/app.yaml', edited);
  await workbench.view('Profiles').item('staging, active, modified').waitFor();
  await workbench.view('History').expand();
  await workbench.view('History').item('Undo “Restore').waitFor();
  await workbench.pictures('history');
});

test('afterwards the record fits the live file and nothing is unfinished', async () => {
  assert.match(await read('config/.safekeep/state.json'), /"activeProfile": "staging"/);
  assert.deepEqual(await readdir(join(folder, 'config/.safekeep/journal')), []);
});
