// The one input at the top of the window: command palette, quick picks and input boxes. They follow each other in the
// same widget, so an answer is given only when the widget shows something else or is gone.
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../eventually.ts';

export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;
  readonly #input: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget:visible');
    this.#input = this.#widget.locator('.quick-input-box input').first();
  }

  /** Opens the command palette, filtered. */
  async openPalette(text = ''): Promise<void> {
    await this.#page.keyboard.press('F1');
    await this.#page
      .locator('.quick-input-widget:visible input[aria-label^="Type the name of a command"]')
      .waitFor();
    await this.#input.fill(`>${text}`);
  }

  /** Opens it by a click, and by one more where the window has lost that, as while its extensions start. */
  async openBy(click: () => Promise<void>): Promise<void> {
    await eventually(async () => {
      await click();
      await this.#input.waitFor({ timeout: 3_000 });
    });
  }

  /** Waits for a pick or an input box and types into it, replacing what it holds. */
  async type(text: string): Promise<void> {
    await this.#input.waitFor();
    await this.#input.fill(text);
  }

  /** Takes the row with exactly this label. */
  async choose(label: string): Promise<void> {
    await this.row(label).waitFor();
    await this.#answer(() => this.row(label).click());
  }

  /** Ticks or clears the row of a pick that takes several; `accept` ends it. */
  async tick(label: string): Promise<void> {
    await this.row(label).click();
  }

  /** Enter: takes the focused row, or the text of an input box. */
  async accept(): Promise<void> {
    await this.#input.waitFor();
    await this.#answer(() => this.#input.press('Enter'));
  }

  /** Enter that is expected to be refused; answers what the input box says. */
  async acceptRefused(): Promise<string> {
    await this.#input.press('Enter');
    await this.#widget.locator('.quick-input-box .monaco-inputbox.error').waitFor();
    return this.message();
  }

  async dismiss(): Promise<void> {
    await this.#input.waitFor();
    await this.#page.keyboard.press('Escape');
    await this.waitClosed();
  }

  async waitClosed(): Promise<void> {
    await this.#widget.waitFor({ state: 'hidden' });
  }

  /** The labels of the rows in view, from the top; waits for the first. */
  async labels(): Promise<readonly string[]> {
    const labels = this.#widget.locator('.quick-input-list .monaco-list-row .label-name');
    await labels.first().waitFor();
    return labels.allInnerTexts();
  }

  /** The row with exactly this label, for checks of its description, detail and buttons. */
  row(label: string): Locator {
    return this.#widget
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: this.#page.locator('.label-name', { hasText: exactly(label) }) })
      .first();
  }

  /** @throws, with the pick closed, when the row is not there within moments. */
  async waitForRow(label: string): Promise<void> {
    try {
      await this.row(label).waitFor({ timeout: 3_000 });
    } catch (error) {
      await this.dismiss();
      throw error;
    }
  }

  /** Clicks a button of a row, by its tooltip. */
  async clickRowButton(label: string, button: string): Promise<void> {
    await this.row(label).hover();
    await this.row(label).locator(`.quick-input-list-entry-action-bar [aria-label^="${button}"]`).click();
  }

  async placeholder(): Promise<string> {
    await this.#input.waitFor();
    return (await this.#input.getAttribute('placeholder')) ?? '';
  }

  async value(): Promise<string> {
    await this.#input.waitFor();
    return this.#input.inputValue();
  }

  /** The prompt or the refusal under an input box. */
  async message(): Promise<string> {
    return this.#widget.locator('.quick-input-message').innerText();
  }

  async #answer(act: () => Promise<void>): Promise<void> {
    const asked = await this.#page.evaluate(askedInWidget, null);
    await act();
    await this.#page.waitForFunction(askedInWidget, asked);
  }
}

/** What the widget asks, as one text, unless it is still the same; runs in the page. */
function askedInWidget(before: string | null): string | null {
  const widget = document.querySelector<HTMLElement>('.quick-input-widget');
  const isOpen = widget !== null && widget.style.display !== 'none';
  const input = widget?.querySelector('input.input');
  const text = input instanceof HTMLInputElement ? `${input.placeholder}|${input.value}` : '';
  const asked = isOpen ? `open|${text}` : 'closed';
  return asked === before ? null : asked;
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(' ', '\\s')}\\s*$`);
}
