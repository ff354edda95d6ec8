// Edits that set, insert and remove values, as changes of slots. Those that move text are in `draftMoves`.
//
// Edits below an alias or a merge key are left out at first: when the anchor itself changes too, they may come
// true by themselves. `detach` makes those that do not the value's own, without touching the anchor.
import { listIndex, noPlace, type Edit, type PlainEdit } from './edit.ts';
import { parsePointer } from '../../values/pointer.ts';
import {
  addItem,
  addKey,
  bodyOf,
  dropSlot,
  isDraft,
  kindOf,
  liveSlots,
  slotAt,
  slotsOf,
  slotValue,
  type Body,
  type Slot,
} from './slots.ts';
import { equalValues, isList, isMap, mapOf, type Value, type ValueMap } from '../../values/value.ts';

export function applyPlain(root: Slot, edit: PlainEdit): void {
  const keys = parsePointer(edit.pointer);
  if (edit.op === 'remove') removeAt(root, keys);
  else {
    const slot = openSlot(root, keys, {
      edit,
      into: edit.op === 'set' ? 'place' : 'before',
      inherited: 'left',
    });
    if (slot) assign(slot, edit.value);
  }
}

export interface Opening {
  readonly edit: Edit;
  /** Whether an item of a list is taken, or a new one put before it. */
  readonly into: 'place' | 'before';
  /** Whether what an alias or a merge key brings is left alone, or becomes text of its own to take what is put in. */
  readonly inherited: 'left' | 'own';
}

/** The slot of a place, made where there is none; `undefined` in what is left alone. */
export function openSlot(root: Slot, keys: readonly string[], opening: Opening): Slot | undefined {
  let here: Slot | undefined = root;
  for (let depth = 0; here && depth < keys.length; depth += 1) {
    const body = openBody(here, opening.inherited);
    const isBefore = opening.into === 'before' && depth === keys.length - 1 && kindOf(body) === 'list';
    const key = keys[depth] ?? '';
    here = (isBefore ? undefined : slotAt(body, key)) ?? newSlot(body, key, opening);
  }
  return here;
}

function newSlot(body: Body, key: string, { edit, inherited }: Opening): Slot | undefined {
  if (kindOf(body) === 'alias') return undefined;
  if (kindOf(body) === 'list') {
    const index = listIndex(slotsOf(body).items.length, key);
    if (index === undefined) throw noPlace(edit);
    return addItem(slotsOf(body), index, { key: undefined, body: { value: null } });
  }
  const known = inheritedBy(body, key);
  if (known !== undefined && inherited === 'left') return undefined;
  return addKey(slotsOf(body), { key, body: { value: known ?? null } });
}

/** The body to put something in: no value counts as an empty map. */
export function openBody(here: Slot, inherited: Opening['inherited']): Body {
  const kind = kindOf(bodyOf(here));
  if (kind === 'scalar') here.body = { value: mapOf([]) };
  else if (kind === 'alias' && inherited === 'own') here.body = { value: slotValue(here) };
  return bodyOf(here);
}

export function inheritedBy(body: Body, key: string): Value | undefined {
  return isDraft(body) && !body.unmerged ? body.origin.inherited?.[key] : undefined;
}

function removeAt(root: Slot, keys: readonly string[]): void {
  let here: Slot | undefined = root;
  let around: Body | undefined;
  for (const key of keys) {
    around = here && bodyOf(here);
    here = around && slotAt(around, key);
  }
  if (here && around) dropSlot(slotsOf(around), here);
  else if (here) assign(here, null);
}

/** Gives a slot a value, keeping as much of the old text as has the same value at the same place. */
export function assign(slot: Slot, value: Value): void {
  const body = bodyOf(slot);
  const kind = kindOf(body);
  const isKnown = isDraft(body) || body.slots !== undefined;
  if (isKnown && kind === 'map' && isMap(value)) assignMap(body, value);
  else if (isKnown && kind === 'list' && isList(value)) assignList(body, value);
  else if (kind === 'scalar' && isDraft(body) && equalValues(body.origin.value, value)) return;
  else if (kind !== 'alias') slot.body = { value };
}

function assignMap(body: Body, value: ValueMap): void {
  const slots = slotsOf(body);
  const absent = new Map(Object.entries(value));
  for (const slot of liveSlots(slots)) {
    if (slot.key === undefined) continue;
    const next = absent.get(slot.key);
    absent.delete(slot.key);
    if (next === undefined) dropSlot(slots, slot);
    else assign(slot, next);
  }
  for (const [key, added] of absent) {
    const inherited = inheritedBy(body, key);
    if (inherited === undefined || !equalValues(inherited, added))
      addKey(slots, { key, body: { value: added } });
  }
}

/** Equal items at both ends stay as they are; those between are replaced one by one, then added or removed. */
function assignList(body: Body, value: readonly Value[]): void {
  const slots = slotsOf(body);
  const live = [...slots.items];
  const same = (slot: Slot | undefined, item: Value | undefined): boolean =>
    slot !== undefined && item !== undefined && equalValues(slotValue(slot), item);
  let head = 0;
  while (same(live[head], value[head])) head += 1;
  let tail = 0;
  while (tail < Math.min(live.length, value.length) - head && same(live.at(-1 - tail), value.at(-1 - tail)))
    tail += 1;
  const items = value.slice(head, value.length - tail);
  const old = live.slice(head, live.length - tail);
  for (const [index, slot] of old.entries()) {
    const item = items[index];
    if (item === undefined) dropSlot(slots, slot);
    else assign(slot, item);
  }
  for (const added of items.slice(old.length)) {
    addItem(slots, slots.items.length - tail, { key: undefined, body: { value: added } });
  }
}
