// The life of a profile, from its making to another folder: each step as a person takes it, with the bytes on the disk
// checked.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { chooseFromMenu } from '../support/editor/menu.ts';
import { Workbench } from '../support/editor/workbench.ts';

let workbench: Workbench;

const read = (path: string) => readFile(join(workbench.folder, path), 'utf8');
const isThere = (path: string) => existsSync(join(workbench.folder, path));

/** Waits until the window's dialog for files has read the folder. */
async function dialogShows(path: string): Promise<void> {
  await eventually(async () => assert.equal(await workbench.quickInput.value(), path));
}

const path = (name: string) => `config/profiles/${name}`;

before(async () => {
  workbench = await Workbench.open({ sample: 'service' });
  await workbench.openContainer('Safekeep');
  await workbench.view('Profiles').waitForItem('development, active');
});

afterEach(async (context) => {
  if ('passed' in context) await workbench.pictureFailure(context);
});

after(() => workbench.close());

test('it is created from another one', async () => {
  await workbench.quickInput.openBy(() => workbench.view('Profiles').titleAction('Create Profile'));
  await workbench.quickInput.choose('development');
  await workbench.quickInput.type('laptop');
  await workbench.quickInput.accept();
  await workbench.statusMessage('Created profile laptop');
  await workbench.view('Profiles').waitForItem('laptop');
});

test('it is duplicated under a name that is free', async () => {
  await workbench.view('Profiles').contextMenu('laptop', 'Duplicate Profile');
  assert.equal(await workbench.quickInput.value(), 'laptop-copy');
  await workbench.quickInput.accept();
  await workbench.view('Profiles').waitForItem('laptop-copy');
  assert.equal(await read(path('laptop-copy.yaml')), await read(path('laptop.yaml')));
});

test('it is renamed, and its open editor goes along', async () => {
  const text = await read(path('laptop-copy.yaml'));
  await workbench.view('Profiles').click('laptop-copy');
  await workbench.editors.waitForTab('laptop-copy.yaml');
  await workbench.view('Profiles').contextMenu('laptop-copy', 'Rename Profile');
  assert.equal(
    await workbench.quickInput.message(),
    "Name for the profile (Press 'Enter' to confirm or 'Escape' to cancel)",
  );
  await workbench.quickInput.type('staging');
  await workbench.quickInput.acceptRefused();
  await workbench.pictures('flow-name-taken');
  await workbench.quickInput.type('travel');
  await workbench.quickInput.accept();
  await workbench.statusMessage('Renamed laptop-copy to travel');
  await workbench.editors.waitForTab('travel.yaml');
  assert.equal((await workbench.editors.tabLabels()).length, 1);
  assert.equal(await read(path('travel.yaml')), text);
  await workbench.picture('flow-renamed');
});

test('it is deleted after a question, and Undo in the message brings it back', async () => {
  const text = await read(path('travel.yaml'));
  await workbench.view('Profiles').contextMenu('travel', 'Delete Profile');
  const { message } = await workbench.notices.dialogText();
  assert.equal(message, 'Delete profile travel?');
  await workbench.pictures('flow-delete');
  await workbench.notices.answerDialog('Delete');
  await workbench.view('Profiles').waitForNoItem('travel');
  assert.equal(isThere(path('travel.yaml')), false);
  await workbench.notices.clickButton('Deleted profile travel', 'Undo');
  await workbench.view('Profiles').waitForItem('travel');
  assert.equal(await read(path('travel.yaml')), text);
});

test('the shortcut for Undo takes the change before that back, which was the new name', async () => {
  // The keys are those of the view, which a closed menu leaves in focus.
  await workbench.view('Profiles').item('travel').click({ button: 'right' });
  await workbench.page.keyboard.press('Escape');
  await workbench.page.keyboard.press('Control+K');
  await workbench.page.keyboard.press('Control+Z');
  await workbench.view('Profiles').waitForNoItem('travel');
  await workbench.view('Profiles').waitForItem('laptop-copy');
  await workbench.notices.clickButton('Undid “Rename', 'Redo');
  await workbench.view('Profiles').waitForItem('travel');
});

test('it is exported to one file beside the config folder, which opens', async () => {
  await workbench.view('Profiles').contextMenu('production', 'Export Profile');
  await dialogShows(join(workbench.folder, 'production.safekeep-profile.yaml'));
  await workbench.picture('flow-export-place');
  await workbench.quickInput.accept();
  await workbench.notices.message('Exported production to production.safekeep-profile.yaml');
  await workbench.notices.clickButton('Exported production', 'Open');
  await workbench.editors.waitForTab('production.safekeep-profile.yaml');
  await workbench.pictures('flow-exported');
});

test('it is imported under another name, because its own is taken', async () => {
  await workbench.view('Profiles').titleMenu('Import Profile');
  await dialogShows(`${workbench.folder}/`);
  await workbench.quickInput.type(join(workbench.folder, 'production.safekeep-profile.yaml'));
  await workbench.quickInput.accept();
  await workbench.page
    .locator('.quick-input-widget:visible', {
      hasText: 'Import production: choose another name, because a profile with that name already exists',
    })
    .waitFor();
  assert.equal(await workbench.quickInput.value(), 'production-2');
  await workbench.pictures('flow-import-name');
  await workbench.quickInput.type('eu');
  await workbench.quickInput.accept();
  await workbench.statusMessage('Imported profile eu.');
  assert.equal(await read(path('eu.yaml')), await read(path('production.yaml')));
});

test('the path of a key is copied from the editor', async () => {
  await workbench.editors.openFile('current.yaml');
  const key = workbench.page.locator('.editor-group-container.active .view-line span:not(:has(span))');
  await key
    .filter({ hasText: /^\s*port\s*$/ })
    .first()
    .click();
  const open = () => workbench.page.keyboard.press('Shift+F10');
  await open();
  await workbench.picture('flow-editor-menu');
  await chooseFromMenu(workbench.page, open, 'Copy Key Path');
  await workbench.quickInput.row('/server/port').waitFor();
  await workbench.pictures('flow-key-path');
  await workbench.quickInput.choose('server.port');
  await workbench.page.locator('.statusbar-item', { hasText: 'Copied server.port' }).waitFor();
  assert.equal(await workbench.page.evaluate('navigator.clipboard.readText()'), 'server.port');
});

test('it is protected, and then not renamed before its name is typed', async () => {
  const profiles = workbench.view('Profiles');
  const open = () => profiles.item('travel').click({ button: 'right' });
  await open();
  await workbench.page.locator('.monaco-menu [aria-label^="Protect Profile"]').waitFor();
  await workbench.pictures('flow-profile-menu');
  await chooseFromMenu(workbench.page, open, 'Protect Profile');
  await profiles.waitForItem('travel, protected');
  await profiles.contextMenu('travel, protected', 'Rename Profile');
  await workbench.quickInput.type('holiday');
  await workbench.quickInput.accept();
  await workbench.quickInput.type('trave');
  assert.match(await workbench.quickInput.acceptRefused(), /This doesn't match "travel"/);
  await workbench.pictures('flow-protected');
  await workbench.quickInput.type('travel');
  await workbench.quickInput.accept();
  await profiles.waitForItem('holiday, protected');
  assert.match(await read(path('holiday.yaml')), /protected: true/);
});

test('its file is revealed in the explorer', async () => {
  await workbench.view('Profiles').contextMenu('staging', 'Reveal in Explorer');
  await workbench.page
    .locator('.explorer-folders-view .monaco-list-row.selected', { hasText: 'staging.yaml' })
    .waitFor();
  await workbench.picture('flow-revealed');
});

test('what was edited by hand is saved as a new profile, which holds that alone', async () => {
  const live = await read('config/current.yaml');
  const edited = live.replace('port: 3000', 'port: 3100');
  await writeFile(join(workbench.folder, 'config/current.yaml'), edited);
  await workbench.openContainer('Safekeep');
  const profiles = workbench.view('Profiles');
  await profiles.contextMenu('development, active, modified', 'Save as New Profile');
  await workbench.quickInput.choose('development');
  await workbench.quickInput.type('hotfix');
  await workbench.quickInput.accept();
  await workbench.statusMessage('Saved the differences from development as hotfix');
  assert.equal(
    await read(path('hotfix.yaml')),
    '$profile:\n  extends: development\nserver:\n  port: 3100 # the load balancer expects 8080 everywhere but on laptops\n',
  );
  assert.equal(await read('config/current.yaml'), edited);
  await workbench.pictures('flow-saved-as');
  await workbench.runCommand('Safekeep: Undo Last Change');
  // The row may not have come yet, so that none of it says nothing.
  await eventually(() => assert.equal(isThere(path('hotfix.yaml')), false));
  await profiles.waitForNoItem('hotfix');
});
