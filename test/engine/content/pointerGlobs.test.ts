import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { parsePointer } from '../../../src/engine/content/pointer.ts';
import { pointerGlob } from '../../../src/engine/content/pointerGlobs.ts';
import { randomRuns } from '../../support/sizes.ts';

const matches = (pattern: string, pointer: string) => pointerGlob(pattern)(parsePointer(pointer));

suite('a pattern of pointers', () => {
  for (const [pattern, pointer, expected] of [
    ['/a/b', '/a/b', true],
    ['/a/b', '/a/b/c', false],
    ['/a/*', '/a/b', true],
    ['/a/*', '/a', false],
    ['/a/us*er', '/a/user', true],
    ['/a/*x*y', '/a/xxy', true],
    ['/a/*x*y', '/a/yx', false],
    ['/a/**/c', '/a/b/b/c', true],
    ['/a/**/c', '/a/c', true],
    ['/**/a/**/b', '/x/a/y/a/z/b', true],
    ['/**', '/a/b', true],
    ['/a~1b/*', '/a~1b/c', true],
    ['/a.c', '/abc', false],
  ] as const)
    test(`${pattern} ${expected ? 'is' : 'is not'} ${pointer}`, () => {
      assert.equal(matches(pattern, pointer), expected);
    });

  test('says what trying every way would say', () => {
    const part = fc.constantFrom('a', 'b', '*', '**', 'a*');
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 6 }),
        fc.array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 6 }),
        (parts, keys) => {
          const pattern = parts.map((one) => `/${one}`).join('');
          assert.equal(pointerGlob(pattern)(keys), triedEveryWay(parts, keys));
        },
      ),
      { numRuns: randomRuns(5_000) },
    );
  });

  test('takes no time, however many names it may skip', () => {
    const glob = pointerGlob(`${'/**/a'.repeat(12)}/zz`);
    const started = performance.now();
    for (let run = 0; run < 100; run += 1) glob(Array.from({ length: 200 }, () => 'a'));
    assert.ok(performance.now() - started < 1_000);
  });
});

function triedEveryWay([part, ...parts]: readonly string[], keys: readonly string[]): boolean {
  const [key, ...rest] = keys;
  if (part === undefined) return key === undefined;
  if (part === '**')
    return triedEveryWay(parts, keys) || (key !== undefined && triedEveryWay([part, ...parts], rest));
  if (key === undefined) return false;
  const fits = part.endsWith('*') ? key.startsWith(part.slice(0, -1)) : part === key;
  return fits && triedEveryWay(parts, rest);
}
