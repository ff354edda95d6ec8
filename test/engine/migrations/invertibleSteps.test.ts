// Whatever the text: a step that can be turned around, done and taken back, leaves the value that was there.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import '../../support/sameRuns.ts';
import { parseDocument, type Document } from '../../../src/engine/text/document.ts';
import type { Step } from '../../../src/engine/migrations/migration.ts';
import { isWithin, parentOf, valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import {
  equalValues,
  isList,
  isMap,
  Literal,
  mapOf,
  toPlain,
  type Value,
} from '../../../src/engine/values/value.ts';
import { scaled } from '../../../src/engine/migrations/decimal.ts';
import { EngineError } from '../../../src/engine/base/errors.ts';
import { jsonText } from '../../support/texts/jsonTexts.ts';
import { migrationOf, tryMigrate } from '../../support/texts/migrations.ts';
import { placesIn } from '../../support/texts/textFidelity.ts';
import { yamlText } from '../../support/texts/yamlTexts.ts';
import { randomRuns } from '../../support/sizes.ts';

interface Chance {
  readonly value: Value;
  readonly place: Pointer;
  readonly other: Pointer;
  readonly number: number;
}

const fresh = 'safekeepWasHere';

interface Maker {
  /** The places where a step of the kind can be done. */
  readonly fits?: (here: Value, parent: Value | undefined) => boolean;
  readonly step: (chance: Chance) => object;
}

const makers: Readonly<Partial<Record<Step['op'], Maker>>> = {
  test: {
    step: ({ value, place }) => ({ op: 'test', path: place, value: toPlain(valueAt(value, place) ?? null) }),
  },
  add: { step: ({ value, other }) => ({ op: 'add', path: newPlace(value, other), value: { a: [1] } }) },
  copy: { step: ({ value, place, other }) => ({ op: 'copy', from: place, path: newPlace(value, other) }) },
  move: {
    fits: (_, parent) => parent !== undefined,
    step: ({ value, place, other }) => {
      const to = isWithin(other, place) || isWithin(place, other) ? '' : other;
      return { op: 'move', from: place, path: newPlace(value, to) };
    },
  },
  rename: {
    fits: (_, parent) => isMap(parent),
    step: ({ place }) => ({ op: 'rename', path: place, to: fresh }),
  },
  wrap: { step: ({ place }) => ({ op: 'wrap', path: place, key: fresh }) },
  unwrap: {
    fits: (here) => isMap(here) && Object.keys(here).length === 1,
    step: ({ value, place }) => ({ op: 'unwrap', path: place, key: keysAt(value, place)[0] }),
  },
  mapValues: {
    fits: (here) => typeof here === 'string',
    step: ({ value, place }) => {
      const old = toPlain(valueAt(value, place) ?? null);
      return { op: 'mapValues', path: place, values: { [String(old)]: fresh, other: 1 } };
    },
  },
  scale: {
    fits: (here) => kindOf(here) === 'number',
    step: ({ place, number }) => ({ op: 'scale', path: place, factor: number, offset: 0.3 }),
  },
  convert: {
    fits: (here) => kindOf(here) === 'number' || typeof here === 'boolean',
    step: ({ value, place }) => ({
      op: 'convert',
      path: place,
      from: kindOf(valueAt(value, place)),
      to: 'string',
    }),
  },
};

function kindOf(here: Value | undefined): string {
  return here instanceof Literal && here.kind === 'number' ? 'number' : typeof here;
}

function keysAt(value: Value, place: Pointer): readonly string[] {
  const here = valueAt(value, place);
  return isMap(here) ? Object.keys(here) : [];
}

/** In a list one further, else a key that is nowhere. */
function newPlace(value: Value, other: Pointer): Pointer {
  const parent = valueAt(value, parentOf(other));
  return other !== '' && isList(parent) ? other : `${isMap(valueAt(value, other)) ? other : ''}/${fresh}`;
}

const runs = { json: 500, jsonc: 400, yaml: 400 };

interface Turn {
  readonly document: Document;
  /** Of the places that fit, of all places, and of the numbers. */
  readonly choice: readonly [number, number, number];
}

function turns(format: 'json' | 'jsonc' | 'yaml'): fc.Arbitrary<Turn> {
  const text = format === 'yaml' ? yamlText : jsonText(format);
  const choice = fc.tuple(fc.nat(), fc.nat(), fc.nat());
  return fc.record({ document: text.map((one) => parseDocument(`a.${format}`, one)), choice });
}

/** `null` where the document has no place for such a step. */
function stepFor({ fits = () => true, step }: Maker, { document, choice }: Turn): object | null {
  const { value } = document;
  if (value === undefined) return null;
  const all = placesIn(value);
  const fitting = all.filter((place) =>
    fits(valueAt(value, place) ?? null, place === '' ? undefined : valueAt(value, parentOf(place))),
  );
  const [first, second, third] = choice;
  const [place, other] = [fitting[first % fitting.length], all[second % all.length]];
  const number = [3, 0.1, -7, 0.007, 1000][third % 5];
  return place === undefined || other === undefined || number === undefined
    ? null
    : step({ value, place, other, number });
}

/** What no text can say (a tag on a block of text, in brackets) is refused, and nothing is lost. */
function refusedOr<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    assert.ok(error instanceof EngineError && error.code === 'invalid', String(error));
    return error.message;
  }
}

/** What is computed with is written in plain digits afterwards: 1e5 comes back as 100000. */
function inDigits(value: Value): Value {
  if (isList(value)) return value.map(inDigits);
  if (isMap(value)) return mapOf(Object.entries(value).map(([key, item]) => [key, inDigits(item)]));
  return value instanceof Literal && value.kind === 'number' ? scaled(value, 1, 0) : value;
}

/** Whether it could be done at all. */
function isThereAndBack(maker: Maker, turn: Turn): boolean {
  const { document } = turn;
  const step = stepFor(maker, turn);
  const migration = step && migrationOf([step]);
  if (!migration || document.value === undefined) return false;
  assert.ok(migration.down, 'it can be turned around');
  const there = refusedOr(() => tryMigrate(document, migration.up));
  if (typeof there === 'string') return false;
  const back = tryMigrate(parseDocument(document.path, there.text), migration.down);
  assert.ok(typeof back !== 'string', JSON.stringify(back));
  assert.ok(equalValues(inDigits(back.value), inDigits(document.value)), back.text);
  return true;
}

suite('a step that can be turned around', () => {
  for (const [op, maker] of Object.entries(makers))
    for (const format of ['json', 'jsonc', 'yaml'] as const)
      test(`${op}, done in ${format} and taken back, leaves the value that was there`, () => {
        let done = 0;
        const property = fc.property(turns(format), (turn) => {
          if (isThereAndBack(maker, turn)) done += 1;
        });
        fc.assert(property, { numRuns: randomRuns(runs[format]) });
        assert.ok(done > 10, `it was done ${done} times`);
      });
});
