// Drafts of JSON and JSONC → splices. New text follows what it stands among: lines or one line, indentation,
// space behind colons and commas, line breaks.
import { commentEnd } from './jsonScan.ts';
import { editBrackets, type BracketFormat } from './bracketEdit.ts';
import type { Draft } from './draft.ts';
import { gapsOf } from './gaps.ts';
import { renderJson, renderProperty, type JsonStyle } from './jsonRender.ts';
import { eolOf, indentAt, startsLine, type Splice } from './lines.ts';
import type { SyntaxNode } from './syntax.ts';
import { identicalValues, isList, isMap, type Value } from './value.ts';

export function jsonSplices(text: string, draft: Draft): readonly Splice[] {
  const style = styleOf(text, draft.origin);
  return splicesOf({ text, style }, draft, undefined);
}

interface Context {
  readonly text: string;
  readonly style: JsonStyle;
}

function splicesOf(context: Context, draft: Draft, parent: SyntaxNode | undefined): readonly Splice[] {
  const { origin, replaced, slots = [] } = draft;
  if (replaced) return replace(context, { origin, parent }, replaced.value);
  const changes = slots.flatMap((slot) =>
    slot.draft && !slot.removed ? splicesOf(context, slot.draft, origin) : [],
  );
  return [...changes, ...editBrackets(bracketFormat(context, origin, parent), origin, gapsOf(slots))];
}

interface Place {
  readonly origin: SyntaxNode;
  readonly parent: SyntaxNode | undefined;
}

function replace({ text, style }: Context, { origin, parent }: Place, value: Value): readonly Splice[] {
  if (identicalValues(origin.value, value)) return [];
  const nested = isList(value) || isMap(value);
  const indent =
    nested && !spansLines(text, parent ?? origin) && parent ? undefined : indentAt(text, origin.start);
  return [{ start: origin.start, end: origin.end, text: renderJson(value, style, indent) }];
}

function bracketFormat(
  { text, style }: Context,
  node: SyntaxNode,
  parent: SyntaxNode | undefined,
): BracketFormat {
  return {
    text,
    eol: style.eol,
    space: spaceBetween(text, node) ?? (style.colon === ':' ? '' : ' '),
    commentEnd: (offset) => commentEnd(text, offset),
    renderEntry: ({ key, value }, indent) =>
      key === undefined ? renderJson(value, style, indent) : renderProperty(key, value, { style, indent }),
    layoutOfEmpty: () => (!parent || spansLines(text, parent) ? 'lines' : 'inline'),
    childIndent: ({ start }) => indentAt(text, start) + style.unit,
  };
}

function spansLines(text: string, node: SyntaxNode): boolean {
  return text.slice(node.start, node.end).includes('\n');
}

/** The blanks between the first two entries, where these stand on one line. */
function spaceBetween(text: string, { entries: [first, second] }: SyntaxNode): string | undefined {
  if (first?.comma === undefined || !second) return undefined;
  const between = text.slice(first.comma + 1, second.start);
  return /^[ \t]*$/.test(between) ? between : undefined;
}

function styleOf(text: string, root: SyntaxNode): JsonStyle {
  return { eol: eolOf(text), unit: unitOf(text, root) ?? '  ', colon: colonOf(text, root) ?? ': ' };
}

/** How much deeper the first entry with a line of its own is indented than what it stands in. */
function unitOf(text: string, node: SyntaxNode): string | undefined {
  const outer = indentAt(text, node.start);
  for (const entry of node.entries) {
    const inner = startsLine(text, entry.start) ? indentAt(text, entry.start) : '';
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
    const unit = unitOf(text, entry.node);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

function colonOf(text: string, node: SyntaxNode): ':' | ': ' | undefined {
  for (const { key, keyRange, node: child } of node.entries) {
    const colon = key === undefined ? colonOf(text, child) : text.slice(keyRange.end, child.start);
    if (colon !== undefined) return colon === ':' ? ':' : ': ';
  }
  return undefined;
}
