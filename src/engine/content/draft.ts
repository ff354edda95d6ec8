// What edits make of a structure: which entries stay, go, change or come. A draft is a short-lived, mutable
// shadow of the nodes the edits reach; the text formats turn it into splices. Nothing here knows a format.
//
// Edits below an alias or a merge key are left out at first: when the anchor itself changes too, they may come
// true by themselves. `detach` makes those that do not the value's own, without touching the anchor.
import { applyEdits, listIndex, noPlace, type Edit as AnyEdit, type PlainEdit as Edit } from './edit.ts';
import { formatPointer, parentOf, parsePointer, valueAt } from './pointer.ts';
import type { SyntaxEntry, SyntaxNode } from './syntax.ts';
import { identicalValues, isList, isMap, mapOf, type Value, type ValueMap } from './value.ts';

export interface Draft {
  readonly origin: SyntaxNode;
  /** The new value as a whole, where the old text is of no use. */
  replaced?: { readonly value: Value };
  /** Set when the map has to do without its merge keys. */
  unmerged?: true;
  /** The entries, once an edit has reached one; the removed keep their places. */
  slots?: Slot[];
}

export interface Slot {
  readonly key: string | undefined;
  /** Absent for what the edits add. */
  readonly entry?: SyntaxEntry;
  draft?: Draft;
  added?: Value;
  removed?: true;
  /** Set when a key that is an alias gets text of its own. */
  rekeyed?: true;
}

/** The edits that carry no text, in their order: what moves is told as a value. */
export function plainEdits(value: Value, edits: readonly AnyEdit[]): readonly Edit[] {
  let here = value;
  return edits.flatMap((edit) => {
    const before = here;
    here = applyEdits(here, [edit]);
    const there = (pointer: string): Value => valueAt(here, pointer) ?? null;
    switch (edit.op) {
      case 'set':
      case 'insert':
      case 'remove':
        return [edit];
      case 'rename': {
        const pointer = parentOf(edit.pointer) + formatPointer([edit.key]);
        if (pointer === edit.pointer) return [];
        return [
          { op: 'set', pointer, value: there(pointer) },
          { op: 'remove', pointer: edit.pointer },
        ];
      }
      case 'wrap':
      case 'unwrap':
        return [{ op: 'set', pointer: edit.pointer, value: there(edit.pointer) }];
      case 'move':
      case 'copy': {
        const comes: Edit = {
          op: 'insert',
          pointer: edit.pointer,
          value: valueAt(before, edit.from) ?? null,
        };
        return edit.op === 'copy' ? [comes] : [{ op: 'remove', pointer: edit.from }, comes];
      }
    }
  });
}

export function applyToDraft(draft: Draft, edit: Edit): void {
  applyBelow(draft, parsePointer(edit.pointer), edit);
}

function applyBelow(draft: Draft, keys: readonly string[], edit: Edit): void {
  const { origin } = draft;
  if (keys.length === 0) assign(draft, edit.op === 'remove' ? null : edit.value);
  else if (draft.replaced) {
    draft.replaced = { value: applyEdits(draft.replaced.value, [{ ...edit, pointer: formatPointer(keys) }]) };
  } else if (origin.kind === 'list') applyToItems(draft, keys, edit);
  else if (origin.kind === 'map') applyToEntries(draft, keys, edit);
  else if (origin.kind === 'scalar') {
    draft.replaced = { value: applyEdits(origin.value, [{ ...edit, pointer: formatPointer(keys) }]) };
  }
}

function applyToEntries(draft: Draft, keys: readonly string[], edit: Edit): void {
  const [key = '', ...rest] = keys;
  const slot = slotsOf(draft).findLast((candidate) => candidate.key === key && !candidate.removed);
  if (slot) applyToSlot(slot, rest, edit);
  else if (edit.op !== 'remove' && !(draft.origin.inherited && key in draft.origin.inherited)) {
    slotsOf(draft).push({ key, added: applyEdits(null, [{ ...edit, pointer: formatPointer(rest) }]) });
  }
}

function applyToItems(draft: Draft, keys: readonly string[], edit: Edit): void {
  const [key = '', ...rest] = keys;
  const slots = slotsOf(draft);
  const live = slots.filter((slot) => !slot.removed);
  const index = listIndex(live.length, key);
  const slot = index === undefined ? undefined : live[index];
  if (slot && !(edit.op === 'insert' && rest.length === 0)) applyToSlot(slot, rest, edit);
  else if (edit.op !== 'remove') {
    if (index === undefined) throw noPlace(edit);
    const added = applyEdits(null, [{ ...edit, pointer: formatPointer(rest) }]);
    slots.splice(slot ? slots.indexOf(slot) : slots.length, 0, { key: undefined, added });
  }
}

function applyToSlot(slot: Slot, keys: readonly string[], edit: Edit): void {
  if (edit.op === 'remove' && keys.length === 0) slot.removed = true;
  else if (slot.entry) applyBelow((slot.draft ??= { origin: slot.entry.node }), keys, edit);
  else slot.added = applyEdits(slot.added ?? null, [{ ...edit, pointer: formatPointer(keys) }]);
}

export function slotsOf(draft: Draft): Slot[] {
  draft.slots ??= draft.origin.entries.map((entry) => ({ key: entry.key, entry }));
  return draft.slots;
}

/** Gives a draft a value, keeping as much of the old text as has the same value at the same place. */
function assign(draft: Draft, value: Value): void {
  const { origin } = draft;
  if (draft.replaced === undefined && origin.kind === 'map' && isMap(value)) assignMap(draft, value);
  else if (draft.replaced === undefined && origin.kind === 'list' && isList(value)) assignList(draft, value);
  else if (origin.kind !== 'alias') draft.replaced = { value };
}

function assignMap(draft: Draft, value: ValueMap): void {
  const absent = new Map(Object.entries(value));
  for (const slot of slotsOf(draft)) {
    if (slot.removed || slot.key === undefined) continue;
    const next = absent.get(slot.key);
    absent.delete(slot.key);
    applyToSlot(slot, [], next === undefined ? removal : { op: 'set', pointer: '', value: next });
  }
  for (const [key, added] of absent) {
    const inherited = draft.unmerged ? undefined : draft.origin.inherited?.[key];
    if (inherited === undefined || !identicalValues(inherited, added)) slotsOf(draft).push({ key, added });
  }
}

const removal: Edit = { op: 'remove', pointer: '' };

/** Equal items at both ends stay as they are; those between are replaced one by one, then added or removed. */
function assignList(draft: Draft, value: readonly Value[]): void {
  const live = slotsOf(draft).filter((slot) => !slot.removed);
  const same = (slot: Slot | undefined, item: Value | undefined): boolean =>
    slot !== undefined && item !== undefined && identicalValues(slotValue(slot), item);
  let head = 0;
  while (same(live[head], value[head])) head += 1;
  let tail = 0;
  while (tail < Math.min(live.length, value.length) - head && same(live.at(-1 - tail), value.at(-1 - tail)))
    tail += 1;
  const items = value.slice(head, value.length - tail);
  const old = live.slice(head, live.length - tail);
  for (const [index, slot] of old.entries()) {
    const item = items[index];
    applyToSlot(slot, [], item === undefined ? removal : { op: 'set', pointer: '', value: item });
  }
  const before = live[live.length - tail];
  const place = before ? slotsOf(draft).indexOf(before) : slotsOf(draft).length;
  slotsOf(draft).splice(place, 0, ...items.slice(old.length).map((added) => ({ key: undefined, added })));
}

/** What an entry is worth now. */
function slotValue(slot: Slot): Value {
  if (!slot.entry) return slot.added ?? null;
  return slot.draft ? draftValue(slot.draft) : slot.entry.node.value;
}

/** What a draft is worth now. */
export function draftValue({ origin, replaced, slots, unmerged }: Draft): Value {
  if (replaced) return replaced.value;
  const live = slots?.filter((slot) => !slot.removed);
  if (!live) return origin.value;
  if (origin.kind === 'list') return live.map(slotValue);
  const own = live.flatMap((slot): [string, Value][] =>
    slot.key === undefined ? [] : [[slot.key, slotValue(slot)]],
  );
  return mapOf([...Object.entries((unmerged ? undefined : origin.inherited) ?? {}), ...own]);
}

/** Gives the place at `keys` its expected value with text of its own; `expected` is the value of the draft. */
export function detach(draft: Draft, keys: readonly string[], expected: Value): void {
  const [key, ...rest] = keys;
  const { kind } = draft.origin;
  if (kind === 'alias' || kind === 'scalar' || draft.replaced) draft.replaced = { value: expected };
  else if (key === undefined || isMap(expected) !== (kind === 'map')) assign(draft, expected);
  else detachChild(draft, [key, ...rest], expected);
}

function detachChild(draft: Draft, [key, ...rest]: readonly [string, ...string[]], expected: Value): void {
  const live = slotsOf(draft).filter((slot) => !slot.removed);
  const slot =
    draft.origin.kind === 'list' ? live[Number(key)] : live.find((candidate) => candidate.key === key);
  const value = valueAt(expected, formatPointer([key]));
  if (value === undefined) assignWithoutMerges(draft, expected);
  else if (slot?.entry) {
    if (slot.entry.keyNode?.kind === 'alias' && rest.length === 0) slot.rekeyed = true;
    detach((slot.draft ??= { origin: slot.entry.node }), rest, value);
  } else if (slot) slot.added = value;
  else slotsOf(draft).push({ key, added: value });
}

/** Where a merge brings what must not be there, the map says all of its keys itself. */
export function assignWithoutMerges(draft: Draft, expected: Value): void {
  draft.unmerged = true;
  for (const slot of slotsOf(draft)) if (slot.key === undefined) slot.removed = true;
  assign(draft, expected);
}
