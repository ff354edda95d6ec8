// Text with what came along in files, for each surface of the editor on which some of it would become more than text: a
// link, an icon, a second line. It is drawn as it was, but does nothing. It knows no editor, and needs nothing of the
// engine that is not loaded at the start.
import { visibleLines, visibleText } from '../../engine/base/visibleText.ts';

/** A word joiner: it has no width, and what it stands in is no link and no icon any more. */
const joiner = '\u2060';

/** More than the editor shows of a message, and than anybody reads of a row. */
const maxCharacters = 1_000;

/** For messages, questions, rows and the status bar, in which `[text](target)` is a link and `$(name)` an icon. */
export function shownText(text: string): string {
  const line = withoutMarks(visibleText(text));
  if (line.length <= maxCharacters) return line;
  return `${line.slice(0, maxCharacters).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The same where our own lines stand below each other, and what stands in files is part of one of them. */
export function shownLines(lines: readonly string[]): string {
  return lines.map(shownText).join('\n');
}

/** For `appendText`, which escapes Markdown, but leaves what is a link by itself. */
export function markdownText(text: string): string {
  return withoutMarks(visibleText(text))
    .replace(/:(?=\/\/)/g, `:${joiner}`)
    .replace(/www(?=\.)/gi, `$&${joiner}`)
    .replace(/@/g, `@${joiner}`);
}

/** For Markdown of our own around it: `appendText` would make blanks of it at which no line breaks. */
export function escapedMarkdown(text: string): string {
  return markdownText(text)
    .replaceAll(/[\\`*_{}[\]()<>#+!~|&$-]/g, '\\$&')
    .replace(/^(\d+)\./, '$1\\.'); // Else it is the first of a list.
}

/** As code, with a fence that is longer than any in the text. */
export function markdownCode(text: string): string {
  const shown = withoutMarks(visibleText(text));
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

/** What a command is told by a link of ours: no parenthesis in it ends the link. */
export function linkData(given: object): string {
  return encodeURIComponent(JSON.stringify([given])).replace(
    /[()'*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
}

/** For the log and the review, in which lines are lines and nothing is a mark. */
export { visibleLines as loggedText };

function withoutMarks(text: string): string {
  return text.replace(/\](?=\()|\$(?=\()/g, `$&${joiner}`);
}
