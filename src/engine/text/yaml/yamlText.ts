// Writes what an edited YAML entry holds: values as `yamlRender` does, and nodes from elsewhere in the text as they are
// written there, for another depth. In flow collections a node is rendered as a value, and its comments go above.
import { columnOf } from '../syntax/lines.ts';
import { reindented } from '../syntax/reindent.ts';
import {
  allAbove,
  bodyValue,
  isDraft,
  bodyKind,
  liveSlots,
  plainValue,
  slotsOf,
  type Body,
  type EditedNode,
  type Made,
  type Slot,
} from '../edits/slots.ts';
import type { SyntaxNode } from '../syntax/syntax.ts';
import type { Value } from '../../values/value.ts';
import { spanOf, spansLines } from './yamlLines.ts';
import { formOf, isCollection, renderBlock, renderFlow, renderKey, type Form } from './yamlRender.ts';
import type { Writing } from './yamlReplace.ts';
import { isPlain } from './yamlScalar.ts';
import { commentsOf, draftSource, isFlowKey, keyText, textPlace } from './yamlSource.ts';

/** What a body is written behind. */
export interface Insertion {
  readonly at: 'root' | 'value' | 'item';
  /** Of the key or the dash, or of the whole content. */
  readonly column: number;
}

export interface BodyForm extends Form {
  /** Whether it ends as a block, so that nothing can stand beside its end. */
  readonly isBlock: boolean;
}

/** An entry that comes to a block, with its comments. Its first line is indented already. */
export function blockEntry(slot: Slot, place: Writing, column: number): string {
  const { key, body = { value: null }, carried } = slot;
  const inner: Writing = { ...place, loose: [...(carried?.above ?? [])] };
  const form = formOfBody(body, inner, { at: key === undefined ? 'item' : 'value', column });
  const text = withBeside(form, carried?.beside, inner);
  const margin = ' '.repeat(column);
  const { eol } = place.style;
  const lines = inner.loose.map((comment) => reindented(comment, '', margin) + eol + margin);
  const below = (carried?.below ?? []).map((comment) => eol + margin + comment.trimEnd());
  const head = key === undefined ? '-' : `${keyText(slot, place, 'block')}:`;
  return [...lines, head + text, ...below].join('');
}

/** What stands behind the colon or the dash. A comment that cannot stand beside it goes above. */
export function withBeside(
  { head, body, isBlock }: BodyForm,
  comment: string | undefined,
  { loose }: Writing,
): string {
  const lead = head === '' ? '' : ` ${head}`;
  if (comment === undefined) return lead + body;
  const isLine = head !== '' && !head.includes('\n') && body === '';
  if (!isBlock || isLine) return lead + body + comment;
  if (!head.includes('\n') && /^([|>].*)?$/.test(head) && !head.includes('#')) return lead + comment + body;
  loose.push(comment.trim());
  return lead + body;
}

export function formOfBody(body: Body, place: Writing, target: Insertion): BodyForm {
  const value = plainValue(body);
  if (value !== undefined) return valueForm(value, place, target);
  if (isDraft(body)) return draftForm(body, place, target);
  const { eol } = place.style;
  const margin = eol + ' '.repeat(contentColumn(bodyKind(body), place, target));
  const entries = liveSlots(slotsOf(body)).map((slot) => blockEntry(slot, place, margin.length - eol.length));
  const lines = entries.join(margin);
  return target.at === 'value' || body.lead !== undefined
    ? { head: body.lead ?? '', body: margin + lines, isBlock: true }
    : { head: lines, body: '', isBlock: true };
}

function valueForm(value: Value, { style }: Writing, { at, column }: Insertion): BodyForm {
  if (at === 'value' || !isCollection(value)) {
    const form = formOf(value, style, at === 'root' ? undefined : ' '.repeat(column));
    return { ...form, isBlock: form.body !== '' };
  }
  return {
    head: renderBlock(value, style, ' '.repeat(at === 'root' ? column : column + 2)),
    body: '',
    isBlock: true,
  };
}

/** Where the entries of a collection stand that has lines of its own. */
function contentColumn(kind: SyntaxNode['kind'], { style }: Writing, { at, column }: Insertion): number {
  if (at === 'root') return column;
  if (at === 'item') return column + 2;
  return column + (kind === 'list' ? style.listOffset : style.unit).length;
}

function draftForm(draft: EditedNode, around: Writing, target: Insertion): BodyForm {
  const place = textPlace(draft, around);
  const { style, mode } = place;
  const part = draftSource(draft, place);
  const isScalarBlock = draft.origin.kind === 'scalar' && draft.origin.layout === 'block';
  if (
    mode === 'rendered' ||
    draft.origin.bare ||
    (mode === 'careful' && /[|>][-+\d]*[ \t]*(#.*)?$/m.test(part))
  ) {
    place.loose.push(...commentsOf(part));
    return valueForm(bodyValue(draft), place, target);
  }
  if (isBlockCollection(draft, place)) return blockForm(draft, part, { place, target });
  const [head = ''] = part.split(style.eol, 1);
  return {
    head: head.trim(),
    body: deeperLines(draft, part.slice(head.length), { place, target }),
    isBlock: isScalarBlock,
  };
}

/** The further lines of a scalar or a flow collection: what stood in flow may be less deep than it must be here. */
function deeperLines({ home }: EditedNode, lines: string, { place, target }: DraftPosition): string {
  const { text, style } = place;
  const isInBlock = home?.parent.layout === 'block';
  const depths = [...lines.matchAll(/\n( *)(?=\S)/g)].map(([, blanks = '']) => blanks.length);
  const from = isInBlock
    ? columnOf(text, home.entry.start)
    : home && depths.length > 0
      ? Math.min(...depths)
      : 0;
  const to = target.column + (isInBlock ? 0 : style.unit.length);
  return lines === '' ? '' : reindented(lines, ' '.repeat(from), ' '.repeat(to));
}

interface DraftPosition {
  readonly place: Writing;
  readonly target: Insertion;
}

function isBlockCollection({ origin, home, slots }: EditedNode, { text }: Writing): boolean {
  if (origin.kind !== 'map' && origin.kind !== 'list') return false;
  const isFilled = !slots || slots.all.some((slot) => !slot.removed);
  if (origin.layout === 'block') return isFilled;
  // Empty brackets open into a block when something comes.
  const isEmpty = origin.entries.length === 0 && text.slice(origin.start + 1, origin.end - 1).trim() === '';
  return (
    isEmpty &&
    slots !== undefined &&
    isFilled &&
    home?.parent.layout !== 'inline' &&
    home?.parent.layout !== 'pair'
  );
}

function blockForm(draft: EditedNode, part: string, { place, target }: DraftPosition): BodyForm {
  const { text, style } = place;
  const { origin, home } = draft;
  const [first = ''] = part.split(style.eol, 1);
  // An anchor or a tag in front is the first key's where the entries begin on its line.
  const begins = origin.layout === 'block' && !spansLines(text, spanOf(text, draft).start, origin.start);
  const isCompact = begins || !/^\s*([#&!].*)?$/.test(first);
  const head = isCompact ? '' : first.trim();
  const column = columnOf(text, origin.start);
  const lines = isCompact ? style.eol + ' '.repeat(column) + part.trimStart() : part.slice(first.length);
  const depth = isCompact ? column : (/\n( *)(?=[^\s#])/.exec(lines)?.[1]?.length ?? column);
  const source = home && !isCompact ? depth - columnOf(text, home.entry.start) : undefined;
  const startsWithContent = /^\r?\n *[^\s#]/.test(lines);
  if (target.at === 'root' || (target.at === 'item' && head === '' && startsWithContent)) {
    place.loose.push(...commentsOf(head));
    const margin = ' '.repeat(contentColumn(origin.kind, place, target));
    return { head: reindented(lines, ' '.repeat(depth), margin).trimStart(), body: '', isBlock: true };
  }
  const usual = contentColumn(origin.kind, place, target);
  const wanted = source === undefined ? usual : target.column + source;
  const margin = ' '.repeat(target.at === 'item' ? Math.max(wanted, target.column + 1) : wanted);
  return { head, body: reindented(lines, ' '.repeat(depth), margin), isBlock: true };
}

/** A body on one line, among others. */
export function flowText(body: Body, place: Writing): string {
  const value = plainValue(body);
  if (value !== undefined) return renderFlow(value, place.style);
  if (!isDraft(body)) return flowEntries(body, place);
  const part = draftSource(body, textPlace(body, place));
  const comments = commentsOf(part);
  if (place.mode !== 'rendered' && comments.length === 0 && isFlowSafe(body, part)) return part.trim();
  place.loose.push(...comments);
  return body.slots
    ? renderFlow(bodyValue(body), place.style)
    : flowNode(body.origin, textPlace(body, place));
}

/** Rendered, but for the keys: to some readers `1` and `"1"` are two. */
function flowNode(node: SyntaxNode, { text, style }: Pick<Writing, 'text' | 'style'>): string {
  const { kind, entries, tag, anchor } = node;
  const source = text.slice(node.start, node.end);
  if (kind === 'scalar' && !tag && !anchor && isFlowSafe({ origin: node }, source)) return source;
  const hasNames = entries.every(({ key, keyNode }) => key !== undefined && !keyNode);
  if (kind === 'list' && !tag && !anchor)
    return `[${entries.map((entry) => flowNode(entry.node, { text, style })).join(', ')}]`;
  if (kind !== 'map' || tag || anchor || !hasNames) return renderFlow(node.value, style);
  const pairs = entries.map(({ key = '', keyRange, node: child }) => {
    const own = text.slice(keyRange.start, keyRange.end);
    const name = isFlowKey(own) ? own : renderKey(key, style, { context: 'flow', source: own });
    return `${name}: ${flowNode(child, { text, style })}`;
  });
  return `{${pairs.join(', ')}}`;
}

function flowEntries(body: Made, place: Writing): string {
  const entries = liveSlots(slotsOf(body)).map((slot) => flowEntry(slot, place));
  return bodyKind(body) === 'list' ? `[${entries.join(', ')}]` : `{${entries.join(', ')}}`;
}

/** An entry that comes to a flow collection; its comments go above what stands around. */
export function flowEntry(slot: Slot, place: Writing): string {
  const { key, body = { value: null } } = slot;
  place.loose.push(...allAbove(slot));
  const text = flowText(body, place);
  return key === undefined ? text : `${keyText(slot, place, 'flow')}: ${text}`;
}

function isFlowSafe({ origin, slots }: EditedNode, part: string): boolean {
  if (part.trim().includes('\n') || part.trim() === '' || origin.bare || origin.layout !== 'inline')
    return false;
  if (origin.kind === 'map' || origin.kind === 'list')
    return !slots || slots.all.some((slot) => !slot.removed);
  const isText = origin.kind === 'scalar' && typeof origin.value === 'string' && !/["']$/.test(part);
  // What a tag makes a string may look like a number.
  return !isText || (origin.tag ? !/[,[\]{}]/.test(part) : isPlain(origin.value, 'flow'));
}
