// Edits that set, insert and remove values, as changes of slots. Those that move text are in `draftMoves`.
//
// Edits below an alias or a merge key are left out at first: when the anchor itself changes too, they may come
// true by themselves. `detach` makes those that do not the value's own, without touching the anchor.
import {
  carriedAround,
  carriedBody,
  carriedComments,
  comesToBare,
  keySourceOf,
  missingApart,
  nextNeighbor,
  sourceBelow,
  type Source,
} from './carriedText.ts';
import { merged, takeOut, type Coming, type CommentContext } from './ownComments.ts';
import { emptyFor, listIndex, noPlace, type Edit, type PlainEdit } from './edit.ts';
import { parsePointer } from '../../values/pointer.ts';
import {
  addItem,
  addKey,
  bodyOf,
  bodyValue,
  dropSlot,
  isDraft,
  bodyKind,
  liveSlots,
  slotAt,
  slotsOf,
  slotValue,
  type Body,
  type Slot,
  type Slots,
} from './slots.ts';
import { groupBy } from '../../values/groupBy.ts';
import {
  canonicalText,
  equalValues,
  isList,
  isMap,
  mapOf,
  type Value,
  type ValueMap,
} from '../../values/value.ts';

/** Where the text of a value may be found. */
export interface Texts {
  readonly around: CommentContext;
  /** What has the value as text, in another document. */
  readonly source?: Source | undefined;
}

export function applyPlain(root: Slot, edit: PlainEdit, texts: Texts): void {
  const keys = parsePointer(edit.pointer);
  if (edit.op === 'remove') removeAt(root, keys);
  else {
    const slot = openSlot(root, keys, {
      edit,
      into: edit.op === 'set' ? 'place' : 'before',
      inherited: 'left',
      source: texts.source,
    });
    if (slot) assign(slot, edit.value, texts);
  }
}

export interface Opening {
  readonly edit: Edit;
  /** Whether an item of a list is taken, or a new one put before it. */
  readonly into: 'place' | 'before';
  /** Whether what an alias or a merge key brings is left alone, or becomes text of its own to take what is put in. */
  readonly inherited: 'left' | 'own';
  /** What is put there, in another document: its comments and its neighbors. */
  readonly source?: Source | undefined;
}

/** The slot of a place, made where there is none; `undefined` in what is left alone. */
export function openSlot(root: Slot, keys: readonly string[], opening: Opening): Slot | undefined {
  let here: Slot | undefined = root;
  for (let depth = 0; here && depth < keys.length; depth += 1) {
    const body = openBody(here, opening.inherited, keys[depth]);
    const isBefore = opening.into === 'before' && depth === keys.length - 1 && bodyKind(body) === 'list';
    const key = keys[depth] ?? '';
    const isLast = depth === keys.length - 1;
    here =
      (isBefore ? undefined : slotAt(body, key)) ??
      newSlot(body, key, isLast ? opening : { ...opening, source: undefined });
  }
  return here;
}

function newSlot(body: Body, key: string, { edit, inherited, source }: Opening): Slot | undefined {
  if (bodyKind(body) === 'alias') return undefined;
  if (bodyKind(body) === 'list') {
    const index = listIndex(slotsOf(body).items.length, key);
    if (index === undefined) throw noPlace(edit);
    return addItem(slotsOf(body), index, {
      key: undefined,
      body: { value: null },
      ...carriedComments(source),
    });
  }
  const known = inheritedBy(body, key);
  if (known !== undefined && inherited === 'left') return undefined;
  const slot = {
    key,
    body: { value: known ?? null },
    ...carriedComments(source),
    ...keySourceOf(source),
  };
  return addKey(slotsOf(body), slot, nextNeighbor(body, source));
}

/** The body to put something in under a key: no value counts as an empty map, and for `-` as an empty list. */
export function openBody(here: Slot, inherited: Opening['inherited'], key?: string): Body {
  const kind = bodyKind(bodyOf(here));
  const body = bodyOf(here);
  if (kind === 'scalar') here.body = { value: emptyFor(key) ?? mapOf([]) };
  // Text of another document is no place for edits.
  else if (isDraft(body) && body.text !== undefined) here.body = { value: bodyValue(body) };
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
  if (here && around) dropSlot(slotsOf(around), here, Number(keys.at(-1)));
  else if (here) assign(here, null);
}

/** Gives a slot a value, keeping as much of the old text as has the same value at the same place. */
export function assign(slot: Slot, value: Value, texts?: Texts): void {
  const body = bodyOf(slot);
  const kind = bodyKind(body);
  const isForeign = isDraft(body) && body.text !== undefined;
  const isKnown = (isDraft(body) && !isForeign) || body.slots !== undefined;
  if (texts?.source && isKnown && isBare(body, texts) && comesToBare(texts.source))
    slot.body = carriedBody(texts.source, value);
  else if (isKnown && kind === 'map' && isMap(value)) assignMap(body, value, texts);
  else if (isKnown && kind === 'list' && isList(value)) assignList(body, value, texts);
  else if (kind === 'scalar' && isDraft(body) && equalValues(body.origin.value, value)) return;
  else if (kind !== 'alias') slot.body = carriedBody(texts?.source, value);
}

/** Brackets with nothing in them: what comes brings all that stands around its entries. */
function isBare(body: Body, { around }: Texts): boolean {
  if (!isDraft(body) || body.slots || body.origin.kind === 'alias') return false;
  const { kind, entries, anchor, tag, inherited } = body.origin;
  const isEmpty = kind !== 'scalar' && entries.length === 0 && !anchor && !tag && !inherited;
  return isEmpty && body.home !== undefined && around.stray(body).length === 0;
}

/** What a blank line sets off above an entry that stays comes back with the part that it stands in. */
function bringApart(slot: Slot, source: Source | undefined): void {
  if (!source || !slot.home) return;
  const above = missingApart(source);
  if (above.length > 0) slot.carried = merged(slot.carried, { above });
}

function below(texts: Texts | undefined, key: string): Texts | undefined {
  return texts && { around: texts.around, source: sourceBelow(texts.source, key) };
}

function assignMap(body: Body, value: ValueMap, texts: Texts | undefined): void {
  const slots = slotsOf(body);
  const absent = new Map(Object.entries(value));
  for (const slot of liveSlots(slots)) {
    if (slot.key === undefined) continue;
    const next = absent.get(slot.key);
    absent.delete(slot.key);
    if (next === undefined) dropSlot(slots, slot);
    else {
      const inside = below(texts, slot.key);
      bringApart(slot, inside?.source);
      assign(slot, next, inside);
    }
  }
  for (const [key, added] of absent) {
    const inherited = inheritedBy(body, key);
    if (inherited !== undefined && equalValues(inherited, added)) continue;
    const source = sourceBelow(texts?.source, key);
    addKey(
      slots,
      { key, body: carriedBody(source, added), ...carriedAround(source), ...keySourceOf(source) },
      nextNeighbor(body, source),
    );
  }
}

/**
 * Equal items at both ends stay as they are. Of those between, equal ones stay or move, with their comments; the others
 * are replaced one by one, then added or removed.
 */
function assignList(body: Body, value: readonly Value[], texts: Texts | undefined): void {
  const slots = slotsOf(body);
  const { head, tail } = equalEnds(slots.items, value);
  const old = slots.items.slice(head, slots.items.length - tail);
  const items = value.slice(head, value.length - tail);
  const { staying, moved } = equalSlots(old, items);
  const free = new Set(old);
  for (const slot of staying.values()) free.delete(slot);
  const coming = new Map<number, Coming>();
  if (texts)
    for (const [index, slot] of moved) {
      coming.set(index, takeOut(slots, slot, texts.around));
      free.delete(slot);
    }
  for (const [index, item] of items.entries()) {
    const place = head + index;
    const stays = staying.get(index);
    const known = coming.get(index);
    const slot = slots.items[place];
    const inside = below(texts, String(place));
    if (stays) dropUntil(slots, place, stays);
    else if (known) addItem(slots, place, { key: undefined, ...known });
    else if (slot && free.has(slot)) assign(slot, item, inside);
    else addItem(slots, place, itemSlot(item, inside?.source));
  }
  for (const slot of slots.items.slice(value.length - tail, slots.items.length - tail)) dropSlot(slots, slot);
  if (texts?.source)
    for (const [index, slot] of slots.items.entries()) bringApart(slot, below(texts, String(index))?.source);
}

function itemSlot(item: Value, source: Source | undefined): Slot {
  return { key: undefined, body: carriedBody(source, item), ...carriedAround(source) };
}

function equalEnds(
  slots: readonly Slot[],
  value: readonly Value[],
): { readonly head: number; readonly tail: number } {
  const isSame = (slot: Slot | undefined, item: Value | undefined): boolean =>
    slot !== undefined && item !== undefined && equalValues(slotValue(slot), item);
  const shorter = Math.min(slots.length, value.length);
  let head = 0;
  while (head < shorter && isSame(slots[head], value[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(slots.at(-1 - tail), value.at(-1 - tail))) tail += 1;
  return { head, tail };
}

/** The slots that have the value of an item, by the place of the item: those in their order stay, the others move. */
function equalSlots(
  old: readonly Slot[],
  items: readonly Value[],
): Readonly<Record<'staying' | 'moved', ReadonlyMap<number, Slot>>> {
  const places = groupBy([...old.keys()].toReversed(), (place) => canonicalText(valueOrNull(old[place])));
  const waiting = new Map([...places].map(([text, known]) => [text, [...known]]));
  const [staying, moved] = [new Map<number, Slot>(), new Map<number, Slot>()];
  let last = -1;
  for (const [index, item] of items.entries()) {
    const place = waiting.get(canonicalText(item))?.pop() ?? -1;
    const slot = old[place];
    if (slot) (place > last ? staying : moved).set(index, slot);
    last = Math.max(last, place);
  }
  return { staying, moved };
}

function valueOrNull(slot: Slot | undefined): Value {
  return slot ? slotValue(slot) : null;
}

/** Drops what stands in front of a slot that stays. */
function dropUntil(slots: Slots, place: number, slot: Slot): void {
  for (let next = slots.items[place]; next && next !== slot; next = slots.items[place])
    dropSlot(slots, next, place);
}
