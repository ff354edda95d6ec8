// Every record of ours, with everything in its place that a stranger can put there: nothing outside changes, nobody waits
// for ever, no mistake of our own comes of it, and no live file or profile is lost.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { size } from '../support/sizes.ts';
import { makeArena } from './support/arena.ts';
import { runCases } from './support/cases.ts';
import { attack, matrixSize, nameOfCase } from './support/matrixCases.ts';
import { assertAnswered } from './support/outcome.ts';
import { terminal } from './support/terminal.ts';

const module = join(import.meta.dirname, 'support', 'matrixCases.ts');

suite('whatever stands in place of a record', { skip: process.platform === 'win32', concurrency: 1 }, () => {
  test('costs nobody a file, and reaches nothing outside, in the engine', async (context) => {
    const { faults, counts } = await runCases({
      module,
      data: null,
      count: matrixSize,
      threads: 2,
      limitMs: 20_000,
      nameOf: nameOfCase,
    });
    context.diagnostic(`attack matrix: ${JSON.stringify(counts)}`);
    assert.deepEqual(faults, []);
    assert.equal(counts['states'], matrixSize);
  });

  test('costs nobody a file, and reaches nothing outside, in the terminal', async (context) => {
    const arena = await makeArena('terminal-matrix');
    const faults: string[] = [];
    let calls = 0;
    // Of the hundreds, some of each kind.
    for (let index = 0; index < matrixSize; index += size(53, 23))
      for (const words of [['status'], ['completion', 'values', 'switch', ''], ['switch', 'b']]) {
        const what = `${words.join(' ')}, ${nameOfCase(index)}`;
        await attack(arena, index);
        const ran = await terminal({ cwd: arena.repo, limitMs: 20_000 }, ...words);
        assertAnswered(ran, what);
        faults.push(...arena.faults().map((fault) => `${what}: ${fault}`));
        calls += 1;
      }
    context.diagnostic(`attack matrix in the terminal: ${calls} processes`);
    assert.deepEqual(faults, []);
  });
});
