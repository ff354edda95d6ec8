// Power cuts and killed processes at every call of every operation, and at every call of the recoveries from them: what
// a crash may leave is built from a recording (test/support/faults/crashStates.ts), recovered, and checked
// (test/support/faults/recoveredCheck.ts). `SCENARIO=undo` in the environment tries only those of that name.
import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import type { CrashCounts } from '../support/faults/crashMatrix.ts';
import { crashMatrixOf } from '../support/faults/matrices.ts';
import { failingScenarios, largeScenarios, scenarios } from '../support/faults/scenarios.ts';
import { describeKinds, table } from '../support/faults/violations.ts';

const chosen = [...largeScenarios, ...scenarios, ...failingScenarios].filter(({ name }) =>
  name.includes(process.env['SCENARIO'] ?? ''),
);
const results = new Map<string, CrashCounts>();

suite('whatever a crash leaves, recovery makes it all old or all new, for good', { concurrency: 2 }, () => {
  for (const { name } of chosen)
    test(name, async () => {
      const counts = await crashMatrixOf(name);
      results.set(name, counts);
      assert.ok(counts.crashes > 1 && counts.recoveryCrashes > 1);
      assert.equal(counts.violations.length, 0, describeKinds(counts.violations));
    });
});

after(() => {
  const rows = chosen.flatMap(({ name }) => {
    const counts = results.get(name);
    if (!counts) return [];
    const { calls, kills, built, crashes, recoveryCrashes, violations } = counts;
    return [row(name, [calls, kills, built, crashes, recoveryCrashes, violations.length])];
  });
  const sums = [...results.values()].map((counts) => ({ ...counts, violations: counts.violations.length }));
  const sum = (figure: keyof CrashCounts) => sums.reduce((total, counts) => total + counts[figure], 0);
  const total = [
    sum('calls'),
    sum('kills'),
    sum('built'),
    sum('crashes'),
    sum('recoveryCrashes'),
    sum('violations'),
  ];
  console.log(table([...rows, row('all', total)]));
});

function row(
  name: string,
  [calls = 0, kills = 0, built = 0, crashes = 0, recoveryCrashes = 0, violations = 0]: readonly number[],
): Readonly<Record<string, string | number>> {
  return {
    'crash matrix': name,
    calls,
    kills,
    'states built': built,
    'different after a crash': crashes,
    'after a crash of recovery': recoveryCrashes,
    violations,
  };
}
