// VS Code in the browser, where the machine has no desktop VS Code to offer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findOnPath } from '../test/support/editor/browser.ts';
import { vsixFile } from '../test/support/paths.ts';
import { installExtension, startServer, type ServerOptions } from '../test/support/editor/serverProcess.ts';

/** Resolves to the exit code after Ctrl-C, everything it started being gone. */
export async function openServer(home: string, folder: string): Promise<number> {
  const options: ServerOptions = {
    dataFolder: join(home, 'server-data'),
    extensionsFolder: join(home, 'server-extensions'),
  };
  await installExtension(vsixFile, options);
  const server = await startServer(options);
  const address = `http://${server.authority}/?folder=${encodeURIComponent(folder)}`;
  console.log(`\nVS Code with Safekeep is open at\n\n    ${address}\n\nPress Ctrl-C to end.`);
  openInBrowser(address);
  const interrupted = new AbortController();
  const end = (): void => interrupted.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  await once(interrupted.signal, 'abort');
  await server.stop();
  return 0;
}

/** The address is printed anyway: where no browser can be opened, nothing is lost. */
function openInBrowser(address: string): void {
  const hasDisplay = (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
  const opener = process.platform === 'darwin' ? 'open' : hasDisplay ? findOnPath(['xdg-open']) : undefined;
  if (opener === undefined) return;
  const browser = spawn(opener, [address], { stdio: 'ignore', detached: true });
  browser.on('error', (error) => console.error(`The browser was not opened: ${error.message}`));
  browser.unref();
}
