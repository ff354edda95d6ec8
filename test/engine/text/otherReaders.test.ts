// What random edits make is read by readers that the product does not use: they find the data that was meant.
import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import fc from 'fast-check';
import '../../support/sameRuns.ts';
import { EngineError } from '../../../src/engine/base/errors.ts';
import {
  convertDocument,
  editDocument,
  parseDocument,
  type Document,
} from '../../../src/engine/text/document.ts';
import { valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { isMap, type Value } from '../../../src/engine/values/value.ts';
import { jsonText } from '../../support/texts/jsonTexts.ts';
import { readByJsYaml, readByPyYaml, type Reading } from '../../support/texts/otherReaders.ts';
import { isShared, isWholeDocument, placesIn } from '../../support/texts/textFidelity.ts';
import { yamlText } from '../../support/texts/yamlTexts.ts';
import { randomRuns } from '../../support/sizes.ts';

const others: readonly Value[] = ['x', { k: 'v' }, ['i']];

function assertRead(context: TestContext, readings: readonly Reading[]): void {
  const [newer, older] = [readByJsYaml(readings), readByPyYaml(readings)];
  context.diagnostic(
    `${readings.length} operations; js-yaml read ${newer.read}, PyYAML ${older?.read ?? 'is not there'}; ` +
      `${newer.wrong.length + (older?.wrong.length ?? 0)} read otherwise`,
  );
  assert.deepEqual(newer.wrong.slice(0, 3), []);
  assert.deepEqual(older?.wrong.slice(0, 3) ?? [], []);
  assert.ok(newer.read * 3 > readings.length);
}

/** Taken out, or made something else, and brought back from the text that it was in. `null` where a text cannot say it. */
function thereAndBack(document: Document, place: Pointer, other: Value | undefined): string | null {
  const value = valueAt(document.value ?? null, place) ?? null;
  const edit =
    other === undefined
      ? ({ op: 'remove', pointer: place } as const)
      : ({ op: 'set', pointer: place, value: other } as const);
  try {
    const now = parseDocument(document.path, editDocument(document, [edit]));
    return editDocument(now, [{ op: 'set', pointer: place, value }], { sources: [document] });
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid') return null;
    throw error;
  }
}

suite('other readers', () => {
  test('read what came back as what it was', (context) => {
    const readings: Reading[] = [];
    const back = fc.property(yamlText, fc.nat(), (text, choice) => {
      const document = parseDocument('a.yaml', text);
      const { value } = document;
      // Merge keys are none of YAML 1.2: what they bring and comes back as text is more to its reader.
      fc.pre(value !== undefined && !text.includes('<<'));
      const places = placesIn(value).filter(
        (place) => place !== '' && !isShared(document, place) && !isWholeDocument(document, place),
      );
      fc.pre(places.length > 0);
      for (const [index, other] of [undefined, ...others].entries()) {
        const place = places[(choice + index) % places.length] ?? '';
        // An item that goes gives its number to the next one.
        const isItem = !isMap(valueAt(value, place.replace(/\/[^/]*$/, '')));
        const made = isItem && other === undefined ? null : thereAndBack(document, place, other);
        if (made !== null) readings.push({ text: made, like: text });
      }
    });
    fc.assert(back, { numRuns: randomRuns(500), maxSkipsPerRun: 1000 });
    assertRead(context, readings);
  });

  test('read what came from JSON as JSON has it', (context) => {
    const readings: Reading[] = [];
    const come = fc.property(jsonText('json'), (text) => {
      const document = parseDocument('a.json', text);
      // JavaScript has no such numbers, and no such keys in a literal.
      fc.pre(document.value !== undefined && !/\d{16}|\d[eE.]|-0|__proto__|\\u/.test(text));
      readings.push({ text: convertDocument(document, 'yaml'), data: text.replace(/^\uFEFF/, '') });
    });
    fc.assert(come, { numRuns: randomRuns(500), maxSkipsPerRun: 1000 });
    assertRead(context, readings);
  });
});
