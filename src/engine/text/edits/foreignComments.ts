// The comments of a text, told in the words of another format: what stands between the entries of a document is told with
// these, so that a value that is rendered anew for another format keeps every comment around and inside of it.
import { commentText, commentsInside, ownComments, type CommentFormat } from './commentAttachment.ts';
import type { Comments, Home } from './slots.ts';
import { endsLine, isBreak, lineEnd, skipBlanks, skipBreak } from '../syntax/lines.ts';
import type { SyntaxEntry, SyntaxNode, TextRange } from '../syntax/syntax.ts';

/** What comments look like where they come to. */
export interface CommentStyle {
  readonly mark: '#' | '//';
  readonly eol: '\n' | '\r\n';
}

export interface ToldComments {
  /** All around an entry, and those inside of a scalar. Each comment of the text is with one entry. */
  readonly all: ReadonlyMap<SyntaxEntry, Comments>;
  /** Those that belong to an entry alone. */
  readonly own: (home: Home) => Comments;
}

export function toldComments(format: CommentFormat, root: SyntaxNode, style: CommentStyle): ToldComments {
  const collecting: Collecting = { format, style, all: new Map(), keepers: new Map() };
  collect(root, { start: 0, end: format.text.length }, collecting);
  const { all, keepers } = collecting;
  return {
    all,
    own: (home) => {
      const { aboveRanges, besideRanges } = ownComments(format, home);
      const inside = insideOf(format, home, format.spanOf({ home, origin: home.entry.node }));
      const beside = besideRanges.find(({ end }) => keepers.get(end) === home.entry);
      return commentsFrom(format, [...aboveRanges, ...inside], { beside, style });
    },
  };
}

interface Collecting {
  readonly format: CommentFormat;
  readonly style: CommentStyle;
  readonly all: Map<SyntaxEntry, Comments>;
  /** The end of what stands beside → the entry that has it: of several that end there, the innermost one. */
  readonly keepers: Map<number, SyntaxEntry>;
}

function collect(parent: SyntaxNode, { start, end }: TextRange, collecting: Collecting): void {
  const { format, style, all, keepers } = collecting;
  let from = start;
  for (const [index, entry] of parent.entries.entries()) {
    const home: Home = { parent, index, entry };
    const span = format.spanOf({ home, origin: entry.node });
    collect(entry.node, span, collecting);
    const [around] = ownComments(format, home).besideRanges;
    if (around && !keepers.has(around.end)) keepers.set(around.end, entry);
    const beside = around && keepers.get(around.end) === entry ? around : undefined;
    const leading = format.commentsIn({ start: from, end: Math.max(from, entry.start) });
    const inside = insideOf(format, home, span);
    all.set(entry, commentsFrom(format, [...leading, ...inside], { beside, style }));
    from = Math.max(from, span.end, around?.end ?? 0);
  }
  const last = parent.entries.at(-1);
  const below = last ? format.commentsIn({ start: from, end: Math.max(from, end) }) : [];
  const comments = last && all.get(last);
  if (comments && below.length > 0)
    all.set(last, { ...comments, below: below.flatMap((range) => translated(format.text, range, style)) });
}

function commentsFrom(
  { text, commentsIn }: CommentFormat,
  ranges: readonly TextRange[],
  { beside, style }: { readonly beside: TextRange | undefined; readonly style: CommentStyle },
): Comments {
  const above = ranges.flatMap((range) => translated(text, range, style));
  const words = (beside ? commentsIn(beside) : []).flatMap((range) => translated(text, range, style));
  const [one, ...others] = words;
  if (one === undefined || !beside) return { above };
  // Only one can stand beside.
  if (others.length > 0) return { above: [...above, ...words] };
  const gap = text.slice(beside.start, skipBlanks(text, beside.start));
  return { above, beside: (gap || ' ') + one.trim() };
}

/** Around the key, and in what has no entries that could have them. */
function insideOf(format: CommentFormat, { entry }: Home, span: TextRange): readonly TextRange[] {
  const { start, key, keyRange, node } = entry;
  const aroundKey =
    key === undefined
      ? []
      : [
          ...format.commentsIn({ start, end: keyRange.start }),
          ...format.commentsIn({ start: keyRange.end, end: Math.max(keyRange.end, span.start) }),
        ];
  return node.entries.length > 0 ? aroundKey : [...aroundKey, ...commentsInside(format, node, span)];
}

/** A comment of several lines becomes as many. */
export function toldComment(comment: string, { mark }: CommentStyle): readonly string[] {
  return wordsOf(comment).map((words) => mark + printable(words));
}

/** One that a blank line sets off from what is below stays so. */
function translated(text: string, range: TextRange, style: CommentStyle): readonly string[] {
  const lines = toldComment(commentText(text, range), style);
  const next = skipBreak(text, lineEnd(text, range.end));
  const isApart = next < text.length && endsLine(text, range.end) && isBreak(text[skipBlanks(text, next)]);
  const last = lines.at(-1);
  return isApart && last !== undefined ? [...lines.slice(0, -1), last + style.eol] : lines;
}

/** What it says, without the signs of comments. */
function wordsOf(comment: string): readonly string[] {
  if (comment.startsWith('#')) return [comment.slice(1)];
  if (comment.startsWith('//')) return [comment.slice(2)];
  const lines = comment
    .replace(/^\/\*+/, '')
    .replace(/\*+\/$/, '')
    .split(/\r?\n/)
    .map((line) =>
      line
        .trim()
        .replace(/^\*(?=\s|$)/, '')
        .trim(),
    );
  const [first, last] = [lines.findIndex(Boolean), lines.findLastIndex(Boolean)];
  return lines.slice(Math.max(first, 0), last + 1).map((line) => (line === '' ? '' : ` ${line}`));
}

/** What YAML does not allow, or some reader takes for the end of the line. */
function printable(words: string): string {
  return words.replace(controls, ' ').trimEnd();
}

// eslint-disable-next-line no-control-regex -- These are the characters.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
