// The editor area: tabs and texts.
import type { Locator, Page } from 'playwright-core';

export class Editors {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The tab whose label contains these words. */
  tab(words: string): Locator {
    return this.#page.locator('.tabs-container .tab', { hasText: words }).first();
  }

  /** Waits until the tab is the active one. */
  async waitForTab(words: string): Promise<void> {
    await this.#page.locator('.tabs-container .tab.active', { hasText: words }).first().waitFor();
  }

  async tabLabels(): Promise<readonly string[]> {
    return this.#page.locator('.tabs-container .tab .label-name').allInnerTexts();
  }

  /** The lines in view of the active editor, of a diff those of the chosen side. */
  async text(side: 'only' | 'original' | 'modified' = 'only'): Promise<string> {
    const within = side === 'only' ? '' : ` .editor.${side}`;
    const editor = this.#page
      .locator(`.editor-group-container.active${within} .monaco-editor .view-lines`)
      .first();
    await editor.waitFor();
    // Lines are placed by their `top`, not by their order in the page.
    const lines = await editor.locator('.view-line').evaluateAll((all) =>
      all
        .filter((line): line is HTMLElement => line instanceof HTMLElement)
        .sort((a, b) => Number.parseFloat(a.style.top) - Number.parseFloat(b.style.top))
        .map((line) => line.innerText),
    );
    return lines.join('\n').replaceAll('\u00A0', ' ');
  }

  /** Waits until the active editor shows a line with these words. */
  async waitForText(words: string): Promise<void> {
    await this.#page
      .locator('.editor-group-container.active .monaco-editor .view-line', { hasText: words })
      .first()
      .waitFor();
  }

  /** Opens a file of the folder through Quick Open. */
  async openFile(name: string): Promise<void> {
    await this.#page.keyboard.press('Control+P');
    const input = this.#page.locator('.quick-input-widget:visible .quick-input-box input').first();
    await input.fill(name);
    await this.#page
      .locator('.quick-input-list .monaco-list-row .label-name', { hasText: name })
      .first()
      .click();
    await this.waitForTab(name.slice(name.lastIndexOf('/') + 1));
  }

  /** Replaces the text of the active editor by typing; it is then dirty. */
  async replaceText(text: string): Promise<void> {
    await this.#page.locator('.editor-group-container.active .monaco-editor .view-lines').first().click();
    await this.#page.keyboard.press('Control+A');
    await this.#page.keyboard.insertText(text);
  }

  async save(): Promise<void> {
    await this.#page.keyboard.press('Control+S');
    await this.#page.locator('.tabs-container .tab.active:not(.dirty)').first().waitFor();
  }

  async closeActive(): Promise<void> {
    await this.#page.locator('.tabs-container .tab.active .tab-actions .action-label').first().click();
  }
}
