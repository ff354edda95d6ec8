// Lines and columns of a text, and the splices an edit consists of. The byte order mark counts as no column.
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import type { TextRange } from './syntax.ts';

export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Line and column, both from 1, as an editor counts them. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  return positionIn(text, lineStartsOf(text), offset);
}

/** Where each line of a text begins: for many positions in one text. */
export function lineStartsOf(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n?|\n/g)].map(({ 0: lineBreak, index }) => index + lineBreak.length)];
}

export function positionIn(
  text: string,
  lineStarts: readonly number[],
  offset: number,
): { line: number; column: number } {
  let [low, high] = [0, lineStarts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  const start = lineStarts[low] ?? 0;
  const mark = start === 0 && text.startsWith('\uFEFF') ? Math.min(1, offset) : 0;
  return { line: low + 1, column: offset - start - mark + 1 };
}

/** Where the line that holds the offset begins. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(text[start - 1])) start -= 1;
  return start === 0 && text.startsWith('\uFEFF') ? Math.min(1, offset) : start;
}

/** Where the line that holds the offset ends, its line break not included. */
export function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isBreak(text[end])) end += 1;
  return end;
}

/** The offset behind the line break at `offset`; `offset` itself where there is none. */
export function skipBreak(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset)) return offset + 2;
  return isBreak(text[offset]) ? offset + 1 : offset;
}

/** The offset in front of the line break that ends at `offset`; `offset` itself where there is none. */
export function skipBreakBack(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset - 2)) return offset - 2;
  return isBreak(text[offset - 1]) ? offset - 1 : offset;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The blanks at the beginning of the line that holds the offset. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return text.slice(start, skipBlanks(text, start));
}

/** Whether only blanks stand before the offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  const start = skipBlanksBack(text, offset);
  return start === 0 || isBreak(text[start - 1]) || (start === 1 && text.startsWith('\uFEFF'));
}

export function skipBlanks(text: string, offset: number): number {
  let end = offset;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return end;
}

export function skipBlanksBack(text: string, offset: number): number {
  let start = offset;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start -= 1;
  return start;
}

export function isBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

/** Whether nothing else stands on the line behind the offset. */
export function endsLine(text: string, offset: number): boolean {
  const end = skipBlanks(text, offset);
  return end === text.length || isBreak(text[end]);
}

/** The end of the line of a comment, if nothing but comments and blank lines stands between an offset and it; else that. */
export function behindComment(text: string, offset: number, comment: string | undefined): number {
  if (comment === undefined) return offset;
  for (let end = lineEnd(text, offset); end < text.length;) {
    const start = skipBreak(text, end);
    end = lineEnd(text, start);
    const line = text.slice(start, end).trim();
    if (line === comment) return end;
    if (!/^(#|\/\/|\/\*|$)/.test(line)) break;
  }
  return offset;
}

/** Goes over so many blank lines below a line that ends. Returns how many there are too few, too. */
export function behindBlankLines(
  text: string,
  offset: number,
  count: number,
): { readonly end: number; readonly lacking: number } {
  let [end, lacking] = [offset, count];
  for (; lacking > 0; lacking -= 1) {
    const stop = lineEnd(text, end);
    const line = skipBreak(text, stop);
    if (line === stop || line === text.length || !endsLine(text, line)) break;
    end = lineEnd(text, line);
  }
  return { end, lacking };
}

/** The line break a text uses: that of its first line. */
export function eolOf(text: string): '\n' | '\r\n' {
  const end = text.indexOf('\n');
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}

/** The lines a range lies on, whole; without a last line break, the one in front goes instead. */
export function wholeLines(text: string, start: number, end: number): Splice {
  const stop = lineEnd(text, end);
  const next = skipBreak(text, stop);
  const first = lineStart(text, start);
  if (next > stop || first === 0) return { start: first, end: next, text: '' };
  const before = text.startsWith('\r\n', first - 2) ? first - 2 : first - 1;
  return { start: isBreak(text[first - 1]) ? before : first, end: stop, text: '' };
}

/** The text after all splices. Splices at one place keep their order; deletions may overlap. @throws invalid */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const sorted = splices.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let done = 0;
  for (const splice of sorted) {
    if (splice.start < done && splice.text !== '') {
      throw new EngineError('invalid', t('The edits overlap.'), { offset: splice.start });
    }
    parts.push(text.slice(done, Math.max(done, splice.start)), splice.text);
    done = Math.max(done, splice.end);
  }
  return parts.join('') + text.slice(done);
}

/** A part of a text after the splices, which are all in it. */
export function splicedPart(text: string, { start, end }: TextRange, splices: readonly Splice[]): string {
  const inside = splices.map((splice) => ({
    ...splice,
    start: splice.start - start,
    end: splice.end - start,
  }));
  return applySplices(text.slice(start, end), inside);
}
