// Drafts of YAML → splices, node by node. Collections keep their kind of layout: block stays block and flow
// stays flow, save that an empty `{}` or `[]` outside of flow opens into a block.
import { editBrackets, type BracketFormat } from './bracketEdit.ts';
import { draftValue, type Draft, type Slot } from './draft.ts';
import { gapsOf, type Gap } from './gaps.ts';
import { columnOf, eolOf, indentAt, lineEnd, type Splice } from './lines.ts';
import type { SyntaxNode } from './syntax.ts';
import { identicalValues } from './value.ts';
import { editBlock } from './yamlBlockEdit.ts';
import { renderFlow, renderFlowPair } from './yamlRender.ts';
import { replaceNode, type Place } from './yamlReplace.ts';
import { exampleStyle } from './yamlStyle.ts';

/** @param mode `careful` writes no block scalars, which may swallow comments that stand below. */
export function yamlSplices(text: string, draft: Draft, mode: 'usual' | 'careful'): readonly Splice[] {
  const layout = { eol: eolOf(text), text: mode === 'usual' ? 'block' : 'quoted' } as const;
  const style = { ...layout, ...exampleStyle(text, draft.origin) };
  return splicesOf(draft, { text, style, at: 'root', indent: undefined });
}

function splicesOf(draft: Draft, place: Place): readonly Splice[] {
  const { origin, replaced, slots } = draft;
  if (replaced) {
    // An alias is replaced only to cut it loose, so an equal value is written out too.
    if (origin.kind !== 'alias' && identicalValues(origin.value, replaced.value)) return [];
    return replaceNode(origin, replaced.value, place);
  }
  if (!slots) return [];
  const gaps = gapsOf(slots);
  const emptyBrackets = origin.layout === 'inline' && isEmptyBrackets(place.text, origin);
  const isGone = origin.layout === 'pair' && !slots.some(({ entry, removed }) => entry && !removed);
  if (gaps.length > 0 && (isGone || (emptyBrackets && place.at !== 'flow'))) {
    return replaceNode(origin, draftValue(draft), place);
  }
  const changes = slots.flatMap((slot) => entrySplices(slot, origin, place));
  const edit = { inline: editFlow, block: editBlock, pair: editPair }[origin.layout];
  return [...changes, ...edit(origin, gaps, place)];
}

function entrySplices(slot: Slot, parent: SyntaxNode, place: Place): readonly Splice[] {
  const { key = '', entry, draft, removed, rekeyed } = slot;
  if (!entry || removed) return [];
  const ownKey = rekeyed ? [{ ...entry.keyRange, text: renderFlow(key, place.style) }] : [];
  return [...ownKey, ...(draft ? splicesOf(draft, placeIn(place, parent, entry.start)) : [])];
}

/** A map of one pair gets the braces that several need. */
function editPair({ start, end }: SyntaxNode, gaps: readonly Gap[], { style }: Place): readonly Splice[] {
  const added = gaps.flatMap((gap) =>
    gap.added.map(({ key = '', value }) => renderFlowPair(key, value, style)),
  );
  if (added.length === 0) return [];
  return [
    { start, end: start, text: '{' },
    { start: end, end, text: `, ${added.join(', ')}}` },
  ];
}

function placeIn(place: Place, parent: SyntaxNode, start: number): Place {
  if (parent.layout !== 'block') return { ...place, at: 'flow', indent: undefined };
  return {
    ...place,
    at: parent.kind === 'list' ? 'item' : 'value',
    indent: ' '.repeat(columnOf(place.text, start)),
  };
}

function isEmptyBrackets(text: string, { start, end, entries }: SyntaxNode): boolean {
  return entries.length === 0 && text.slice(start + 1, end - 1).trim() === '';
}

function editFlow(node: SyntaxNode, gaps: readonly Gap[], { text, style }: Place): readonly Splice[] {
  const format: BracketFormat = {
    text,
    eol: style.eol,
    space: ' ',
    commentEnd: (offset) => (text[offset] === '#' ? lineEnd(text, offset) : offset),
    renderEntry: ({ key, value }) =>
      key === undefined ? renderFlow(value, style) : renderFlowPair(key, value, style),
    layoutOfEmpty: () => 'inline',
    childIndent: ({ start }) => indentAt(text, start) + style.unit,
  };
  return editBrackets(format, node, gaps);
}
