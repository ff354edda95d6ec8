// What the launch configurations of .vscode/ start from: fresh bundles, the in-host tests, and a copy of the sample
// workspace, since what is debugged writes to its folder.
import { join } from 'node:path';
import { cacheFolder } from '../test/support/paths.ts';
import { copySample } from '../test/support/editor/sampleWorkspace.ts';
import { buildBundles, buildHostTests, debugging } from './build.ts';

await buildBundles(debugging);
await buildHostTests();
await copySample('service', join(cacheFolder, 'debug'));
