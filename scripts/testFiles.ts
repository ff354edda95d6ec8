// Which test files there are, and which of them start processes: that is seen in what they import, so that nobody has to
// remember it.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../test/support/paths.ts';

/** Test files that have steps of their own. */
const apart = ['corpora', 'extension', 'e2e', 'fault', 'fixtures', 'security'];

/** Paths from the root of the project, sorted. */
export function testFiles(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: projectRoot }).sort();
}

/** The unit tests, by whether they run in their own process alone. */
export function unitTestFiles(): {
  readonly alone: readonly string[];
  readonly withProcesses: readonly string[];
} {
  const files = testFiles('test/**/*.test.ts').filter(
    (file) => !apart.includes(file.split(/[\\/]/)[1] ?? ''),
  );
  const known = new Map<string, boolean>();
  return {
    alone: files.filter((file) => !startsProcesses(file, known)),
    withProcesses: files.filter((file) => startsProcesses(file, known)),
  };
}

/** Whether the file, or something of `test/` that it imports, imports `node:child_process`. */
function startsProcesses(file: string, known: Map<string, boolean>): boolean {
  const before = known.get(file);
  if (before !== undefined) return before;
  known.set(file, false); // For those that import each other.
  const imported = [...readFileSync(join(projectRoot, file), 'utf8').matchAll(/ from '([^']+)'/g)].map(
    ([, from = '']) => from,
  );
  const found =
    imported.includes('node:child_process') ||
    imported
      .filter((from) => from.startsWith('.'))
      .map((from) => join(dirname(file), from))
      .some((path) => path.startsWith('test') && path.endsWith('.ts') && startsProcesses(path, known));
  known.set(file, found);
  return found;
}
