// What edits make of a structure: which entries stay, go, change or come, and which come from elsewhere in the text. It is
// a short-lived, mutable shadow of the nodes that the edits reach; the text formats turn it into splices. Nothing here
// knows a format. Keys and items are found without a search, so that thousands of edits in one map stay cheap.
import { listIndex } from './edit.ts';
import type { SyntaxEntry, SyntaxNode, TextRange } from '../syntax/syntax.ts';
import { isList, isMap, mapOf, type Value } from '../../values/value.ts';

/** A place for a value: an entry of a map or a list, or the whole content. */
export interface Slot {
  /** `undefined` in lists, and for a merge key. */
  key: string | undefined;
  /** Where it stands in the text; absent for what comes, and for the whole content. */
  readonly home?: Home;
  /** What it holds, where that is not untouched text. */
  body?: Body;
  removed?: true;
  /** How the key was written where it comes from. */
  keySource?: string;
  /** Set when a key that is an alias gets text of its own. */
  rekeyed?: true;
  /** The comments that come with what it holds. */
  carried?: Comments;
  /** What goes from around the entry, beside itself: comments that have gone elsewhere, a blank line too many. */
  left?: readonly TextRange[];
  /** Set when what stood there has gone with the comments between its key and itself. */
  headLeft?: true;
}

/** Texts of comments, each as if it stood at the margin. */
export interface Comments {
  readonly above: readonly string[];
  /** With the blanks in front. */
  readonly beside?: string;
  /** Those between the last entry and the end of what it stands in. */
  readonly below?: readonly string[];
  /** The last of those above that stands in the text already: what comes belongs below it. */
  readonly staying?: string;
  /** How many blank lines set it off from what stands in front. */
  readonly blankLines?: number;
}

/** The place of an entry in the text. */
export interface Home {
  readonly parent: SyntaxNode;
  readonly index: number;
  readonly entry: SyntaxEntry;
}

/** A node of the text, which may stand elsewhere by now, or what is new. */
export type Body = EditedNode | Made;

export interface EditedNode {
  readonly origin: SyntaxNode;
  /** Absent for the whole content. */
  readonly home?: Home;
  /** Set for a copy, which has no anchors. */
  readonly copied?: true;
  /** Of another document: its text. */
  readonly text?: string;
  /** Set where that has aliases: the same with text of its own in their places. */
  readonly apart?: () => Body;
  /** Set when the map has to do without its merge keys. */
  unmerged?: true;
  /** The entries, once an edit has reached one. */
  slots?: Slots;
}

export interface Made {
  value: Value;
  /** The entries, once an edit has reached one; then these say the value. */
  slots?: Slots;
  /** The anchor and the tag that stand in front, in YAML. */
  readonly lead?: string;
}

/** The whole content: its node in the text, and what it holds by now. */
export interface DocumentEdit {
  readonly origin: SyntaxNode;
  readonly slot: Slot;
}

/**
 * How carefully text is written: `careful` writes no block scalars, which may swallow comments that stand below;
 * `rendered` writes what comes from elsewhere as a value, its comments above.
 */
export type WritingMode = 'usual' | 'careful' | 'rendered';

export interface Slots {
  /** The removed keep their places. */
  readonly all: Slot[];
  /** Of a list: those that are there. */
  readonly items: Slot[];
  /** Of a map with many keys: those that are there, once one was looked for. */
  byKey?: Map<string, Slot>;
}

export function isDraft(body: Body): body is EditedNode {
  return 'origin' in body;
}

export function bodyKind(body: Body): SyntaxNode['kind'] {
  if (isDraft(body)) return body.origin.kind;
  return isList(body.value) ? 'list' : isMap(body.value) ? 'map' : 'scalar';
}

export function bodyOf(slot: Slot): Body {
  slot.body ??= slot.home ? { origin: slot.home.entry.node, home: slot.home } : { value: null };
  return slot.body;
}

/** Whether a slot holds what stands at its place in the text, be it changed. */
export function isAtHome({ home, body }: Slot): boolean {
  return home !== undefined && (body === undefined || (isDraft(body) && body.origin === home.entry.node));
}

export function slotsOf(body: Body): Slots {
  if (!body.slots) {
    const all = isDraft(body) ? slotsOfNode(body.origin) : slotsOfValue(body.value);
    body.slots = { all, items: bodyKind(body) === 'list' ? [...all] : [] };
  }
  return body.slots;
}

export function slotsOfNode(parent: SyntaxNode): Slot[] {
  return parent.entries.map((entry, index) => ({ key: entry.key, home: { parent, index, entry } }));
}

function slotsOfValue(value: Value): Slot[] {
  if (isList(value)) return value.map((item) => ({ key: undefined, body: { value: item } }));
  return Object.entries(isMap(value) ? value : {}).map(([key, item]) => ({ key, body: { value: item } }));
}

/** The slot of a key or of an item that is there. */
export function slotAt(body: Body, key: string): Slot | undefined {
  const kind = bodyKind(body);
  if (kind === 'map') return slotOfKey(slotsOf(body), key);
  if (kind !== 'list' || key === '-') return undefined;
  const { items } = slotsOf(body);
  const index = listIndex(items.length, key);
  return index === undefined ? undefined : items[index];
}

function slotOfKey(slots: Slots, key: string): Slot | undefined {
  if (slots.all.length < fewKeys) return slots.all.findLast((slot) => slot.key === key && !slot.removed);
  slots.byKey ??= new Map(
    liveSlots(slots).flatMap((slot) => (slot.key === undefined ? [] : [[slot.key, slot]])),
  );
  return slots.byKey.get(key);
}

/** So few are found sooner than told apart by an index. */
const fewKeys = 16;

/** Adds a key that is not there, in front of another or as the last one. */
export function addKey({ all, byKey }: Slots, slot: Slot & { readonly key: string }, next?: Slot): Slot {
  all.splice(next ? all.lastIndexOf(next) : all.length, 0, slot);
  byKey?.set(slot.key, slot);
  return slot;
}

export function addItem({ all, items }: Slots, index: number, slot: Slot): Slot {
  const next = items[index];
  all.splice(next ? all.indexOf(next, index) : all.length, 0, slot);
  items.splice(index, 0, slot);
  return slot;
}

/** @param index of an item: to look for each of thousands would take long. */
export function dropSlot({ items, byKey }: Slots, slot: Slot, index = items.lastIndexOf(slot)): void {
  slot.removed = true;
  if (slot.key !== undefined) byKey?.delete(slot.key);
  else if (index >= 0) items.splice(index, 1);
}

export function renameSlot({ byKey }: Slots, slot: Slot, key: string): void {
  if (slot.key !== undefined) byKey?.delete(slot.key);
  slot.key = key;
  delete slot.keySource;
  byKey?.set(key, slot);
}

/** What a slot is worth now. */
export function slotValue({ home, body }: Slot): Value {
  return body ? bodyValue(body) : (home?.entry.node.value ?? null);
}

export function bodyValue(body: Body): Value {
  const { slots } = body;
  if (!slots) return isDraft(body) ? body.origin.value : body.value;
  if (bodyKind(body) === 'list') return slots.items.map(slotValue);
  const inherited = isDraft(body) && !body.unmerged ? body.origin.inherited : undefined;
  const own = slots.all.flatMap((slot): [string, Value][] =>
    slot.key === undefined || slot.removed ? [] : [[slot.key, slotValue(slot)]],
  );
  return mapOf([...Object.entries(inherited ?? {}), ...own]);
}

/** The value of what has nothing of the text in it, neither nodes nor comments. */
export function plainValue(body: Body): Value | undefined {
  if (isDraft(body)) return undefined;
  if (!body.slots) return body.value;
  return liveSlots(body.slots).every(isPlain) ? bodyValue(body) : undefined;
}

/** Whether it moves within the text: comments that come with it are others than those there, though they may be alike. */
export function isOwnText(body: Body): boolean {
  if (isDraft(body)) return body.text === undefined;
  return body.slots?.all.some((slot) => slot.body !== undefined && isOwnText(slot.body)) ?? false;
}

function isPlain({ body, carried, keySource }: Slot): boolean {
  if (keySource !== undefined) return false;
  if (carried && allAbove({ carried }).length > 0) return false;
  return body !== undefined && plainValue(body) !== undefined;
}

/** The comments that come with a slot, for a place where none can stand beside it. */
export function allAbove({ carried }: Pick<Slot, 'carried'>): string[] {
  const { above = [], beside, below = [] } = carried ?? {};
  return [...above, ...(beside === undefined ? [] : [beside.trim()]), ...below];
}

export function liveSlots({ all }: Slots): readonly Slot[] {
  return all.filter((slot) => !slot.removed);
}
