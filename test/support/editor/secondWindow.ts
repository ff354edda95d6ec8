// One more window on what a workbench shows: the same server, with an extension host of its own.
import type { Page } from 'playwright-core';
import { Notices } from './notices.ts';
import { ViewTree } from './viewTree.ts';
import { Webviews } from './webviews.ts';
import type { Workbench } from './workbench.ts';

export interface SecondWindow {
  readonly page: Page;
  readonly notices: Notices;
  readonly webviews: Webviews;
  readonly view: (title: string) => ViewTree;
}

export async function openSecondWindow(workbench: Workbench): Promise<SecondWindow> {
  const page = await workbench.page.context().newPage();
  await page.goto(workbench.page.url());
  const tab = page.locator('.activitybar .action-item:has(> .action-label[aria-label^="Safekeep"])').first();
  await tab.click();
  return {
    page,
    notices: new Notices(page),
    webviews: new Webviews(page),
    view: (title) => new ViewTree(page, title),
  };
}
