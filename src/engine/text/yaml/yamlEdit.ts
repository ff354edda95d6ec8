// Slots of YAML → splices, node by node. Collections keep their kind of layout: block stays block and flow
// stays flow, save that an empty `{}` or `[]` outside of flow opens into a block.
import { editBrackets, type BracketFormat, type Indent, type WrittenEntry } from '../edits/bracketEdit.ts';
import { commaAt } from '../edits/commas.ts';
import { gapsOf, type Gap } from '../edits/gaps.ts';
import {
  columnOf,
  endsLine,
  eolOf,
  indentAt,
  lineEnd,
  skipBlanks,
  startsLine,
  type Splice,
} from '../syntax/lines.ts';
import { groupBy } from '../../values/groupBy.ts';
import { commentText, headTexts, type CommentFormat } from '../edits/commentAttachment.ts';
import { reindented } from '../syntax/reindent.ts';
import {
  allAbove,
  bodyValue,
  isAtHome,
  isDraft,
  plainValue,
  type Body,
  type DocumentEdit,
  type EditedNode,
  type Home,
  type Slot,
  type WritingMode,
} from '../edits/slots.ts';
import type { SyntaxEntry, SyntaxNode } from '../syntax/syntax.ts';
import { equalValues } from '../../values/value.ts';
import { editBlock, goneAround } from './yamlBlockEdit.ts';
import { spanOf, yamlComments } from './yamlLines.ts';
import { editDocuments } from './yamlFile.ts';
import { renderKey } from './yamlRender.ts';
import { fillEmpty, replaceNode, type Writing } from './yamlReplace.ts';
import { replaceWhole } from './yamlReplaceWhole.ts';
import { needsLines, openedBody } from './yamlOpenFlow.ts';
import { commentsInBody } from './yamlSource.ts';
import { exampleStyle } from './yamlStyle.ts';
import { flowEntry, formOfBody } from './yamlText.ts';

export function yamlSplices(
  text: string,
  { origin, slot }: DocumentEdit,
  mode: WritingMode,
): readonly Splice[] {
  const { body } = slot;
  if (!body) return [];
  const layout = { eol: eolOf(text), text: mode === 'usual' ? 'block' : 'quoted' } as const;
  const style = { ...layout, ...exampleStyle(text, origin) };
  const root: Writing = {
    text,
    style,
    mode,
    at: 'root',
    indent: undefined,
    loose: allAbove(slot),
    outside: [],
    within: (draft, loose) =>
      draft.slots ? draftSplices(draft, { ...homePlace(root, draft.home), loose }) : [],
  };
  const isChanged = isDraft(body) && body.origin === origin;
  const splices = isChanged ? draftSplices(body, root) : replace(body, { origin }, root);
  // Nothing but comments and directives may stand above the first line of the content.
  const first = spanOf(text, { origin }).start;
  const start = startsLine(text, first) ? first : text.startsWith('\uFEFF') ? 1 : 0;
  return [...above(root, start), ...splices, ...root.outside];
}

function draftSplices(draft: EditedNode, place: Writing): readonly Splice[] {
  const { origin, home, slots } = draft;
  if (!slots) return [];
  const gaps = gapsOf(slots.all);
  const emptyBrackets = origin.layout === 'inline' && isEmptyBrackets(place.text, origin);
  const isGone = origin.layout === 'pair' && !slots.all.some((slot) => slot.home && !slot.removed);
  if (gaps.length > 0 && (isGone || (emptyBrackets && place.at !== 'flow'))) {
    return replace({ value: bodyValue(draft), slots }, home ? { origin, home } : { origin }, place);
  }
  if (origin.layout === 'inline' && place.at !== 'flow' && needsLines(draft, place)) {
    const opened = replace(openedBody(draft, place), home ? { origin, home } : { origin }, place);
    return place.at === 'root' ? [...opened, ...commentBelow(origin, place)] : opened;
  }
  const edit = { inline: editFlow, block: editBlock, pair: editPair, documents: editDocuments }[
    origin.layout
  ];
  const edits = edit(origin, gaps, amongKeys(origin, place));
  // What comes in front of an entry comes behind what ends there, and in front of the brace that the entry may get.
  const starts = new Set(slots.all.flatMap(({ home: at }) => at?.entry.start ?? []));
  const isInFront = ({ start, end }: Splice): boolean => start === end && starts.has(start);
  const inFront = groupBy(edits.filter(isInFront), ({ start }) => start);
  const changes = slots.all.flatMap((slot) => [
    ...((slot.home && inFront.get(slot.home.entry.start)) ?? []),
    ...slotSplices(slot, place),
  ]);
  return [...changes, ...edits.filter((splice) => !isInFront(splice))];
}

/** What stands beside the bracket at the end of the whole content gets a line of its own. */
function commentBelow({ end }: SyntaxNode, { text, style }: Writing): readonly Splice[] {
  return endsLine(text, end) ? [] : [{ start: end, end: skipBlanks(text, end), text: style.eol }];
}

/** The place for keys that come among others: numbers as those are written. */
function amongKeys({ entries }: SyntaxNode, place: Writing): Writing {
  const isNumber = ({ keyRange: { start, end } }: SyntaxEntry) => /^\d+$/.test(place.text.slice(start, end));
  return entries.some(isNumber) ? { ...place, style: { ...place.style, hasNumericKeys: true } } : place;
}

function slotSplices(slot: Slot, around: Writing): readonly Splice[] {
  const { key, home, body, removed, rekeyed, carried, left } = slot;
  if (!home || removed) return [];
  const { entry } = home;
  const place = { ...homePlace(around, home), loose: [...(carried?.above ?? [])] };
  const splices: Splice[] = [];
  if (key !== undefined && (rekeyed || key !== entry.key)) splices.push(keySplice(key, home, place));
  if (body && isDraft(body) && isAtHome(slot)) splices.push(...draftSplices(body, place));
  else if (body) splices.push(...replace(body, { origin: entry.node, ...slot }, place));
  else if (carried?.beside !== undefined) place.loose.push(carried.beside.trim());
  // First, for something else may come at the same offset: the brace of a pair.
  if (startsLine(place.text, entry.start)) splices.unshift(...above(place, entry.start));
  else around.loose.push(...place.loose);
  return left ? [...splices, ...goneAround(place.text, { start: entry.start, left })] : splices;
}

function keySplice(key: string, { entry }: Home, { text, style, at }: Writing): Splice {
  const { start, end } = entry.keyRange;
  const context = at === 'flow' ? 'flow' : 'block';
  return { start, end, text: renderKey(key, style, { context, source: text.slice(start, end) }) };
}

function above({ text, style, loose }: Writing, offset: number): readonly Splice[] {
  if (loose.length === 0) return [];
  const indent = ' '.repeat(columnOf(text, offset));
  const lines = loose.map((comment) => reindented(comment, '', indent) + style.eol + indent);
  return [{ start: offset, end: offset, text: lines.join('') }];
}

/** Where a node stands, and the comments that come beside it. */
interface EditedEntry extends Pick<Slot, 'home' | 'carried' | 'headLeft'> {
  readonly origin: SyntaxNode;
}

function replace(
  body: Body,
  { origin, home, carried, headLeft }: EditedEntry,
  place: Writing,
): readonly Splice[] {
  const value = plainValue(body);
  const comment = carried?.beside;
  if (value === undefined && (home || origin.start < origin.end)) {
    const comments = yamlComments(place.text);
    const inside = commentsInBody(body, place);
    const heads = home ? (headLeft ? [] : headTexts(comments, home)) : rootHead(comments, origin);
    const staying = heads.filter((head) => !inside.includes(head.trimEnd()));
    const [head] = staying;
    // What stood beside the key stays there, if there is no more.
    const isBeside =
      head !== undefined && staying.length === 1 && comment === undefined && isBesideKey(head, origin, place);
    if (!isBeside) place.loose.unshift(...staying);
    const beside = isBeside ? ` ${head}` : comment;
    return replaceWhole(body, { origin, ...(home ? { home } : {}), comment: beside, inside }, place);
  }
  // Nothing stands there yet.
  if (value === undefined)
    return fillEmpty(origin, formOfBody(body, place, { at: 'root', column: 0 }), place);
  if (comment !== undefined) place.loose.push(comment.trim());
  // An alias is replaced only to cut it loose, so an equal value is written out too.
  if (origin.kind !== 'alias' && equalValues(origin.value, value)) return [];
  return replaceNode(origin, bodyValue(body), place);
}

function isBesideKey(head: string, { slot, start }: SyntaxNode, { text, at }: Writing): boolean {
  const line = lineEnd(text, slot);
  return at === 'value' && start > line && text.slice(slot, line).trim() === head;
}

/** The comments between the anchor or the tag of the whole content and what these stand in front of. */
function rootHead(comments: CommentFormat, origin: SyntaxNode): readonly string[] {
  const { start } = comments.spanOf({ origin });
  return comments.commentsIn({ start, end: origin.start }).map((range) => commentText(comments.text, range));
}

/** A map of one pair gets the braces that several need. */
function editPair({ start, end }: SyntaxNode, gaps: readonly Gap[], place: Writing): readonly Splice[] {
  const { text } = place;
  const added = gaps.flatMap((gap) => gap.added.map((slot) => flowEntry(slot, place)));
  if (added.length === 0) return [];
  return [
    { start, end: start, text: '{' },
    { start: end, end, text: `${commaAt(text, end)} ${added.join(', ')}}` },
  ];
}

function homePlace(place: Writing, home: Home | undefined): Writing {
  if (!home || home.parent.layout === 'documents') return { ...place, at: 'root', indent: undefined };
  const { parent, entry } = home;
  if (parent.layout !== 'block') return { ...place, at: 'flow', indent: undefined };
  const indent = ' '.repeat(columnOf(place.text, entry.start));
  return { ...place, at: parent.kind === 'list' ? 'item' : 'value', indent };
}

function isEmptyBrackets(text: string, { start, end, entries }: SyntaxNode): boolean {
  return entries.length === 0 && text.slice(start + 1, end - 1).trim() === '';
}

function editFlow(node: SyntaxNode, gaps: readonly Gap[], place: Writing): readonly Splice[] {
  const { text, style } = place;
  const format: BracketFormat = {
    text,
    eol: style.eol,
    space: ' ',
    commentEnd: (offset) => (text[offset] === '#' ? lineEnd(text, offset) : offset),
    renderEntry: (slot, indent) => renderFlowEntry(slot, place, indent),
    needsLines: () => false,
    layoutOfEmpty: () => 'inline',
    childIndent: ({ start }) => indentAt(text, start) + style.unit,
  };
  return editBrackets(format, node, gaps);
}

/** On a line of its own an entry has its comments above it. */
function renderFlowEntry(slot: Slot, place: Writing, indent: Indent): WrittenEntry {
  if (indent === undefined) return { text: flowEntry(slot, place), beside: '' };
  const { above: comments = [], beside = '' } = slot.carried ?? {};
  const loose: string[] = [];
  const text = flowEntry({ ...slot, carried: { above: comments } }, { ...place, loose });
  const lines = loose.map((comment) => comment + place.style.eol + indent);
  return { text: lines.join('') + text, beside };
}
