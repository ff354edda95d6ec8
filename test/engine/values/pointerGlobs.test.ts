import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { parsePointer } from '../../../src/engine/values/pointer.ts';
import { pointerGlobs } from '../../../src/engine/values/pointerGlobs.ts';
import { randomRuns } from '../../support/sizes.ts';

const matchesKeys = (patterns: readonly string[], keys: readonly string[]) =>
  keys.reduce((state, key) => state.next(key), pointerGlobs(patterns)).isMatch;
const matches = (pattern: string, pointer: string) => matchesKeys([pattern], parsePointer(pointer));

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
          assert.equal(matchesKeys([pattern], keys), triedEveryWay(parts, keys));
        },
      ),
      { numRuns: randomRuns(5_000) },
    );
  });

  test('is one of several, of which any counts', () => {
    const patterns = ['/a/**/c', '/*/d', '/b'];
    for (const pointer of ['/a/x/c', '/x/d', '/b']) assert.ok(matchesKeys(patterns, parsePointer(pointer)));
    for (const pointer of ['/a/x', '/x/c', '/a/b']) assert.ok(!matchesKeys(patterns, parsePointer(pointer)));
  });

  test('matches everything once following it has taken too long', () => {
    const patterns = Array.from({ length: 100 }, (_, index) => `${'/**/a'.repeat(12)}/z${index}`);
    const name = (index: number) => `${'a'.repeat(1_000)}${index}`;
    const names = Array.from({ length: 2_000 }, (_, index) => name(index));
    assert.ok(!matchesKeys(patterns, names.slice(0, 10)));
    assert.ok(matchesKeys(patterns, names));
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
