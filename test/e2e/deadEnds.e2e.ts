// Where a person once could not go on, walked on a folder of their own: an ASP.NET project.
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/paths.ts';
import { Workbench } from '../support/editor/workbench.ts';

const live = `{
  // Read at every start.
  "Logging": { "LogLevel": { "Default": "Information" } },
  "Port": 5000,
  "Database": "Server=localhost",
  "AllowedHosts": "*"
}
`;

let folder: string;
let workbench: Workbench;

const read = (path: string) => readFile(join(folder, path), 'utf8');
const profiles = () => workbench.view('Profiles');

async function reviewWith(button: string): Promise<Frame> {
  const frame = await workbench.webviews.frame('button');
  await frame.locator('button.primary', { hasText: button }).waitFor();
  return frame;
}

async function reads(path: string, text: string): Promise<void> {
  await eventually(async () => assert.equal(await read(path), text));
}

before(async () => {
  folder = await temporaryFolder('dead-ends');
  await writeFile(join(folder, 'appsettings.json'), live);
  workbench = await Workbench.open({ folder });
  await workbench.openContainer('Safekeep');
  await profiles().clickWelcomeButton('Set Up Safekeep');
  await workbench.quickInput.choose('appsettings.json');
  await workbench.quickInput.accept();
  await profiles().waitForItem('development, active');
});

afterEach(async (context) => {
  if ('passed' in context) await workbench.pictureFailure(context);
});

after(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

test('a profile that is like the live file is switched to at once, from the status bar and from its row', async () => {
  await workbench.quickInput.openBy(() => profiles().titleAction('Create Profile'));
  await workbench.quickInput.choose('Current live files');
  await workbench.quickInput.type('experiment');
  await workbench.quickInput.accept();
  await profiles().waitForItem('experiment');
  await workbench.chooseFromStatusBar('Safekeep', 'experiment');
  await workbench.notices.message('Switched to experiment. No values changed.');
  await profiles().waitForItem('experiment, active');
  await profiles().inlineAction('development', 'Switch Profile');
  await workbench.notices.message('Switched to development. No values changed.');
  await profiles().waitForItem('development, active');
  assert.equal(await read('appsettings.json'), live);
});

test('an older change is undone, and what was changed later stays', async () => {
  const staged = live.replace('5000', '8080').replace('localhost', 'staging');
  await writeFile(join(folder, 'config/profiles/experiment.jsonc'), staged);
  await workbench.chooseFromStatusBar('Safekeep', 'experiment');
  await (await reviewWith('Switch')).locator('button.primary').click();
  await profiles().waitForItem('experiment, active');
  await workbench.runCommand('Safekeep: Set Value…');
  await workbench.quickInput.type('AllowedHosts');
  await workbench.quickInput.accept();
  await workbench.quickInput.type('"example.org"');
  await workbench.quickInput.accept();
  await reads('appsettings.json', staged.replace('"*"', '"example.org"'));
  await workbench.view('History').expand();
  await workbench.view('History').contextMenu('Switch development → experiment', 'Undo This Change');
  const review = await reviewWith('Undo');
  await review.getByText(/Edits made to .+ after this change/).waitFor();
  assert.equal(await review.getByRole('checkbox', { name: 'AllowedHosts', exact: true }).isChecked(), false);
  assert.equal(await review.getByRole('checkbox', { name: 'Port', exact: true }).isChecked(), true);
  await workbench.pictures('undo-older');
  await review.locator('button.primary').click();
  await reads('appsettings.json', live.replace('"*"', '"example.org"'));
  await profiles().waitForItem('development, active, modified');
});

test('an error in the manifest is shown where it is, and a backup can be restored all the same', async () => {
  const manifest = await read('config/safekeep.yaml');
  await writeFile(
    join(folder, 'config/safekeep.yaml'),
    manifest.replace('  appsettings:', '  appsettings: x:'),
  );
  const row = profiles().pane.locator('.monaco-list-row', { hasText: 'config/safekeep.yaml has an error' });
  await row.waitFor();
  await workbench.view('Backups').unfold('Today');
  await workbench.pictures('broken-manifest');
  await workbench.page.locator('.statusbar-item', { hasText: 'Safekeep' }).click();
  await workbench.editors.waitForTab('safekeep.yaml');
  await workbench.page.locator('.statusbar-item', { hasText: /Ln 3, Col/ }).waitFor();
  await workbench.page.locator('.monaco-editor .squiggly-error').first().waitFor();
  await workbench.runCommand('Safekeep: Undo Last Change');
  await writeFile(join(folder, 'config/safekeep.yaml'), manifest);
  await profiles().waitForItem('development, active');
});
