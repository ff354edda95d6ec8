// Runs files of tests under `node --test` and counts what ran.
import { globSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot, temporaryFolder } from '../test/support/paths.ts';
import { runNode, typeScriptFlags } from './runCommand.ts';
import type { Outcome } from './testSteps.ts';

export interface NodeTestRun {
  readonly include: string;
  readonly exclude: readonly string[];
  /** Only files whose path holds one of these; empty: all. */
  readonly filter: readonly string[];
  readonly concurrency: number;
  readonly reporter: 'dot' | 'spec';
  /** Milliseconds for one test. */
  readonly timeout: number;
}

export async function runNodeTests(run: NodeTestRun): Promise<Outcome> {
  const files = globSync(run.include, { cwd: projectRoot, exclude: [...run.exclude] })
    .filter((file) => run.filter.length === 0 || run.filter.some((part) => file.includes(part)))
    .sort();
  // Without files, `node --test` would go and look for some of its own.
  if (files.length === 0) return { passed: 0, failed: 0 };
  const folder = await temporaryFolder('counts');
  const countsFile = join(folder, 'counts.json');
  const exitCode = await runNode([...typeScriptFlags, ...testFlags(run, countsFile), ...files]);
  const outcome = await readCounts(countsFile);
  await rm(folder, { recursive: true });
  // A runner that ends badly without a failed test (a crash, an unhandled rejection) has failed all the same.
  return exitCode !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
}

function testFlags(run: NodeTestRun, countsFile: string): readonly string[] {
  return [
    '--test',
    `--test-concurrency=${String(run.concurrency)}`,
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
