// The concrete syntax tree of one YAML document → structure with values. Aliases share the value of their
// anchor; what they would expand to is counted and bounded. A scalar key counts as its text (`200: ok`).
import type { CST } from 'yaml';
import { t } from '@vscode/l10n';
import type { ParsedSyntax, SyntaxEntry, SyntaxNode } from '../syntax/syntax.ts';
import { isList, isMap, Literal } from '../../values/value.ts';
import { collectionOf, maxExpansion, mergeSources, type DocumentReading } from './yamlCollection.ts';
import { coreValue } from './yamlScalar.ts';
import { withTag } from './yamlTag.ts';
import {
  commaOf,
  endOfTokens,
  isEntry,
  isScalarToken,
  leadOf,
  scalarEnd,
  scalarText,
  wholeScalar,
  type Lead,
} from './yamlTokens.ts';

interface Builder extends DocumentReading {
  readonly text: string;
  /** `undefined` while the anchored node is still being read. */
  readonly anchors: Map<string, { readonly node: SyntaxNode; readonly size: number } | undefined>;
  /** Nodes so far, aliases counted with all they stand for. */
  size: number;
  expanded: number;
}

export function buildTree(text: string, document: CST.Document | undefined): ParsedSyntax {
  const builder: Builder = { text, faults: [], anchors: new Map(), size: 0, expanded: 0, merged: 0 };
  const start = document ? endOfTokens(document.start, document.offset) : text.length;
  const lead = leadOf(document?.start ?? [], 'doc-start', start);
  const root = buildNode(
    builder,
    document?.value,
    // A value takes the place behind the comments at the head, unless it belongs to an anchor or a tag.
    lead.anchor === undefined && lead.tag === undefined ? { ...lead, slot: start } : lead,
  );
  return { root: builder.faults.length === 0 ? root : undefined, faults: builder.faults };
}

function buildNode(builder: Builder, token: CST.Token | null | undefined, lead: Lead): SyntaxNode {
  const { anchor, tag } = lead;
  const before = builder.size;
  builder.size += 1;
  if (anchor !== undefined) builder.anchors.set(anchor, undefined);
  const content = buildContent(builder, token ?? undefined, lead);
  const plain = tag ? withTag(builder.text, content, tag) : content;
  const node = anchor === undefined ? plain : { ...plain, anchor };
  if (anchor !== undefined) builder.anchors.set(anchor, { node, size: builder.size - before });
  return node;
}

function buildContent(builder: Builder, token: CST.Token | undefined, { slot }: Lead): SyntaxNode {
  if (token?.type === 'alias') return buildAlias(builder, token, slot);
  if (token?.type === 'block-map' || token?.type === 'block-seq') return buildBlock(builder, token, slot);
  if (token?.type === 'flow-collection') return buildFlow(builder, token, slot);
  if (!token || !isScalarToken(token) || isEmpty(token)) {
    return { kind: 'scalar', layout: 'inline', value: null, start: slot, end: slot, slot, entries: [] };
  }
  const scalar = wholeScalar(token, builder.text);
  const text = scalarText(scalar);
  const value = token.type === 'scalar' ? coreValue(text) : text;
  const layout = token.type === 'block-scalar' ? 'block' : 'inline';
  return { kind: 'scalar', layout, value, start: token.offset, end: scalarEnd(scalar), slot, entries: [] };
}

function isEmpty(token: CST.FlowScalar | CST.BlockScalar): boolean {
  return token.type === 'scalar' && token.source === '';
}

function buildAlias(builder: Builder, token: CST.FlowScalar, slot: number): SyntaxNode {
  const name = token.source.slice(1);
  const target = builder.anchors.get(name);
  const before = builder.expanded;
  builder.size += target?.size ?? 0;
  builder.expanded += target?.size ?? 0;
  const isTooMuch = builder.expanded > maxExpansion;
  if (!target) {
    const known = builder.anchors.has(name);
    fault(
      builder,
      token.offset,
      known
        ? t('The alias *{0} is inside its own anchor.', name)
        : t("This alias doesn't refer to an anchor above it."),
    );
  } else if (isTooMuch && before <= maxExpansion) {
    fault(builder, token.offset, t('The aliases expand to more than {0} values.', maxExpansion));
  }
  return {
    kind: 'alias',
    layout: 'inline',
    // Beyond the bound it holds nothing, so that nothing more is made of it.
    value: isTooMuch ? null : (target?.node.value ?? null),
    start: token.offset,
    end: scalarEnd(token),
    slot,
    entries: [],
    anchor: name,
  };
}

function buildBlock(builder: Builder, token: CST.BlockMap | CST.BlockSequence, slot: number): SyntaxNode {
  const kind = token.type === 'block-map' ? 'map' : 'list';
  const items: readonly CST.CollectionItem[] = token.items;
  const entries = items
    .filter(isEntry)
    .map((item) => (kind === 'map' ? buildPair(builder, item) : buildItem(builder, item, 'seq-item-ind')));
  const start = entries[0]?.start ?? token.offset;
  return collectionOf(
    { kind, layout: 'block', start, end: entries.at(-1)?.end ?? start, slot, entries },
    builder,
  );
}

function buildFlow(builder: Builder, token: CST.FlowCollection, slot: number): SyntaxNode {
  const kind = token.start.type === 'flow-map-start' ? 'map' : 'list';
  const entries = token.items.flatMap((item, index): readonly SyntaxEntry[] => {
    if (!isEntry(item)) return [];
    const entry = kind === 'map' ? buildPair(builder, item) : buildFlowItem(builder, item);
    return [{ ...entry, comma: commaOf(token.items[index + 1]) }];
  });
  const close = token.end[0];
  const end = close ? close.offset + close.source.length : token.offset + 1;
  return collectionOf({ kind, layout: 'inline', start: token.offset, end, slot, entries }, builder);
}

function buildFlowItem(builder: Builder, item: CST.CollectionItem): SyntaxEntry {
  if (item.key === undefined && item.sep === undefined) return buildItem(builder, item, 'doc-start');
  // `[a: 1]`: a map of one pair without braces.
  const pair = buildPair(builder, item);
  const { start, end } = pair;
  const node = collectionOf(
    { kind: 'map', layout: 'pair', start, end, slot: start, entries: [pair] },
    builder,
  );
  return { key: undefined, keyRange: { start, end: start }, start, end, comma: undefined, node };
}

function buildItem(
  builder: Builder,
  item: CST.CollectionItem,
  indicator: 'seq-item-ind' | 'doc-start',
): SyntaxEntry {
  const offset = item.value && 'offset' in item.value ? item.value.offset : endOfTokens(item.start, 0);
  const lead = leadOf(item.start, indicator, offset);
  const node = buildNode(builder, item.value, lead);
  const start = lead.start ?? node.start;
  return { key: undefined, keyRange: { start, end: start }, start, end: node.end, comma: undefined, node };
}

function buildPair(builder: Builder, item: CST.CollectionItem): SyntaxEntry {
  const keyLead = leadOf(
    item.start,
    'explicit-key-ind',
    endOfTokens(item.start, item.key?.offset ?? item.sep?.[0]?.offset ?? 0),
  );
  const keyStart = item.key?.offset ?? keyLead.slot;
  const keyNode = buildNode(builder, item.key, keyLead);
  const key = readKey(builder, item.key ?? undefined, { ...keyLead, node: keyNode });
  const keyEnd =
    item.key && (item.key.type === 'alias' || isScalarToken(item.key)) ? scalarEnd(item.key) : keyStart;
  const lead = leadOf(item.sep ?? [], 'map-value-ind', keyEnd);
  const node = buildNode(builder, item.value, lead);
  return {
    key: isMerge(item.key ?? undefined, keyLead) && mergeSources(node) ? undefined : key,
    keyRange: { start: keyStart, end: keyEnd },
    ...(keyNode.anchor === undefined ? {} : { keyNode }),
    start: keyLead.start ?? item.key?.offset ?? lead.start ?? node.start,
    end: node.end,
    comma: undefined,
    node: lead.hasIndicator ? node : { ...node, bare: true },
  };
}

function readKey(
  builder: Builder,
  token: CST.Token | undefined,
  { node, ...lead }: Lead & { readonly node: SyntaxNode },
): string {
  const tagged = node.value instanceof Literal && node.value.kind === 'tagged' && lead.tag !== undefined;
  if (node.kind === 'map' || node.kind === 'list' || isMap(node.value) || isList(node.value) || tagged) {
    fault(builder, lead.start ?? node.start, t('A key must be a string or another scalar.'));
    return builder.text.slice(node.start, node.end);
  }
  if (token && node.kind === 'scalar' && isScalarToken(token)) return scalarText(token);
  return node.value instanceof Literal ? node.value.source : String(node.value ?? '');
}

function isMerge(token: CST.Token | undefined, lead: Lead): boolean {
  return token?.type === 'scalar' && token.source === '<<' && lead.tag === undefined;
}

function fault(builder: Builder, offset: number, message: string): void {
  builder.faults.push({ offset, message });
}
