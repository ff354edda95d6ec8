// Every call of every operation fails in every way a disk knows, once and from then on (test/support/errorMatrix.ts).
// `SCENARIO=undo` in the environment tries only those of that name.
import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import type { ErrorCounts } from '../support/errorMatrix.ts';
import { errorMatrixOf } from '../support/matrices.ts';
import { scenarios } from '../support/scenarios.ts';
import { describeKinds, table } from '../support/violations.ts';

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
  const rows = [...results].map(([name, { violations, ...counts }]) => ({
    'error matrix': name,
    ...counts,
    violations: violations.length,
  }));
  console.log(table(rows));
});
