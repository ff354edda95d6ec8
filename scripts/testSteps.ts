// The steps of `npm test`. Each can be run alone: `npm test -- --only lint,unit`.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runHostTests } from '../test/support/editor/extensionHost.ts';
import { arePicturesWanted, projectRoot } from '../test/support/paths.ts';
import { shareWithFiles } from '../test/support/editor/sharedByFiles.ts';
import { buildBundles, buildHostTests, buildTestProcesses, reportSizes, type BundleSize } from './build.ts';
import { checkGenerated, reportChecks } from './generate.ts';
import { runNodeTests, runTestsWithProcesses, runUnitTests } from './nodeTests.ts';
import { packExtension } from './package.ts';
import { runNode } from './runCommand.ts';
import { testFiles, unitTestFiles } from './testFiles.ts';

/** How long a file of tests took. */
export interface FileTime {
  /** From the root of the project. */
  readonly file: string;
  readonly seconds: number;
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped?: number;
  readonly files?: readonly FileTime[];
}

export interface Step {
  readonly name: string;
  /** `first`: before everything else. The others run side by side: what computes, and what mostly waits for a window. */
  readonly lane: 'first' | 'computes' | 'waits';
  /** Only in `npm run test:full`, or when it is named. */
  readonly isExtra?: true;
  /** @param filter words after the options: only test files (in the host: tests) that contain one. */
  readonly run: (filter: readonly string[]) => Promise<Outcome>;
}

export const steps: readonly Step[] = [
  { name: 'build', lane: 'first', run: async () => sized(await buildAll()) },
  { name: 'package', lane: 'first', run: async () => sized([await packExtension()]) },
  { name: 'unit', lane: 'computes', run: unitTests },
  { name: 'terminal', lane: 'computes', run: terminalTests },
  { name: 'fault', lane: 'computes', run: faultTests },
  { name: 'security', lane: 'computes', run: securityTests },
  { name: 'corpora', lane: 'computes', isExtra: true, run: corporaTests },
  { name: 'types', lane: 'computes', run: () => tool(['typescript', 'bin', 'tsc']) },
  {
    name: 'lint',
    lane: 'computes',
    run: () => tool(['eslint', 'bin', 'eslint.js'], ['.', '--max-warnings', '0']),
  },
  {
    name: 'format',
    lane: 'computes',
    run: () => tool(['prettier', 'bin', 'prettier.cjs'], ['--check', '.']),
  },
  { name: 'generated', lane: 'computes', run: generatedFiles },
  { name: 'host', lane: 'waits', run: hostTests },
  { name: 'e2e', lane: 'waits', run: endToEndTests },
];

const cores = availableParallelism();

async function tool(path: readonly string[], args: readonly string[] = []): Promise<Outcome> {
  const exitCode = await runNode([join(projectRoot, 'node_modules', ...path), ...args]);
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function sized(sizes: readonly BundleSize[]): Outcome {
  const failed = reportSizes(sizes);
  return { passed: sizes.length - failed, failed };
}

async function unitTests(filter: readonly string[]): Promise<Outcome> {
  return runUnitTests(unitTestFiles().alone, filter);
}

/** The terminal, rivals for a lock, git: whatever unit test starts processes. */
async function terminalTests(filter: readonly string[]): Promise<Outcome> {
  await needBuild();
  return runTestsWithProcesses(unitTestFiles().withProcesses, filter);
}

async function corporaTests(filter: readonly string[]): Promise<Outcome> {
  return runNodeTests({
    files: testFiles('test/corpora/**/*.test.ts'),
    filter,
    concurrency: cores,
    // What each test tried is told by its diagnostics, which this reporter prints.
    reporter: 'spec',
    timeout: 300_000,
  });
}

async function faultTests(filter: readonly string[]): Promise<Outcome> {
  await needBuild();
  return runNodeTests({
    files: testFiles('test/fault/**/*.test.ts'),
    filter,
    concurrency: cores,
    // The counts of each matrix are diagnostics, which this reporter prints.
    reporter: 'spec',
    // On a busy machine: what is killed and started there are whole processes.
    timeout: 900_000,
  });
}

async function securityTests(filter: readonly string[]): Promise<Outcome> {
  await needBuild();
  return runNodeTests({
    files: testFiles('test/security/**/*.test.ts'),
    filter,
    concurrency: cores,
    // How much was tried is told by diagnostics, which this reporter prints.
    reporter: 'spec',
    timeout: 600_000,
  });
}

async function hostTests(filter: readonly string[]): Promise<Outcome> {
  await needBuild();
  return runHostTests({ filter });
}

async function endToEndTests(filter: readonly string[]): Promise<Outcome> {
  await needPackage();
  const shared = await shareWithFiles();
  try {
    return await runNodeTests({
      // The film is nothing but pictures.
      files: testFiles('test/e2e/**/*.e2e.ts').filter((file) => arePicturesWanted || !file.includes('film')),
      filter,
      concurrency: 2,
      reporter: 'spec',
      timeout: 180_000,
      environment: shared.environment,
    });
  } finally {
    await shared.close();
  }
}

async function buildAll(): Promise<readonly BundleSize[]> {
  const [sizes] = await Promise.all([buildBundles(), buildTestProcesses(), buildHostTests()]);
  return sizes;
}

/** A whole run has built before all other steps; a step by itself never tests what is stale. */
const isBuilt = process.env['SAFEKEEP_IS_BUILT'] === 'yes';

async function needBuild(): Promise<void> {
  if (!isBuilt) await buildAll();
}

async function needPackage(): Promise<void> {
  if (isBuilt) return;
  await Promise.all([buildBundles(), buildTestProcesses()]);
  await packExtension();
}

async function generatedFiles(): Promise<Outcome> {
  const checks = await checkGenerated();
  const failed = reportChecks(checks);
  return { passed: checks.length - failed, failed };
}
