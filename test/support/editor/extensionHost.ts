// Runs the in-host suites (dist/test/index.js) in extension hosts of VS Code servers, each with its window open in a
// headless Chromium: two side by side, since each mostly waits. A window learns from a payload in its address what to load, and reports through two
// functions the page is given: `codeAutomationLog` for the console, `codeAutomationExit` for the end.
import { cp, writeFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { commandIds } from '../../../src/ids.ts';
import { launchBrowser } from './browser.ts';
import { cacheFolder, exampleExtension, hostTestsModule, projectRoot, temporaryFolder } from '../paths.ts';
import { copySample } from './sampleWorkspace.ts';
import { startServer } from './serverProcess.ts';
import { vscodeServerVersion } from './vscodeServer.ts';

export interface HostRun {
  /** Words; only tests whose full title contains one of them. Empty: all. */
  readonly filter: readonly string[];
}

export interface HostOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly files: readonly { readonly file: string; readonly seconds: number }[];
}

interface WindowOutcome extends HostOutcome {
  /** The ids of the commands of ours that were run. */
  readonly commands: readonly string[];
}

const windows = 2;
const runTimeout = 1_200_000;
const lineMark = 'safekeep-line ';
const resultMark = 'safekeep-result ';

/** @throws when a window never reported a result. */
export async function runHostTests({ filter }: HostRun): Promise<HostOutcome> {
  const browser = await launchBrowser();
  try {
    console.log(`host: VS Code ${await vscodeServerVersion()} server in Chromium ${browser.version()}`);
    const parts = Array.from({ length: windows }, (_, part) => `${String(part)}/${String(windows)}`);
    const outcomes = await Promise.all(parts.map((part) => runWindow(browser, part, filter)));
    const commandTest =
      filter.length === 0 ? [testOfCommands(outcomes.flatMap(({ commands }) => commands))] : [];
    return sumOf([...outcomes, ...commandTest]);
  } finally {
    await browser.close();
  }
}

/** @param part which of how many windows it is, as `0/2`: each runs its share of the files. */
async function runWindow(browser: Browser, part: string, filter: readonly string[]): Promise<WindowOutcome> {
  const folder = await temporaryFolder('host');
  const workspace = await copySample('service', folder);
  const extensionsFolder = join(folder, 'extensions');
  // The address takes one extension under development, so the other one is an installed one.
  await cp(exampleExtension, join(extensionsFolder, 'example.restart-on-change-0.0.1'), { recursive: true });
  const server = await startServer({
    dataFolder: join(folder, 'data'),
    extensionsFolder,
    takesPayload: true,
    environment: { SAFEKEEP_TEST_FILTER: filter.join('|'), SAFEKEEP_TEST_PART: part },
  });
  try {
    const page = await browser.newPage();
    return await runIn(page, testAddress(server.authority, workspace), part);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function testOfCommands(commands: readonly string[]): HostOutcome {
  const untested = Object.values(commandIds).filter((id) => !commands.includes(id));
  const isFine = untested.length === 0;
  console.log(isFine ? '✔ Every command was run by some test' : `✖ Run by no test: ${untested.join(', ')}`);
  return { passed: isFine ? 1 : 0, failed: isFine ? 0 : 1, files: [] };
}

function sumOf(outcomes: readonly HostOutcome[]): HostOutcome {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
    files: outcomes.flatMap(({ files }) => files),
  };
}

function testAddress(authority: string, workspace: string): string {
  const remote = (path: string): string => `vscode-remote://${authority}${path}`;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(projectRoot)],
    ['extensionTestsPath', remote(hostTestsModule)],
  ]);
  return `http://${authority}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`;
}

async function runIn(page: Page, address: string, part: string): Promise<WindowOutcome> {
  const report = new HostReport(part);
  await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
    report.add(args.map(String).join(' '));
  });
  const ended = endOfRun(page);
  await page.goto(address);
  const exitCode = await ended;
  await report.save();
  const outcome = report.outcome;
  if (outcome === undefined) throw new Error(`The in-host tests ended without a result: see ${report.file}.`);
  return exitCode !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
}

/** The exit code of the run; rejects when the window dies or the time is up. */
async function endOfRun(page: Page): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<number>((resolve, reject) => {
    page.on('crash', () => {
      reject(new Error('The window of the extension host crashed.'));
    });
    const late = new Error(`The in-host tests did not end within ${String(runTimeout / 1000)} s.`);
    timer = setTimeout(reject, runTimeout, late);
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
  });
  return ended.finally(() => {
    clearTimeout(timer);
  });
}

/** What the host said: the suite's own lines go to the terminal, all of it to a file. */
class HostReport {
  readonly file: string;
  outcome: WindowOutcome | undefined;
  readonly #lines: string[] = [];

  constructor(part: string) {
    this.file = join(cacheFolder, `extension-host-${part.replace('/', '-of-')}.log`);
  }

  add(text: string): void {
    this.#lines.push(text);
    if (text.startsWith(lineMark)) console.log(text.slice(lineMark.length));
    if (text.startsWith(resultMark)) this.outcome = readOutcome(text.slice(resultMark.length));
  }

  async save(): Promise<void> {
    await writeFile(this.file, this.#lines.join('\n'));
  }
}

function readOutcome(text: string): WindowOutcome | undefined {
  const result: unknown = JSON.parse(text);
  return isOutcome(result) ? result : undefined;
}

function isOutcome(value: unknown): value is WindowOutcome {
  return typeof value === 'object' && value !== null && 'passed' in value && 'commands' in value;
}
