// One view of a container: its tree, its title actions and its welcome text.
import type { Locator, Page } from 'playwright-core';
import { chooseFromMenu, readMenu } from './menu.ts';

export class ViewTree {
  readonly #page: Page;
  readonly pane: Locator;

  constructor(page: Page, title: string) {
    this.#page = page;
    this.pane = page.locator(`.pane:has(> .pane-header[aria-label^="${title} Section"])`);
  }

  async expand(): Promise<void> {
    const header = this.pane.locator('> .pane-header');
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
    await this.pane.locator(`> .pane-header[aria-expanded="true"]`).waitFor();
  }

  /** The row whose label is this, or whose spoken text starts with it. */
  item(label: string): Locator {
    const byLabel = this.pane.locator(`.monaco-list-row:has(.label-name:text-is(${JSON.stringify(label)}))`);
    const bySpeech = this.pane.locator(`.monaco-list-row[aria-label^=${JSON.stringify(label)}]`);
    return byLabel.or(bySpeech).first();
  }

  async click(label: string): Promise<void> {
    await this.item(label).click();
  }

  /** Unfolds an item that has children. */
  async unfold(label: string): Promise<void> {
    const item = this.item(label);
    await item.waitFor();
    if ((await item.getAttribute('aria-expanded')) === 'false')
      await item.locator('.monaco-tl-twistie').click();
  }

  /** Clicks one of the icons that a row shows under the pointer, by its title. */
  async inlineAction(label: string, action: string): Promise<void> {
    await this.item(label).hover();
    await this.item(label).locator(`.actions [aria-label^="${action}"]`).click();
  }

  async contextMenu(label: string, entry: string): Promise<void> {
    const open = () => this.item(label).click({ button: 'right' });
    await chooseFromMenu(this.#page, open, entry);
  }

  /** What the context menu of a row offers; leaves the menu closed. */
  async contextMenuEntries(label: string): Promise<readonly string[]> {
    await this.item(label).click({ button: 'right' });
    return readMenu(this.#page);
  }

  /** Clicks an icon of the view's title bar. */
  async titleAction(action: string): Promise<void> {
    await this.pane.locator('> .pane-header').hover();
    await this.pane.locator(`> .pane-header .actions [aria-label^="${action}"]`).click();
  }

  /** Chooses from the … menu of the view's title bar. */
  async titleMenu(entry: string): Promise<void> {
    const open = async () => {
      await this.pane.locator('> .pane-header').hover();
      await this.pane.locator('> .pane-header .actions [aria-label*="More Actions"]').click();
    };
    await chooseFromMenu(this.#page, open, entry);
  }

  /** The labels with descriptions of the rows in view, from the top; waits for the first. */
  async texts(): Promise<readonly string[]> {
    const rows = this.pane.locator('.monaco-list-row');
    await rows.first().waitFor();
    return rows.evaluateAll((all) =>
      all.map((row) => {
        const parts = [...row.querySelectorAll('.label-name, .label-description')];
        return parts.map((part) => part.textContent.trim()).join(' ');
      }),
    );
  }

  /** What an empty view says in the place of its tree. */
  async welcomeText(): Promise<string> {
    return this.pane.locator('.welcome-view-content').innerText();
  }

  async clickWelcomeButton(text: string): Promise<void> {
    await this.pane.locator('.welcome-view-content .monaco-button', { hasText: text }).click();
  }

  async waitForItem(label: string): Promise<void> {
    await this.item(label).waitFor();
  }

  async waitForNoItem(label: string): Promise<void> {
    await this.item(label).waitFor({ state: 'detached' });
  }
}
