// Edits that move what is there, as changes of slots: a slot gets the body of another one, the node of the text in it,
// and its comments come along. What an alias or a merge key brings has no text to move: it moves as a value.
import { inheritedBy, openBody, openSlot } from './editedNode.ts';
import type { Edit, PlainEdit, Relocation } from './edit.ts';
import { parentOf, parsePointer } from '../../values/pointer.ts';
import {
  addKey,
  bodyOf,
  dropSlot,
  isAtHome,
  isDraft,
  kindOf,
  renameSlot,
  slotAt,
  slotsOf,
  type Body,
  type Comments,
  type EditedNode,
  type Home,
  type Slot,
} from './slots.ts';
import type { TextRange } from '../syntax/syntax.ts';
import { mapOf } from '../../values/value.ts';

/** What a format tells of the text around entries. */
export interface Surroundings {
  of(home: Home): OwnComments;
  /** A blank line that would be one too many without an entry and its comments. */
  hole(home: Home): readonly TextRange[];
  /** The comments between a key and its value. */
  head(home: Home): readonly string[];
  /** The comments in a map that belong to none of its entries. */
  stray(map: EditedNode): readonly string[];
}

/** The comments that belong to an entry. */
export interface OwnComments extends Comments {
  readonly aboveRanges: readonly TextRange[];
  readonly besideRanges: readonly TextRange[];
  /** Whether the one beside is at the end of the value, and goes where that goes. */
  readonly endsValue: boolean;
}

export function applyMove(root: Slot, edit: Exclude<Edit, PlainEdit>, around: Surroundings): void {
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

function move(root: Slot, edit: Relocation, around: Surroundings): void {
  if (edit.from === edit.pointer) return;
  const parent = parentAt(root, edit, parsePointer(edit.from));
  const name = parsePointer(edit.pointer).at(-1) ?? '';
  const isWithin = edit.pointer !== '' && parentOf(edit.from) === parentOf(edit.pointer);
  const isFree = !slotAt(parent.body, name) && inheritedBy(parent.body, name) === undefined;
  if (isWithin && isFree && kindOf(parent.body) === 'map') rename(parent, name);
  else receive(root, edit, takeOut(parent, around));
}

/** What comes to a place. */
type Coming = Pick<Slot, 'body' | 'carried'>;

function takeOut({ body, key }: Parent, around: Surroundings): Coming {
  const slot = slotAt(body, key);
  // What a merge key brings is taken out by `detach`.
  if (!slot) return { body: { value: inheritedBy(body, key) ?? null } };
  const { home, carried } = slot;
  const taken = { body: bodyOf(slot), carried: merged(carried, home && commentsOf(slot, around)) };
  if (home) {
    const { aboveRanges, besideRanges } = around.of(home);
    slot.left = [...aboveRanges, ...besideRanges, ...around.hole(home)];
  }
  dropSlot(slotsOf(body), slot);
  return taken;
}

/** Those that stand around a slot in the text, and have not left it. */
function commentsOf(slot: Slot, around: Surroundings): Comments | undefined {
  const { home, left, headLeft } = slot;
  const own = home && around.of(home);
  if (!own) return undefined;
  // What stands in front of a value goes with that, or stays when it has gone.
  const head = headLeft || isAtHome(slot) ? [] : around.head(home);
  const above = [...own.above, ...head];
  return left || own.beside === undefined ? { above } : { above, beside: own.beside };
}

/** Comments in their order; of two that stand beside, the later one goes above. */
function merged(first: Comments | undefined, second: Comments | undefined): Comments {
  const above = [...(first?.above ?? []), ...(second?.above ?? [])];
  const [beside, other] = [first?.beside, second?.beside].filter((comment) => comment !== undefined);
  return {
    above: other === undefined ? above : [...above, other.trim()],
    ...(beside === undefined ? {} : { beside }),
  };
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
    ...(slot.body ? { body: copiedBody(slot.body) } : {}),
  }));
  const twins = new Map(slots.all.map((slot, index) => [slot, all[index] ?? slot]));
  const items = slots.items.map((slot) => twins.get(slot) ?? slot);
  return { ...body, ...(isDraft(body) ? { copied: true } : {}), slots: { all, items } };
}

function wrap(slot: Slot, key: string, around: Surroundings): void {
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

function unwrap(slot: Slot, key: string, around: Surroundings): void {
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
  { inner, around }: { readonly inner: Slot; readonly around: Surroundings },
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
