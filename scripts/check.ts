// `npm run check`: what a change wants to know within a minute. Types, lint and format with what they remember of the last
// time, and the unit tests that start no process. `npm test` remembers nothing, and has the last word.
//   npm run check -- pointer diff   the unit tests whose path contains one of the words
//   npm run check -- --watch        runs them again after each change that touches them
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder, projectRoot, temporaryFolder } from '../test/support/paths.ts';
import { runUnitTests, watchNodeTests } from './nodeTests.ts';
import { runNode } from './runCommand.ts';
import { unitTestFiles } from './testFiles.ts';
import { testFolders } from './testFolders.ts';

const { values, positionals: filter } = parseArgs({
  options: { watch: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const files = unitTestFiles().alone;
const state = await temporaryFolder('state');
Object.assign(process.env, { SAFEKEEP_TESTS: 'quick' }, await testFolders(state, false));
if (values.watch) await watchNodeTests({ files, filter });
else process.exitCode = (await check()) ? 0 : 1;
await rm(state, { recursive: true, force: true });

async function check(): Promise<boolean> {
  const [isClean, { passed, failed }] = await Promise.all([tools(), runUnitTests(files, filter)]);
  console.log(`${String(passed)} unit tests passed, ${String(failed)} failed`);
  return isClean && failed === 0;
}

/** One after the other, beside the tests. */
async function tools(): Promise<boolean> {
  const cache = (name: string) => join(cacheFolder, 'check', name);
  const runs = [
    ['typescript/bin/tsc', '--incremental', '--tsBuildInfoFile', cache('types.json')],
    ['prettier/bin/prettier.cjs', '--check', '.', '--cache', '--cache-location', cache('format')],
    ['eslint/bin/eslint.js', '.', '--max-warnings', '0', '--cache', '--cache-location', cache('lint')],
  ] as const;
  let isClean = true;
  for (const [program, ...args] of runs)
    if ((await runNode([join(projectRoot, 'node_modules', program), ...args])) !== 0) isClean = false;
  return isClean;
}
