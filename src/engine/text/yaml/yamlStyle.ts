// How a YAML text is laid out, told from its first examples, so that new text looks like the old.
import { columnOf } from '../syntax/lines.ts';
import type { SyntaxEntry, SyntaxNode } from '../syntax/syntax.ts';
import type { YamlStyle } from './yamlRender.ts';

export function exampleStyle(
  text: string,
  root: SyntaxNode,
): Pick<YamlStyle, 'unit' | 'listOffset' | 'quote'> {
  const found: { unit?: string; listOffset?: string; quote?: '"' | "'" } = {};
  for (const [entry, parent] of entriesIn(root)) {
    const quote = text[entry.node.start];
    if (entry.node.kind === 'scalar' && (quote === '"' || quote === "'")) found.quote ??= quote;
    const deeper = depthOf(text, entry, parent);
    if (deeper !== undefined && entry.node.kind === 'list') found.listOffset ??= ' '.repeat(deeper);
    if (deeper !== undefined && entry.node.kind === 'map') found.unit ??= ' '.repeat(deeper);
    if (found.unit !== undefined && found.listOffset !== undefined && found.quote) break;
  }
  const unit = found.unit ?? (found.listOffset === '' ? '  ' : found.listOffset) ?? '  ';
  return { unit, listOffset: found.listOffset ?? unit, quote: found.quote ?? '"' };
}

/** How much deeper than its key a block stands. */
function depthOf(text: string, { start, node }: SyntaxEntry, parent: SyntaxNode): number | undefined {
  if (parent.layout !== 'block' || parent.kind !== 'map') return undefined;
  if (node.layout !== 'block' || node.kind === 'scalar') return undefined;
  const depth = columnOf(text, node.start) - columnOf(text, start);
  return depth > 0 || (depth === 0 && node.kind === 'list') ? depth : undefined;
}

function* entriesIn(node: SyntaxNode): Iterable<readonly [SyntaxEntry, SyntaxNode]> {
  for (const entry of node.entries) {
    yield [entry, node];
    yield* entriesIn(entry.node);
  }
}
