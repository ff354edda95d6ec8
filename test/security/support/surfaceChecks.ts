// Where data becomes text on some surface, as a table: what makes it fit to be shown there, and what must not be left in it.
import { oneLine } from '../../../src/agents/report.ts';
import { shownOutcome } from '../../../src/cli/terminal.ts';
import { labelFault } from '../../../src/engine/base/labelFault.ts';
import { visibleLines, visibleText } from '../../../src/engine/base/visibleText.ts';
import {
  escapedMarkdown,
  linkData,
  loggedText,
  markdownCode,
  markdownText,
  shownLines,
  shownText,
} from '../../../src/workspace/texts/shownText.ts';

export interface Surface {
  readonly name: string;
  readonly show: (text: string) => string;
  /** What has no place on it. */
  readonly never: RegExp;
  /** Shown again it stays as it is. */
  readonly isStable: boolean;
}

/** What a screen obeys instead of drawing it, and what turns the direction of writing; lines and tabs are checked apart. */
const acting = String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]`;
/** A line may end as on Windows. */
// eslint-disable-next-line no-control-regex -- These are what is looked for.
const inLines = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/;
const inOneLine = new RegExp(`${acting}|[\\n\\t\\u2028\\u2029]`);
const inMessages = new RegExp(`${acting}|[\\n\\t\\u2028\\u2029]|\\]\\(|\\$\\(`);

const screen = { isTTY: true } as const;

export const surfaces: readonly Surface[] = [
  { name: 'one line', show: visibleText, never: inOneLine, isStable: true },
  {
    name: 'several lines',
    show: visibleLines,
    never: inLines,
    isStable: true,
  },
  {
    name: 'a screen',
    show: (text) => shownOutcome({ json: null, text, isContent: true }, screen),
    never: inLines,
    isStable: true,
  },
  { name: 'a coding agent', show: oneLine, never: inOneLine, isStable: true },
  { name: 'messages and rows', show: shownText, never: inMessages, isStable: false },
  { name: 'lines of a message', show: (text) => shownLines([text]), never: inMessages, isStable: false },
  {
    name: 'Markdown',
    show: markdownText,
    never: new RegExp(`${inMessages.source}|:\\/\\/|www\\.`, 'i'),
    isStable: false,
  },
  {
    name: 'Markdown of our own',
    show: escapedMarkdown,
    never: new RegExp(`${acting}|\\n|(?<!\\\\)[[\\]()\`<>*_]`),
    isStable: false,
  },
  { name: 'code in Markdown', show: markdownCode, never: new RegExp(`${acting}|\\n`), isStable: false },
  { name: 'data of a link', show: (text) => linkData({ text }), never: /[^\w%.~-]/, isStable: false },
  {
    name: 'the log',
    show: loggedText,
    never: inLines,
    isStable: true,
  },
  {
    name: 'a name that is accepted',
    show: (text) => (labelFault(text) === null ? text : ''),
    never: inMessages,
    isStable: true,
  },
];
