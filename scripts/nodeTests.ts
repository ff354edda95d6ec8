// Runs files of tests under `node --test` and counts what ran.
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, projectRoot, temporaryFolder } from '../test/support/paths.ts';
import { runNode, typeScriptFlags } from './runCommand.ts';
import type { Outcome } from './testSteps.ts';

export interface NodeTestRun {
  /** From the root of the project. */
  readonly files: readonly string[];
  /** Only files whose path holds one of these; empty: all. */
  readonly filter: readonly string[];
  /** Files at the same time, a process for each; `shared`: all in one process, one after the other. */
  readonly concurrency: number | 'shared';
  readonly reporter: 'dot' | 'spec';
  /** Milliseconds for one test. */
  readonly timeout: number;
  /** Over that of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function runNodeTests(run: NodeTestRun): Promise<Outcome> {
  const files = chosenFiles(run);
  // Without files, `node --test` would go and look for some of its own.
  if (files.length === 0) return { passed: 0, failed: 0 };
  const folder = await temporaryFolder('counts');
  const countsFile = join(folder, 'counts.json');
  const exitCode = await runNode(
    [...typeScriptFlags, ...seedFlags, ...testFlags(run, countsFile), ...files],
    {
      ...environment,
      ...run.environment,
    },
  );
  const outcome = await readCounts(countsFile);
  await rm(folder, { recursive: true });
  // A runner that ends badly without a failed test (a crash, an unhandled rejection) has failed all the same.
  return exitCode !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
}

const cores = availableParallelism();
const dots = { reporter: 'dot', timeout: 120_000 } as const;

/** Runs unit tests that start processes on all cores, a dot for each. */
export function runTestsWithProcesses(files: readonly string[], filter: readonly string[]): Promise<Outcome> {
  return runNodeTests({ files, filter, concurrency: cores, ...dots });
}

/** Runs unit tests in one process for each core, a dot for each test: half of a short one would go into loading. */
export async function runUnitTests(files: readonly string[], filter: readonly string[]): Promise<Outcome> {
  const chosen = chosenFiles({ files, filter });
  const parts = Array.from({ length: cores }, (_, core) =>
    chosen.filter((_file, index) => index % cores === core),
  );
  const outcomes = await Promise.all(
    parts.map((part) => runNodeTests({ files: part, filter: [], concurrency: 'shared', ...dots })),
  );
  const sum = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped ?? 0),
    files: outcomes.flatMap((outcome) => outcome.files ?? []),
  };
}

/** Runs them, and after each change those that it touches, until Ctrl-C. */
export async function watchNodeTests(run: Pick<NodeTestRun, 'files' | 'filter'>): Promise<void> {
  const flags = ['--test', '--watch', '--test-reporter=dot'];
  await runNode([...typeScriptFlags, ...flags, ...chosenFiles(run)], environment);
}

/** What was compiled for one test process need not be compiled for the next. */
const environment = { NODE_COMPILE_CACHE: join(cacheFolder, 'compiled') };

/** Every random test starts from the seed that a full run has drawn. */
const seedFlags =
  process.env['FC_SEED'] === undefined
    ? []
    : ['--import', join(projectRoot, 'test', 'support', 'sameRuns.ts')];

function chosenFiles({ files, filter }: Pick<NodeTestRun, 'files' | 'filter'>): readonly string[] {
  return files.filter((file) => filter.length === 0 || filter.some((part) => file.includes(part)));
}

function testFlags(run: NodeTestRun, countsFile: string): readonly string[] {
  return [
    '--test',
    run.concurrency === 'shared' ? '--test-isolation=none' : `--test-concurrency=${String(run.concurrency)}`,
    `--test-timeout=${String(run.timeout)}`,
    `--test-reporter=${run.reporter}`,
    '--test-reporter-destination=stdout',
    `--test-reporter=${join(projectRoot, 'scripts', 'testCounts.ts')}`,
    `--test-reporter-destination=${countsFile}`,
  ];
}

async function readCounts(countsFile: string): Promise<Outcome> {
  const counts: unknown = JSON.parse(await readFile(countsFile, 'utf8'));
  if (!isCounts(counts)) throw new Error('The test reporter did not write its counts.');
  for (const file of counts.emptyFiles) console.error(`✖ ${file} holds no test`);
  return counts;
}

function isCounts(value: unknown): value is Outcome & { readonly emptyFiles: readonly string[] } {
  return typeof value === 'object' && value !== null && 'emptyFiles' in value && 'passed' in value;
}
