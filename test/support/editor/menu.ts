// The menu that is open, wherever it was opened from.
import type { Page } from 'playwright-core';

/** Chooses by the start of an entry's title. A menu takes no click just after it opened, but it does take Enter. */
export async function chooseFromMenu(page: Page, entry: string): Promise<void> {
  const title = `.action-label[aria-label^=${JSON.stringify(entry)}]`;
  await page.locator(`.monaco-menu ${title}`).first().hover();
  await page.locator(`.monaco-menu .action-item.focused ${title}`).first().waitFor();
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
