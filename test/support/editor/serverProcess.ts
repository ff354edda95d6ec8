// One running VS Code server with data of its own. Started when it says so; gone, with everything it started,
// after `stop()` or when this process ends.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vscodeServerFolder } from './vscodeServer.ts';

export interface ServerOptions {
  /** Settings, state and logs; made when missing. */
  readonly dataFolder: string;
  readonly extensionsFolder: string;
  /** Default settings of the window, over those of the tests. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** `asked`: Restricted Mode until the person trusts the folder. */
  readonly trust?: 'granted' | 'asked';
  /** Lets an address name tests to run; such a window shows no notifications. */
  readonly takesPayload?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface RunningServer {
  /** For example `127.0.0.1:40123`. */
  readonly authority: string;
  readonly stop: () => Promise<void>;
}

const startTimeout = 60_000;

/** @throws with the server's output when it ends or stays silent instead of listening. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  await writeSettings(options.dataFolder, options.settings ?? {});
  const network = ['--host', '127.0.0.1', '--port', '0', '--disable-websocket-compression'];
  const flags = [...network, '--without-connection-token'];
  const trust = options.trust === 'asked' ? [] : ['--disable-workspace-trust'];
  const driver = options.takesPayload === true ? ['--enable-smoke-test-driver'] : [];
  const server = await spawnServer(options, [...flags, ...trust, ...driver]);
  try {
    const port = await listeningPort(server);
    return { authority: `127.0.0.1:${port}`, stop: () => stop(server) };
  } catch (error) {
    await stop(server);
    throw error;
  }
}

/** Installs a packaged extension into the folders a server will be started with. */
export async function installExtension(vsix: string, options: ServerOptions): Promise<void> {
  const installer = await spawnServer(options, ['--install-extension', vsix]);
  const output = collectOutput(installer);
  await once(installer, 'exit');
  // The exit code is 0 even when the package is refused.
  if (!output.text.includes('successfully installed')) {
    throw new Error(`The VS Code server did not install ${vsix}:\n${output.text}`);
  }
}

/** The window takes them up at once, also while it is open. */
export async function writeSettings(
  dataFolder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const text = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  // Some settings are read from those of the machine alone, and some from those of the person.
  for (const whose of ['Machine', 'User']) {
    const folder = join(dataFolder, 'data', whose);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), text);
  }
}

/** What makes a window predictable: nothing is saved, opened, suggested or asked by itself. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  // Each blink is a frame to draw.
  'editor.cursorBlinking': 'solid',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  // It starts a process of git's for each file that is opened.
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.confirmBeforeClose': 'never',
  'workbench.colorTheme': 'Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

async function spawnServer(options: ServerOptions, flags: readonly string[]): Promise<ChildProcess> {
  const main = join(await vscodeServerFolder(), 'out', 'server-main.js');
  const common = ['--accept-server-license-terms', '--telemetry-level', 'off'];
  const folders = ['--server-data-dir', options.dataFolder, '--extensions-dir', options.extensionsFolder];
  const server = spawn(process.execPath, [main, ...common, ...folders, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
    // A process group of its own, so that the extension hosts it starts can be ended with it.
    detached: process.platform !== 'win32',
  });
  const endWithUs = (): void => {
    signal(server, 'SIGKILL');
  };
  process.once('exit', endWithUs);
  server.once('exit', () => process.off('exit', endWithUs));
  return server;
}

function listeningPort(server: ChildProcess): Promise<string> {
  const output = collectOutput(server);
  return new Promise((resolve, reject) => {
    const giveUp = (what: string): void => {
      reject(new Error(`The VS Code server ${what}. It said:\n${output.text}`));
    };
    const timer = setTimeout(giveUp, startTimeout, `did not listen within ${String(startTimeout / 1000)} s`);
    server.once('exit', (code) => {
      clearTimeout(timer);
      giveUp(`ended with code ${String(code)}`);
    });
    server.stdout?.on('data', () => {
      const port = /Extension host agent listening on (\d+)/.exec(output.text)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    });
  });
}

/** Also keeps the pipes flowing: a server whose output nobody reads stops. */
function collectOutput(server: ChildProcess): { readonly text: string } {
  const output = { text: '' };
  const append = (chunk: Buffer): void => {
    output.text = (output.text + chunk.toString()).slice(-20_000);
  };
  server.stdout?.on('data', append);
  server.stderr?.on('data', append);
  return output;
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  signal(server, 'SIGTERM');
  const timer = setTimeout(() => {
    signal(server, 'SIGKILL');
  }, 3000);
  await ended;
  clearTimeout(timer);
  // The group may outlive its leader.
  signal(server, 'SIGKILL');
}

function signal(server: ChildProcess, name: NodeJS.Signals): void {
  if (server.pid === undefined) return;
  try {
    if (process.platform === 'win32') server.kill(name);
    else process.kill(-server.pid, name);
  } catch {
    // Already gone, which is what was wanted.
  }
}
