// Readings of the concrete syntax tree of the `yaml` package: what precedes a node, where it ends, what a
// scalar's text is. Tokens know their offset and source; the ends of collections must be found.
import { CST } from 'yaml';
import type { TextRange } from '../syntax/syntax.ts';

/** What stands in front of a node. */
export interface Lead {
  /** Behind the indicator, the anchor and the tag. */
  readonly slot: number;
  /** Where the first of them begins. */
  readonly start?: number;
  readonly hasIndicator: boolean;
  readonly anchor?: string;
  readonly tag?: TextRange;
}

type Indicator = 'doc-start' | 'map-value-ind' | 'explicit-key-ind' | 'seq-item-ind';

/** @param fallback the slot where nothing precedes the node. */
export function leadOf(tokens: readonly CST.SourceToken[], indicator: Indicator, fallback: number): Lead {
  let lead: Lead = { slot: fallback, hasIndicator: false };
  for (const { type, offset, source } of tokens) {
    if (type !== indicator && type !== 'anchor' && type !== 'tag') continue;
    const end = offset + source.length;
    lead = { ...lead, slot: end, start: lead.start ?? offset };
    if (type === indicator) lead = { ...lead, hasIndicator: true };
    if (type === 'anchor') lead = { ...lead, anchor: source.slice(1) };
    if (type === 'tag') lead = { ...lead, tag: { start: offset, end } };
  }
  return lead;
}

/** Where the last of some tokens ends. */
export function endOfTokens(tokens: readonly CST.SourceToken[], fallback: number): number {
  const last = tokens.at(-1);
  return last ? last.offset + last.source.length : fallback;
}

export function commaOf(item: CST.CollectionItem | undefined): number | undefined {
  return item?.start.find((token) => token.type === 'comma')?.offset;
}

/** Whether an item is more than the comments behind the last one. */
export function isEntry({ start, key, sep, value }: CST.CollectionItem): boolean {
  if (key !== undefined || value !== undefined || (sep !== undefined && sep.length > 0)) return true;
  return start.some(({ type }) => leading.has(type));
}

const leading = new Set<CST.SourceToken['type']>(['seq-item-ind', 'explicit-key-ind', 'anchor', 'tag']);

export function isScalarToken(token: CST.Token): token is CST.FlowScalar | CST.BlockScalar {
  return CST.isScalar(token);
}

/** The text a scalar stands for, quotes and folds resolved. */
export function scalarText(token: CST.FlowScalar | CST.BlockScalar): string {
  if (token.type === 'scalar' && !token.source.includes('\n')) return token.source;
  const blanks = token.type === 'block-scalar' ? blankText(token) : undefined;
  if (blanks !== undefined) return blanks;
  // The composer has reported what is wrong with it.
  return CST.resolveAsScalar(token, false, () => undefined).value;
}

/** Where a scalar's own text ends: blank lines behind a block scalar belong to it only if it keeps them. */
export function scalarEnd(token: CST.FlowScalar | CST.BlockScalar): number {
  if (token.type !== 'block-scalar') return token.offset + token.source.length;
  const { props, source } = token;
  const start = contentStart(token);
  const header = props.find((prop) => prop.type === 'block-scalar-header');
  const mark = header ? tokenSource(header) : '';
  const body = source.replace(/\r?\n$/, '');
  const keeps = mark.includes('+');
  const own = keeps ? body : withoutBlankEnd(body, contentColumn(token, mark));
  if (header && (keeps ? source : own) === '') return header.offset + mark.length;
  return start + own.length;
}

/** With the lines of blanks at its end that the package leaves out: those less deep than the first line are text, too. */
export function wholeScalar(
  token: CST.FlowScalar | CST.BlockScalar,
  text: string,
): CST.FlowScalar | CST.BlockScalar {
  if (token.type !== 'block-scalar' || !/\d/.test(headerOf(token))) return token;
  const column = contentColumn(token, headerOf(token));
  blankLines.lastIndex = contentStart(token) + token.source.length;
  if (text[blankLines.lastIndex - 1] !== '\n') return token;
  const lines = blankLines.exec(text)?.[0].split(/(?<=\n)/) ?? [];
  const last = lines.findLastIndex((line) => line.replace(/\r?\n$/, '').length > column);
  return last < 0 ? token : { ...token, source: token.source + lines.slice(0, last + 1).join('') };
}

const blankLines = /(?: *\r?\n)*(?: *$)?/y;

/** Lines of blanks alone are text, too, where the header says how deep the text stands. The package takes them for none. */
function blankText(token: CST.BlockScalar): string | undefined {
  const mark = headerOf(token);
  if (!/\d/.test(mark) || /[^ \r\n]/.test(token.source)) return undefined;
  const column = contentColumn(token, mark);
  const lines = token.source
    .replaceAll('\r', '')
    .split('\n')
    .map((line) => line.slice(column));
  const text = lines.slice(0, lines.findLastIndex(Boolean) + 1).join('\n');
  if (text === '') return undefined;
  if (mark.includes('+')) return lines.join('\n');
  return mark.includes('-') ? text : `${text}\n`;
}

function contentStart({ offset, props }: CST.BlockScalar): number {
  return props.reduce((end, prop) => end + tokenSource(prop).length, offset);
}

function headerOf({ props }: CST.BlockScalar): string {
  const header = props.find((prop) => prop.type === 'block-scalar-header');
  return header ? tokenSource(header) : '';
}

function tokenSource(token: CST.Token): string {
  return 'source' in token ? token.source : '';
}

/** Where the lines of a block scalar begin: as its header says, or as its first line that is not blank does. */
function contentColumn({ indent, source }: CST.BlockScalar, mark: string): number {
  const digit = /\d/.exec(mark)?.[0];
  return digit === undefined
    ? (/^ *(?=[^ \r\n])/m.exec(source)?.[0].length ?? Infinity)
    : indent + Number(digit);
}

/** Blanks beyond the column of the content are content. */
function withoutBlankEnd(body: string, column: number): string {
  let end = body.length;
  while (end > 0) {
    const start = body.lastIndexOf('\n', end - 1) + 1;
    const line = body.slice(start, end).replace(/\r$/, '');
    if (/[^ ]/.test(line) || line.length > column) break;
    end = Math.max(0, start - (body.startsWith('\r\n', start - 2) ? 2 : 1));
  }
  return body.slice(0, end);
}
