// Splices that give one YAML node another value: the old text goes, anchors and the comments around it stay.
import {
  columnOf,
  endsLine,
  lineEnd,
  lineStart,
  skipBlanks,
  skipBlanksBack,
  startsLine,
  type Splice,
} from '../syntax/lines.ts';
import type { EditedNode, WritingMode } from '../edits/slots.ts';
import type { SyntaxNode } from '../syntax/syntax.ts';
import type { Value } from '../../values/value.ts';
import { nodeEnd, spansLines } from './yamlLines.ts';
import {
  formOf,
  hasLines,
  isCollection,
  renderBlock,
  renderFlow,
  type Form,
  type YamlStyle,
} from './yamlRender.ts';
import { quoted } from './yamlScalar.ts';

/** Where a node stands. */
export interface Writing {
  readonly text: string;
  readonly style: YamlStyle;
  readonly at: 'root' | 'value' | 'item' | 'flow';
  /** That of the key or the dash in front; `undefined` at the root and in flow. */
  readonly indent: string | undefined;
  readonly mode: WritingMode;
  /** Comments that have no place yet: they go above what stands around. */
  readonly loose: string[];
  /** What goes from above the content when that moves. */
  readonly outside: Splice[];
  /** What changes in a node where it stands, or stood. */
  within(draft: EditedNode, loose: string[]): readonly Splice[];
}

export function replaceNode(node: SyntaxNode, value: Value, place: Writing): readonly Splice[] {
  const { text } = place;
  const form = formFor(node, value, place);
  const tag = node.tag ? [withBlanks(text, node.tag.start, node.tag.end)] : [];
  if (node.start === node.end) return [...tag, ...fillEmpty(node, form, place)];
  if (node.layout === 'block' && /[|>]/.test(text.charAt(node.start)))
    return [...tag, ...replaceBlockScalar(node, form, text)];
  if (node.layout === 'block') return [...tag, ...replaceBlock(node, value, { ...place, form })];
  return [...tag, ...replaceInline(node, value, { ...place, form })];
}

type Replacement = Writing & { readonly form: Form };

/** A string keeps the kind of quotes the old one had; in flow everything stays on its line. */
function formFor(node: SyntaxNode, value: Value, { text, style, at, indent }: Writing): Form {
  const mark = node.kind === 'scalar' && node.layout === 'inline' ? text[node.start] : undefined;
  if (typeof value === 'string' && (mark === '"' || mark === "'"))
    return { head: quoted(value, mark), body: '' };
  const staysFlow = node.layout === 'inline' && node.entries.length > 0 && !hasLines(value);
  if (at === 'flow' || staysFlow) return { head: renderFlow(value, style), body: '' };
  if (at !== 'item' || !isCollection(value)) return formOf(value, style, indent);
  // Below a dash a list has to stand deeper, which below a key it need not.
  const margin = style.eol + (indent ?? '') + style.unit;
  return { head: '', body: margin + renderBlock(value, style, margin.slice(style.eol.length)) };
}

export function fillEmpty(
  node: SyntaxNode,
  { head, body }: Form,
  { text, style, at, indent }: Writing,
): readonly Splice[] {
  const { slot } = node;
  if (at === 'root' && node.tag === undefined) {
    const before = lineStart(text, slot) === slot ? '' : style.eol;
    const after = before === '' ? style.eol : '';
    const content = head === '' ? body.slice(style.eol.length) : head + body;
    return [{ start: slot, end: slot, text: before + content + after }];
  }
  const colon =
    node.bare && (at === 'flow' ? (text[slot - 1] === '?' ? ' :' : ':') : `${style.eol}${indent ?? ''}:`);
  const line = lineEnd(text, slot);
  const lead = head === '' ? '' : ` ${head}`;
  return [
    { start: slot, end: slot, text: (colon ?? '') + lead },
    { start: line, end: line, text: body },
  ];
}

/** Keeps the comment beside the header. */
function replaceBlockScalar(node: SyntaxNode, { head, body }: Form, text: string): readonly Splice[] {
  const header = node.start + (/^[|>][-+\d]*/.exec(text.slice(node.start, node.start + 9))?.[0].length ?? 1);
  const line = Math.min(lineEnd(text, header), node.end);
  const first = head === '' ? skipBlanksBack(text, node.start) : node.start;
  return [
    { start: first, end: header, text: head },
    { start: line, end: node.end, text: body },
  ];
}

function replaceBlock(
  node: SyntaxNode,
  value: Value,
  { text, style, at, indent, form }: Replacement,
): readonly Splice[] {
  const multiline = spansLines(text, node.slot, node.end);
  const end = multiline ? nodeEnd(text, node, indent?.length ?? 0) : node.end;
  if (at === 'root' || !spansLines(text, node.slot, node.start)) {
    const margin = ' '.repeat(columnOf(text, node.start));
    const content = isCollection(value) ? renderBlock(value, style, margin) : form.head + form.body;
    return [{ start: node.start, end, text: content }];
  }
  const line = lineEnd(text, node.slot);
  return [
    { start: node.slot, end: node.slot, text: form.head === '' ? '' : ` ${form.head}` },
    { start: line, end, text: form.body },
  ];
}

function replaceInline(
  node: SyntaxNode,
  value: Value,
  { text, style, at, form }: Replacement,
): readonly Splice[] {
  const { start, end, slot } = node;
  const line = lineEnd(text, end);
  if (form.head !== '') {
    const space = text[start - 1] === ':' ? ' ' : '';
    return [
      { start, end, text: space + form.head },
      { start: line, end: line, text: form.body },
    ];
  }
  const compact = at === 'item' && text[slot - 1] === '-' && endsLine(text, end);
  if (isCollection(value) && (compact || startsLine(text, start))) {
    return [{ start, end, text: renderBlock(value, style, ' '.repeat(columnOf(text, start))) }];
  }
  return [
    { start: skipBlanksBack(text, start), end, text: '' },
    { start: line, end: line, text: form.body },
  ];
}

/** A tag in front of the old value goes with the blanks that set it off. */
function withBlanks(text: string, start: number, end: number): Splice {
  if (startsLine(text, start)) return { start, end: skipBlanks(text, end), text: '' };
  return { start: skipBlanksBack(text, start), end, text: '' };
}
