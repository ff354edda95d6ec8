// How a JSON text is laid out, told from its first examples, so that new text looks like the old.
import { eolOf, indentAt, startsLine } from '../syntax/lines.ts';
import type { SyntaxEntry, SyntaxNode } from '../syntax/syntax.ts';
import type { JsonStyle } from './jsonRender.ts';

export function styleOf(text: string, root: SyntaxNode): JsonStyle {
  return { eol: eolOf(text), unit: unitOf(text, root) ?? '  ', colon: colonOf(text, root) ?? ': ' };
}

/** How much deeper the first entry with a line of its own is indented than what it stands in. */
function unitOf(text: string, node: SyntaxNode): string | undefined {
  for (const entry of node.entries) {
    const unit = startsLine(text, entry.start) ? deeperBy(text, node, entry) : undefined;
    const found = unit ?? unitOf(text, entry.node);
    if (found !== undefined) return found;
  }
  return undefined;
}

function deeperBy(text: string, node: SyntaxNode, entry: SyntaxEntry): string | undefined {
  const [outer, inner] = [indentAt(text, node.start), indentAt(text, entry.start)];
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : undefined;
}

function colonOf(text: string, node: SyntaxNode): ':' | ': ' | undefined {
  for (const { key, keyRange, node: child } of node.entries) {
    const colon = key === undefined ? colonOf(text, child) : text.slice(keyRange.end, child.start);
    if (colon !== undefined) return colon === ':' ? ':' : ': ';
  }
  return undefined;
}

/** The blanks between the first two entries, where these stand on one line. */
export function spaceBetween(text: string, { entries: [first, second] }: SyntaxNode): string | undefined {
  if (first?.comma === undefined || !second) return undefined;
  const between = text.slice(first.comma + 1, second.start);
  return /^[ \t]*$/.test(between) ? between : undefined;
}
