// The menu that is open, wherever it was opened from.
import type { Page } from 'playwright-core';
import { eventually } from '../eventually.ts';

/**
 * Opens a menu and chooses by the start of an entry's title. The menu takes no click just after it opened, but it does take
 * Enter; one that the window has closed again, as when it lays itself out, is opened once more.
 */
export async function chooseFromMenu(page: Page, open: () => Promise<void>, entry: string): Promise<void> {
  const title = `.action-label[aria-label^=${JSON.stringify(entry)}]`;
  await eventually(async () => {
    if (!(await page.locator('.monaco-menu').first().isVisible())) await open();
    await page.locator(`.monaco-menu ${title}`).first().hover({ timeout: 5_000 });
    await page.locator(`.monaco-menu .action-item.focused ${title}`).first().waitFor({ timeout: 5_000 });
  });
  await page.keyboard.press('Enter');
  await page.locator('.monaco-menu').first().waitFor({ state: 'detached' });
}

/** The titles of all entries; closes the menu. */
export async function readMenu(page: Page): Promise<readonly string[]> {
  const entries = page.locator('.monaco-menu .action-label[aria-label]:not(.separator)');
  await entries.first().waitFor();
  const titles = await entries.evaluateAll((all) =>
    all.map((entry) => entry.getAttribute('aria-label') ?? ''),
  );
  await page.keyboard.press('Escape');
  await page.locator('.monaco-menu').first().waitFor({ state: 'detached' });
  return titles;
}
