// Where a person could lose something: unsaved changes on the file to be replaced, a protected profile, a change
// that a guard stops, a file that changes under the review.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { Workbench } from '../support/editor/workbench.ts';

let workbench: Workbench;
let original: string;

const current = () => readFile(join(workbench.folder, 'config/current.yaml'), 'utf8');

async function reviewOf(profile: string): Promise<Frame> {
  await workbench.chooseFromStatusBar('Safekeep', profile);
  await workbench.editors.waitForTab(`→ ${profile}`);
  return workbench.webviews.frame('button');
}

before(async () => {
  workbench = await Workbench.open({
    sample: 'service',
    settings: { '[yaml]': { 'editor.autoIndent': 'none' } },
  });
  original = await current();
  await workbench.openContainer('Safekeep');
  await workbench.view('Profiles').waitForItem('development, active');
});

afterEach(async (context) => {
  if ('passed' in context) await workbench.pictureFailure(context);
});

after(() => workbench.close());

test('Cancel in the review changes nothing', async () => {
  const review = await reviewOf('staging');
  await review.locator('button', { hasText: 'Cancel' }).click();
  await workbench.editors.tab('Switch development').waitFor({ state: 'detached' });
  assert.equal(await current(), original);
});

test('the review tells of unsaved changes; applying asks about them, and Cancel keeps them', async () => {
  await workbench.editors.openFile('current.yaml');
  await workbench.editors.replaceText(original.replace('port: 3000', 'port: 4000'));
  const review = await reviewOf('staging');
  await review.locator('text=has unsaved changes').first().waitFor();
  await review.locator('button', { hasText: 'Switch' }).first().click();
  assert.match((await workbench.notices.dialogText()).message, /current\.yaml has unsaved changes/);
  await workbench.pictures('dirty-editor');
  await workbench.notices.answerDialog('Cancel');
  assert.equal(await current(), original);
  await workbench.page.locator('.tabs-container .tab.dirty', { hasText: 'current.yaml' }).waitFor();
});

test('discarded editor text is kept as a backup, and the switch goes on', async () => {
  await workbench.editors.tab('Switch development').click();
  const review = await workbench.webviews.frame('button');
  await review.locator('button', { hasText: 'Switch' }).first().click();
  await workbench.notices.answerDialog('Discard Editor Changes');
  await workbench.notices.message('Switched to staging');
  await eventually(async () => assert.match(await current(), /port: 8080 # the load balancer/));
  const unsaved = workbench.page.locator('.monaco-list-row', { hasText: 'unsaved text' });
  await unsaved.click();
  await workbench.editors.waitForText('port: 4000');
  await workbench.pictures('backup-document');
  await workbench.runCommand('Safekeep: Undo Last Change');
  await workbench.view('Profiles').waitForItem('development, active');
  assert.equal(await current(), original);
});

test('a file that changes under the review is compared anew before it can be applied', async () => {
  const review = await reviewOf('staging');
  await review.locator('text=3000').first().waitFor();
  const meanwhile = original.replace('port: 3000', 'port: 3333');
  await writeFile(join(workbench.folder, 'config/current.yaml'), meanwhile);
  await review.locator('text=3333').first().waitFor();
  await review.locator('button', { hasText: 'Switch' }).first().click();
  await workbench.notices.message('Switched to staging');
  await eventually(async () => assert.match(await current(), /port: 8080 # the load balancer/));
  await workbench.editors.tab('→ staging').waitFor({ state: 'detached' });
});

test('a protected profile wants its name typed before it is applied', async () => {
  const review = await reviewOf('production');
  await review.locator('button', { hasText: 'Switch' }).first().click();
  await workbench.quickInput.type('prod');
  assert.match(await workbench.quickInput.acceptRefused(), /This doesn't match "production"/);
  assert.match(await current(), /db\.staging\.internal/);
  await workbench.quickInput.type('production');
  await workbench.quickInput.accept();
  await workbench.notices.message('Switched to production');
  await workbench.pictures('protected');
  assert.match(await current(), /db-primary\.prod\.internal/);
});

test('the text diff shows the live file beside what it would become', async () => {
  const review = await reviewOf('development');
  await review.locator('button', { hasText: 'Open Text Diff' }).first().click();
  await workbench.editors.waitForTab('now ↔ after');
  await workbench.page.locator('.editor.modified .view-line', { hasText: '127.0.0.1' }).first().waitFor();
  await workbench.pictures('text-diff');
});

test('a live file that lost its content shows in the view and the status bar, and comes back through the review', async () => {
  const whole = await current();
  await writeFile(join(workbench.folder, 'config/current.yaml'), '');
  await workbench.view('Profiles').item('current.yaml is empty.').waitFor();
  await workbench.page.locator('.statusbar-item.warning-kind', { hasText: 'production (damaged)' }).waitFor();
  await workbench.pictures('damage');
  await workbench.notices.clickButton('current.yaml is empty. Safekeep can recover the content.', 'Review');
  const review = await workbench.webviews.frame('button');
  await review.locator('text=current.yaml: ').first().waitFor();
  await review.locator('button', { hasText: 'Recover' }).first().click();
  await workbench.notices.message('Recovered current.yaml.');
  assert.equal(await current(), whole);
  await workbench.view('Profiles').item('current.yaml is empty.').waitFor({ state: 'detached' });
});
