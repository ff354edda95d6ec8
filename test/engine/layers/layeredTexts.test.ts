// Random layers on each other, and random parts of what changed between two texts: what comes is spelled as one of them
// has it, for every reader.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import '../../support/sameRuns.ts';
import { EngineError } from '../../../src/engine/base/errors.ts';
import { changeId, textWithSelection } from '../../../src/engine/diff/applySelected.ts';
import { diffValues } from '../../../src/engine/diff/diff.ts';
import { compose } from '../../../src/engine/layers/resolve.ts';
import { parseDocument, type Document } from '../../../src/engine/text/document.ts';
import { valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { equalValues, isMap } from '../../../src/engine/values/value.ts';
import { jsonText } from '../../support/texts/jsonTexts.ts';
import { isScalar, isShared, placesIn } from '../../support/texts/textFidelity.ts';
import { yamlText } from '../../support/texts/yamlTexts.ts';
import { randomRuns } from '../../support/sizes.ts';

type Format = 'json' | 'jsonc' | 'yaml';

const textOf = (format: Format) => (format === 'yaml' ? yamlText : jsonText(format));

interface Tally {
  scalars: number;
  refused: number;
  runs: number;
}

/** Tries two random texts whose content is a map, and counts. */
function withTwo(format: Format, make: (one: Document, other: Document, choice: number) => string): Tally {
  const tally: Tally = { scalars: 0, refused: 0, runs: 0 };
  const both = fc.property(textOf(format), textOf(format), fc.nat(), (left, right, choice) => {
    const [one, other] = [parseDocument(`a.${format}`, left), parseDocument(`a.${format}`, right)];
    fc.pre(isMap(one.value) && isMap(other.value));
    tally.runs += 1;
    try {
      tally.scalars += assertSpelled(parseDocument(one.path, make(one, other, choice)), [one, other]);
    } catch (error) {
      // A text that cannot say it (a tagged block in flow) is refused, and nothing is lost.
      if (!(error instanceof EngineError) || error.code !== 'invalid') throw error;
      tally.refused += 1;
    }
  });
  fc.assert(both, { numRuns: randomRuns(format === 'yaml' ? 200 : 400), maxSkipsPerRun: 1000 });
  return tally;
}

/** Each scalar has the words of one of the sources at its place, if one has it there. */
function assertSpelled(document: Document, sources: readonly Document[]): number {
  const { value } = document;
  assert.ok(value !== undefined, document.text);
  const scalars = placesIn(value).filter(
    (place) => isScalar(valueAt(value, place)) && !isShared(document, place),
  );
  for (const place of scalars) {
    const here = valueAt(value, place) ?? null;
    const same = sources.filter(
      (source) => !isShared(source, place) && equalValues(valueAt(source.value ?? null, place) ?? NaN, here),
    );
    const words = same.map((source) => wordsAt(source, place));
    // The style of a string and of null is layout, where the text around leaves no other.
    const isLayout = here === null || typeof here === 'string';
    if (words.length > 0 && !isLayout)
      assert.ok(words.includes(wordsAt(document, place)), `${place}: ${document.text}`);
  }
  return scalars.length;
}

function wordsAt(document: Document, place: Pointer): string {
  const { start, end } = document.locate(place, 'value') ?? { start: 0, end: 0 };
  return document.text.slice(start, end).replaceAll(/\s+/g, ' ').trim();
}

suite('what comes from a text to another is spelled as it was', () => {
  for (const format of ['json', 'jsonc', 'yaml'] as const) {
    test(`where a layer lies on another, in ${format}`, (context) => {
      const { scalars, refused, runs } = withTwo(format, (below, above) => {
        const layers = [below, above].map((document) => ({
          name: 'a',
          kind: 'profile' as const,
          document,
          unset: [],
        }));
        const content = compose(layers, { format }, {});
        assert.ok(content);
        assert.ok(equalValues(parseDocument(below.path, content.text).value ?? null, content.value));
        return content.text;
      });
      context.diagnostic(`${runs} pairs of layers, ${scalars} scalars, ${refused} refused`);
      assert.ok(refused * 20 < runs);
    });

    test(`where a part of a change is left out, in ${format}`, (context) => {
      const { scalars, refused, runs } = withTwo(format, (before, after, choice) => {
        const changes = diffValues(before.value ?? null, after.value ?? null);
        const unwanted = changes.filter((_, index) => ((choice >> (index % 30)) & 1) === 1).map(changeId);
        const leftOut = { layout: choice % 2 === 0, changes: unwanted };
        return textWithSelection({ before, after, changes, rules: {} }, leftOut);
      });
      context.diagnostic(`${runs} changes in part, ${scalars} scalars, ${refused} refused`);
      assert.ok(refused * 20 < runs);
    });
  }
});
