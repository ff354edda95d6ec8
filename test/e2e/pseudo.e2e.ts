// What a person sees, in a language in which every letter has an accent: a text without one was never given to a
// translator. VS Code itself stays English; what it says around ours is left out.
import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { pseudoLanguage, pseudoText as said, untranslated } from '../support/texts/pseudoLanguage.ts';
import { wordsOf } from '../support/editor/sampleWorkspace.ts';
import { shownTexts } from '../support/texts/shownTexts.ts';
import { Workbench } from '../support/editor/workbench.ts';

/** Not ours to translate: the product, formats, keys of the keyboard, names, how the system writes times and sizes. */
const data = [
  /\b(Safekeep|JSON|YAML|NUL|BOM|Ctrl|Enter|Esc|F7|service|config|development|staging|production)\b/g,
  /\b\d+ (min\.|hr\.) ago\b|\b[\d.]+ (bytes?|kB)\b|\b\d+:\d+(:\d+)?\s[AP]M\b/g,
];

/** Who runs the tests is the author of what they do. */
const author = userInfo().username;
const files = /[\w./-]+\.(ya?ml|jsonc?)\b/g;

/** What VS Code puts around our texts. */
const around = [
  /^(Views and )?More Actions\.\.\.$|^Drag a view here .*$|^(Progress|Welcome|input|OK|Copy)$/g,
  /^Actions for |(?<=\S) (Section|actions)$| \(Press 'Enter' to confirm or 'Escape' to cancel\)$/g,
  /^(Control|Shift|Alt)\+.*$/g,
];

/** Commands that ask something at once, with what there is after the tests before. */
const asking = [
  'Create Profile…',
  'Duplicate Profile…',
  'Delete Profile…',
  'Protect Profile',
  'Remove Protection from Profile',
  'Compare…',
  'Save as New Profile…',
  'Create Backup…',
  'Restore Backup…',
  'Pin Backup…',
  'Filter Backups…',
  'Show Changes…',
  'Set Value…',
];

let workbench: Workbench;
let sample: readonly string[];

/** The texts there that nobody could translate. */
async function missedAt(place: string | Locator, more: readonly RegExp[] = []): Promise<readonly string[]> {
  const found = typeof place === 'string' ? workbench.page.locator(place) : place;
  await found.filter({ visible: true }).first().waitFor();
  const texts = await shownTexts(found);
  assert.ok(texts.length > 0, 'nothing is said there');
  return untranslated(texts, [...more, files, author, ...sample, ...around, ...data]);
}

/** A row may be drawn anew under the pointer, and what is shown there says at first that it is loading. */
async function assertUnderPointer(place: Locator): Promise<void> {
  const hover = workbench.page.locator('.monaco-hover:visible', { hasNotText: 'Loading...' });
  await eventually(async () => {
    await workbench.page.mouse.move(700, 600);
    await place.hover();
    await hover.first().waitFor({ timeout: 5_000 });
    assert.deepEqual(await missedAt(hover), []);
  });
}

before(async () => {
  sample = await wordsOf('service');
  workbench = await Workbench.open({ sample: 'service', language: pseudoLanguage() });
  await workbench.openContainer('Safekeep');
  await workbench.view(said('Profiles')).waitForItem('staging');
});

afterEach(async (context) => {
  if ('passed' in context) await workbench.pictureFailure(context);
});

after(() => workbench.close());

test('nothing is left in English of the views before there is a backup', async () => {
  assert.deepEqual(await missedAt('.part.sidebar'), []);
});

test('nor of the review of a switch, and of what is told when it is done', async () => {
  await workbench.page.locator('.statusbar-item[id^="safekeep"] a').click();
  await workbench.quickInput.choose('staging');
  const review = await workbench.webviews.frame('button.primary');
  await workbench.picture('pseudo-review');
  assert.equal(await review.locator('html').getAttribute('lang'), 'qps-ploc');
  assert.deepEqual(await missedAt(review.locator('body')), []);
  assert.deepEqual(await missedAt('.tab.active .label-name'), []);
  await review.locator('button.primary').click();
  const notification = '.notifications-toasts .notification-list-item';
  await workbench.page.locator(notification).first().hover();
  assert.deepEqual(await missedAt(`${notification}-message, ${notification} .monaco-button`), []);
});

test('nor of rows with drift, a backup and a commit, and of what stands under the pointer', async () => {
  await appendFile(join(workbench.folder, 'config/current.yaml'), 'ttl: 1\n');
  await workbench.view(said('History')).expand();
  await workbench.view(said('History')).pane.locator('.monaco-list-row').first().waitFor();
  await workbench.page.locator('.statusbar-item', { hasText: said('modified') }).waitFor();
  await workbench.view(said('Profiles')).unfold('staging');
  await workbench.picture('pseudo-views');
  assert.deepEqual(await missedAt('.part.sidebar'), []);
  for (const view of ['Profiles', 'Backups', 'History'])
    await assertUnderPointer(workbench.view(said(view)).pane.locator('.monaco-list-row').first());
});

test('nor of the status bar and of what stands under the pointer there', async () => {
  const item = workbench.page.locator('.statusbar-item[id^="safekeep"]');
  assert.deepEqual(await missedAt(item), []);
  await assertUnderPointer(item);
  await workbench.picture('pseudo-status');
});

test('nor of the origin of a value in the editor', async () => {
  await workbench.editors.openFile('current.yaml');
  await assertUnderPointer(workbench.page.locator('.view-line span', { hasText: 'port' }).last());
  await workbench.picture('pseudo-hover');
});

test('nor of the names of commands', async () => {
  await workbench.quickInput.openPalette('Safekeep: ');
  // Below a name stands the English one, for those who know that.
  const names = workbench.page.locator('.quick-input-list .quick-input-list-row:first-child .label-name');
  const seen = new Set<string>();
  for (let round = 0; round < 8; round += 1) {
    for (const label of await names.allInnerTexts()) seen.add(label);
    for (let step = 0; step < 10; step += 1) await workbench.page.keyboard.press('ArrowDown');
  }
  await workbench.picture('pseudo-palette');
  await workbench.quickInput.dismiss();
  const ours = [...seen].filter((label) => label.startsWith('Safekeep: '));
  assert.ok(ours.length > 30, `only ${ours.length} commands were seen`);
  assert.deepEqual(untranslated(ours, data), []);
});

test('nor of what commands ask', async () => {
  for (const title of asking) {
    await workbench.runCommand(`Safekeep: ${said(title)}`);
    await workbench.quickInput.placeholder();
    const widget = workbench.page.locator('.quick-input-widget:visible');
    await workbench.picture(`pseudo-${title.replaceAll(/\W/g, '')}`);
    assert.deepEqual(
      await missedAt(
        widget.locator('.quick-input-title, .quick-input-box input, .quick-input-message, .monaco-list-row'),
      ),
      [],
      title,
    );
    await workbench.quickInput.dismiss();
  }
});

test('nor of the tour', async () => {
  await workbench.runCommand('Welcome: Open Walkthrough...');
  await workbench.quickInput.choose(said('Get Started with Safekeep'));
  const steps = workbench.page.locator('.gettingStartedContainer .getting-started-step');
  await steps.nth(3).waitFor();
  await workbench.picture('pseudo-tour');
  const ofTour = [
    /^Inspect this in the accessible view \([^)]*\)\. |^Image showing |: (Not c|C)ompleted$/g,
    /^Tip: Use keyboard shortcut$/g,
  ];
  assert.deepEqual(await missedAt(steps, ofTour), []);
});

test('nor of the settings', async () => {
  await workbench.runCommand('Preferences: Open Settings (UI)');
  await workbench.page.locator('.settings-editor .suggest-input-container').click();
  await workbench.page.keyboard.type('@ext:safekeep.safekeep');
  await workbench.page.locator('.settings-editor .setting-item-description').nth(3).waitFor();
  await workbench.picture('pseudo-settings');
  // Ids, words to be typed, and the names that VS Code makes of ids.
  const ids = [/^safekeep\.\w+$/g, /^(ask|auto|off)$/g, /^Safekeep: [A-Z][\w ]+$/g];
  // Until they are found, others are shown.
  await eventually(async () =>
    assert.deepEqual(await missedAt('.settings-editor .setting-item-description', ids), []),
  );
});
