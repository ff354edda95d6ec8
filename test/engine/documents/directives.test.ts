// Directives of YAML say how the values are read: a text with others is not the same in another layout.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument } from '../../../src/engine/text/document.ts';
import { compareDocuments } from '../../../src/engine/planners/completePlan.ts';

const kindOf = (before: string, after: string, path = 'a.yaml') =>
  compareDocuments({ from: parseDocument(path, before), to: parseDocument(path, after) }, {}).kind;

test('what differs in its directives does not differ in layout only', () => {
  for (const [before, after] of [
    ['%YAML 1.1\n---\na: no\n', '---\na: no\n'],
    ['%YAML 1.1\n---\na: no\n', '%YAML 1.2\n---\na: no\n'],
    ['# c\n\n%TAG ! tag:x,2000:\n---\na: !b 1\n', '%TAG ! tag:y,2000:\n---\na: !b 1\n'],
    ['\uFEFF%YAML 1.1\r\n---\r\na: no\r\n', 'a: no\n'],
  ] as const) {
    assert.equal(kindOf(before, after), 'text', before);
    assert.equal(kindOf(after, before), 'text', before);
  }
});

test('the same directives in another layout are the same', () => {
  for (const [before, after] of [
    ['%YAML 1.1\n---\na: no\n', '# why\n%YAML  1.1 # old\r\n---\r\n\r\na:  no'],
    ['---\na: 1\n', 'a: 1 # %YAML\n'],
    ['a: |\n  x\n  %TAG\n', 'a: |\n    x\n    %TAG\n'],
  ] as const)
    assert.equal(kindOf(before, after), 'layout', before);
  assert.equal(kindOf('{"a":1}', '{ "a": 1 }', 'a.json'), 'layout');
});
