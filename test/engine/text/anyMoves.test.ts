// What holds for any edits that move what is there, in any text: the value becomes what was asked for, no comment gets
// lost, and the way back leads to the value that was there.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import '../../support/sameRuns.ts';
import {
  applyEdits,
  editDocument,
  parseDocument,
  type Document,
  type Edit,
} from '../../../src/engine/text/document.ts';
import { parentOf, parsePointer, valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { equalValues, isMap, type Value } from '../../../src/engine/values/value.ts';
import { jsonText } from '../../support/texts/jsonTexts.ts';
import { lostComments, movesFrom, movingOps } from '../../support/texts/moves.ts';
import { placesIn } from '../../support/texts/textFidelity.ts';
import { yamlText } from '../../support/texts/yamlTexts.ts';
import { randomRuns } from '../../support/sizes.ts';

const runs = { json: 300, jsonc: 300, yaml: 150 };

function forAny(
  format: 'json' | 'jsonc' | 'yaml',
  check: (document: Document & { readonly value: Value }, choices: readonly [number, number]) => void,
): void {
  const texts = format === 'yaml' ? yamlText : jsonText(format);
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (text, one, other) => {
      const document = parseDocument(`a.${format}`, text);
      const { value } = document;
      fc.pre(value !== undefined && isMovable(value));
      check({ ...document, value }, [one, other]);
    }),
    { numRuns: randomRuns(runs[format]), maxSkipsPerRun: 1000 },
  );
}

/** A tagged block text, even an empty one, can stand in no flow collection, whatever brings it there. */
function isMovable(value: Value): boolean {
  return !/"source":"(.*\\n|\S+ [|>])/.test(JSON.stringify(value));
}

function edited(
  document: Document & { readonly value: Value },
  edits: readonly Edit[],
): Document & { readonly value: Value } {
  const after = parseDocument(
    document.path,
    editDocument(parseDocument(document.path, document.text), edits),
  );
  const { value } = after;
  assert.ok(value !== undefined && equalValues(value, applyEdits(document.value, edits)), after.text);
  return { ...after, value };
}

for (const format of ['json', 'jsonc', 'yaml'] as const) {
  suite(`any ${format} text`, () => {
    test('has its comments after one edit that moves something', () => {
      forAny(format, (document, choices) => {
        for (const op of movingOps) {
          const after = edited(document, movesFrom(document.value, [[op, ...choices]]));
          assert.deepEqual(lostComments(document, after), [], after.text);
        }
      });
    });

    test('says what several such edits come to, mixed with others', () => {
      const operations = fc.array(fc.tuple(fc.constantFrom(...movingOps), fc.nat(), fc.nat()), {
        minLength: 2,
        maxLength: 5,
      });
      fc.assert(
        fc.property(
          format === 'yaml' ? yamlText : jsonText(format),
          operations,
          fc.nat(),
          (text, chosen, place) => {
            const document = parseDocument(`a.${format}`, text);
            const { value } = document;
            fc.pre(value !== undefined && isMovable(value));
            const moves = movesFrom(value, chosen);
            const places = placesIn(applyEdits(value, moves));
            const pointer = places[place % places.length] ?? '';
            edited({ ...document, value }, [...moves, { op: 'set', pointer, value: ['set'] }]);
          },
        ),
        { numRuns: randomRuns(runs[format]), maxSkipsPerRun: 1000 },
      );
    });

    test('is the same again after the way back, save for what an alias stood for', () => {
      forAny(format, (document, [choice]) => {
        const places = placesIn(document.value);
        const pointer = places[choice % places.length] ?? '';
        for (const [there, back] of roundTrips(document.value, pointer)) {
          assert.ok(equalValues(edited(edited(document, [there]), [back]).value, document.value));
          const { text } = edited(document, [there, back]);
          if (!document.text.includes('*')) assert.equal(text, document.text);
        }
      });
    });
  });
}

function roundTrips(content: Value, pointer: Pointer): readonly (readonly [Edit, Edit])[] {
  const wrapped = [
    { op: 'wrap', pointer, key: 'k' },
    { op: 'unwrap', pointer, key: 'k' },
  ] as const;
  const key = parsePointer(pointer).at(-1);
  if (key === undefined || !isMap(valueAt(content, parentOf(pointer)))) return [wrapped];
  const renamed = `${parentOf(pointer)}/renamed`;
  return [
    wrapped,
    [
      { op: 'rename', pointer, key: 'renamed' },
      { op: 'rename', pointer: renamed, key },
    ],
  ];
}
