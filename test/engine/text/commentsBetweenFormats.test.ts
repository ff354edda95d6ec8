// Values that come to a text of another format bring their comments, told in its words.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import '../../support/sameRuns.ts';
import {
  adaptValue,
  convertDocument,
  editDocument,
  parseDocument,
  type Document,
  type Format,
} from '../../../src/engine/text/document.ts';
import { parentOf, valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { equalValues, isMap, type Value } from '../../../src/engine/values/value.ts';
import { jsonText } from '../../support/texts/jsonTexts.ts';
import { commentsIn, isWholeDocument, placesIn } from '../../support/texts/textFidelity.ts';
import { yamlText } from '../../support/texts/yamlTexts.ts';
import { randomRuns } from '../../support/sizes.ts';

const linesOf = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

const set = (pointer: Pointer, value: Value) => ({ op: 'set', pointer, value }) as const;

const yaml = parseDocument(
  'a.yaml',
  linesOf(
    '# license',
    '',
    '# about a',
    'a: 1 # one',
    'm: # the map',
    '  # x above',
    '  x: "1"',
    '',
    '  # before y',
    '  y: 1.10 # yy',
    '  # end of m',
    'l:',
    '  - a # A',
    '  # b here',
    '  - {k: 1}',
    'e: {} # empty',
    '# tail',
  ),
);

const jsonc = parseDocument(
  'a.jsonc',
  linesOf(
    '// license',
    '',
    '{',
    '  "a": 1, // one',
    '  /*',
    '   * the map',
    '   *',
    '   * of all',
    '   */',
    '  "m": { // mm',
    '    "x": "no" /* xx */,',
    '    "l": [1, /* two */ 2] // ll',
    '    // end of m',
    '  },',
    '  "e": {/* nothing */}',
    '}',
    '// tail',
  ),
);

suite('comments between formats', () => {
  test('go from YAML to JSON with comments, each to the entry that it stands at', () => {
    assert.equal(
      convertDocument(yaml, 'jsonc'),
      linesOf(
        '{',
        '  // license',
        '',
        '  // about a',
        '  "a": 1, // one',
        '  "m": {',
        '    // the map',
        '    // x above',
        '    "x": "1",',
        '    // before y',
        '    "y": 1.10 // yy',
        '    // end of m',
        '  },',
        '  "l": [',
        '    "a", // A',
        '    // b here',
        '    {',
        '      "k": 1',
        '    }',
        '  ],',
        '  "e": {} // empty',
        '  // tail',
        '}',
      ),
    );
  });

  test('go from JSON with comments to YAML, a block comment as lines', () => {
    assert.equal(
      convertDocument(jsonc, 'yaml'),
      linesOf(
        '# license',
        '',
        'a: 1 # one',
        '# the map',
        '#',
        '# of all',
        'm:',
        '  # mm',
        '  x: "no"',
        '  # xx',
        '  l: # ll',
        '    - 1',
        '    # two',
        '    - 2',
        '  # end of m',
        '# nothing',
        'e: {}',
        '# tail',
      ),
    );
  });

  test('of one key come with it, among the neighbors that it had, and not those of what stays away', () => {
    const into = parseDocument('b.jsonc', linesOf('{', '  "a": 1,', '  "l": []', '}'));
    const value = adaptValue(valueAt(yaml.value ?? null, '/m') ?? null, 'jsonc');
    assert.equal(
      editDocument(into, [set('/m', value)], { sources: [yaml] }),
      linesOf(
        '{',
        '  "a": 1,',
        '  "m": {',
        '    // the map',
        '    // x above',
        '    "x": "1",',
        '    // before y',
        '    "y": 1.10 // yy',
        '    // end of m',
        '  },',
        '  "l": []',
        '}',
      ),
    );
    assert.equal(
      editDocument(parseDocument('b.yaml', 'e: 1\r\n'), [set('/a', 1)], { sources: [jsonc] }),
      'a: 1 # one\r\ne: 1\r\n',
    );
  });

  test('do not come twice, nor to strict JSON', () => {
    const into = parseDocument('b.jsonc', linesOf('{', '  // about a', '  "e": 1', '}'));
    assert.equal(
      editDocument(into, [set('/a', 1)], { sources: [yaml] }),
      linesOf('{', '  // about a', '  "a": 1, // one', '  "e": 1', '}'),
    );
    assert.equal(convertDocument(parseDocument('a.yaml', '# x\na: 1 # y\n'), 'json'), '{\n  "a": 1\n}\n');
  });

  test('hold nothing that ends a line for some reader', () => {
    const odd = parseDocument('a.jsonc', '{ // a\u2028b: 1 \u0007c\n "a": 1 }');
    assert.equal(convertDocument(odd, 'yaml'), '# a b: 1  c\na: 1\n');
  });
});

const wordsOf = (comment: string) =>
  comment
    .replaceAll(/^#|^\/\/|^\/\*+|\*\/$/g, '')
    .replaceAll(/[\s*]+/g, ' ')
    .trim();

/** How often each is there. */
function counted(comments: readonly string[]): Readonly<Record<string, number>> {
  const words = comments
    .flatMap((comment) => comment.split('\n'))
    .map(wordsOf)
    .filter(Boolean);
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

type KeyedFormat = Exclude<Format, 'opaque'>;

const pairs: readonly (readonly [KeyedFormat, KeyedFormat])[] = [
  ['jsonc', 'yaml'],
  ['yaml', 'jsonc'],
];

suite('of random texts', () => {
  for (const [from, to] of pairs) {
    const text = from === 'yaml' ? yamlText : jsonText(from);

    test(`no comment is lost or doubled from ${from} to ${to}`, (context) => {
      let [runs, comments] = [0, 0];
      const whole = fc.property(text, (source) => {
        const document = parseDocument(`a.${from}`, source);
        fc.pre(isWritable(document));
        runs += 1;
        const converted = parseDocument(`a.${to}`, convertDocument(document, to));
        assert.ok(equalValues(converted.value ?? null, adaptValue(document.value ?? null, to)), source);
        const [there, here] = [counted(commentsIn(document)), counted(commentsIn(converted))];
        assert.deepEqual(here, there, `${source}\n→\n${converted.text}`);
        comments += Object.keys(there).length;
      });
      fc.assert(whole, { numRuns: randomRuns(400), maxSkipsPerRun: 1000 });
      context.diagnostic(`${runs} texts, ${comments} comments`);
    });

    test(`one key from ${from} to ${to} is what it was, and leaves the others`, (context) => {
      let runs = 0;
      const one = fc.property(text, fc.nat(), (source, choice) => {
        const document = parseDocument(`a.${from}`, source);
        const { value } = document;
        fc.pre(isMap(value) && isWritable(document));
        const places = placesIn(value).filter((place) => place !== '' && parentOf(place) === '');
        const place = places[choice % Math.max(places.length, 1)];
        fc.pre(place !== undefined);
        const wanted = adaptValue(valueAt(value, place) ?? null, to);
        const into = parseDocument(
          `b.${to}`,
          to === 'yaml' ? '# mine\nz z: 1 # z\n' : '{\n  // mine\n  "z z": 1 // z\n}\n',
        );
        const edited = parseDocument(
          into.path,
          editDocument(into, [set(place, wanted)], { sources: [document] }),
        );
        assert.ok(equalValues(valueAt(edited.value ?? null, place) ?? null, wanted), source);
        for (const comment of commentsIn(into)) assert.ok(commentsIn(edited).includes(comment), edited.text);
        runs += 1;
      });
      fc.assert(one, { numRuns: randomRuns(400), maxSkipsPerRun: 1000 });
      context.diagnostic(`${runs} keys`);
    });
  }
});

/** Something that comments can stand at, in one document. */
function isWritable(document: Document): boolean {
  const { value, text, format } = document;
  if (value === undefined || placesIn(value).length < 2) return false;
  // What an alias or a merge key brings has no place for comments, and a tagged value keeps them in its text.
  return format !== 'yaml' || !(isWholeDocument(document, '/0') || /[*!]|<</.test(text));
}
