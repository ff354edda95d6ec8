// Edits that move what is there, as changes of slots: a slot gets the body of another one, the node of the text in it,
// and its comments come along. What an alias or a merge key brings has no text to move: it moves as a value.
import { inheritedBy, openBody, openSlot } from './editedNode.ts';
import type { Edit, PlainEdit, Relocation } from './edit.ts';
import { parentOf, parsePointer } from '../../values/pointer.ts';
import {
  addKey,
  bodyOf,
  isAtHome,
  isDraft,
  bodyKind,
  renameSlot,
  slotAt,
  slotsOf,
  type Body,
  type Comments,
  type Slot,
} from './slots.ts';
import { commentsOf, merged, takeOut, type Coming, type CommentContext } from './ownComments.ts';
import { mapOf } from '../../values/value.ts';

export function applyMove(root: Slot, edit: Exclude<Edit, PlainEdit>, around: CommentContext): void {
  const keys = parsePointer(edit.pointer);
  switch (edit.op) {
    case 'rename':
      rename(parentAt(root, edit, keys), edit.key);
      break;
    case 'wrap':
      wrap(ownSlot(root, edit, keys), edit.key, around);
      break;
    case 'unwrap':
      unwrap(ownSlot(root, edit, keys), edit.key, around);
      break;
    case 'copy':
      receive(root, edit, copyOf(ownSlot(root, edit, parsePointer(edit.from))));
      break;
    case 'move':
      move(root, edit, around);
  }
}

/** The slot of a place that is there, with text of its own for what an alias or a merge key brings around it. */
function ownSlot(root: Slot, edit: Edit, keys: readonly string[]): Slot {
  return openSlot(root, keys, { edit, into: 'place', inherited: 'own' }) ?? root;
}

interface Parent {
  readonly body: Body;
  readonly key: string;
}

function parentAt(root: Slot, edit: Edit, keys: readonly string[]): Parent {
  return { body: openBody(ownSlot(root, edit, keys.slice(0, -1)), 'own'), key: keys.at(-1) ?? '' };
}

function rename({ body, key }: Parent, name: string): void {
  const slot = slotAt(body, key);
  if (key === name) return;
  if (slot) renameSlot(slotsOf(body), slot, name);
  else addKey(slotsOf(body), { key: name, body: { value: inheritedBy(body, key) ?? null } });
}

function move(root: Slot, edit: Relocation, around: CommentContext): void {
  if (edit.from === edit.pointer) return;
  const parent = parentAt(root, edit, parsePointer(edit.from));
  const name = parsePointer(edit.pointer).at(-1) ?? '';
  const isWithin = edit.pointer !== '' && parentOf(edit.from) === parentOf(edit.pointer);
  const isFree = !slotAt(parent.body, name) && inheritedBy(parent.body, name) === undefined;
  if (isWithin && isFree && bodyKind(parent.body) === 'map') rename(parent, name);
  else receive(root, edit, takenFrom(parent, around));
}

function takenFrom({ body, key }: Parent, around: CommentContext): Coming {
  const slot = slotAt(body, key);
  // What a merge key brings is taken out by `detach`.
  return slot ? takeOut(slotsOf(body), slot, around) : { body: { value: inheritedBy(body, key) ?? null } };
}

function receive(root: Slot, edit: Relocation, come: Coming): void {
  const slot = openSlot(root, parsePointer(edit.pointer), { edit, into: 'before', inherited: 'own' });
  if (!slot) return;
  slot.body = come.body ?? { value: null };
  slot.carried = merged(slot.carried, come.carried);
}

/** A copy has the comments inside. */
function copyOf(slot: Slot): Coming {
  return { body: copiedBody(bodyOf(slot)) };
}

function copiedBody(body: Body): Body {
  const { slots } = body;
  if (!slots) return isDraft(body) ? { ...body, copied: true } : { ...body };
  const all = slots.all.map((slot): Slot => ({
    ...slot,
    // What is gone from here may hold by now what is copied.
    ...(slot.body && !slot.removed ? { body: copiedBody(slot.body) } : {}),
  }));
  const twins = new Map(slots.all.map((slot, index) => [slot, all[index] ?? slot]));
  const items = slots.items.map((slot) => twins.get(slot) ?? slot);
  return { ...body, ...(isDraft(body) ? { copied: true } : {}), slots: { all, items } };
}

function wrap(slot: Slot, key: string, around: CommentContext): void {
  const inner: Slot = { key, body: bodyOf(slot) };
  const { carried, home } = slot;
  const own = home && !slot.left && isAtHome(slot) ? around.of(home) : undefined;
  if (carried?.beside !== undefined) {
    inner.carried = { above: [], beside: carried.beside };
    slot.carried = { above: carried.above };
  } else if (own?.endsValue && own.beside !== undefined) {
    inner.carried = { above: [], beside: own.beside };
    slot.left = own.besideRanges;
  }
  if (isAtHome(slot)) slot.headLeft = true;
  slot.body = { value: mapOf([]) };
  addKey(slotsOf(slot.body), { ...inner, key });
}

function unwrap(slot: Slot, key: string, around: CommentContext): void {
  const body = openBody(slot, 'own');
  const inner = slotAt(body, key) ?? { key, body: { value: inheritedBy(body, key) ?? null } };
  const strays = isDraft(body) ? around.stray(body) : [];
  const own = merged(inner.carried, commentsIn(body, slot, { inner, around }));
  slot.body = bodyOf(inner);
  slot.carried = merged(slot.carried, merged({ above: strays }, own));
  if (!isAtHome(slot)) return;
  // It has come back to where it was, and so has the comment beside it.
  if (slot.left) slot.carried = { above: slot.carried.above };
  delete slot.left;
  delete slot.headLeft;
}

/** The comments of an entry that stand in the map around it: the first may have its own above both, or beside both. */
function commentsIn(
  map: Body,
  outer: Slot,
  { inner, around }: { readonly inner: Slot; readonly around: CommentContext },
): Comments | undefined {
  const comments = commentsOf(inner, around);
  if (!comments || !inner.home) return undefined;
  const { aboveRanges, besideRanges } = around.of(inner.home);
  const isTop = isDraft(map) && !map.home && !map.origin.anchor && !map.origin.tag;
  const isAboveBoth = isTop && (aboveRanges[0]?.start ?? map.origin.start) < map.origin.start;
  const [beside] = outer.home && !outer.left ? around.of(outer.home).besideRanges : [];
  const isBesideBoth = beside !== undefined && beside.start === besideRanges[0]?.start;
  const above = isAboveBoth ? comments.above.slice(aboveRanges.length) : comments.above;
  return isBesideBoth || comments.beside === undefined ? { above } : { above, beside: comments.beside };
}
