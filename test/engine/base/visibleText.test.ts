import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { labelFault } from '../../../src/engine/base/labelFault.ts';
import { isVisible, visibleLines, visibleText } from '../../../src/engine/base/visibleText.ts';
import { nastyText, ordinaryTexts } from '../../support/texts/nastyTexts.ts';
import { randomRuns } from '../../support/sizes.ts';

/** What a terminal or an editor obeys instead of drawing it, written down apart from the code. */
const acting =
  // eslint-disable-next-line no-control-regex -- Control characters are just what is looked for.
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e00ff}]|\p{Cs}/u;
const runs = { numRuns: randomRuns(20_000) };

suite('text of data as it is shown', () => {
  test('nothing in it acts on a screen, whatever stands in the data', () => {
    fc.assert(
      fc.property(nastyText, (text) => assert.doesNotMatch(visibleText(text), acting)),
      runs,
    );
  });

  test('shown once more, it stays as it is', () => {
    fc.assert(
      fc.property(nastyText, (text) => assert.equal(visibleText(visibleText(text)), visibleText(text))),
      runs,
    );
  });

  test('nothing of it is lost: the escapes read back are the text', () => {
    const readBack = (text: string) =>
      text.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    fc.assert(
      fc.property(nastyText, (text) => assert.equal(readBack(visibleText(text)), readBack(text))),
      runs,
    );
  });

  test('JSON stays the same data', () => {
    fc.assert(
      fc.property(nastyText, (text) => assert.equal(JSON.parse(visibleText(JSON.stringify(text))), text)),
      runs,
    );
  });

  test('lines keep their breaks, and nothing else acts in them', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const lines = visibleLines(text);
        assert.equal(lines.split('\n').length, text.split('\n').length);
        assert.doesNotMatch(lines.replace(/\r?\n|\t/g, ''), acting);
      }),
      runs,
    );
  });

  for (const text of ordinaryTexts)
    test(`text as people write it stays as it is: ${JSON.stringify(text)}`, () => {
      assert.equal(visibleText(text), text);
      assert.equal(visibleText(`a ${text} b`), `a ${text} b`);
      assert.equal(labelFault(text), null);
    });

  test('an escape is written as in JSON, a character outside the first plane as two', () => {
    assert.equal(visibleText('a\u001b[8m\r\u202e\u{e0041}b'), 'a\\u001b[8m\\u000d\\u202e\\udb40\\udc41b');
  });

  test('a joiner that joins nothing is an escape', () => {
    assert.equal(visibleText('pro\u200dd'), 'pro\\u200dd');
    assert.equal(visibleText('prod\u200c'), 'prod\\u200c');
    assert.equal(visibleText('1\ufe0f'), '1\\ufe0f');
    assert.equal(visibleText('葛\u{e0100}\u{e0101}'), '葛\u{e0100}\\udb40\\udd01');
  });
});

suite('names', () => {
  test('one that is not drawn as it is, or that is markup, is refused in a sentence that shows it harmlessly', () => {
    for (const name of [
      'a\u001b[8m',
      'a\nb',
      'bidi\u202e',
      'a\u200bb',
      '\ud800',
      'x [y](command:z)',
      '$(gear)',
      '`id`',
    ]) {
      const fault = labelFault(name);
      assert.ok(fault !== null, JSON.stringify(name));
      assert.ok(isVisible(fault), JSON.stringify(fault));
    }
  });

  test('brackets, parentheses and dollars alone are part of ordinary names', () => {
    for (const name of ['dev (eu)', 'a [1]', '$5', '[x] (y)', 'team’s “own”'])
      assert.equal(labelFault(name), null);
  });
});
