// Slots of JSON and JSONC → splices. New text follows what it stands among: lines or one line, indentation,
// space behind colons and commas, line breaks. What comes from elsewhere in the text comes as it is written there.
import { editBrackets, listed, type BracketFormat, type WrittenEntry } from '../edits/bracketEdit.ts';
import { gapsOf } from '../edits/gaps.ts';
import { renderJson, type JsonStyle } from './jsonRender.ts';
import { commentEnd, tokenAt } from './jsonScan.ts';
import { spaceBetween, styleOf } from './jsonStyle.ts';
import { endsLine, indentAt, splicedPart, startsLine, type Splice } from '../syntax/lines.ts';
import { commentText, type CommentFormat } from '../edits/commentAttachment.ts';
import { reindented } from '../syntax/reindent.ts';
import {
  allAbove,
  bodyValue,
  isAtHome,
  isDraft,
  isOwnText,
  bodyKind,
  liveSlots,
  plainValue,
  slotsOf,
  type Body,
  type DocumentEdit,
  type EditedNode,
  type Home,
  type Slot,
  type WritingMode,
} from '../edits/slots.ts';
import type { SyntaxNode, TextRange } from '../syntax/syntax.ts';
import { equalValues } from '../../values/value.ts';

export function jsonSplices(
  text: string,
  { origin, slot }: DocumentEdit,
  mode: WritingMode,
): readonly Splice[] {
  const context: EditContext = {
    text,
    style: styleOf(text, origin),
    mode,
    lines: new Map(),
    loose: allAbove(slot),
  };
  const { body } = slot;
  if (body === undefined) return [];
  const isChanged = isDraft(body) && body.origin === origin;
  const splices = isChanged ? draftSplices(context, body) : replace(context, body, { origin });
  return [...above(context, context.loose, origin.start), ...splices];
}

/** What JSON's tokens say of comments. */
export function jsonComments(text: string): CommentFormat {
  return {
    text,
    commentsIn: (range) => [...commentsIn(text, range)],
    spanOf: ({ home, origin }) => (home ? spanOf(text, home) : origin),
  };
}

function* commentsIn(text: string, { start, end }: TextRange): Iterable<TextRange> {
  for (let token = tokenAt(text, start); token.start < end && token.kind !== 'end';) {
    if (token.kind === 'comment') yield { start: token.start, end: token.end };
    token = tokenAt(text, token.end);
  }
}

/** The value, from behind the colon on where a comment stands in front of it. */
function spanOf(text: string, { entry }: Home): TextRange {
  const { start, end } = entry.node;
  if (entry.key === undefined) return { start, end };
  let token = tokenAt(text, entry.keyRange.end);
  while (token.kind === 'comment') token = tokenAt(text, token.end);
  return { start: tokenAt(text, token.end).start, end };
}

interface EditContext {
  readonly text: string;
  readonly style: JsonStyle;
  readonly mode: WritingMode;
  /** Which nodes have several lines: to look for each entry of a long line would take long. */
  readonly lines: Map<SyntaxNode, boolean>;
  /** Comments that have no place yet: they go above what stands around. */
  readonly loose: string[];
}

/** Where a node stands: a place without a home is the whole content. */
interface EditedEntry extends Pick<Slot, 'home' | 'headLeft'> {
  readonly origin: SyntaxNode;
}

function draftSplices(context: EditContext, { origin, home, slots }: EditedNode): readonly Splice[] {
  if (!slots) return [];
  const changes = slots.all.flatMap((slot) => slotSplices(context, slot));
  return [
    ...changes,
    ...editBrackets(bracketFormat(context, origin, home?.parent), origin, gapsOf(slots.all)),
  ];
}

function slotSplices(context: EditContext, slot: Slot): readonly Splice[] {
  const { home, body, removed, key, carried } = slot;
  if (!home || removed) return [];
  const { entry } = home;
  const inner: EditContext = { ...context, loose: [...(carried?.above ?? [])] };
  const splices: Splice[] = [];
  if (key !== undefined && key !== entry.key) splices.push({ ...entry.keyRange, text: JSON.stringify(key) });
  if (body && isDraft(body) && isAtHome(slot)) splices.push(...draftSplices(inner, body));
  else if (body)
    splices.push(
      ...replace(inner, body, { origin: entry.node, home, ...(slot.headLeft ? { headLeft: true } : {}) }),
    );
  if (carried?.beside !== undefined) splices.push(...beside(inner, carried.beside, home));
  if (startsLine(context.text, entry.start)) splices.unshift(...above(context, inner.loose, entry.start));
  else context.loose.push(...inner.loose);
  return splices;
}

function above({ text, style }: EditContext, comments: readonly string[], offset: number): readonly Splice[] {
  if (comments.length === 0) return [];
  const indent = indentAt(text, offset);
  const lines = comments.map((comment) => reindented(comment, '', indent) + style.eol + indent);
  return [{ start: offset, end: offset, text: lines.join('') }];
}

/** Behind the comma, where nothing else stands there; otherwise above. */
function beside({ text, loose }: EditContext, comment: string, { entry }: Home): readonly Splice[] {
  const { comma } = entry;
  if (comma !== undefined && endsLine(text, comma + 1)) {
    return [{ start: comma + 1, end: comma + 1, text: comment }];
  }
  loose.push(comment.trim());
  return [];
}

function replace(
  context: EditContext,
  body: Body,
  { origin, home, headLeft }: EditedEntry,
): readonly Splice[] {
  const { text } = context;
  const value = plainValue(body);
  if (value !== undefined && equalValues(origin.value, value)) return [];
  const isNested = bodyKind(body) === 'map' || bodyKind(body) === 'list';
  const isLine = home !== undefined && isNested && !spansLines(context, home.parent);
  const indent = isLine || !isNested ? undefined : indentAt(text, origin.start);
  const written = bodyText(context, body, indent);
  const { start, end } =
    home && (headLeft || (!isOwnText(body) && bringsHead(context, written, { origin, home })))
      ? spanOf(text, home)
      : origin;
  return [{ start, end, text: written }];
}

/** Whether what comes from another text has the comments in front of the old value, which go then; others go above. */
function bringsHead(
  { text, loose }: EditContext,
  written: string,
  { origin, home }: { readonly origin: SyntaxNode; readonly home: Home },
): boolean {
  const heads = [...commentsIn(text, { start: spanOf(text, home).start, end: origin.start })];
  if (heads.length === 0) return false;
  // What goes above, and stands here already, stays.
  for (const head of heads.map((range) => commentText(text, range))) {
    const place = loose.findLastIndex((comment) => words(comment) === words(head));
    if (place >= 0) loose.splice(place, 1);
  }
  const come = [...commentsIn(written, { start: 0, end: written.length })];
  const coming = new Set(come.map(({ start, end }) => words(written.slice(start, end))));
  const others = heads.filter(({ start, end }) => !coming.has(words(text.slice(start, end))));
  if (others.length === heads.length) return false;
  loose.push(...others.map((range) => commentText(text, range)));
  return true;
}

/** The same at every depth. */
function words(comment: string): string {
  return comment.replaceAll(/\s+/g, ' ');
}

function bodyText(context: EditContext, body: Body, indent: string | undefined): string {
  const { style } = context;
  const value = plainValue(body);
  if (value !== undefined) return renderJson(value, style, indent);
  if (isDraft(body)) return draftText(context, body, indent);
  const enclosed = (inside: string) => (bodyKind(body) === 'list' ? `[${inside}]` : `{${inside}}`);
  const slots = liveSlots(slotsOf(body));
  if (indent === undefined) {
    const entries = slots.map((slot) => entryText(context, slot, undefined).text);
    return enclosed(entries.join(style.colon === ':' ? ',' : ', '));
  }
  const margin = style.eol + indent + style.unit;
  const entries = slots.map((slot) => entryText(context, slot, indent + style.unit));
  return enclosed(margin + listed(entries, margin, '') + style.eol + indent);
}

/** The source text of a node, with its changes. */
function draftText(around: EditContext, draft: EditedNode, indent: string | undefined): string {
  const context = draft.text === undefined ? around : { ...around, text: draft.text };
  const { text, style, mode } = context;
  const { origin, home } = draft;
  const span = home ? spanOf(text, home) : { start: origin.start, end: origin.end };
  const part = splicedPart(text, span, draftSplices(context, draft));
  const isLine = !part.includes('\n');
  if (mode !== 'rendered' && isLine) return part;
  if (mode !== 'rendered' && indent !== undefined)
    return reindented(part, indentAt(text, span.start), indent);
  if (mode !== 'rendered') return onOneLine(part, context.loose);
  const comments = [...commentsIn(part, { start: 0, end: part.length })];
  context.loose.push(...comments.map((range) => commentText(part, range)));
  return renderJson(bodyValue(draft), style, indent);
}

/** Without its line breaks, and the comments that need one. */
function onOneLine(part: string, loose: string[]): string {
  let line = '';
  let end = 0;
  for (let token = tokenAt(part, 0); token.kind !== 'end'; token = tokenAt(part, token.end)) {
    const [gap, source] = [part.slice(end, token.start), part.slice(token.start, token.end)];
    if (source.startsWith('//') || source.includes('\n')) loose.push(commentText(part, token));
    else {
      const isInside = !/[[{]$/.test(line) && !/^[\]},]/.test(source);
      line += (gap.includes('\n') ? (isInside ? ' ' : '') : gap) + source;
      ({ end } = token);
    }
  }
  return line;
}

/** An entry that comes. On a line with others it has no comments of its own. */
function entryText(context: EditContext, slot: Slot, indent: string | undefined): WrittenEntry {
  const { key, body, carried, keySource } = slot;
  const inner: EditContext = { ...context, loose: [...(carried?.above ?? [])] };
  const value = bodyText(inner, body ?? { value: null }, indent);
  const text = key === undefined ? value : (keySource ?? JSON.stringify(key)) + context.style.colon + value;
  const { beside = '', below = [] } = carried ?? {};
  if (indent === undefined) {
    context.loose.push(...inner.loose, ...(beside === '' ? [] : [beside.trim()]), ...below);
    return { text, beside: '' };
  }
  const margin = context.style.eol + indent;
  const lines = inner.loose.map((line) => reindented(line, '', indent) + margin);
  return {
    text: lines.join('') + text,
    beside: beside + below.map((line) => margin + line.trimEnd()).join(''),
  };
}

function bracketFormat(
  context: EditContext,
  node: SyntaxNode,
  parent: SyntaxNode | undefined,
): BracketFormat {
  const { text, style } = context;
  return {
    text,
    eol: style.eol,
    space: spaceBetween(text, node) ?? (style.colon === ':' ? '' : ' '),
    commentEnd: (offset) => commentEnd(text, offset),
    renderEntry: (slot, indent) => entryText(context, slot, indent),
    needsLines: (slot) => needsLines(context, slot),
    layoutOfEmpty: () => (!parent || spansLines(context, parent) ? 'lines' : 'inline'),
    childIndent: ({ start }) => indentAt(text, start) + style.unit,
  };
}

function needsLines(context: EditContext, slot: Slot): boolean {
  const { body } = slot;
  if (allAbove(slot).length > 0) return true;
  if (!body || !isDraft(body)) return body?.slots?.all.some((inner) => needsLines(context, inner)) ?? false;
  const text = body.text ?? context.text;
  const { start, end } = body.home ? spanOf(text, body.home) : body.origin;
  return text.slice(start, end).includes('\n');
}

function spansLines({ text, lines }: EditContext, node: SyntaxNode): boolean {
  const known = lines.get(node) ?? text.slice(node.start, node.end).includes('\n');
  lines.set(node, known);
  return known;
}
