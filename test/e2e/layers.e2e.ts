// An edit of the live file finds its way back into its profile, and each value tells where it comes from: in the window,
// with the bytes on the disk checked.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { chooseFromMenu } from '../support/editor/menu.ts';
import { Workbench } from '../support/editor/workbench.ts';

let workbench: Workbench;
let profile: string;

const path = (name: string) => join(workbench.folder, 'config', name);
const read = (name: string) => readFile(path(name), 'utf8');

/** A word of the active editor, to point at. */
function word(text: string): Locator {
  const line = workbench.page.locator('.editor-group-container.active .view-line span:not(:has(span))');
  return line.filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) }).first();
}

const hover = () => workbench.page.locator('.monaco-hover:visible', { hasText: 'Where Does This' }).first();

/** The record that a switch to development makes: without it, an edited live file is nobody's. */
async function recordSwitch(): Promise<void> {
  const current = createHash('sha256')
    .update(await read('current.yaml'))
    .digest('hex');
  await mkdir(path('.safekeep'));
  const record = { format: 1, activeProfile: 'development', applied: { current } };
  await writeFile(path('.safekeep/state.json'), JSON.stringify(record));
}

before(async () => {
  workbench = await Workbench.open({ sample: 'service' });
  await recordSwitch();
  await workbench.openContainer('Safekeep');
  await workbench.view('Profiles').waitForItem('development, active');
  profile = await read('profiles/development.yaml');
});

afterEach(async (context) => {
  if ('passed' in context) await workbench.pictureFailure(context);
});

after(() => workbench.close());

test('an edit by hand shows below its profile, key by key, and each opens its place', async () => {
  const live = await read('current.yaml');
  const edited = live.replace('port: 3000', 'port: 3001').replace('  maxEntries: 5000\n', '');
  await writeFile(path('current.yaml'), edited);
  const profiles = workbench.view('Profiles');
  await profiles.item('development, active, modified').waitFor();
  await profiles.unfold('development, active, modified');
  await profiles.item('current.yaml, modified · 2 keys').waitFor();
  const rows = await profiles.texts();
  assert.ok(rows.includes('server.port 3000 → 3001'), rows.join('\n'));
  assert.ok(rows.includes('cache.maxEntries removed: 5000'), rows.join('\n'));
  await profiles.click('server.port, modified');
  await workbench.editors.waitForTab('current.yaml');
  await workbench.statusBarText('Ln 10');
  await workbench.pictures('drift-rows');
});

test('pointing at the key tells who says what, and a click on the place opens it', async () => {
  await word('port').hover();
  await hover().locator('text=The live file has').waitFor();
  await hover().locator('text=overrides').waitFor();
  await workbench.pictures('hover');
  await hover().locator('a', { hasText: 'profiles/development.yaml:8' }).click();
  await workbench.editors.waitForTab('development.yaml');
  await workbench.statusBarText('Ln 8');
});

test('the menu of the editor asks where the value comes from', async () => {
  await workbench.page.keyboard.press('Control+1'); // Into the editor, where the cursor is on the key.
  const open = () => workbench.page.keyboard.press('Shift+F10');
  await chooseFromMenu(workbench.page, open, 'Where Does This Come From?');
  assert.match(await workbench.quickInput.placeholder(), /server\.port/);
  await workbench.quickInput.row('3001').waitFor();
  await workbench.pictures('origin');
  await workbench.quickInput.choose('8080');
  await workbench.editors.waitForTab('default.yaml');
  await workbench.statusBarText('Ln 10');
});

test('the status bar tells which keys differ and what can be done', async () => {
  await workbench.page.locator('.statusbar-item[aria-label*="Safekeep"]').first().hover();
  const tooltip = workbench.page.locator('.monaco-hover:visible', { hasText: 'Reapply Profile' }).first();
  await tooltip.locator('text=modified · 2 keys (server.port, cache.maxEntries)').waitFor();
  await workbench.pictures('status-bar');
  await workbench.page.mouse.move(700, 300);
});

test('saving puts exactly what was edited into the profile, after a review, and then nothing differs', async () => {
  const live = await read('current.yaml');
  await workbench.view('Profiles').inlineAction('development, active, modified', 'Save Changes to Profile');
  const review = await workbench.webviews.frame('button');
  await review.locator('text=3001').first().waitFor();
  await workbench.pictures('review-save');
  assert.equal(await read('profiles/development.yaml'), profile);
  await review.locator('button', { hasText: 'Save' }).first().click();
  await workbench.statusMessage('Saved the changes to development');
  await eventually(async () => {
    assert.equal(
      await read('profiles/development.yaml'),
      profile
        .replace('port: 3000', 'port: 3001')
        .replace('  color: charts.blue\n', '  color: charts.blue\n  unset:\n    - /cache/maxEntries\n'),
    );
  });
  assert.equal(await read('current.yaml'), live);
  await workbench.view('Profiles').waitForNoItem('development, active, modified');
  await workbench.view('Profiles').waitForItem('development, active');
});
