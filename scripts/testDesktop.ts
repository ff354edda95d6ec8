// `npm run test:desktop`: the in-host suite in a desktop VS Code that @vscode/test-electron downloads. The same
// dist/test/index.js as in the server; only this launcher differs. On Linux without a display, run it under xvfb-run.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import {
  cacheFolder,
  exampleExtension,
  hostTestsModule,
  projectRoot,
  temporaryFolder,
} from '../test/support/paths.ts';
import { copySample } from '../test/support/editor/sampleWorkspace.ts';
import { buildBundles, buildHostTests } from './build.ts';

await buildBundles();
await buildHostTests();
const folder = await temporaryFolder('desktop');
const workspace = await copySample('service', folder);
try {
  process.exitCode = await runTests({
    version: process.env['SAFEKEEP_VSCODE_VERSION'] ?? 'stable',
    cachePath: cacheFolder,
    extensionDevelopmentPath: [projectRoot, exampleExtension],
    extensionTestsPath: hostTestsModule,
    launchArgs: [
      workspace,
      '--disable-extensions',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
      `--user-data-dir=${join(folder, 'data')}`,
      // Electron's sandbox refuses to run as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
