// The Chromium the workbench is opened in: $CHROME_PATH, else one on PATH, else (as root on Debian) installed. Best is the
// headless shell, which draws what Chromium draws and takes a sixth less processor time.
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type BrowserServer, type LaunchOptions } from 'playwright-core';

const run = promisify(execFile);
const shell = 'chromium-headless-shell';
const names = [shell, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macApplications = ['Google Chrome', 'Chromium'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** In the environment: where the browser that several processes share is reached. */
export const sharedBrowser = 'SAFEKEEP_BROWSER';

/** A headless Chromium, the shared one where there is one. @throws one sentence when there is none to be had. */
export async function launchBrowser(): Promise<Browser> {
  const shared = process.env[sharedBrowser];
  return shared === undefined ? chromium.launch(await launchOptions()) : chromium.connect(shared);
}

export async function launchBrowserServer(): Promise<BrowserServer> {
  return chromium.launchServer(await launchOptions());
}

async function launchOptions(): Promise<LaunchOptions> {
  const isRoot = process.getuid?.() === 0;
  return {
    executablePath: await browserExecutable(),
    args: [
      // Chromium's sandbox refuses to run as root.
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}

async function browserExecutable(): Promise<string> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const found = findBrowser();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && findOnPath(['apt-get']) !== undefined) await installChromium();
  const installed = findBrowser();
  if (installed !== undefined) return installed;
  throw new Error('No Chromium was found: install Chromium or Google Chrome, or name one in CHROME_PATH.');
}

function findBrowser(): string | undefined {
  return findOnPath(names) ?? macApplications.find(isExecutable);
}

export function findOnPath(commands: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return commands.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function installChromium(): Promise<void> {
  console.log(`Installing the Debian package ${shell} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, maxBuffer: 64_000_000 };
  await run('apt-get', ['update'], options);
  await run('apt-get', ['install', '--yes', '--no-install-recommends', shell], options);
}
