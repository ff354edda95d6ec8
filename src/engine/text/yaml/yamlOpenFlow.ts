// Flow collections to which something comes that needs several lines: these become blocks, and no more than needed.
import {
  allAbove,
  bodyKind,
  bodyOf,
  bodyValue,
  isAtHome,
  isDraft,
  isOwnText,
  liveSlots,
  plainValue,
  type Body,
  type EditedNode,
  type Slot,
} from '../edits/slots.ts';
import { commentText, commentsInside } from '../edits/commentAttachment.ts';
import { merged } from '../edits/ownComments.ts';
import { startsLine } from '../syntax/lines.ts';
import type { SyntaxNode } from '../syntax/syntax.ts';
import { spanOf, spansLines, yamlComments } from './yamlLines.ts';
import { hasLines } from './yamlRender.ts';
import type { Writing } from './yamlReplace.ts';

type Place = Pick<Writing, 'text' | 'mode'>;

/** Whether edits put something into it that no line of flow can hold. */
export function needsLines(body: Body, place: Place): boolean {
  const { slots } = body;
  if (slots) {
    const live = liveSlots(slots);
    // In a block a merge key would have to be written anew.
    if (bodyKind(body) === 'map' && live.some(({ key }) => key === undefined)) return false;
    const hasRoom = isDraft(body) && hasLinesOfTheirOwn(body.origin, place.text);
    return live.some((slot) => slotNeedsLines(slot, hasRoom, place));
  }
  const value = plainValue(body);
  if (value !== undefined) return hasLines(value);
  return (
    isDraft(body) &&
    body.text !== undefined &&
    (hasLines(body.origin.value) || (place.mode !== 'rendered' && hasLayout(body, body.text)))
  );
}

/** Whether each entry has a line, so that comments can stand above. */
function hasLinesOfTheirOwn({ layout, entries }: SyntaxNode, text: string): boolean {
  return layout === 'inline' && entries.length > 0 && entries.every(({ start }) => startsLine(text, start));
}

function slotNeedsLines(slot: Slot, hasRoom: boolean, place: Place): boolean {
  const { body } = slot;
  if (!body) return false;
  if (place.mode === 'rendered') return needsLines(body, place);
  const moved = draftFromBlock(slot);
  const comes = moved !== undefined || !isOwnText(body);
  if (comes && !hasRoom && allAbove(slot).length > 0) return true;
  return (moved !== undefined && hasLayout(moved, place.text)) || needsLines(body, place);
}

/** What has moved from a block of the text itself. */
function draftFromBlock(slot: Slot): EditedNode | undefined {
  const { body } = slot;
  const moves = body && isDraft(body) && body.text === undefined && !isAtHome(slot);
  return moves && body.home?.parent.layout === 'block' ? body : undefined;
}

/** Whether a text has comments in it, or scalars of several lines. */
function hasLayout(draft: EditedNode, text: string): boolean {
  const comments = commentsInside(yamlComments(text), draft.origin, spanOf(text, draft));
  return comments.length > 0 || hasScalarOfLines(draft.origin, text);
}

function hasScalarOfLines({ kind, start, end, entries }: SyntaxNode, text: string): boolean {
  if (kind === 'scalar') return spansLines(text, start, end);
  return entries.some(({ node }) => hasScalarOfLines(node, text));
}

/** The same content for a block: flow collections on the way to what needs lines are opened, too. */
export function openedBody(body: Body, place: Place): Body {
  const { slots } = body;
  if (!slots || !needsLines(body, place)) return body;
  const live = isDraft(body) ? commentedSlots(body, slots.all, place.text) : liveSlots(slots);
  const all = live.map((slot) => ({ ...slot, body: openedBody(bodyOf(slot), place) }));
  const lead = isDraft(body) ? leadOf(body.origin, place.text) : '';
  return { value: bodyValue(body), slots: { all, items: [...all] }, ...(lead === '' ? {} : { lead }) };
}

/** The anchor and the tag. */
function leadOf({ anchor, tag, start }: SyntaxNode, text: string): string {
  const first = anchor === undefined ? start : text.lastIndexOf(`&${anchor}`, start);
  const lead = text.slice(Math.min(first, tag?.start ?? start), start);
  return lead
    .replaceAll(/(?<=\s)#[^\r\n]*/g, '')
    .trim()
    .replaceAll(/\s+/g, ' ');
}

/** Those that are there. Each comment between the entries goes with the entry that it stands beside or above. */
function commentedSlots({ origin }: EditedNode, slots: readonly Slot[], text: string): readonly Slot[] {
  const { commentsIn } = yamlComments(text);
  const gone = new Set(slots.flatMap(({ left = [] }) => left.flatMap(commentsIn).map(({ start }) => start)));
  const found: Slot[] = [];
  let above: string[] = [];
  let last: { readonly index: number; readonly end: number } | undefined;
  const collect = (start: number, end: number) => {
    for (const range of commentsIn({ start, end: Math.max(start, end) })) {
      if (gone.has(range.start)) continue;
      const comment = commentText(text, range);
      const beside = last && !spansLines(text, last.end, range.start) ? found[last.index] : undefined;
      if (beside) beside.carried = merged(beside.carried, { above: [], beside: ` ${comment}` });
      else above.push(comment);
    }
  };
  for (const slot of slots) {
    if (slot.home) {
      const { start, keyRange, end } = slot.home.entry;
      collect(last?.end ?? origin.start + 1, start);
      last = undefined;
      if (!slot.removed && slot.key !== undefined) {
        collect(start, keyRange.start);
        collect(keyRange.end, spanOf(text, { home: slot.home, origin: slot.home.entry.node }).start);
      }
      last = { index: slot.removed ? -1 : found.length, end };
    }
    if (slot.removed) continue;
    found.push({ ...slot, ...ownKey(slot, text), carried: merged({ above }, slot.carried) });
    above = [];
  }
  collect(last?.end ?? origin.start + 1, origin.end - 1);
  const final = found.at(-1);
  if (final && above.length > 0) final.carried = merged(final.carried, { above: [], below: above });
  return found;
}

/** A key stays as it is written. */
function ownKey({ key, home, rekeyed }: Slot, text: string): Pick<Slot, 'keySource'> {
  const { key: own, keyRange, keyNode } = home?.entry ?? {};
  if (!keyRange || key === undefined || key !== own || keyNode || rekeyed) return {};
  const keySource = text.slice(keyRange.start, keyRange.end);
  return keySource.includes('\n') ? {} : { keySource };
}
