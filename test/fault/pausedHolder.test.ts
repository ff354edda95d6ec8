// Who lost the lock writes nothing: what a rival made while the holder was stopped must stay, whole, wherever that was.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { pausedHolderCounts } from '../support/faults/matrices.ts';
import { pausedHolders } from '../support/faults/pausedHolder.ts';

suite(
  'a holder that is stopped at any call, while a rival takes over and commits, changes nothing more',
  { concurrency: 2 },
  () => {
    for (const name of pausedHolders)
      test(name, async (context) => {
        const { stops, refusals } = await pausedHolderCounts(name);
        assert.ok(stops > 60, String(stops));
        assert.ok(refusals > 20, String(refusals));
        context.diagnostic(
          `stopped at ${stops} calls; ${refusals} times the holder was told that it lost the lock`,
        );
      });
  },
);
