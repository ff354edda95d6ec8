// What wrapping and unwrapping do to a text, and what edits do that build on each other.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { editDocument, parseDocument, type Edit } from '../../../src/engine/text/document.ts';
import { copy, insert, move, remove, rename, set, unwrap, wrap } from '../../support/texts/edits.ts';

function edited(path: string, lines: readonly string[], ...edits: readonly Edit[]): readonly string[] {
  const text = lines.map((line) => `${line}\n`).join('');
  return editDocument(parseDocument(path, text), edits).split('\n').slice(0, -1);
}

const yaml = (lines: readonly string[], ...edits: readonly Edit[]) => edited('a.yaml', lines, ...edits);
const jsonc = (lines: readonly string[], ...edits: readonly Edit[]) => edited('a.jsonc', lines, ...edits);

suite('wrapping', () => {
  test('puts a value with its comments one level deeper, and keeps those above the key', () => {
    assert.deepEqual(
      yaml(['# own', 'a: 1 # c', 'b: # head', '  # inner', '  - x'], wrap('/a', 'k'), wrap('/b', 'k')),
      ['# own', 'a:', '  k: 1 # c', 'b:', '  k: # head', '    # inner', '    - x'],
    );
    assert.deepEqual(
      jsonc(['{', '  // own', '  "a": 1, // c', '  "b": {"c": 2}', '}'], wrap('/a', 'k'), wrap('/b/c', 'k')),
      ['{', '  // own', '  "a": {', '    "k": 1', '  }, // c', '  "b": {"c": {"k": 2}}', '}'],
    );
  });

  test('works for items, for flow collections, for no value and for the whole content', () => {
    assert.deepEqual(
      yaml(['- a: 1 # c', '  b: 2', '- {c: 3}', '-'], wrap('/0', 'k'), wrap('/1/c', 'k'), wrap('/2', 'k')),
      ['- k:', '    a: 1 # c', '    b: 2', '- {c: {k: 3}}', '- k:'],
    );
    assert.deepEqual(yaml(['# head', '', 'a: 1', '# tail'], wrap('', 'k')), [
      '# head',
      '',
      'k:',
      '  a: 1',
      '# tail',
    ]);
    assert.deepEqual(jsonc(['// head', '[1]'], wrap('', 'k')), ['// head', '{', '  "k": [1]', '}']);
  });

  test('is undone by unwrapping, to the byte', () => {
    const texts = {
      'a.yaml': '# own\na: 1 # c\nb:\n  # inner\n  c: |\n    text\n# item\nl:\n- d: 1 # e\n  f: 2\n- g # h\n',
      'a.jsonc':
        '{\n  // own\n  "a": 1, // c\n  "b": {\n    // inner\n    "c": [\n      2\n    ]\n  },\n  "l": [{ "d": 1 }, 2]\n}\n',
    };
    for (const [path, text] of Object.entries(texts)) {
      for (const pointer of ['/a', '/b', '/b/c', '/l', '/l/0', '/l/1', '']) {
        const document = parseDocument(path, text);
        const wrapped = editDocument(document, [wrap(pointer, 'k')]);
        assert.equal(
          editDocument(parseDocument(path, wrapped), [unwrap(pointer, 'k')]),
          text,
          `${path} ${pointer}`,
        );
        assert.equal(editDocument(document, [wrap(pointer, 'k'), unwrap(pointer, 'k')]), text);
      }
    }
  });
});

suite('unwrapping', () => {
  test('keeps the comments around the key that stays', () => {
    assert.deepEqual(
      yaml(['a: # head', '  # own', '  k: [1] # beside', '  # below', 'b: 2'], unwrap('/a', 'k')),
      ['# head', '# below', '# own', 'a: [1] # beside', 'b: 2'],
    );
    assert.deepEqual(
      jsonc(
        ['{', '  "a": {', '    // own', '    "k": 1, // beside', '    "gone": 2', '  }', '}'],
        unwrap('/a', 'k'),
      ),
      ['{', '  // own', '  // beside', '  "a": 1', '}'],
    );
  });

  test('keeps the comment beside an anchor', () => {
    assert.deepEqual(yaml(['a: &n # note', '  b: 1'], unwrap('', 'a')), ['# note', 'b: 1']);
  });

  test('keeps two comments that are alike', () => {
    for (const outer of ['"k":/* a */1', '"k"/* a */:1', '"k":{"l"/* a */:1}']) {
      const text = jsonc([`{"a":/* a */{${outer}}}`], unwrap('/a', 'k')).join(' ');
      assert.equal(text.match(/\/\* a \*\//g)?.length, 2, text);
    }
  });
});

suite('edits that build on each other', () => {
  test('leave a comment above the content where the content was wrapped', () => {
    assert.deepEqual(yaml(['# note', '- a # x'], copy('/0', '/0'), wrap('', 'k'), set('/k/0', 1)), [
      '# note',
      'k:',
      '  - 1',
      '  - a # x',
    ]);
  });

  test('take a comment above the first entry along once', () => {
    const lines = ['# own', 'a: 1', 'b: 2'];
    const wanted = ['k:', '  b: 2', '# own', 'c: 1'];
    assert.deepEqual(yaml(lines, wrap('', 'k'), move('/k/a', '/c')), wanted);
    assert.deepEqual(yaml(lines, move('/a', '/c'), wrap('', 'k'), move('/k/c', '/c')), wanted);
  });

  test('copy what holds the place that it came from', () => {
    const edits = [wrap('', 'k'), move('/k/a', '/l'), move('/k', '/l/0'), copy('/l', '/m')];
    assert.deepEqual(jsonc(['{"a":[]}'], ...edits), ['{', '  "l":[{}],', '  "m":[{}]', '}']);
  });

  test('carry the text through all of them', () => {
    const edits = [
      wrap('/a', 'b'),
      rename('/a', 'c'),
      set('/c/b/x', 2),
      insert('/c/b/l/0', 0),
      move('/c/b', '/d'),
      move('/d/y', '/c/y'),
      copy('/d', '/c/d'),
      remove('/c/d/x'),
      rename('/c', 'e'),
    ];
    assert.deepEqual(
      yaml(['# own', 'a:', '  # the x', '  x: 1 # beside', '  y: 0o7 # odd', '  l: [1, 2]'], ...edits),
      [
        '# own',
        'e:',
        '  y: 0o7 # odd',
        '  d:',
        '    # the x',
        '    # beside',
        '    l: [0, 1, 2]',
        'd:',
        '  # the x',
        '  x: 2 # beside',
        '  l: [0, 1, 2]',
      ],
    );
  });

  test('leave the text alone when they come back to where they began', () => {
    const lines = ['# own', 'a: "x" # beside', 'b:', '  - 0x1 # c', '  - d'];
    const edits = [wrap('/b', 'k'), unwrap('/b', 'k'), rename('/a', 'c'), rename('/c', 'a')];
    assert.deepEqual(yaml(lines, ...edits), lines);
  });
});
