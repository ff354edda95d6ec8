// A second reporter beside the one people read: writes what `node --test` counted, and how long each file took, as one
// JSON document. A test file without a single test is counted by Node as one that passed; here it fails.
import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { projectRoot } from '../test/support/paths.ts';
import type { FileTime, Outcome } from './testSteps.ts';

export interface TestCounts extends Outcome {
  readonly emptyFiles: readonly string[];
}

const testFile = /\.(test|e2e)\.ts$/;

export default async function* testCounts(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let [passed, failed, skipped] = [0, 0, 0];
  const emptyFiles: string[] = [];
  const files: FileTime[] = [];
  /** Of files that share a process, which have no summaries: what their tests took. */
  const shared = new Map<string, number>();
  for await (const { type, data } of source) {
    if (type === 'test:summary' && data.file !== undefined)
      files.push({ file: relative(projectRoot, data.file), seconds: data.duration_ms / 1000 });
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.nesting === 0 && data.file !== undefined)
      shared.set(data.file, (shared.get(data.file) ?? 0) + data.details.duration_ms);
    if (data.details.type === 'suite') continue;
    if (type === 'test:fail') failed += 1;
    else if (data.skip !== undefined || data.todo !== undefined) skipped += 1;
    else if (testFile.test(data.name)) emptyFiles.push(data.name);
    else passed += 1;
  }
  if (files.length === 0)
    for (const [file, ms] of shared) files.push({ file: relative(projectRoot, file), seconds: ms / 1000 });
  const counts: TestCounts = { passed, failed: failed + emptyFiles.length, skipped, files, emptyFiles };
  yield JSON.stringify(counts);
}
