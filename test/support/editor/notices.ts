// What the window tells and asks: notifications in the corner and modal dialogs.
import type { Locator, Page } from 'playwright-core';

export class Notices {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The notification whose message contains these words. */
  notification(words: string): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item', { hasText: words }).first();
  }

  /** Waits for the notification; answers its whole message. */
  async message(words: string): Promise<string> {
    return this.notification(words).locator('.notification-list-item-message').innerText();
  }

  async clickButton(words: string, button: string): Promise<void> {
    const toast = this.notification(words);
    // The buttons of a short message only show once it is under the pointer.
    await toast.hover();
    await toast.locator('.monaco-button', { hasText: button }).click();
  }

  /** How many notifications are shown. */
  async count(): Promise<number> {
    return this.#page.locator('.notifications-toasts .notification-list-item').count();
  }

  async waitForNone(): Promise<void> {
    await this.#page
      .locator('.notifications-toasts .notification-list-item')
      .first()
      .waitFor({ state: 'detached' });
  }

  /** The modal dialog that is open. */
  dialog(): Locator {
    return this.#page.locator('.monaco-dialog-box');
  }

  async dialogText(): Promise<{ readonly message: string; readonly detail: string }> {
    const message = await this.dialog().locator('.dialog-message-text').innerText();
    const detail = this.dialog().locator('.dialog-message-detail');
    return { message, detail: (await detail.count()) > 0 ? await detail.innerText() : '' };
  }

  /** Clicks a button of the modal dialog and waits until the dialog is gone. */
  async answerDialog(button: string): Promise<void> {
    await this.dialog().locator('.dialog-buttons .monaco-button', { hasText: button }).click();
    await this.dialog().waitFor({ state: 'detached' });
  }
}
