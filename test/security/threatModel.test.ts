// Each finding has tests that show it is closed, and docs/security.md names only tests that there are.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { projectRoot } from '../support/paths.ts';
import { shownBy, type Shown } from './numbers.ts';

const numbers = Array.from({ length: 34 }, (_, index) => `S-${index + 1}`);

/** Those whose file or title does not exist. */
async function missing(tests: readonly Shown[]): Promise<readonly string[]> {
  const found = await Promise.all(
    tests.map(async ({ file, title }) => {
      const text = await readFile(join(projectRoot, file), 'utf8').catch(() => '');
      // Titles stand in quotes, some with an apostrophe of the typewriter in them.
      const isThere = [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => text.includes(quoted));
      return isThere ? [] : [`${file}: ${title}`];
    }),
  );
  return found.flat();
}

suite('the threat model', () => {
  test('has a test for each finding, and each test is there', async () => {
    assert.deepEqual(Object.keys(shownBy), numbers);
    assert.deepEqual(await missing(Object.values(shownBy).flat()), []);
    for (const [number, tests] of Object.entries(shownBy)) assert.ok(tests.length > 0, number);
  });

  test('names each finding at the end of the titles here that show it', () => {
    for (const [number, tests] of Object.entries(shownBy))
      for (const { file, title } of tests)
        if (file.startsWith('test/security/')) assert.ok(title.endsWith(`(${number})`), title);
  });

  test('names in docs/security.md only tests that are there, and one in each row', async () => {
    const paper = await readFile(join(projectRoot, 'docs', 'security.md'), 'utf8');
    const rows = paper
      .split('\n')
      .filter((line) => /^\| (?!Threat |---)/.test(line) && line.split(' | ').length === 4);
    assert.ok(rows.length >= 25, `${rows.length} rows`);
    const without = rows.filter((row) => testsIn(row).length === 0);
    assert.deepEqual(without, []);
    assert.deepEqual(await missing(testsIn(paper)), []);
  });
});

/** A path in code, then a title in quotes: `test/x.test.ts` “does this”. */
function testsIn(text: string): readonly Shown[] {
  return [...text.matchAll(/`(test\/[\w/]+\.(?:test|e2e)\.ts)` “([^”]+)”/g)].map(
    ([, file = '', title = '']) => ({ file, title }),
  );
}
