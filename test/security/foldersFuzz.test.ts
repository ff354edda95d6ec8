// Config folders that were changed at random places, each looked at, planned on and recovered: an answer
// or a refusal each time, nothing written that is not ours, no live file lost. The same seeds each time.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCases } from './support/cases.ts';
import { folderSeed } from './support/folderCases.ts';
import { realFolderCount, realFolderSeed } from './support/realFolderCases.ts';
import { size } from '../support/sizes.ts';

const moduleOf = (name: string) => join(import.meta.dirname, 'support', name);
const count = size(600, 20_000);

test(
  'random changes of a folder lead to an answer or a refusal, and lose nothing',
  { concurrency: true },
  async (context) => {
    const run = { module: moduleOf('folderCases.ts'), data: null, count, threads: 2, limitMs: 15_000 };
    const { faults, counts } = await runCases({ ...run, nameOf: (index) => `seed ${folderSeed + index}` });
    context.diagnostic(`mutated folders from seed ${folderSeed}: ${JSON.stringify(counts)}`);
    assert.deepEqual(faults, []);
    assert.equal(counts['folders'], count);
    assert.ok((counts['done'] ?? 0) > count, 'Most folders can still be looked at, or nothing was shown.');
  },
);

test(
  'random changes of a folder on the real disk change nothing outside it',
  { concurrency: true },
  async (context) => {
    const run = {
      module: moduleOf('realFolderCases.ts'),
      data: null,
      count: realFolderCount,
      threads: 1,
      limitMs: 15_000,
    };
    const { faults, counts } = await runCases({
      ...run,
      nameOf: (index) => `seed ${realFolderSeed + index}`,
    });
    context.diagnostic(`mutated folders on the disk from seed ${realFolderSeed}: ${JSON.stringify(counts)}`);
    assert.deepEqual(faults, []);
    assert.equal(counts['folders'], realFolderCount);
  },
);
