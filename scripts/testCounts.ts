// A second reporter beside the one people read: writes what `node --test` counted as one JSON document.
// A test file without a single test is counted by Node as one that passed; here it fails.
import type { TestEvent } from 'node:test/reporters';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly emptyFiles: readonly string[];
}

const testFile = /\.(test|e2e)\.ts$/;

export default async function* testCounts(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let [passed, failed, skipped] = [0, 0, 0];
  const emptyFiles: string[] = [];
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite') continue;
    if (type === 'test:fail') failed += 1;
    else if (data.skip !== undefined || data.todo !== undefined) skipped += 1;
    else if (testFile.test(data.name)) emptyFiles.push(data.name);
    else passed += 1;
  }
  const counts: TestCounts = { passed, failed: failed + emptyFiles.length, skipped, emptyFiles };
  yield JSON.stringify(counts);
}
