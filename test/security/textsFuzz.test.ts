// Texts of strangers on every surface, and for everything that reads text: nothing acts that is to be
// drawn, every reader answers or refuses in time. The same seeds each time.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCases } from './support/cases.ts';
import { textSeed } from './support/textCases.ts';
import { size } from '../support/sizes.ts';

const count = size(2_000, 20_000);

test('random texts act on no surface, and every reader answers or refuses', async (context) => {
  const { faults, counts } = await runCases({
    module: join(import.meta.dirname, 'support', 'textCases.ts'),
    data: null,
    count,
    threads: 2,
    limitMs: 15_000,
    nameOf: (index) => `seed ${textSeed + index}`,
  });
  context.diagnostic(`texts from seed ${textSeed}: ${JSON.stringify(counts)}`);
  assert.deepEqual(faults, []);
  assert.equal(counts['texts'], count);
});
