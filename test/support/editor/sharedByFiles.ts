// What the files of an end-to-end run share, each of them a process of its own: one browser, and one installation of the
// package, which they copy.
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { launchBrowserServer, sharedBrowser } from './browser.ts';
import { temporaryFolder, vsixFile } from '../paths.ts';
import { installExtension } from './serverProcess.ts';

const variable = 'SAFEKEEP_INSTALLED';

export interface Shared {
  /** For the processes of the files. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export async function shareWithFiles(): Promise<Shared> {
  const [browser, folder] = await Promise.all([launchBrowserServer(), install()]);
  return {
    environment: { [sharedBrowser]: browser.wsEndpoint(), [variable]: folder },
    close: async () => {
      await browser.close();
      await rm(dirname(folder), { recursive: true, force: true });
    },
  };
}

let own: Promise<string> | undefined;

/** A folder of extensions with the package in it; a file that is run by itself installs it. */
export function installedExtensions(): Promise<string> {
  const shared = process.env[variable];
  own ??= shared === undefined ? install() : Promise.resolve(shared);
  return own;
}

async function install(): Promise<string> {
  const folder = await temporaryFolder('installed');
  const extensionsFolder = join(folder, 'extensions');
  await installExtension(vsixFile, { dataFolder: join(folder, 'data'), extensionsFolder });
  return extensionsFolder;
}
