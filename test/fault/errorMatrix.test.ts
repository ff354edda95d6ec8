// Every call of every operation fails in every way a disk knows, once and from then on (test/support/faults/errorMatrix.ts).
// `SCENARIO=undo` in the environment tries only those of that name.
import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import type { ErrorCounts } from '../support/faults/errorMatrix.ts';
import { errorMatrixOf } from '../support/faults/matrices.ts';
import { scenarios } from '../support/faults/scenarios.ts';
import { describeKinds, table } from '../support/faults/violations.ts';

const chosen = scenarios.filter(({ name }) => name.includes(process.env['SCENARIO'] ?? ''));
const results = new Map<string, ErrorCounts>();

suite(
  'whatever call fails, the operation is done or it says why not and nothing has changed',
  { concurrency: 2 },
  () => {
    for (const { name } of chosen)
      test(name, async () => {
        const counts = await errorMatrixOf(name);
        results.set(name, counts);
        assert.ok(counts.succeeded > 1 && counts.succeeded < counts.runs);
        assert.equal(counts.violations.length, 0, describeKinds(counts.violations));
      });
  },
);

after(() => {
  const rows = chosen.flatMap(({ name }) => {
    const counts = results.get(name);
    return counts ? [{ name, ...counts, violations: counts.violations.length }] : [];
  });
  const sum = (figure: keyof ErrorCounts) => rows.reduce((total, counts) => total + counts[figure], 0);
  const all = { calls: sum('calls'), runs: sum('runs'), succeeded: sum('succeeded') };
  const total = { name: 'all', ...all, unfinished: sum('unfinished'), violations: sum('violations') };
  console.log(table([...rows, total].map(({ name, ...figures }) => ({ 'error matrix': name, ...figures }))));
});
