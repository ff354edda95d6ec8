// Webviews live in two nested frames: VS Code's own, and inside it the page of the extension.
import type { Frame, FrameLocator, Page } from 'playwright-core';
import { eventually } from '../eventually.ts';

export class Webviews {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The page in the one webview that is in view, for locators. */
  content(): FrameLocator {
    return this.#page.locator('iframe.webview:visible').contentFrame().frameLocator('#active-frame');
  }

  /** The page that has an element of this selector, among all webviews in view: for `evaluate` (axe, focus). */
  async frame(selector = 'body'): Promise<Frame> {
    return eventually(async () => {
      for (const frame of await this.#pages()) {
        if ((await frame.locator(selector).count()) > 0) return frame;
      }
      throw new Error(`No webview in view has ${selector}.`);
    });
  }

  async #pages(): Promise<readonly Frame[]> {
    const pages: Frame[] = [];
    for (const outer of await this.#page.locator('iframe.webview:visible').all()) {
      const inner = outer.contentFrame().locator('#active-frame');
      if ((await inner.count()) === 0) continue;
      const frame = await (await inner.elementHandle()).contentFrame();
      if (frame !== null) pages.push(frame);
    }
    return pages;
  }
}
