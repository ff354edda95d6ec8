// Items of lists that come back from a backup, and those that go, several at once.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { restoringEdits } from '../../src/engine/planners/restoringEdits.ts';
import { editDocument, parseDocument } from '../../src/engine/text/document.ts';
import { processorMs } from '../support/processorTime.ts';

/** The list after places of a backup were restored. */
function restored(then: unknown, now: unknown, only: readonly string[]): unknown {
  const [old, live] = [then, now].map((l) => parseDocument('current.json', JSON.stringify({ l })));
  assert.ok(old && live);
  const text = editDocument(live, restoringEdits([old, live], only, {}), { sources: [old] });
  return (JSON.parse(text) as { readonly l: unknown }).l; // As it was given.
}

suite('items of a list that are restored together', () => {
  const cases: readonly (readonly [
    what: string,
    then: unknown,
    now: unknown,
    only: readonly string[],
    result: unknown,
  ])[] = [
    [
      'take out the one that is named, whatever comes in before it',
      ['a', 'b', 'c'],
      ['b', 'c', 'keep1', 'keep2', 'drop'],
      ['/l/0', '/l/4'],
      ['a', 'b', 'c', 'keep1', 'keep2'],
    ],
    ['come once with the list around them', ['a', 'b', 'c'], ['b', 'c'], ['/l', '/l/0'], ['a', 'b', 'c']],
    [
      'come in their order, whatever is named first',
      ['a', 'b', 'c'],
      ['b'],
      ['/l/2', '/l/0'],
      ['a', 'b', 'c'],
    ],
    ['come once, however often they are named', ['a', 'b'], ['b'], ['/l/0', '/l/0'], ['a', 'b']],
    ['come behind each other', ['a', 'b', 'c'], ['a', 'x'], ['/l/2', '/l/1'], ['a', 'b', 'c', 'x']],
    ['come where another goes', ['a', 'b'], ['a', 'x', 'y', 'z'], ['/l/1', '/l/2'], ['a', 'b', 'x', 'z']],
    [
      'do not go under the number that they have now',
      ['a', 'b'],
      ['b', 'x', 'a'],
      ['/l/0', '/l/2'],
      ['b', 'x', 'a'],
    ],
    [
      'come and go in items that stay',
      [{ id: 1, m: ['a', 'b'] }, { id: 2 }],
      [{ id: 1, m: ['b', 'x', 'y'] }],
      ['/l/1', '/l/0/m/2', '/l/0/m/0'],
      [{ id: 1, m: ['a', 'b', 'x'] }, { id: 2 }],
    ],
  ];
  for (const [what, then, now, only, result] of cases)
    test(what, () => assert.deepEqual(restored(then, now, only), result));

  test('stand as they stood, in whatever order they are named', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 8 });
    const property = fc.property(
      numbers.chain((then) =>
        fc.tuple(
          fc.constant(then),
          fc.subarray(then),
          fc.shuffledSubarray([...then.keys()], { minLength: then.length }),
        ),
      ),
      fc.uniqueArray(fc.integer({ min: 100, max: 120 }), { maxLength: 8 }),
      ([then, kept, order], others) => {
        const result = restored(
          then,
          [...kept, ...others.slice(0, then.length - kept.length)],
          order.map((index) => `/l/${index}`),
        );
        assert.ok(Array.isArray(result));
        assert.deepEqual(
          result.filter((item: number) => then.includes(item)),
          then,
        );
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  test('are found again in no more time, however many are named', () => {
    const then = Array.from({ length: 3_000 }, (_, index) => `w${index}`);
    const only = then.map((_, index) => `/l/${index}`);
    const [old, live] = [then, then.toReversed()].map((l) =>
      parseDocument('current.json', JSON.stringify({ l })),
    );
    assert.ok(old && live);
    const before = processorMs();
    restoringEdits([old, live], only, {});
    assert.ok(processorMs() - before < 2_000);
  });
});
