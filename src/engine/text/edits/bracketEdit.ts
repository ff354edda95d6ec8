// Splices for what stands in brackets with commas: JSON, and YAML's flow collections. Comments are kept, all
// of them: one above an entry stays above its place, and one beside a removed entry keeps its line for itself.
import type { Gap, Leaving } from './gaps.ts';
import {
  behindBlankLines,
  behindComment,
  endsLine,
  indentAt,
  isBreak,
  lineStart,
  skipBlanks,
  skipBlanksBack,
  startsLine,
  wholeLines,
  type Splice,
} from '../syntax/lines.ts';
import { behindColon, commaAt } from './commas.ts';
import type { Slot } from './slots.ts';
import type { SyntaxEntry, SyntaxNode, TextRange } from '../syntax/syntax.ts';

/** How a format writes what the brackets hold. */
export interface BracketFormat {
  readonly text: string;
  readonly eol: string;
  /** Between a comma and the next entry of its line. */
  readonly space: string;
  /** The end of the comment that begins at an offset, or the offset. */
  commentEnd(offset: number): number;
  /** With the comments above it; those that cannot stand there go elsewhere. */
  renderEntry(slot: Slot, indent: Indent): WrittenEntry;
  /** Whether an entry that comes loses something where it shares its line. */
  needsLines(slot: Slot): boolean;
  /** How the first entries of an empty collection are laid out. */
  layoutOfEmpty(node: SyntaxNode): 'lines' | 'inline';
  childIndent(node: SyntaxNode): string;
}

export interface WrittenEntry {
  readonly text: string;
  /** The comment that stands behind its comma. */
  readonly beside: string;
  /** The line breaks that set it off from what stands in front. */
  readonly blankLines?: string;
}

/** The blanks in front of an entry that has a line of its own; `undefined` for one that shares its line. */
export type Indent = string | undefined;

export function editBrackets(
  format: BracketFormat,
  node: SyntaxNode,
  gaps: readonly Gap[],
): readonly Splice[] {
  return gaps.flatMap((gap) => editGap(format, node, gap));
}

function editGap(format: BracketFormat, node: SyntaxNode, gap: Gap): readonly Splice[] {
  if (gap.added.length === 0) return removeEntries(format, node, gap);
  if (gap.removed.length > 0) return substitute(format, node, gap);
  if (gap.before) return insertAfter(format, node, { ...gap, before: gap.before });
  if (gap.after) return insertBefore(format, node, { ...gap, after: gap.after });
  return insertIntoEmpty(format, node, gap.added);
}

function removeEntries(format: BracketFormat, node: SyntaxNode, gap: Gap): readonly Splice[] {
  const { text } = format;
  const interior = { start: node.start + 1, end: node.end - 1 };
  if (!gap.before && !gap.after && onlyEntries(format, interior, gap.removed))
    return [{ ...interior, text: '' }];
  const comma = gap.after || hasTrailingComma(node) ? undefined : gap.before?.comma;
  const runs = runsOf(format, gap.removed);
  const first = runs[0];
  if (comma === undefined) return runs.map((run) => tidy(format, node, run));
  if (first && startsLine(text, comma) && isBlank(text, comma + 1, first.start)) {
    return [{ start: comma, end: first.end }, ...runs.slice(1)].map((run) => tidy(format, node, run));
  }
  const next = first && isBlank(text, comma + 1, first.start) ? first.end : comma + 1;
  // The blanks that keep a comma apart from a colon go with it.
  const isApart = text.startsWith(':  ', comma - 3) && /^\s/.test(text.slice(next, next + 1));
  return [deletion(isApart ? comma - 2 : comma, comma + 1), ...runs.map((run) => tidy(format, node, run))];
}

/** New entries take the place of the first removed one. */
function substitute(format: BracketFormat, node: SyntaxNode, gap: Gap): readonly Splice[] {
  const [first, ...others] = gap.removed;
  if (!first) return [];
  const lines = startsLine(format.text, first.start);
  const indent = lines ? indentAt(format.text, first.start) : undefined;
  const between = lines ? `,${format.eol}${indent}` : `,${format.space}`;
  const text = gap.added
    .map((slot) => withComment(format.renderEntry(slot, indent), indent, format.eol))
    .join(between);
  const gone = first.left.map(({ start, end }) => goneComment(format.text, start, end));
  const rest = [...gone, ...runsOf(format, others).map((run) => tidy(format, node, run))];
  const keepsComma = first.comma === undefined || gap.after !== undefined || hasTrailingComma(node);
  const comma = keepsComma ? [] : [deletion(first.comma, first.comma + 1)];
  return [{ start: first.start, end: first.end, text }, ...comma, ...rest];
}

/** Where the comma is not the entry's own, what would stand behind it stands above. */
function withComment({ text, beside }: WrittenEntry, indent: Indent, eol: string): string {
  return beside === '' ? text : `${beside.trim()}${eol}${indent ?? ''}${text}`;
}

function goneComment(text: string, start: number, end: number): Splice {
  if (startsLine(text, start) && endsLine(text, end)) return wholeLines(text, start, end);
  return deletion(skipBlanksBack(text, start), end);
}

/** Entries with their commas, and with what stands behind these. */
export function listed(entries: readonly WrittenEntry[], between: string, last: '' | ','): string {
  const texts = entries.map(({ text, beside, blankLines = '' }, index) => {
    const lead = index === 0 ? '' : blankLines + between;
    return lead + text + (index < entries.length - 1 ? ',' : last) + beside;
  });
  return texts.join('');
}

function insertAfter(
  format: BracketFormat,
  node: SyntaxNode,
  { before, after, added }: Gap & { readonly before: SyntaxEntry },
): readonly Splice[] {
  const { text, eol } = format;
  const last = after || hasTrailingComma(node) ? ',' : '';
  const isLast = !after || startsLine(text, after.start);
  const indent = isLast ? indentBehind(format, node, { before, added }) : undefined;
  const lines = indent !== undefined;
  // On one line the comment behind an item is about that item.
  const end = behindColon(text, lines ? before.end : behindBlockComments(format, before.end));
  const comma = before.comma === undefined ? [{ start: end, end, text: commaAt(text, end) }] : [];
  const behind = before.comma === undefined ? end : before.comma + 1;
  const gapText = indent === undefined ? spaceBetween(format, before, after) : eol + indent;
  const staying = lines ? added[0]?.carried?.staying : undefined;
  const above = behindComment(text, lines ? besideEnd(format, behind) : behind, staying);
  const count = lines && endsLine(text, above) ? (added[0]?.carried?.blankLines ?? 0) : 0;
  const { end: place, lacking } = behindBlankLines(text, above, count);
  const entries = added.map((slot) => withBlankLines(format, slot, indent));
  const final = entries.at(-1);
  if (final && !endsLine(text, place))
    entries[entries.length - 1] = { ...final, text: withComment(final, indent, eol), beside: '' };
  const lead = eol.repeat(lacking) + gapText;
  return [...comma, { start: place, end: place, text: lead + listed(entries, gapText, last) }];
}

function withBlankLines(format: BracketFormat, slot: Slot, indent: Indent): WrittenEntry {
  const count = indent === undefined ? 0 : (slot.carried?.blankLines ?? 0);
  return { ...format.renderEntry(slot, indent), blankLines: format.eol.repeat(count) };
}

/** That of an entry for a line of its own: behind one that has such a line, or for what needs one. */
function indentBehind(
  format: BracketFormat,
  { entries }: SyntaxNode,
  { before, added }: { readonly before: SyntaxEntry; readonly added: readonly Slot[] },
): Indent {
  const { text } = format;
  if (startsLine(text, before.start)) return indentAt(text, before.start);
  const line = added.some((slot) => format.needsLines(slot))
    ? entries.find(({ start }) => startsLine(text, start))
    : undefined;
  return line && indentAt(text, line.start);
}

/** New entries stand as far apart as those around them, so that what is left when they go is what was there. */
function spaceBetween({ text, space }: BracketFormat, { comma }: SyntaxEntry, after?: SyntaxEntry): string {
  const between = comma === undefined || !after ? undefined : text.slice(comma + 1, after.start);
  return between !== undefined && /^[ \t]*$/.test(between) ? between : space;
}

function insertBefore(
  format: BracketFormat,
  node: SyntaxNode,
  { after, added }: Gap & { readonly after: SyntaxEntry },
): readonly Splice[] {
  if (startsLine(format.text, after.start)) {
    const indent = indentAt(format.text, after.start);
    const place = behindComment(format.text, besideEnd(format, node.start + 1), added[0]?.carried?.staying);
    const entries = added.map((slot) => format.renderEntry(slot, indent));
    const margin = format.eol + indent;
    return [{ start: place, end: place, text: margin + listed(entries, margin, ',') }];
  }
  const entries = added.map((slot) => format.renderEntry(slot, undefined));
  const text = listed(entries, format.space, ',') + format.space;
  return [{ start: after.start, end: after.start, text }];
}

function insertIntoEmpty(format: BracketFormat, node: SyntaxNode, added: readonly Slot[]): readonly Splice[] {
  const { text, eol } = format;
  const close = node.end - 1;
  const blank = isBlank(text, node.start + 1, close);
  const lines = blank ? format.layoutOfEmpty(node) === 'lines' : startsLine(text, close);
  // Comments in an empty collection may stand deeper than its entries would: YAML wants these as deep as the bracket.
  const indent = lines ? longer(format.childIndent(node), blank ? '' : indentAt(text, close)) : undefined;
  const entries = added.map((slot) => format.renderEntry(slot, indent));
  if (!lines) {
    const start = blank ? node.start + 1 : skipBlanksBack(text, close);
    return [
      { start, end: blank ? close : start, text: (blank ? '' : ' ') + listed(entries, format.space, '') },
    ];
  }
  const margin = indent ?? '';
  const body = margin + listed(entries, eol + margin, '') + eol;
  if (!blank) return [{ start: lineStart(text, close), end: lineStart(text, close), text: body }];
  return [{ start: node.start + 1, end: close, text: eol + body + indentAt(text, node.start) }];
}

/** The removed entries with their commas, as few pieces as the comments between them allow. */
function runsOf({ text }: BracketFormat, entries: readonly Leaving[]): readonly TextRange[] {
  const pieces = entries.flatMap(({ start, end, comma, left }): readonly TextRange[] => {
    const isNear = comma !== undefined && isBlank(text, end, comma);
    const apart = comma === undefined || isNear ? [] : [deletion(comma, comma + 1)];
    return [{ start, end: isNear ? comma + 1 : end }, ...apart, ...left].toSorted(
      (one, other) => one.start - other.start,
    );
  });
  const runs: TextRange[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last && isBlank(text, last.end, piece.start))
      runs[runs.length - 1] = { start: last.start, end: piece.end };
    else runs.push(piece);
  }
  return runs;
}

/** The deletion of a run with the blanks it would leave behind. */
function tidy(format: BracketFormat, node: SyntaxNode, run: TextRange): Splice {
  const { text } = format;
  const closes = skipBlanks(text, run.end) === node.end - 1;
  if (startsLine(text, run.start) && endsLine(text, run.end)) return wholeLines(text, run.start, run.end);
  const previous = lastBefore(node.entries, run.start);
  const behind = behindBlockComments(
    format,
    previous ? (previous.comma ?? previous.end - 1) + 1 : node.start + 1,
  );
  if (closes && previous && isBlank(text, behind, run.start)) return deletion(behind, run.end);
  // Behind a line comment the bracket cannot move up: it keeps the indentation.
  if (closes && startsLine(text, run.start)) return deletion(run.start, skipBlanks(text, run.end));
  if (closes || endsLine(text, run.end)) return deletion(skipBlanksBack(text, run.start), run.end);
  const next = skipBlanks(text, run.end);
  // A comment keeps the blanks in front of it, which YAML wants.
  const isBeside = format.commentEnd(next) > next && !startsLine(text, run.start);
  return isBeside ? deletion(skipBlanksBack(text, run.start), run.end) : deletion(run.start, next);
}

/** The last of the entries that end, with their commas, before an offset. */
function lastBefore(entries: readonly SyntaxEntry[], offset: number): SyntaxEntry | undefined {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry && entry.end <= offset && (entry.comma ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1];
}

/** The end of the block comments behind an offset; what follows a line comment stays on a line of its own. */
function behindBlockComments(format: BracketFormat, offset: number): number {
  const start = offset + format.text.slice(offset).search(/\S|$/);
  if (!format.text.startsWith('/*', start)) return offset;
  return behindBlockComments(format, format.commentEnd(start));
}

/** The end of the comments beside an offset, those that begin on its line, and of the blanks before a line break. */
function besideEnd(format: BracketFormat, offset: number): number {
  let end = offset;
  for (;;) {
    const start = skipBlanks(format.text, end);
    const next = format.commentEnd(start);
    if (next === start) return isBreak(format.text[start]) ? start : end;
    end = next;
  }
}

function onlyEntries(format: BracketFormat, interior: TextRange, entries: readonly Leaving[]): boolean {
  let from = interior.start;
  for (const { start, end } of runsOf(format, entries)) {
    if (!isBlank(format.text, from, start)) return false;
    from = end;
  }
  return isBlank(format.text, from, interior.end);
}

function longer(one: string, other: string): string {
  return one.length < other.length ? other : one;
}

function hasTrailingComma(node: SyntaxNode): boolean {
  return node.entries.at(-1)?.comma !== undefined;
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === '';
}

function deletion(start: number, end: number): Splice {
  return { start, end, text: '' };
}
