// The steps of `npm test`, in their order. Each can be run alone: `npm test -- --only lint,unit`.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runHostTests } from '../test/support/extensionHost.ts';
import { projectRoot } from '../test/support/paths.ts';
import { buildBundles, buildHostTests, reportSizes, type BundleSize } from './build.ts';
import { checkGenerated, reportChecks } from './generate.ts';
import { runNodeTests } from './nodeTests.ts';
import { packExtension } from './package.ts';
import { runNode } from './runCommand.ts';

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped?: number;
}

export interface Step {
  readonly name: string;
  /** @param filter words after the options: only test files (in the host: tests) that contain one. */
  readonly run: (filter: readonly string[]) => Promise<Outcome>;
}

export const steps: readonly Step[] = [
  { name: 'types', run: () => tool(['typescript', 'bin', 'tsc']) },
  { name: 'lint', run: () => tool(['eslint', 'bin', 'eslint.js'], ['.', '--max-warnings', '0']) },
  { name: 'format', run: () => tool(['prettier', 'bin', 'prettier.cjs'], ['--check', '.']) },
  { name: 'unit', run: unitTests },
  { name: 'corpora', run: corporaTests },
  { name: 'build', run: async () => sized(await buildBundles()) },
  { name: 'fault', run: faultTests },
  { name: 'security', run: securityTests },
  { name: 'package', run: async () => sized([await builtPackage()]) },
  { name: 'host', run: hostTests },
  { name: 'e2e', run: endToEndTests },
  { name: 'generated', run: generatedFiles },
];

async function tool(path: readonly string[], args: readonly string[] = []): Promise<Outcome> {
  const exitCode = await runNode([join(projectRoot, 'node_modules', ...path), ...args]);
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function sized(sizes: readonly BundleSize[]): Outcome {
  const failed = reportSizes(sizes);
  return { passed: sizes.length - failed, failed };
}

async function unitTests(filter: readonly string[]): Promise<Outcome> {
  return runNodeTests({
    include: 'test/**/*.test.ts',
    exclude: ['corpora', 'extension', 'e2e', 'fault', 'fixtures', 'security'].map(
      (folder) => `test/${folder}/**`,
    ),
    filter,
    concurrency: availableParallelism(),
    reporter: 'dot',
    timeout: 120_000,
  });
}

async function corporaTests(filter: readonly string[]): Promise<Outcome> {
  return runNodeTests({
    include: 'test/corpora/**/*.test.ts',
    exclude: [],
    filter,
    concurrency: availableParallelism(),
    // What each test tried is told by its diagnostics, which this reporter prints.
    reporter: 'spec',
    timeout: 300_000,
  });
}

async function faultTests(filter: readonly string[]): Promise<Outcome> {
  return runNodeTests({
    include: 'test/fault/**/*.test.ts',
    exclude: [],
    filter,
    concurrency: 2,
    // The counts of each matrix are diagnostics, which this reporter prints.
    reporter: 'spec',
    // On a busy machine: what is killed and started there are whole processes.
    timeout: 900_000,
  });
}

async function securityTests(filter: readonly string[]): Promise<Outcome> {
  await buildBundles(); // The terminal that is attacked is the one that ships.
  return runNodeTests({
    include: 'test/security/**/*.test.ts',
    exclude: [],
    filter,
    concurrency: 2,
    // How much was tried is told by diagnostics, which this reporter prints.
    reporter: 'spec',
    timeout: 600_000,
  });
}

async function hostTests(filter: readonly string[]): Promise<Outcome> {
  await buildBundles();
  await buildHostTests();
  return runHostTests({ filter });
}

let packed: Promise<BundleSize> | undefined;

/** Packs once in a run, so that a step started alone never tests a stale package. */
function builtPackage(): Promise<BundleSize> {
  packed ??= buildBundles().then(packExtension);
  return packed;
}

async function endToEndTests(filter: readonly string[]): Promise<Outcome> {
  await builtPackage();
  // Each file starts a server and a browser of its own: one at a time.
  return runNodeTests({
    include: 'test/e2e/**/*.e2e.ts',
    exclude: [],
    filter,
    concurrency: 1,
    reporter: 'spec',
    timeout: 180_000,
  });
}

async function generatedFiles(): Promise<Outcome> {
  const checks = await checkGenerated();
  const failed = reportChecks(checks);
  return { passed: checks.length - failed, failed };
}
