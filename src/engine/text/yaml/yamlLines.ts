// Which lines belong to an entry of a YAML block: its own, and the comments below that are indented deeper.
import { columnOf, isBreak, lineEnd, skipBlanks, skipBreak } from '../syntax/lines.ts';
import type { CommentFormat } from '../edits/commentAttachment.ts';
import type { EditedNode } from '../edits/slots.ts';
import type { SyntaxEntry, SyntaxNode, TextRange } from '../syntax/syntax.ts';

/**
 * The end of an entry with all that stands inside of it. A comment beside a one-line entry is outside; one
 * beside the last line of a nested block is inside, as are comments directly below it that keep its indentation.
 */
export function outerEnd(text: string, { start, end, node }: SyntaxEntry): number {
  return spansLines(text, start, end) ? nodeEnd(text, node, columnOf(text, start)) : end;
}

/** The same for a node of several lines below something at a column. */
export function nodeEnd(text: string, { layout, kind, end }: SyntaxNode, column: number): number {
  return layout === 'block' && kind !== 'scalar' ? commentsBelow(text, end, { column, isNear: true }) : end;
}

/** The end of a line with the comments below it that are indented deeper than a column. */
export function endWithComments(text: string, offset: number, column: number): number {
  return commentsBelow(text, offset, { column, isNear: false });
}

/** @param depth `isNear`: without those that a blank line sets off, which are about what comes below. */
function commentsBelow(
  text: string,
  offset: number,
  { column, isNear }: { readonly column: number; readonly isNear: boolean },
): number {
  let end = lineEnd(text, offset);
  for (let next = skipBreak(text, end), here = end; next > here;) {
    const first = skipBlanks(text, next);
    const blank = first === text.length || isBreak(text[first]);
    if (blank && isNear) break;
    if (!blank && (text[first] !== '#' || first - next <= column)) break;
    here = lineEnd(text, first);
    if (!blank) end = here;
    next = skipBreak(text, here);
  }
  return end;
}

export function spansLines(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes('\n');
}

/** From behind the colon, the dash or what stands in front, to the end of a value with all that stands inside. */
export function spanOf(text: string, { home, origin }: Pick<EditedNode, 'home' | 'origin'>): TextRange {
  if (!home || home.parent.layout === 'documents') {
    const anchor =
      origin.anchor === undefined ? origin.start : text.lastIndexOf(`&${origin.anchor}`, origin.start);
    return { start: Math.min(anchor, origin.tag?.start ?? origin.start), end: nodeEnd(text, origin, 0) };
  }
  const { entry, parent } = home;
  const isBlock = parent.layout === 'block';
  const end = isBlock ? outerEnd(text, entry) : entry.end;
  if (parent.kind === 'list') return { start: isBlock ? entry.start + 1 : entry.start, end };
  colon.lastIndex = entry.keyRange.end;
  return { start: colon.test(text) ? colon.lastIndex : entry.node.slot, end };
}

/** A colon behind a key, with the comments in front of it. */
const colon = /(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*[ \t]*:/y;

/** What YAML's lines say of comments. */
export function yamlComments(text: string): CommentFormat {
  return {
    text,
    commentsIn: ({ start, end }) =>
      [...text.slice(start, end).matchAll(/(?<=^|\s)#[^\r\n]*/gm)].map(({ 0: comment, index }) => ({
        start: start + index,
        end: start + index + comment.length,
      })),
    spanOf: (place) => spanOf(text, place),
  };
}
