// Which comments belong to an entry, so that they go where it goes. Above it: the lines of comments directly above, as
// deep as the entry, with no blank line between; one that is set off is about more than the entry. Beside it: what
// stands behind the entry, and its comma, at the end of its line. Formats say what is a comment.
import type { OwnComments, CommentContext } from './ownComments.ts';
import {
  columnOf,
  endsLine,
  eolOf,
  indentAt,
  lineEnd,
  lineStart,
  skipBlanks,
  skipBreak,
  skipBreakBack,
  startsLine,
} from '../syntax/lines.ts';
import { reindented } from '../syntax/reindent.ts';
import type { EditedNode, Home } from './slots.ts';
import type { SyntaxNode, TextRange } from '../syntax/syntax.ts';

export interface CommentFormat {
  readonly text: string;
  /** The comments of a part of the text that holds no keys and no scalars. */
  readonly commentsIn: (range: TextRange) => readonly TextRange[];
  /** From behind the colon or the dash to the end of the value, with all that stands inside. */
  readonly spanOf: (place: Pick<EditedNode, 'origin' | 'home'>) => TextRange;
}

export function surroundingsIn(format: CommentFormat): CommentContext {
  const texts = (ranges: readonly TextRange[]) => ranges.map((range) => commentText(format.text, range));
  return {
    of: (home) => ownComments(format, home),
    apart: (home) => apartComments(format, home),
    hole: (home) => holeOf(format, home),
    head: (home) => headTexts(format, home),
    stray: (map) => texts(strayComments(format, map)),
  };
}

/** The comments between a key and its value, without those above the first entry of a block. */
export function headTexts(format: CommentFormat, home: Home): readonly string[] {
  const { node } = home.entry;
  const [first] = node.layout === 'block' ? node.entries : [];
  const own = first && linesAbove(format.text, { parent: node, index: 0, entry: first })[0];
  const head = { start: spanOf(format, home).start, end: own?.start ?? node.start };
  return format.commentsIn(head).map((range) => commentText(format.text, range));
}

function spanOf(format: CommentFormat, home: Home): TextRange {
  return format.spanOf({ home, origin: home.entry.node });
}

/** A comment as if it stood at the margin. */
export function commentText(text: string, { start, end }: TextRange): string {
  return reindented(text.slice(start, end), indentAt(text, start), '');
}

/** All comments in a node, and in what stands around it in a range. */
export function commentsInside(
  format: CommentFormat,
  node: SyntaxNode,
  { start, end }: TextRange,
): readonly TextRange[] {
  const comments: TextRange[] = [];
  let from = start;
  for (const solid of solidsOf(format.text, node)) {
    comments.push(...format.commentsIn({ start: from, end: Math.max(from, solid.start) }));
    from = solid.end;
  }
  return [...comments, ...format.commentsIn({ start: from, end: Math.max(from, end) })];
}

/** The keys and scalars, in which nothing is a comment. */
function* solidsOf(text: string, node: SyntaxNode): Iterable<TextRange> {
  for (const { keyRange, node: child } of node.entries) {
    yield keyRange;
    yield* solidsOf(text, child);
  }
  if (node.kind === 'map' || node.kind === 'list') return;
  // Beside the header of a block scalar there may be a comment.
  const head =
    node.layout === 'block' ? (/^[|>][-+\d]*/.exec(text.slice(node.start, node.end))?.[0].length ?? 0) : 0;
  if (head > 0) {
    yield { start: node.start, end: node.start + head };
    yield { start: Math.min(lineEnd(text, node.start), node.end), end: node.end };
  } else yield node;
}

export function ownComments(format: CommentFormat, home: Home): OwnComments {
  const { text } = format;
  const isBlock = home.parent.layout === 'block';
  const aboveRanges =
    home.parent.layout === 'pair' ? [] : isBlock ? linesAbove(text, home) : directlyAbove(format, home);
  const { entry } = home;
  // Those around a key, in front of its colon, cannot stand there any more.
  const within =
    entry.key === undefined
      ? []
      : [
          ...format.commentsIn({ start: entry.start, end: entry.keyRange.start }),
          ...format.commentsIn({ start: entry.keyRange.end, end: spanOf(format, home).start }),
        ];
  const beside = isBlock ? besideBlock(format, home) : besideComma(format, home);
  return {
    above: [...aboveRanges, ...within].map((range) => commentText(text, range)),
    aboveRanges,
    ...(beside
      ? { beside: reindented(text.slice(beside.start, beside.end), indentAt(text, beside.start), '') }
      : {}),
    besideRanges: beside ? [beside] : [],
    endsValue: isBlock,
  };
}

/** In a YAML block whole lines are comments, and no text looks like one between two entries. */
export function linesAbove(text: string, { parent, index, entry }: Home): readonly TextRange[] {
  const ranges: TextRange[] = [];
  if (!startsLine(text, entry.start)) return ranges;
  const column = columnOf(text, entry.start);
  const bound = parent.entries[index - 1]?.end ?? 0;
  for (let line = lineStart(text, entry.start); line > bound;) {
    const end = skipBreakBack(text, line);
    const start = skipBlanks(text, lineStart(text, end));
    // The first line of all has no line break in front.
    if (end === line || start < bound || text[start] !== '#' || columnOf(text, start) !== column) break;
    ranges.unshift({ start, end });
    line = lineStart(text, end);
  }
  return ranges;
}

function directlyAbove(
  { text, commentsIn }: CommentFormat,
  { parent, index, entry }: Home,
): readonly TextRange[] {
  const before = parent.entries[index - 1];
  const from = before ? (before.comma ?? before.end) : parent.start + 1;
  const ranges: TextRange[] = [];
  let next = entry.start;
  for (const comment of commentsIn({ start: from, end: entry.start }).toReversed()) {
    const isAlone = startsLine(text, comment.start) && columnOf(text, comment.start) === columnOf(text, next);
    const isNear = lineEnd(text, comment.end) === skipBreakBack(text, lineStart(text, next));
    if (!startsLine(text, next) || !isAlone || !isNear || !endsLine(text, comment.end)) break;
    ranges.unshift(comment);
    next = comment.start;
  }
  return ranges;
}

function besideBlock(format: CommentFormat, home: Home): TextRange | undefined {
  const { text } = format;
  const { end } = spanOf(format, home);
  return text[skipBlanks(text, end)] === '#' ? { start: end, end: lineEnd(text, end) } : undefined;
}

function besideComma(
  { text, commentsIn }: CommentFormat,
  { parent, index, entry }: Home,
): TextRange | undefined {
  const { comma, start } = entry;
  if (!startsLine(text, start) || (comma !== undefined && text.slice(entry.end, comma).trim() !== ''))
    return undefined;
  const from = comma === undefined ? entry.end : comma + 1;
  const next = parent.entries[index + 1]?.start ?? parent.end - 1;
  let end = from;
  for (const comment of commentsIn({ start: from, end: next })) {
    if (skipBlanks(text, end) !== comment.start) break;
    end = comment.end;
  }
  return end > from && endsLine(text, end) ? { start: from, end } : undefined;
}

/** From the comments above an entry to the one beside it. */
function wholeRange(format: CommentFormat, home: Home): TextRange {
  const { aboveRanges, besideRanges } = ownComments(format, home);
  const { start, comma } = home.entry;
  const end = Math.max(
    spanOf(format, home).end,
    comma === undefined ? 0 : comma + 1,
    besideRanges[0]?.end ?? 0,
  );
  return { start: aboveRanges[0]?.start ?? start, end };
}

function strayComments(format: CommentFormat, map: EditedNode): readonly TextRange[] {
  const { origin } = map;
  const strays: TextRange[] = [];
  const span = format.spanOf(map);
  let from = map.home ? origin.start : span.start;
  for (const [index, entry] of origin.entries.entries()) {
    const { start, end } = wholeRange(format, { parent: origin, index, entry });
    strays.push(...format.commentsIn({ start: from, end: Math.max(from, start) }));
    if (entry.comma !== undefined) strays.push(...format.commentsIn({ start: entry.end, end: entry.comma }));
    from = Math.max(from, end);
  }
  return [...strays, ...format.commentsIn({ start: from, end: Math.max(from, span.end) })];
}

function apartComments(format: CommentFormat, home: Home): readonly string[] {
  const { text } = format;
  const { parent, index, entry } = home;
  const own = ownComments(format, home).aboveRanges[0]?.start ?? entry.start;
  const before = parent.entries[index - 1];
  const from = before
    ? wholeRange(format, { parent, index: index - 1, entry: before }).end
    : parent.layout === 'block'
      ? parent.slot
      : parent.start + 1;
  const ranges = format.commentsIn({ start: from, end: Math.max(from, own) });
  return ranges
    .filter(({ start }) => startsLine(text, start))
    .map((range) => {
      const next = skipBreak(text, lineEnd(text, range.end));
      const isBlankBelow = endsLine(text, range.end) && endsLine(text, next);
      return commentText(text, range) + (isBlankBelow ? eolOf(text) : '');
    });
}

function holeOf(format: CommentFormat, home: Home): readonly TextRange[] {
  const { text } = format;
  const { start, end } = wholeRange(format, home);
  if (!startsLine(text, start) || !endsLine(text, end)) return [];
  const first = lineStart(text, start);
  const next = skipBreak(text, lineEnd(text, end));
  const isOpen = next < text.length && !/[\]}]/.test(text.charAt(skipBlanks(text, next)));
  const isBlankBelow = endsLine(text, next);
  const above = lineStart(text, skipBreakBack(text, first));
  // Blanks at the end of a block scalar are its text.
  const isBlankAbove =
    above < first && endsLine(text, above) && above > (home.parent.entries[home.index - 1]?.end ?? 0);
  if (isBlankAbove && (isBlankBelow || !isOpen)) {
    return [{ start: above, end: skipBreakBack(text, first) }];
  }
  // At the beginning of the text, or of what the entry stands in, it is the one below.
  const isFirst = home.index === 0 && isBlankBelow && next < text.length;
  return isFirst ? [{ start: next, end: lineEnd(text, next) }] : [];
}
