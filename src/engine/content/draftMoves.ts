// Edits that move what is there, as changes of slots: a slot gets the body of another one, the node of the text in it,
// and its comments come along. What an alias or a merge key brings has no text to move: it moves as a value.
import { inheritedBy, openBody, putAt } from './draft.ts';
import type { Edit, PlainEdit, Relocation } from './edit.ts';
import { parentOf, parsePointer, type Pointer } from './pointer.ts';
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
  type Draft,
  type Home,
  type Slot,
} from './slots.ts';
import type { TextRange } from './syntax.ts';
import { mapOf } from './value.ts';

/** What a format tells of the text around entries. */
export interface Surroundings {
  of(home: Home): OwnComments;
  /** A blank line that would be one too many without an entry and its comments. */
  hole(home: Home): readonly TextRange[];
  /** The comments between a key and its value. */
  head(home: Home): readonly string[];
  /** The comments in a map that belong to none of its entries. */
  stray(map: Draft): readonly string[];
}

/** The comments that belong to an entry. */
export interface OwnComments extends Comments {
  readonly aboveRanges: readonly TextRange[];
  readonly besideRanges: readonly TextRange[];
  /** Whether the one beside is at the end of the value, and goes where that goes. */
  readonly endsValue: boolean;
}

export function applyMove(root: Slot, edit: Exclude<Edit, PlainEdit>, around: Surroundings): void {
  switch (edit.op) {
    case 'rename':
      rename(parentAt(root, edit.pointer), edit.key);
      break;
    case 'wrap':
      wrap(ownSlot(root, edit.pointer), edit.key, around);
      break;
    case 'unwrap':
      unwrap(ownSlot(root, edit.pointer), edit.key, around);
      break;
    case 'copy':
      receive(root, edit, { come: copyOf(ownSlot(root, edit.from)), around });
      break;
    case 'move':
      move(root, edit, around);
  }
}

/** The slot of a place that is there, with text of its own for what an alias or a merge key brings around it. */
function ownSlot(root: Slot, pointer: Pointer): Slot {
  let found = root;
  putAt(root, parsePointer(pointer), {
    edit: { op: 'remove', pointer },
    into: 'place',
    inherited: 'own',
    put: (slot) => {
      found = slot;
    },
  });
  return found;
}

interface Parent {
  readonly body: Body;
  readonly key: string;
}

function parentAt(root: Slot, pointer: Pointer): Parent {
  const body = openBody(ownSlot(root, parentOf(pointer)), 'own');
  return { body, key: parsePointer(pointer).at(-1) ?? '' };
}

function rename({ body, key }: Parent, name: string): void {
  const slot = slotAt(body, key);
  if (key === name) return;
  if (slot) renameSlot(slotsOf(body), slot, name);
  else addKey(slotsOf(body), { key: name, body: { value: inheritedBy(body, key) ?? null } });
}

function move(root: Slot, edit: Relocation, around: Surroundings): void {
  if (edit.from === edit.pointer) return;
  const parent = parentAt(root, edit.from);
  const name = parsePointer(edit.pointer).at(-1) ?? '';
  const isWithin = edit.pointer !== '' && parentOf(edit.from) === parentOf(edit.pointer);
  const isFree = !slotAt(parent.body, name) && inheritedBy(parent.body, name) === undefined;
  if (isWithin && isFree && kindOf(parent.body) === 'map') rename(parent, name);
  else receive(root, edit, { come: takeOut(parent, around), around });
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
function commentsOf({ home, left }: Slot, around: Surroundings): Comments | undefined {
  const own = home && around.of(home);
  return own && left ? { above: own.above } : own;
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

function receive(
  root: Slot,
  edit: Relocation,
  { come, around }: { readonly come: Coming; readonly around: Surroundings },
): void {
  putAt(root, parsePointer(edit.pointer), {
    edit,
    into: 'before',
    inherited: 'own',
    put: (slot) => {
      const head = slot.home && isAtHome(slot) ? around.head(slot.home) : [];
      slot.body = come.body ?? { value: null };
      slot.carried = merged(merged(slot.carried, { above: head }), come.carried);
    },
  });
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
  const twin = (slot: Slot): Slot => twins.get(slot) ?? slot;
  const items = slots.items.map(twin);
  const byKey = new Map([...slots.byKey].map(([key, slot]) => [key, twin(slot)]));
  return { ...body, ...(isDraft(body) ? { copied: true } : {}), slots: { all, items, byKey } };
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
  slot.body = { value: mapOf([]) };
  addKey(slotsOf(slot.body), { ...inner, key });
}

function unwrap(slot: Slot, key: string, around: Surroundings): void {
  const body = openBody(slot, 'own');
  const inner = slotAt(body, key) ?? { key, body: { value: inheritedBy(body, key) ?? null } };
  const strays = isDraft(body) ? around.stray(body) : [];
  slot.body = bodyOf(inner);
  const comes = merged(merged({ above: strays }, inner.carried), commentsOf(inner, around));
  slot.carried = merged(slot.carried, comes);
  if (slot.left && isAtHome(slot)) {
    // It has come back to where it was, and so has the comment beside it.
    delete slot.left;
    slot.carried = { above: slot.carried.above };
  }
}
