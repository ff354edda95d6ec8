// Random changes of two people to random files: both are there, or one conflict is told.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import '../../support/sameRuns.ts';
import { EngineError } from '../../../src/engine/base/errors.ts';
import { mergeTexts, type MergedText } from '../../../src/engine/diff/mergeTexts.ts';
import {
  editDocument,
  parseDocument,
  type Document,
  type PlainEdit,
} from '../../../src/engine/text/document.ts';
import { applyEdits } from '../../../src/engine/text/edits/edit.ts';
import { isWithin, parentOf, valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { equalValues, isMap } from '../../../src/engine/values/value.ts';
import { jsonText } from '../../support/texts/jsonTexts.ts';
import { commentsIn, isShared, isWholeDocument, placesIn } from '../../support/texts/textFidelity.ts';
import { yamlText } from '../../support/texts/yamlTexts.ts';
import { randomRuns } from '../../support/sizes.ts';

type Texts = readonly [base: string, ours: string, theirs: string];

function merged(path: string, ...[base, ours, theirs]: Texts): MergedText {
  const result = mergeTexts(path, { base, ours, theirs });
  assert.ok(result);
  return result;
}
/** Places that are reached through maps alone, each with what it holds to itself. */
function mapPlaces(path: string, text: string): readonly Pointer[] {
  const document = parseDocument(path, text);
  const value = document.value ?? null;
  const inMaps = (place: Pointer): boolean =>
    place === '' || (isMap(valueAt(value, parentOf(place))) && inMaps(parentOf(place)));
  return placesIn(value).filter(
    (place) =>
      place !== '' && inMaps(place) && !isShared(document, place) && !isWholeDocument(document, place),
  );
}

/** Whatever their line ends. */
function comments(path: string, text: string): readonly string[] {
  return commentsIn(parseDocument(path, text)).map((comment) => comment.replaceAll('\r\n', '\n'));
}

/** What each edit makes of a text; `null` where no text says one of them. */
function textsOf(
  document: Document,
  [one, other]: readonly [PlainEdit, PlainEdit],
): readonly [string, string] | null {
  try {
    return [editDocument(document, [one]), editDocument(document, [other])];
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid') return null;
    throw error;
  }
}

suite('a merge of random changes', () => {
  for (const [path, texts] of [
    ['a.yaml', yamlText],
    ['a.jsonc', jsonText('jsonc')],
  ] as const)
    test(`in ${path} has both where they are apart, and a conflict where both change one key`, (context) => {
      let operations = 0;
      const change = fc.record({ base: texts, one: fc.nat(), other: fc.nat(), removes: fc.boolean() });
      const property = fc.property(change, ({ base, one, other, removes }) => {
        const document = parseDocument(path, base);
        const { value } = document;
        fc.pre(value !== undefined && !base.includes('<<'));
        const places = mapPlaces(path, base);
        fc.pre(places.length > 0);
        const [our = '', their = ''] = [places[one % places.length], places[other % places.length]];
        fc.pre(our === their || (!isWithin(our, their) && !isWithin(their, our)));
        const ourEdit: PlainEdit = { op: 'set', pointer: our, value: 'of ours' };
        const theirEdit: PlainEdit = removes
          ? { op: 'remove', pointer: their }
          : { op: 'set', pointer: their, value: ['of theirs'] };
        const sides = textsOf(document, [ourEdit, theirEdit]);
        fc.pre(sides !== null);
        const result = merged(path, base, ...sides);
        operations += 1;
        assert.deepEqual(result.conflicts, our === their ? [our] : []);
        if (our === their) return;
        const made = parseDocument(path, result.text);
        assert.ok(equalValues(made.value ?? null, applyEdits(value, [ourEdit, theirEdit])), result.text);
        const [before, ours, theirs] = [base, ...sides].map((text) => comments(path, text));
        const isOnce = (comment: string) => before?.filter((one) => one === comment).length === 1;
        for (const comment of theirs?.filter((one) => isOnce(one) && ours?.includes(one)) ?? [])
          assert.ok(comments(path, result.text).includes(comment), result.text);
      });
      fc.assert(property, { numRuns: randomRuns(2_000), maxSkipsPerRun: 1000 });
      context.diagnostic(`${operations} merges`);
      assert.ok(operations > 100);
    });
});
