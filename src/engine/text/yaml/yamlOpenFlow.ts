// Flow collections to which something comes that needs several lines: these become blocks, and no more than needed.
import {
  bodyOf,
  bodyValue,
  isDraft,
  liveSlots,
  plainValue,
  type Body,
  type EditedNode,
} from '../edits/slots.ts';
import { commentText } from '../edits/commentAttachment.ts';
import { yamlComments } from './yamlLines.ts';
import { hasLines } from './yamlRender.ts';

/** Whether edits put something into it that no line of flow can hold. */
export function needsLines(body: Body): boolean {
  const { slots } = body;
  if (slots) return liveSlots(slots).some((slot) => slot.body !== undefined && needsLines(slot.body));
  const value = plainValue(body);
  if (value !== undefined) return hasLines(value);
  return isDraft(body) && body.text !== undefined && hasLines(body.origin.value);
}

/** The same content for a block: flow collections on the way to what needs lines are opened, too. */
export function openedBody(body: Body): Body {
  const { slots } = body;
  if (!slots || !needsLines(body)) return body;
  const all = liveSlots(slots).map((slot) => ({ ...slot, body: openedBody(bodyOf(slot)) }));
  return { value: bodyValue(body), slots: { all, items: [...all] } };
}

/** The comments that stand between the entries. */
export function commentsBetween({ origin }: EditedNode, text: string): readonly string[] {
  const { commentsIn } = yamlComments(text);
  const ends = [origin.start + 1, ...origin.entries.map(({ end }) => end)];
  const starts = [...origin.entries.map(({ start }) => start), origin.end];
  return ends.flatMap((start, index) =>
    commentsIn({ start, end: starts[index] ?? start }).map((range) => commentText(text, range)),
  );
}
