// What an edit of something else leaves as it was: comments, items, the style around.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { editDocument, parseDocument } from '../../../src/engine/text/document.ts';
import { valueAt } from '../../../src/engine/values/pointer.ts';
import { equalValues, Literal, mapOf } from '../../../src/engine/values/value.ts';
import { insert, remove, set } from '../../support/texts/edits.ts';

const linesOf = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

suite('what stays when something changes beside it', () => {
  test('a moved item of a list takes its comments along', () => {
    const document = parseDocument(
      'a.yaml',
      linesOf('l:', '  - a # about a', '  # above b', '  - b # about b'),
    );
    assert.equal(
      editDocument(document, [set('/l', ['b', 'a'])]),
      linesOf('l:', '  # above b', '  - b # about b', '  - a # about a'),
    );
  });

  test('a comment that a blank line sets off from what goes is about what comes', () => {
    const document = parseDocument(
      'a.yaml',
      linesOf('steps:', '  - name: a', '    run: x', '', '    # about next', '  - name: b'),
    );
    assert.match(editDocument(document, [remove('/steps/0')]), /# about next\n\s*- name: b/);
  });

  test('a comment behind the last item of a line is about that item', () => {
    const document = parseDocument('a.jsonc', '{"a": [1, 2 /* two */]}');
    assert.equal(editDocument(document, [insert('/a/-', 3)]), '{"a": [1, 2 /* two */, 3]}');
  });

  test('the end of a list that is not there is a list', () => {
    assert.equal(editDocument(parseDocument('a.yaml', 'a: 1\n'), [set('/p/-', 'x')]), 'a: 1\np:\n  - x\n');
    assert.equal(
      editDocument(parseDocument('a.yaml', 'a: 1\np:\n'), [insert('/p/-', 'x')]),
      'a: 1\np:\n  - x\n',
    );
  });

  test('a number among keys that are numbers stands without quotes, elsewhere with them', () => {
    const document = parseDocument('a.yaml', 'resp:\n  200: ok\nother:\n  a: 1\n');
    assert.equal(
      editDocument(document, [set('/resp/500', 'err'), set('/other/500', 'err')]),
      'resp:\n  200: ok\n  500: err\nother:\n  a: 1\n  "500": err\n',
    );
  });

  test('a place that is not there is named from the top of the file, also behind a tag', () => {
    const document = parseDocument('a.yaml', 'a:\n  b: !t\n    l: [1]\n');
    const edit = { op: 'set', pointer: '/a/b/l/7', value: 1 } as const;
    assert.throws(() => editDocument(document, [edit]), {
      message: 'No value can be added at /a/b/l/7. Check the path.',
    });
  });

  test('the text behind a tag keeps the blanks in front and the lines at its end', () => {
    const value = mapOf([
      ['a', new Literal('tagged', '!x |2\n  lead\nx')],
      ['b', new Literal('tagged', '!y |+\nt\n\n')],
      ['c', new Literal('tagged', '!z |\n\ttab\ntext')],
    ]);
    const text = editDocument(parseDocument('a.yaml', 'l:\n    k: 1\n'), [
      set('/l', 1),
      { op: 'set', pointer: '/l', value },
    ]);
    assert.equal(
      text,
      'l:\n    a: !x |4\n          lead\n        x\n    b: !y |+\n        t\n\n\n    c: !z |\n        \ttab\n        text\n',
    );
    assert.ok(equalValues(valueAt(parseDocument('a.yaml', text).value ?? null, '/l') ?? null, value));
  });
});
