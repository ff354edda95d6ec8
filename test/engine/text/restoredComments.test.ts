// Comments of what comes back from another text: those that a blank line sets off, those where a value changes its kind,
// and equal ones. None is lost, none is doubled, and each stands where it stood.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import '../../support/sameRuns.ts';
import { EngineError } from '../../../src/engine/base/errors.ts';
import { editDocument, parseDocument, type Document } from '../../../src/engine/text/document.ts';
import { valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { equalValues, isList, isMap, type Value } from '../../../src/engine/values/value.ts';
import { jsonText } from '../../support/texts/jsonTexts.ts';
import { commentsIn, isShared, isWholeDocument, placesIn } from '../../support/texts/textFidelity.ts';
import { yamlText } from '../../support/texts/yamlTexts.ts';
import { randomRuns } from '../../support/sizes.ts';

interface Case {
  readonly what: string;
  readonly now: string;
  readonly then: string;
  readonly places?: readonly Pointer[];
}

/** The places as they were then, in the text of now. */
function restored(then: Document, now: string, places: readonly Pointer[]): string {
  const edits = places.map((pointer) => {
    const value = valueAt(then.value ?? null, pointer) ?? null;
    return { op: 'set', pointer, value } as const;
  });
  return editDocument(parseDocument(then.path, now), edits, { sources: [then] });
}

const cases: readonly Case[] = [
  {
    what: 'set off by a blank line in a part of which something is left',
    then: 'm:\n  # one\n\n  a: 1\n  # two\n\n  b: 2\nz: 1\n',
    now: 'm:\n  a: 1\nz: 1\n',
  },
  {
    what: 'set off by a blank line in an emptied list',
    then: 'm:\n  # one\n\n  - a\n  # two\n\n  - b\nz: 1\n',
    now: 'm: []\nz: 1\n',
  },
  {
    what: 'set off by a blank line in a list of which something is left',
    then: 'm:\n  # one\n\n  - a\n  # two\n\n  - b\nz: 1\n',
    now: 'm:\n  - b\nz: 1\n',
  },
  {
    what: 'set off by a blank line in JSON',
    then: '{\n  "m": {\n    // one\n\n    "a": 1,\n    // two\n\n    "b": 2\n  },\n  "z": 1\n}\n',
    now: '{\n  "m": {\n    "a": 1\n  },\n  "z": 1\n}\n',
  },
  {
    what: 'beside a map that becomes a scalar',
    then: '# c\nm: 1 # beside\nz: 1\n',
    now: '# c\nm: # beside\n  a: 1\nz: 1\n',
  },
  {
    what: 'beside a scalar that becomes a map',
    then: '# c\nm: # beside\n  # in\n  a: 1\nz: 1\n',
    now: '# c\nm: 1 # beside\nz: 1\n',
  },
  {
    what: 'beside a map that becomes a list',
    then: 'm: # mm\n  - 1\n  - 2\nz: 1\n',
    now: 'm: # mm\n  a: 1\nz: 1\n',
  },
  {
    what: 'beside a map that becomes a text of lines',
    then: 'm: | # mm\n  text\nz: 1\n',
    now: 'm: # mm\n  a: 1\nz: 1\n',
  },
  {
    what: 'beside a map that becomes flow',
    then: 'm: [1, 2] # mm\nz: 1\n',
    now: 'm: # mm\n  a: 1\nz: 1\n',
  },
  {
    what: 'beside items that change their kind',
    then: '- a # x\n- b: 1 # y\n  c: 2\n- z\n',
    now: '- a: 1 # x\n- b # y\n- z\n',
    places: ['/0', '/1'],
  },
  {
    what: 'above a scalar below its key that becomes a map',
    then: 'm:\n  # mm\n  a: 1\nz: 1\n',
    now: 'm:\n  # mm\n  1\nz: 1\n',
  },
  {
    what: 'equal ones above items',
    then: 'm:\n  # note\n  - a\n  # note\n  - b\n  # note\n  - c\n',
    now: 'm:\n  # note\n  - b\n',
  },
  {
    what: 'an equal one elsewhere',
    then: 'm:\n  a: 1 # x\n  b: 2 # x\no: 1\n',
    now: 'm:\n  a: 1 # x\no: 1 # x\n',
    places: ['/m/b', '/o'],
  },
];

suite('comments of what comes back', () => {
  for (const { what, then, now, places = ['/m'] } of cases) {
    test(`are there once, and where they were: ${what}`, () => {
      const path = then.startsWith('{') ? 'a.jsonc' : 'a.yaml';
      const wanted = what === 'an equal one elsewhere' ? then.replace('o: 1', 'o: 1 # x') : then;
      assert.equal(restored(parseDocument(path, then), now, places), wanted);
    });
  }

  test('of others stay when a value with comments comes, on a line of their own', () => {
    const then = parseDocument('a.yaml', 'm: # srv\n  # in\n  a: 1\nz: 1\n');
    assert.equal(restored(then, 'm: 1 # mine\nz: 1\n', ['/m']), '# mine\nm: # srv\n  # in\n  a: 1\nz: 1\n');
  });
});

const others: readonly Value[] = ['x', 1, { k: 'v' }, ['i', 'j'], {}, [], 'two\nlines\n'];

function isAlike(one: Value, other: Value): boolean {
  return (isList(one) && isList(other)) || (isMap(one) && isMap(other));
}

function counted(document: Document): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const comment of commentsIn(document).map((one) => one.replaceAll(/\s+/g, ' ')))
    counts.set(comment, (counts.get(comment) ?? 0) + 1);
  return counts;
}

suite('a place that was made something else comes back', () => {
  for (const format of ['jsonc', 'yaml'] as const) {
    test(`as it was, with no comment doubled, in ${format}`, (context) => {
      let [runs, refused] = [0, 0];
      const both = fc.property(
        format === 'yaml' ? yamlText : jsonText(format),
        fc.nat(),
        fc.constantFrom(...others),
        (text, choice, other) => {
          const then = parseDocument(`a.${format}`, text);
          const { value } = then;
          fc.pre(value !== undefined);
          const places = placesIn(value).filter(
            (place) => place !== '' && !isShared(then, place) && !isWholeDocument(then, place),
          );
          const place = places[choice % Math.max(places.length, 1)];
          fc.pre(place !== undefined);
          // Items and keys that go beside others leave comments behind.
          fc.pre(!isAlike(valueAt(value, place) ?? null, other));
          runs += 1;
          try {
            const now = parseDocument(
              then.path,
              editDocument(then, [{ op: 'set', pointer: place, value: other }]),
            );
            const back = parseDocument(then.path, restored(then, now.text, [place]));
            assert.ok(equalValues(back.value ?? null, value), back.text);
            const [was, is] = [counted(then), counted(back)];
            for (const [comment, count] of is)
              assert.ok(
                count <= (was.get(comment) ?? 0),
                `${comment} ${place}\n${text}\n→\n${now.text}\n→\n${back.text}`,
              );
          } catch (error) {
            // A text that cannot say it is refused, and nothing is lost.
            if (!(error instanceof EngineError) || error.code !== 'invalid') throw error;
            refused += 1;
          }
        },
      );
      fc.assert(both, { numRuns: randomRuns(800), maxSkipsPerRun: 1000 });
      context.diagnostic(`${runs} places, ${refused} refused`);
      assert.ok(refused * 20 < runs);
    });
  }
});
