// Where things are, from the root of the project. Everything the harness downloads or writes goes to
// `.vscode-test/`, `dist/` or the system's temporary folder; all three can be deleted at any time.
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const cacheFolder = join(projectRoot, '.vscode-test');
export const distFolder = join(projectRoot, 'dist');
export const vsixFile = join(distFolder, 'safekeep.vsix');
export const cliBundle = join(distFolder, 'cli.js');
/** Programs of the tests, built. */
export const processesFolder = join(distFolder, 'processes');
export const hostTestsModule = join(distFolder, 'test', 'index.js');
/** As it is built: an extension by itself. */
export const exampleExtension = join(distFolder, 'test', 'example-extension');
export const sampleFolder = join(projectRoot, 'test', 'fixtures', 'workspaces');
/** Pictures for people cost the tests a third of their time, so `npm run pictures` alone takes them. */
export const arePicturesWanted = process.env['SAFEKEEP_PICTURES'] === 'yes';
export const screenshotFolder = join(projectRoot, 'test', 'e2e', '.output');

/** A new empty folder with no symbolic link in its path, so that paths can be compared as text. */
export async function temporaryFolder(subject: string): Promise<string> {
  return mkdtemp(join(await realpath(tmpdir()), `safekeep-${subject}-`));
}
