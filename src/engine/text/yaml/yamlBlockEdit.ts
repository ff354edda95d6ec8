// Splices for YAML block maps and lists. Entries come and go as whole lines. Every comment outside of an entry
// is kept: one above it stays above its place, and one beside a removed line keeps that line for itself.
import type { Gap, Leaving } from '../edits/gaps.ts';
import {
  behindBlankLines,
  behindComment,
  columnOf,
  endsLine,
  lineEnd,
  lineStart,
  skipBlanks,
  skipBreak,
  startsLine,
  wholeLines,
  type Splice,
} from '../syntax/lines.ts';
import { linesAbove } from '../edits/commentAttachment.ts';
import type { Slot } from '../edits/slots.ts';
import type { SyntaxEntry, SyntaxNode, TextRange } from '../syntax/syntax.ts';
import { endWithComments, outerEnd, spansLines } from './yamlLines.ts';
import type { Writing } from './yamlReplace.ts';
import { blockEntry } from './yamlText.ts';

export function editBlock(node: SyntaxNode, gaps: readonly Gap[], place: Writing): readonly Splice[] {
  return gaps.flatMap((gap) => {
    if (gap.added.length > 0) return addEntries(node, gap, place);
    if (!gap.before && !gap.after) return emptyBlock(node, gap.removed, place);
    return removeEntries(gap, place);
  });
}

function addEntries(node: SyntaxNode, gap: Gap, place: Writing): readonly Splice[] {
  const indent = ' '.repeat(columnOf(place.text, node.start));
  const { text, style } = place;
  const { before, after, removed } = gap;
  const [first, ...others] = removed;
  const entries = gap.added.map((slot) => blockEntry(slot, place, indent.length));
  const between = style.eol + indent;
  if (first) {
    const end = removalEnd(text, first);
    const rest = [...goneAround(text, first), ...removeEntries({ ...gap, removed: others }, { text, style })];
    // A comment beside the old line gets a line of its own, for the new entry may end differently.
    const beside = endsLine(text, end) ? { end, text: '' } : { end: skipBlanks(text, end), text: between };
    return [{ start: first.start, end: beside.end, text: entries.join(between) + beside.text }, ...rest];
  }
  if (before) {
    const end = endWithComments(text, before.end, columnOf(text, before.start));
    const place = behindComment(text, end, gap.added[0]?.carried?.staying);
    return [insertBelow(text, place, { entries, added: gap.added, indent, eol: style.eol })];
  }
  const start = after ? firstPlace(text, node, { after, slot: gap.added[0] }) : 0;
  return [{ start, end: start, text: entries.map((entry) => entry + between).join('') }];
}

/** In front of the first entry that stays: what comes from another text goes above the comments of that. */
function firstPlace(
  text: string,
  node: SyntaxNode,
  { after, slot }: { readonly after: SyntaxEntry; readonly slot: Slot | undefined },
): number {
  const index = node.entries.findIndex(({ start }) => start === after.start);
  if (!slot?.carried || index < 0) return after.start;
  const comments = linesAbove(text, { parent: node, index, entry: after });
  const { staying } = slot.carried;
  const own = comments.findLastIndex(({ start, end }) => text.slice(start, end) === staying);
  return comments[own + 1]?.start ?? after.start;
}

interface Inserted {
  readonly entries: readonly string[];
  readonly added: readonly Slot[];
  readonly indent: string;
  readonly eol: string;
}

/** Behind a line break where there is one, so that the line above may go at the same time. */
function insertBelow(text: string, offset: number, { entries, added, indent, eol }: Inserted): Splice {
  const blankLines = added.map(({ carried }) => carried?.blankLines ?? 0);
  const keepsLines = keepsBlankLines(entries.at(-1) ?? '');
  const { end: place, lacking } = behindBlankLines(text, offset, blankLines[0] ?? 0);
  const end = lineEnd(text, keepsLines ? skipBlankLines(text, offset) : place);
  const start = skipBreak(text, end);
  const lines = entries.map((entry, index) => {
    const isBehindKept = keepsBlankLines(entries[index - 1] ?? '');
    const count = index === 0 ? lacking : isBehindKept ? 0 : (blankLines[index] ?? 0);
    return eol.repeat(count) + (start > end ? indent + entry + eol : eol + indent + entry);
  });
  return { start, end: start, text: lines.join('') };
}

/** Whether its last block scalar does (`|+`), so that it must not come in front of some. */
function keepsBlankLines(entry: string): boolean {
  const header = entry.match(/[|>][-+\d]*[ \t]*(#.*)?\r?$/gm)?.at(-1);
  return header?.includes('+') === true;
}

/** The end of an entry that goes, and of the comment beside it that goes, too. */
function removalEnd(text: string, entry: Leaving): number {
  const end = outerEnd(text, entry);
  return entry.left.find(({ start }) => start === end)?.end ?? end;
}

/** What else goes from around an entry whose place is taken. */
export function goneAround(
  text: string,
  { start: place, left }: Pick<Leaving, 'start' | 'left'>,
): readonly Splice[] {
  return left.map(({ start, end }) => {
    return start < place ? wholeLines(text, start, end) : { start, end, text: '' };
  });
}

function removeEntries(
  { after, removed }: Gap,
  { text, style }: Pick<Writing, 'text' | 'style'>,
): readonly Splice[] {
  return runsOf(text, removed).flatMap(({ start, end }) => {
    if (startsLine(text, start) && endsLine(text, end)) {
      return style.text === 'block'
        ? [wholeLines(text, start, end)]
        : linesWithComments({ start, end }, { text, style });
    }
    // The first entry of `- a: 1` shares its line with the dash: the next one moves up to it.
    const moves = !startsLine(text, start) && after && text.slice(end, after.start).trim() === '';
    return [{ start, end: moves ? after.start : skipBlanks(text, end), text: '' }];
  });
}

/**
 * The lines of an entry with what a block scalar above might take for its own: blank lines below go, too, and
 * deeper comments move to the margin. What comes instead goes between the two.
 */
function linesWithComments(
  { start, end }: TextRange,
  { text, style }: Pick<Writing, 'text' | 'style'>,
): readonly Splice[] {
  const column = columnOf(text, start);
  const outer = endWithComments(text, end, column);
  const comments = text.slice(end, outer).match(/#[^\r\n]*/g) ?? [];
  const lines = comments.map((comment) => ' '.repeat(column) + comment + style.eol);
  const below = skipBreak(text, lineEnd(text, outer));
  const last = lineEnd(text, skipBlankLines(text, outer));
  return [
    { start: lineStart(text, start), end: below, text: lines.join('') },
    { start: below, end: Math.max(below, skipBreak(text, last)), text: '' },
  ];
}

/** The end of the last of the blank lines below the line that ends at an offset; that line's where there are none. */
function skipBlankLines(text: string, offset: number): number {
  let end = offset;
  for (;;) {
    const line = skipBreak(text, skipBlanks(text, end));
    if (line === text.length || line <= end || !endsLine(text, line)) return end;
    end = lineEnd(text, line);
  }
}

/** Neighboring entries are removed as one, where no comment stands between them. */
function runsOf(text: string, entries: readonly Leaving[]): readonly TextRange[] {
  const pieces = entries.flatMap((entry): readonly TextRange[] => {
    const own = { start: entry.start, end: outerEnd(text, entry) };
    return [own, ...entry.left].toSorted((one, other) => one.start - other.start);
  });
  const runs: TextRange[] = [];
  for (const { start, end } of pieces) {
    const last = runs.at(-1);
    // What comes may stand in front of a blank line that goes.
    const isBlank = text.slice(start, end).trim() === '';
    if (last && !isBlank && text.slice(last.end, start).trim() === '')
      runs[runs.length - 1] = { start: last.start, end };
    else runs.push({ start, end });
  }
  return runs;
}

/** A block that loses its last entry becomes `{}` or `[]` behind its key, or where it stood. */
function emptyBlock(node: SyntaxNode, removed: readonly Leaving[], place: Writing): readonly Splice[] {
  const { text } = place;
  const brackets = node.kind === 'map' ? '{}' : '[]';
  const [first, ...others] = removed;
  const gap = { before: undefined, after: undefined, added: [] };
  if (place.at !== 'root' && spansLines(text, node.slot, node.start)) {
    const head = { start: node.slot, end: node.slot, text: ` ${brackets}` };
    return [head, ...removeEntries({ ...gap, removed }, place)];
  }
  const end = first ? removalEnd(text, first) : node.start;
  const rest = removeEntries({ ...gap, removed: others }, place);
  return [{ start: node.start, end, text: brackets }, ...(first ? goneAround(text, first) : []), ...rest];
}
