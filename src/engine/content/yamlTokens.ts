// Readings of the concrete syntax tree of the `yaml` package: what precedes a node, where it ends, what a
// scalar's text is. Tokens know their offset and source; the ends of collections must be found.
import { CST } from 'yaml';
import type { TextRange } from './syntax.ts';

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
  // The composer has reported what is wrong with it.
  return CST.resolveAsScalar(token, false, () => undefined).value;
}

/** Where a scalar's own text ends: blank lines behind a block scalar belong to it only if it keeps them. */
export function scalarEnd(token: CST.FlowScalar | CST.BlockScalar): number {
  if (token.type !== 'block-scalar') return token.offset + token.source.length;
  const start = token.props.reduce(
    (end, prop) => end + ('source' in prop ? prop.source.length : 0),
    token.offset,
  );
  const header = token.props.find((prop) => prop.type === 'block-scalar-header');
  const keeps = header && 'source' in header && header.source.includes('+');
  const body = keeps ? token.source.replace(/\r?\n$/, '') : withoutBlankEnd(token.source);
  return body === '' && header ? header.offset + sourceLength(header) : start + body.length;
}

function sourceLength(token: CST.Token): number {
  return 'source' in token ? token.source.length : 0;
}

function withoutBlankEnd(source: string): string {
  let end = source.length;
  for (;;) {
    const start = end === 0 ? -1 : source.lastIndexOf('\n', end - 1);
    if (start < 0 || source.slice(start, end).trim() !== '') break;
    end = source[start - 1] === '\r' ? start - 1 : start;
  }
  return source.slice(0, end).trim() === '' ? '' : source.slice(0, end);
}
