// Drives what ships: the packaged extension in a real VS Code window, as a person would. One server and one browser
// for each workbench; the parts of the window have drivers of their own.
import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { Editors } from './editors.ts';
import { extensionId } from '../../../src/ids.ts';
import { eventually } from '../eventually.ts';
import { Notices } from './notices.ts';
import { arePicturesWanted, screenshotFolder, temporaryFolder } from '../paths.ts';
import type { Language } from '../texts/pseudoLanguage.ts';
import { QuickInput } from './quickInput.ts';
import { copySample } from './sampleWorkspace.ts';
import { installedExtensions } from './sharedByFiles.ts';
import { startServer, writeSettings, type RunningServer, type ServerOptions } from './serverProcess.ts';
import { themeClass, themes, type Theme } from './themes.ts';
import { ViewTree } from './viewTree.ts';
import { Webviews } from './webviews.ts';

export interface WorkbenchOptions {
  /** A sample of test/fixtures/workspaces to be copied, or … */
  readonly sample?: string;
  /** … the absolute path of a folder or of a .code-workspace file; neither: an empty window. */
  readonly folder?: string;
  readonly theme?: Theme;
  /** `asked`: the window starts in Restricted Mode. */
  readonly trust?: ServerOptions['trust'];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Of our texts; the window's own stay English. */
  readonly language?: Language;
  /** Pixels of a screenshot for one of the page; 1 where nothing is said. */
  readonly sharpness?: number;
  /** false: without Safekeep. */
  readonly extension?: boolean;
}

/** A part of the window. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Session {
  readonly page: Page;
  readonly browser: Browser;
  readonly server: RunningServer;
  readonly temporary: string;
  /** What the window was opened on; '' for an empty window. */
  readonly folder: string;
  readonly options: WorkbenchOptions;
}

export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly notices: Notices;
  readonly editors: Editors;
  readonly webviews: Webviews;
  /** The opened folder: for a sample the path of its copy. */
  readonly folder: string;
  #theme: Theme;
  readonly #session: Session;

  private constructor(session: Session) {
    this.#session = session;
    this.#theme = session.options.theme ?? 'dark';
    this.page = session.page;
    this.folder = session.folder;
    this.quickInput = new QuickInput(session.page);
    this.notices = new Notices(session.page);
    this.editors = new Editors(session.page);
    this.webviews = new Webviews(session.page);
  }

  /** Resolves when the window is restored and its extension host runs. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const temporary = await temporaryFolder('e2e');
    const folder =
      options.folder ?? (options.sample === undefined ? '' : await copySample(options.sample, temporary));
    const server = await startWithExtension(temporary, options);
    const browser = await launchBrowser();
    const context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      deviceScaleFactor: options.sharpness ?? 1,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    // On a busy machine a window takes its time to start.
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    if (options.language) await page.addInitScript(speak, options.language.name);
    const workbench = new Workbench({ page, browser, server, temporary, folder, options });
    try {
      await page.goto(`http://${server.authority}/${openQuery(folder)}`);
      await workbench.#restored();
    } catch (error) {
      await workbench.close();
      throw error;
    }
    return workbench;
  }

  async close(): Promise<void> {
    await this.#session.browser.close();
    await this.#session.server.stop();
    await rm(this.#session.temporary, { recursive: true, force: true });
  }

  /** The same window again, its extensions started anew. */
  async reload(): Promise<void> {
    // A reload by the browser would not wait until the window has kept what is open.
    await Promise.all([this.page.waitForEvent('load'), this.runCommand('Developer: Reload Window')]);
    await this.#restored();
  }

  /** Runs a command by its full title in the palette, for example `Safekeep: Create Backup`. */
  async runCommand(title: string): Promise<void> {
    // A palette lists the commands there were when it opened; after a start some come a moment later.
    await eventually(async () => {
      await this.quickInput.openPalette(title);
      await this.quickInput.waitForRow(title);
    });
    await this.quickInput.choose(title);
  }

  /** Brings a container of the activity bar to the front by its title. */
  async openContainer(title: string): Promise<void> {
    const tab = `.activitybar .action-item:has(> .action-label[aria-label^=${JSON.stringify(title)}])`;
    await this.page.locator(tab).first().waitFor();
    // A click on the container that is in front would close it.
    if (await this.page.locator(`${tab}.checked`).isVisible()) return;
    await this.page.locator(tab).first().click();
    await this.page.locator(`${tab}.checked`).waitFor();
  }

  /** Leaves Restricted Mode, for a window opened with `trust: 'asked'`. */
  async trustFolder(): Promise<void> {
    await this.runCommand('Workspaces: Manage Workspace Trust');
    await this.page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first().click();
    await this.page.locator('.statusbar-item[aria-label*="Restricted Mode"]').waitFor({ state: 'detached' });
    await this.page.locator('.modal-editor-part [aria-label^="Close Modal Editor"]').click();
    await this.page.locator('.workspace-trust-editor').waitFor({ state: 'detached' });
  }

  /** A view of the open container by its title. */
  view(title: string): ViewTree {
    return new ViewTree(this.page, title);
  }

  /** Waits for a status bar entry whose spoken text contains these words; answers the text it shows. */
  async statusBarText(words: string): Promise<string> {
    return (await this.#statusBarItem(words).innerText()).trim();
  }

  /** Takes a row of the pick behind a status bar entry, which opens again where the window loses a click or the pick. */
  async chooseFromStatusBar(words: string, label: string): Promise<void> {
    await eventually(async () => {
      await this.#statusBarItem(words).locator('a').first().click();
      await this.quickInput.row(label).waitFor({ timeout: 5_000 });
    });
    await this.quickInput.choose(label);
  }

  /** Writes the default settings anew; the open window takes them up. */
  async changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const all = {
      'workbench.colorTheme': themes[this.#theme],
      ...this.#session.options.settings,
      ...settings,
    };
    await writeSettings(join(this.#session.temporary, 'data'), all);
  }

  async changeTheme(theme: Theme): Promise<void> {
    this.#theme = theme;
    const window = this.page.locator(`.monaco-workbench.${themeClass(theme)}`);
    await this.changeSettings({});
    try {
      await window.waitFor({ timeout: 10_000 });
    } catch {
      await this.changeSettings({}); // VS Code's watcher can miss a write that follows another at once.
      await window.waitFor();
    }
  }

  /** Saves what the window shows as test/e2e/.output/NAME-THEME.png; answers the file. */
  async screenshot(name: string, theme: Theme = this.#theme, clip?: Clip): Promise<string> {
    if (theme !== this.#theme) await this.changeTheme(theme);
    const file = join(screenshotFolder, `${name}-${theme}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled', ...(clip ? { clip } : {}) });
    return file;
  }

  /** A screenshot for people to look at: taken by `npm run pictures` alone. */
  async picture(name: string, theme?: Theme): Promise<void> {
    if (arePicturesWanted) await this.screenshot(name, theme);
  }

  /** One in each kind of theme. */
  async pictures(name: string): Promise<void> {
    for (const theme of ['light', 'contrast', 'dark'] as const) await this.picture(name, theme);
  }

  /** Of a part of the window, in every kind of theme. */
  async clippedPictures(name: string, clip: Clip): Promise<void> {
    if (!arePicturesWanted) return;
    for (const theme of ['light', 'contrast', 'contrast-light', 'dark'] as const)
      await this.screenshot(name, theme, clip);
  }

  /** For `afterEach`: what the window showed when a test failed. */
  async pictureFailure(test: { readonly name: string; readonly passed: boolean }): Promise<void> {
    if (test.passed) return;
    const file = await this.screenshot(`failed-${test.name.replaceAll(/\W+/g, '-').slice(0, 60)}`);
    console.error(`${test.name}: the window when it failed is in ${file}`);
  }

  /** Waits for words that pass by in the status bar. */
  async statusMessage(words: string): Promise<void> {
    await this.page.locator('.statusbar-item', { hasText: words }).waitFor();
  }

  #statusBarItem(words: string): Locator {
    return this.page.locator(`.statusbar-item[aria-label*="${words}"]`).first();
  }

  async #restored(): Promise<void> {
    await this.page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
    // The window's own marks of its start: all parts restored, all extensions known.
    await this.page.waitForFunction(() =>
      ['code/didStartWorkbench', 'code/didLoadExtensions'].every(
        (mark) => performance.getEntriesByName(mark).length > 0,
      ),
    );
  }
}

async function startWithExtension(temporary: string, options: WorkbenchOptions): Promise<RunningServer> {
  const server: ServerOptions = {
    dataFolder: join(temporary, 'data'),
    extensionsFolder: join(temporary, 'extensions'),
    trust: options.trust ?? 'granted',
    settings: { 'workbench.colorTheme': themes[options.theme ?? 'dark'], ...options.settings },
  };
  if (options.extension !== false)
    await cp(await installedExtensions(), server.extensionsFolder, { recursive: true });
  await addLanguage(server.extensionsFolder, options.language);
  return startServer(server);
}

function openQuery(folder: string): string {
  if (folder === '') return '?ew=true';
  const kind = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  return `?${kind}=${encodeURIComponent(folder)}`;
}

/** Runs in the page before its scripts: a window takes its language from a variable that they set once. */
function speak(language: string): void {
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => language, set: () => undefined });
}

/** Beside the languages that ship. */
async function addLanguage(extensions: string, language: Language | undefined): Promise<void> {
  if (language?.texts === undefined) return;
  const { name, texts } = language;
  const [folder = ''] = (await readdir(extensions)).filter((entry) => entry.startsWith(extensionId));
  await writeFile(join(extensions, folder, 'l10n', `bundle.l10n.${name}.json`), JSON.stringify(texts.bundle));
  await writeFile(join(extensions, folder, `package.nls.${name}.json`), JSON.stringify(texts.manifest));
}
