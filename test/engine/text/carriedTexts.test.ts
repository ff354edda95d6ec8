// Values that stand somewhere as text come as that text: their spelling, quotes, layout, comments and place.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import '../../support/sameRuns.ts';
import { parse as parseYaml } from 'yaml';
import { EngineError } from '../../../src/engine/base/errors.ts';
import { editDocument, parseDocument, type Document, type Edit } from '../../../src/engine/text/document.ts';
import { parentOf, valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { equalValues, isMap } from '../../../src/engine/values/value.ts';
import { remove, set } from '../../support/texts/edits.ts';
import { jsonText } from '../../support/texts/jsonTexts.ts';
import { commentsIn, isFlow, isScalar, isShared, placesIn } from '../../support/texts/textFidelity.ts';
import { yamlText } from '../../support/texts/yamlTexts.ts';
import { randomRuns } from '../../support/sizes.ts';

const linesOf = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

/** What is at the pointers in the one text, put into the other. */
function carried(from: Document, into: string, ...pointers: readonly Pointer[]): string {
  const edits = pointers.map((pointer): Edit => {
    const value = valueAt(from.value ?? null, pointer);
    return value === undefined ? remove(pointer) : { op: 'set', pointer, value };
  });
  return editDocument(parseDocument(from.path, into), edits, { sources: [from] });
}

/** `null` where the text cannot say it: a tagged block in front of a line of blanks. Nothing is lost then. */
function carriedOrRefused(from: Document, into: string, pointer: Pointer): string | null {
  try {
    return carried(from, into, pointer);
  } catch (error) {
    assert.ok(error instanceof EngineError && error.code === 'invalid', String(error));
    return null;
  }
}

suite('a value that comes from another text', () => {
  const yaml = parseDocument(
    'a.yaml',
    linesOf(
      'p: 1',
      'q: 1',
      '# about server',
      'server: # srv',
      '  # the host',
      '  host: "a" # h',
      '',
      '  note: >-',
      '    folded',
      '    text',
      '  mode: 0644',
      'tail: 1',
    ),
  );

  test('comes with its comments, its layout and its place', () => {
    assert.equal(carried(yaml, 'p: 1\nq: 1\ntail: 1\n', '/server'), yaml.text);
  });

  test('comes with the spelling of its keys, also where an alias is among the values', () => {
    const workflow = parseDocument(
      'a.yaml',
      linesOf('x: &x 1', 'm:', '  on: *x', '  3000: a', "  'q': b", '  yes: {no: 1}', 'z: 1'),
    );
    assert.equal(carried(workflow, 'x: &x 1\nz: 1\n', '/m'), workflow.text);
    assert.equal(
      carried(workflow, 'x: &x 1\nm: {k: 1}\nz: 1\n', '/m/on'),
      linesOf('x: &x 1', 'm: {k: 1, on: *x}', 'z: 1'),
    );
    const json = parseDocument('a.json', '{"m":{"\\u00e9":1}}');
    assert.equal(carried(json, '{"m":{}}', '/m/é'), '{"m":{"\\u00e9":1}}');
  });

  test('comes with the line breaks and the depth of where it comes to', () => {
    const nested = parseDocument(
      'a.yaml',
      linesOf('x:', '    server:', '        # the host', '        host: "a"'),
    );
    assert.equal(
      editDocument(parseDocument('a.yaml', 'x:\r\n  y: 1\r\n'), [set('/x/server', { host: 'a' })], {
        sources: [nested],
      }),
      'x:\r\n  y: 1\r\n  server:\r\n      # the host\r\n      host: "a"\r\n',
    );
  });

  test('comes into a part that is there, key by key', () => {
    assert.equal(
      carried(yaml, linesOf('server:', '  host: b # mine', '  mode: 0600', 'tail: 1'), '/server'),
      linesOf(
        'server:',
        '  host: "a" # mine',
        '',
        '  note: >-',
        '    folded',
        '    text',
        '  mode: 0644',
        'tail: 1',
      ),
    );
  });

  test('comes below its comment where that stayed when it went', () => {
    const last = parseDocument('a.yaml', linesOf('a: 1', '', '# about z', 'z: 1'));
    const jsonc = parseDocument('a.jsonc', '{\n  "a": 1,\n  // about b\n  "b": 2,\n  "c": 3\n}\n');
    for (const [document, place] of [
      [yaml, '/server'],
      [last, '/z'],
      [jsonc, '/b'],
    ] as const) {
      const gone = editDocument(document, [remove(place)]);
      assert.match(gone, /about/);
      assert.equal(carried(document, gone, place), document.text);
    }
  });

  test('comes with one comment beside a list item of one key', () => {
    const list = parseDocument('a.yaml', linesOf('l:', '  - id: a', '  - id: c # tc'));
    assert.equal(carried(list, 'l:\n  - id: a\n', '/l'), list.text);
    const swapped = linesOf('l:', '  - id: c # tc', '  - id: a');
    assert.equal(editDocument(list, [set('/l', [{ id: 'c' }, { id: 'a' }])]), swapped);
  });

  test('comes into an empty text, or one of comments alone, with its comments', () => {
    const document = parseDocument('a.yaml', linesOf('# h', 'a: 1 # c', 'b: 2'));
    assert.equal(carried(document, '', '/a'), '# h\na: 1 # c\n');
    assert.equal(carried(document, '# note\n', '/a'), '# note\n# h\na: 1 # c\n');
  });

  test('comes as the first above the comment of the next', () => {
    const document = parseDocument('a.yaml', linesOf('m:', '  a: 1', '  # before z', '  z: 1'));
    assert.equal(carried(document, linesOf('m:', '  # before z', '  z: 1'), '/m/a'), document.text);
  });

  test('keeps the comments around an alias in it, which is written out', () => {
    const document = parseDocument(
      'a.yaml',
      linesOf('m:', '  p: &x 1 # c', '  # qh', '  q: *x # d', '  r: 2 # rc'),
    );
    assert.equal(
      carried(document, 'k: 1\n', '/m'),
      linesOf('k: 1', 'm:', '  p: 1 # c', '  # qh', '  q: 1 # d', '  r: 2 # rc'),
    );
  });

  test('comes with its escapes and comments in JSON with comments', () => {
    const jsonc = parseDocument(
      'a.jsonc',
      '{\n  "p": 1,\n  // about server\n  "server": {\n    "host": "a", // the host\n    "name": "caf\\u00e9"\n  },\n  "tail": 1\n}\n',
    );
    assert.equal(carried(jsonc, '{\n  "p": 1,\n  "tail": 1\n}\n', '/server'), jsonc.text);
  });

  test('is rendered where the text cannot come: aliases, other formats', () => {
    const aliased = parseDocument('a.yaml', linesOf('base: &b { x: 010 }', 'use: *b'));
    assert.equal(carried(aliased, 'k: 1\n', '/use'), 'k: 1\nuse:\n  x: 010\n');
    const other = parseDocument('a.jsonc', '{ "use": { "x": 1 } /* c */ }');
    const into = parseDocument('a.yaml', 'k: 1\n');
    assert.equal(editDocument(into, [set('/use', { x: 1 })], { sources: [other] }), 'k: 1\nuse:\n  x: 1\n');
  });

  test('keeps as many blank lines at its end as it had, whatever is below', () => {
    for (const [text, lines] of [
      ['|+', ['  x']],
      ['>+', ['  x', '', '']],
      ['!t |+', []],
      ['!t |+', ['  x', '']],
      ['!t', ['  - - >+']],
      ['!t', ['  - k: |+', '      x', '']],
    ] as const) {
      const document = parseDocument('a.yaml', linesOf('p: 1', `a: ${text}`, ...lines, 'z: 1'));
      for (const [above, below] of [
        [[], ['a: 1', '', 'z: 1']],
        [[], ['a:', '  k: 1', '', '# c', 'z: 1']],
        [['', ''], ['z: 1']],
      ] as const) {
        const into = linesOf('p: 1', ...above, ...below);
        const rest = below.filter((line) => !/^(a:.*| {2}k: 1|)$/.test(line));
        const wanted = linesOf('p: 1', ...above, `a: ${text}`, ...lines, ...rest);
        assert.equal(carried(document, into, '/a'), wanted);
        assert.equal(carried(document, into.replaceAll('\n', '\r\n'), '/a'), wanted.replaceAll('\n', '\r\n'));
      }
    }
  });

  test('turns flow into a block where it needs lines, with the comments there', () => {
    const vault = parseDocument('a.yaml', linesOf('m:', '  a: !vault |', '    $ANSIBLE', '    3135'));
    assert.equal(
      carried(vault, linesOf('# top', 'm: { b: "x", a: 1, c: [1, { d: 2 }] } # end', 'z: { y: 1 }'), '/m/a'),
      linesOf(
        '# top',
        'm: # end',
        '  b: "x"',
        '  a: !vault |',
        '    $ANSIBLE',
        '    3135',
        '  c: [1, { d: 2 }]',
        'z: { y: 1 }',
      ),
    );
  });
});

suite('what was taken out and comes back', () => {
  for (const format of ['json', 'jsonc', 'yaml'] as const)
    test(`is what it was in ${format}, each scalar as it was spelled, with its comments`, () => {
      let [count, refused] = [0, 0];
      fc.assert(
        fc.property(format === 'yaml' ? yamlText : jsonText(format), fc.nat(), (written, choice) => {
          const document = parseDocument(`a.${format}`, written);
          fc.pre(document.value !== undefined);
          const content = document.value;
          const isOwn = (place: Pointer) => !isShared(document, place);
          const places = placesIn(content).filter(
            (place) =>
              place !== '' &&
              textAt(document, place) !== '' &&
              isMap(valueAt(content, parentOf(place))) &&
              placesIn(valueAt(content, place) ?? null).every((rest) => isOwn(place + rest)),
          );
          const place = places[choice % places.length];
          fc.pre(place !== undefined);
          const back = carriedOrRefused(document, editDocument(document, [remove(place)]), place);
          if (back === null) refused += 1;
          fc.pre(back !== null);
          const restored = parseDocument(document.path, back);
          assert.ok(restored.value !== undefined && equalValues(restored.value, content), back);
          // On one line what has lines or comments inside is rendered, and what would swallow a comment.
          const isOnLine = format !== 'yaml' || isFlow(document, place);
          const entry = entryAt(document, place);
          if ((!isOnLine || !/\n|#|\/[/*]/.test(entry)) && !/[|>][-+\d]*[ \t]*(#.*)?$/m.test(entry))
            for (const inner of placesIn(valueAt(content, place) ?? null).map((rest) => place + rest))
              // Null may be spelled anew.
              if (isScalar(valueAt(content, inner)) && /^[^|>~]/.test(textAt(document, inner)))
                assert.equal(wordsAt(restored, inner), wordsAt(document, inner), back);
          assert.deepEqual(commentsOf(restored), commentsOf(document), back);
          if (format === 'yaml') assertSameForOthers(document.text, back);
          count += 1;
        }),
        { numRuns: randomRuns(format === 'yaml' ? 300 : 600), maxSkipsPerRun: 1000 },
      );
      assert.ok(count > 50 && refused * 50 < count, `${count} values came back, ${refused} were refused`);
    });
});

/** Each once, without what tells how deep it stands; two on one line are one to YAML. */
function commentsOf(document: Document): readonly string[] {
  const parts = commentsIn(document).flatMap((comment) => comment.split(/(?<=\S)\s+(?=#)/));
  return [...new Set(parts.map((comment) => comment.replaceAll(/\s+/g, ' ')))].toSorted();
}

function textAt(document: Document, place: Pointer): string {
  const { start, end } = document.locate(place, 'value') ?? { start: 0, end: 0 };
  return document.text.slice(start, end);
}

function entryAt(document: Document, place: Pointer): string {
  const end = document.locate(place, 'value')?.end ?? 0;
  return document.text.slice(document.locate(place, 'key')?.start ?? 0, end);
}

function wordsAt(document: Document, place: Pointer): string {
  return textAt(document, place).replaceAll(/\s+/g, ' ').trim();
}

/** Readers of YAML 1.1 and 1.2 take both texts for the same data. */
function assertSameForOthers(one: string, other: string): void {
  for (const version of ['1.1', '1.2'] as const) {
    const read = (text: string): unknown =>
      // Its reader loses the indentation behind a byte order mark.
      parseYaml(text.replace(/^\uFEFF/, ''), { version, logLevel: 'silent', mapAsMap: false });
    let wanted: unknown;
    try {
      wanted = read(one);
    } catch {
      continue; // What that version does not take, it never did.
    }
    assert.deepEqual(read(other), wanted);
  }
}
