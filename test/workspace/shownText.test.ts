import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import {
  escapedMarkdown,
  linkData,
  markdownCode,
  markdownText,
  shownLines,
  shownText,
} from '../../src/workspace/texts/shownText.ts';
import { nastyText, ordinaryTexts } from '../support/texts/nastyTexts.ts';
import { randomRuns } from '../support/sizes.ts';

/** How VS Code finds links in messages and prompts (base/common/linkedText.ts). */
const links = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** How it finds icons in rows, entries, the status bar and Markdown (base/common/iconLabels.ts). */
const icons = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;
/** How its Markdown finds links that are none by their form (GitHub's extended autolinks). */
const bareLinks = /(?:https?|ftp):\/\/|www\.|[\w.+-]+@[\w-]/i;
// eslint-disable-next-line no-control-regex -- Control characters are just what is looked for.
const acting = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Cs}/u;
const runs = { numRuns: randomRuns(20_000) };

/** What is in the data is part of a sentence of ours. */
const sentences = nastyText.map((text) => `Switched to ${text}.`);

suite('what stands in files, in front of the editor', () => {
  test('becomes no link, no icon and no line of a message, a row or the status bar', () => {
    fc.assert(
      fc.property(sentences, (sentence) => {
        for (const pattern of [links, icons, acting]) assert.doesNotMatch(shownText(sentence), pattern);
      }),
      runs,
    );
  });

  test('becomes no line of a list in a modal', () => {
    fc.assert(
      fc.property(fc.array(nastyText, { minLength: 1 }), (lines) =>
        assert.equal(shownLines(lines).split('\n').length, lines.length),
      ),
      runs,
    );
  });

  test('becomes no link and no icon by itself in Markdown', () => {
    fc.assert(
      fc.property(sentences, (sentence) => {
        for (const shown of [markdownText(sentence), escapedMarkdown(sentence)])
          for (const pattern of [links, icons, bareLinks, acting]) assert.doesNotMatch(shown, pattern);
      }),
      runs,
    );
  });

  test('has no mark of Markdown that is not escaped', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const rest = escapedMarkdown(text).replace(/\\[\\`*_{}[\]()<>#+.!~|&$-]/g, '');
        assert.doesNotMatch(rest, /[\\`*_{}[\]()<>#+!~|&$]/);
      }),
      runs,
    );
  });

  test('does not end the code that it stands in', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const code = markdownCode(text);
        const [fence = ''] = /^`+/.exec(code) ?? [];
        const inner = code.slice(fence.length, -fence.length);
        assert.ok(code.endsWith(fence) && [...inner.matchAll(/`+/g)].every(([run]) => run !== fence), code);
        assert.doesNotMatch(code, icons);
      }),
      runs,
    );
  });

  test('does not end the link of ours that carries it, and arrives as it was', () => {
    fc.assert(
      fc.property(nastyText, (path) => {
        const data = linkData({ path });
        assert.match(data, /^[\w%.~-]+$/);
        assert.deepEqual(JSON.parse(decodeURIComponent(data)), [{ path }]);
      }),
      runs,
    );
  });

  test('is drawn as it was: without the joiners nothing is added', () => {
    const marked = 'a [b](https://c.example) $(gear) d@e.example www.f.example';
    for (const shown of [shownText(marked), markdownText(marked)])
      assert.equal(shown.replaceAll('\u2060', ''), marked);
  });

  for (const text of ordinaryTexts)
    test(`stays as people write it: ${JSON.stringify(text)}`, () => {
      assert.equal(shownText(text), text);
      assert.equal(markdownText(text), text);
    });

  test('is cut where nobody reads on, and not in the middle of a character', () => {
    assert.equal(shownText('a'.repeat(5_000)).length, 1_001);
    assert.equal(shownText(`a${'😀'.repeat(5_000)}`), `a${'😀'.repeat(499)}…`);
  });
});
