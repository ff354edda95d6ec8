// The review page in a browser by itself: the page's real HTML and policy, its script built from the sources, and this
// file in the place of the host. The themes' colors are those that VS Code 1.139 gave to its webviews.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import axe, { type AxeResults } from 'axe-core';
import { build, type BuildOptions } from 'esbuild';
import type { Browser, Locator, Page } from 'playwright-core';
import { bundles } from '../../../scripts/bundles.ts';
import {
  isPanelMessage,
  type ExclusionIds,
  type PanelMessage,
  type ReviewModel,
} from '../../../src/review/protocol.ts';
import { launchBrowser } from './browser.ts';
import { eventually } from '../eventually.ts';
import { arePicturesWanted, projectRoot, screenshotFolder } from '../paths.ts';
import type { Theme } from './themes.ts';

interface PageOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly zoom?: number;
  /** The window's, where that is not English. */
  readonly language?: { readonly name: string; readonly texts: Readonly<Record<string, string>> };
}

type MessageOf<Type> = Extract<PanelMessage, { readonly type: Type }>;

const origin = 'http://review.test';

/** One browser for the tests of a file, and for each of them a page, which is closed after it. */
export function pagesForTests(): (options?: PageOptions) => Promise<ReviewInBrowser> {
  let browser: Browser;
  let review: ReviewInBrowser;
  before(async () => {
    browser = await launchBrowser();
  });
  afterEach(() => review.close());
  after(() => browser.close());
  return async (options) => (review = await ReviewInBrowser.open(browser, options));
}

export class ReviewInBrowser {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, options: PageOptions = {}): Promise<ReviewInBrowser> {
    const { theme = 'dark', width = 1000, height = 800, zoom = 1 } = options;
    const page = await browser.newPage({
      viewport: { width: width / zoom, height: height / zoom },
      deviceScaleFactor: zoom,
    });
    const [html, script] = await Promise.all([pageHtml(theme, options.language), pageScript()]);
    await page.route(`${origin}/**`, (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: script })
        : route.fulfill({ contentType: 'text/html', body: html }),
    );
    await page.addInitScript(standInForHost);
    const review = new ReviewInBrowser(page);
    await review.load();
    return review;
  }

  /** Also loads it again, as a window that is reloaded does. */
  async load(): Promise<void> {
    await this.page.goto(origin);
    await this.sent('ready');
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  async show(model: ReviewModel): Promise<void> {
    await this.page.evaluate((message) => window.postMessage(message, '*'), { type: 'show', model });
    await this.page.locator('h1', { hasText: model.title }).waitFor();
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }

  /** All that the page has said since it was loaded; each in the form that the host accepts. */
  async messages(): Promise<readonly PanelMessage[]> {
    const sent = await this.page.evaluate<readonly unknown[]>('window.sentMessages');
    const foreign = sent.filter((message) => !isPanelMessage(message));
    if (foreign.length > 0) throw new Error(`The host would drop ${JSON.stringify(foreign)}.`);
    return sent.filter(isPanelMessage);
  }

  /** Waits until the page's last message is one of this type. */
  async sent<Type extends PanelMessage['type']>(type: Type): Promise<MessageOf<Type>> {
    return eventually(async () => {
      const last = (await this.messages()).at(-1);
      if (last === undefined || !isOfType(last, type))
        throw new Error(`The page last said ${JSON.stringify(last)}.`);
      return last;
    });
  }

  row(name: string | RegExp): Locator {
    return this.page.getByRole('treeitem', { name });
  }

  box(name: string): Locator {
    return this.page.getByRole('checkbox', { name, exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Waits until the page has told the host of this selection, a moment after the last tick. */
  async selectedIs(exclusions: ExclusionIds): Promise<void> {
    await eventually(async () => {
      const sent = await this.sent('select');
      assert.deepEqual(sent.exclusions, exclusions);
    });
  }

  async announced(text: string): Promise<void> {
    await this.page.locator('[role=status]', { hasText: text }).waitFor({ state: 'attached' });
  }

  /** The spoken name of what has the focus. */
  async focused(): Promise<string> {
    return this.page.evaluate(
      () =>
        document.activeElement?.getAttribute('aria-label') ??
        document.activeElement?.textContent.trim() ??
        '',
    );
  }

  /** What axe finds wrong with the page, as sentences. */
  async faults(): Promise<readonly string[]> {
    await this.page.evaluate(axe.source);
    const { violations } = await this.page.evaluate<AxeResults>('axe.run()');
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join(' ')})`,
    );
  }

  async picture(name: string): Promise<void> {
    if (arePicturesWanted) await this.page.screenshot({ path: join(screenshotFolder, `page-${name}.png`) });
  }
}

function isOfType<Type extends PanelMessage['type']>(
  message: PanelMessage,
  type: Type,
): message is MessageOf<Type> {
  return message.type === type;
}

/** Runs in the page before its script. What the page keeps outlives a reload, as in VS Code. */
function standInForHost(): void {
  const sentMessages: unknown[] = [];
  Object.assign(window, {
    sentMessages,
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => sentMessages.push(message),
      getState: (): unknown => JSON.parse(sessionStorage.getItem('kept') ?? 'null') ?? undefined,
      setState: (state: unknown) => sessionStorage.setItem('kept', JSON.stringify(state)),
    }),
  });
}

async function pageScript(): Promise<string> {
  const options = bundles.find(({ file }) => file === 'webview.js')?.options;
  return built({ ...options, sourcemap: false });
}

/** As the host makes it; the editor's own module is replaced by the few things it asks for. */
async function pageHtml(theme: Theme, language: PageOptions['language']): Promise<string> {
  const editor = [
    `export const env = { language: ${JSON.stringify(language?.name ?? 'en')} };`,
    `export const l10n = { t: (text) => text, bundle: ${JSON.stringify(language?.texts)} };`,
  ].join('\n');
  const code = await built({
    bundle: true,
    absWorkingDir: projectRoot,
    entryPoints: ['src/review/panelHtml.ts'],
    platform: 'node',
    format: 'esm',
    plugins: [
      {
        name: 'editor-module',
        setup: (builder) => {
          builder.onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'stub' }));
          builder.onLoad({ filter: /./, namespace: 'stub' }, () => ({ contents: editor }));
        },
      },
    ],
  });
  // The module has just been built of the one function that is named here.
  const { panelHtml } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    panelHtml: (webview: unknown, script: unknown) => string;
  };
  const html = panelHtml(
    { cspSource: origin, asWebviewUri: (script: unknown) => script },
    `${origin}/webview.js`,
  );
  const { classes, variables } = await themeOf(theme);
  const style = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
  // VS Code sets its variables through the object model; a sheet with the page's nonce comes to the same.
  const nonce = /nonce-([^']+)'/.exec(html)?.[1] ?? '';
  return html
    .replace('</head>', `<style nonce="${nonce}">:root { ${style.join(' ')} }</style></head>`)
    .replace('<body>', `<body class="${classes}">`);
}

async function built(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...options, write: false });
  return outputFiles[0]?.text ?? '';
}

interface ThemeColors {
  readonly classes: string;
  readonly variables: Readonly<Record<string, string>>;
}

async function themeOf(theme: Theme): Promise<ThemeColors> {
  const text = await readFile(join(projectRoot, 'test', 'fixtures', 'themeVariables.json'), 'utf8');
  // The file is ours and has this form.
  return (JSON.parse(text) as Readonly<Record<Theme, ThemeColors>>)[theme];
}
