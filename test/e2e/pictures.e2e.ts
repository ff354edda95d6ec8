// The review panel in every kind of theme: free of accessibility faults, and pictured for the README.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import axe, { type AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import { Workbench } from '../support/editor/workbench.ts';

let workbench: Workbench;

before(async () => {
  workbench = await Workbench.open({ sample: 'service' });
  await workbench.openContainer('Safekeep');
  await workbench.view('Profiles').waitForItem('development, active');
});

after(() => workbench.close());

async function reviewOf(profile: string): Promise<Frame> {
  await workbench.view('Profiles').inlineAction(profile, 'Switch Profile');
  const review = await workbench.webviews.frame('button');
  await review.locator('button', { hasText: 'Switch' }).first().waitFor();
  return review;
}

/** What axe finds wrong with the page, as sentences. */
async function faults(review: Frame): Promise<readonly string[]> {
  await review.evaluate(axe.source);
  const { violations } = await review.evaluate<AxeResults>('axe.run()');
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join(' ')})`,
  );
}

for (const theme of ['dark', 'light', 'contrast', 'contrast-light'] as const) {
  test(`the review has no accessibility fault in the theme ${theme}`, async () => {
    await workbench.changeTheme(theme);
    const review = await reviewOf('staging');
    assert.deepEqual(await faults(review), []);
    await workbench.picture('review');
    await review.locator('button', { hasText: 'Cancel' }).click();
  });
}

test('no key of the review is taken away by the workbench', async () => {
  const review = await reviewOf('staging');
  const { keyboard } = workbench.page;
  const focused = () => review.evaluate(() => document.activeElement?.textContent.trim() ?? '');
  assert.match(await focused(), /^host/);
  await review.locator('h1').click();
  await keyboard.press('F7');
  await keyboard.press('Space');
  await review.locator('button', { hasText: 'Switch 17 of 18' }).waitFor();
  await keyboard.press('Shift+F7');
  assert.match(await focused(), /^host/);
  await keyboard.press('PageDown');
  assert.doesNotMatch(await focused(), /^host/);
  await keyboard.press('Home');
  assert.match(await focused(), /^current\.yaml/);
  await keyboard.press('ControlOrMeta+f');
  await keyboard.type('timeouts');
  await review.getByText('1 of 18 shown').first().waitFor();
  await workbench.picture('review-filter');
  await keyboard.press('Escape');
  await review.getByRole('checkbox', { name: 'server › host' }).waitFor();
  await keyboard.press('Escape');
  await workbench.page.locator('.tab', { hasText: 'Switch development' }).waitFor({ state: 'detached' });
});

test('the sidebar after a day of work', async () => {
  await workbench.changeTheme('dark');
  await workbench.runCommand('Safekeep: Create Backup…');
  await workbench.quickInput.type('before the upgrade');
  await workbench.quickInput.accept();
  await workbench.quickInput.accept();
  const backups = workbench.view('Backups');
  await backups.waitForItem('before the upgrade');
  await backups.inlineAction('before the upgrade', 'Pin Backup');
  await backups.item('before the upgrade').hover();
  await (await reviewOf('staging')).locator('button', { hasText: 'Switch' }).first().click();
  await workbench.view('Profiles').waitForItem('staging, active');
  await workbench.view('History').expand();
  await workbench.view('History').click('Switch development → staging');
  // The grammar has colored the text when a line has more than one kind of token.
  await workbench.page.locator('.view-line:has-text("/server/port") span[class*="mtk"]').nth(2).waitFor();
  await workbench.picture('sidebar');
});
