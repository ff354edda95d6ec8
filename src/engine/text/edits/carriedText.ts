// Text of another document that comes to this one: a value that stands somewhere as text is carried as that text, with
// its comments, and comes among the neighbors that it had.
import type { CommentContext } from './ownComments.ts';
import { slotAt, slotsOf, type Body, type Comments, type Home, type Slot } from './slots.ts';
import type { SyntaxEntry, SyntaxNode, TextRange } from '../syntax/syntax.ts';
import { parsePointer, type Pointer } from '../../values/pointer.ts';
import { canonicalText, equalValues, type Value } from '../../values/value.ts';

/** A document that text may come from, in the line breaks of the one that it comes to. */
export interface Carrier {
  readonly text: string;
  readonly root: SyntaxNode;
  readonly around: CommentContext;
  /** The whole content of the one that it comes to. */
  readonly into: SyntaxNode;
  /** Whether a part of the one that it comes to has no comments. */
  readonly isBare: (there: SourceEntry) => boolean;
  /** How often each comment is still to come to where an entry comes: those that stayed there when entries went are there. */
  readonly missing: (source: Pick<Source, 'home' | 'here' | 'there'>) => Map<string, number>;
  /** Whether an alias reads the same in the one that it comes to. */
  readonly isKnownAlias: (alias: SyntaxNode) => boolean;
  /** Where the items of lists stand, by what they are: filled when an item is looked for. */
  readonly items: Map<SyntaxNode, ReadonlyMap<string, number>>;
  /** Set for a document of another format. */
  readonly foreign?: Foreign;
}

/** What a document of another format has, as the one that it comes to can say it. */
export interface Foreign {
  readonly adapt: (value: Value) => Value;
  /** The comments that are its own. */
  readonly own: (home: Home) => Comments;
  /** All that stand around it, for an entry that comes with what it stands in. */
  readonly all: (entry: SyntaxEntry) => Comments;
}

/** An entry of it. */
export interface Source {
  readonly carrier: Carrier;
  readonly home: Home;
  /** What the entry stands in. */
  readonly here: SourceEntry;
  /** The same in the document that it comes to, where that is there. */
  readonly there: SourceEntry | undefined;
}

/** A map or a list with its key, up to what comes behind it: comments of what has gone stay in there. */
export interface SourceEntry extends TextRange {
  readonly node: SyntaxNode;
}

/** The entry at a place, where that has just this value; of a list whichever item has it. */
export function sourceAt(carrier: Carrier, pointer: Pointer, value: Value): Source | undefined {
  const keys = parsePointer(pointer);
  const last = keys.at(-1);
  if (last === undefined) return undefined;
  let here: SourceEntry = { node: carrier.root, start: 0, end: Infinity };
  let there: SourceEntry | undefined = { node: carrier.into, start: 0, end: Infinity };
  for (const key of keys.slice(0, -1)) {
    const inner = partAt(here, key);
    if (!inner) return undefined;
    here = inner;
    there = there && partAt(there, key);
  }
  const { node } = here;
  const isIt = (one: SyntaxEntry) => equalValues(adapted(carrier, one.node.value), value);
  const home = homeIn(node, last);
  if (home && isIt(home.entry)) return { carrier, home, here, there };
  const found = node.kind === 'list' ? homeIn(node, String(itemPlace(carrier, node, value))) : undefined;
  return found && { carrier, home: found, here, there };
}

/** The first item of a list that has a value. */
function itemPlace(carrier: Carrier, list: SyntaxNode, value: Value): number {
  const known =
    carrier.items.get(list) ??
    new Map(
      [...list.entries.entries()]
        .toReversed()
        .map(([index, { node }]) => [canonicalText(adapted(carrier, node.value)), index]),
    );
  carrier.items.set(list, known);
  return known.get(canonicalText(value)) ?? -1;
}

function partAt({ node, end }: SourceEntry, key: string): SourceEntry | undefined {
  const home = homeIn(node, key);
  if (!home) return undefined;
  const { entry, index } = home;
  return { node: entry.node, start: entry.start, end: node.entries[index + 1]?.start ?? end };
}

/** What stands at a place of the document. */
export function nodeAt({ root }: Carrier, pointer: Pointer): SyntaxNode | undefined {
  let node: SyntaxNode | undefined = root;
  for (const key of parsePointer(pointer)) node = node && homeIn(node, key)?.entry.node;
  return node;
}

function adapted({ foreign }: Carrier, value: Value): Value {
  return foreign ? foreign.adapt(value) : value;
}

/** The entry of a key or an item below another one. Items have other numbers there. */
export function sourceBelow(source: Source | undefined, key: string): Source | undefined {
  const home = source && homeIn(source.home.entry.node, key);
  if (!source || !home) return undefined;
  const { carrier, home: around } = source;
  const own = around.entry.key ?? String(around.index);
  const here = partAt(source.here, own);
  const there = around.entry.key === undefined ? undefined : source.there && partAt(source.there, own);
  return here && { carrier, home, here, there };
}

function homeIn(parent: SyntaxNode, key: string): Home | undefined {
  const index = parent.kind === 'list' ? Number(key) : (placesIn(parent).get(key) ?? -1);
  const entry = parent.entries[index];
  return entry && { parent, index, entry };
}

const places = new WeakMap<SyntaxNode, ReadonlyMap<string | undefined, number>>();

/** Where the keys of a map stand; of two the last one counts. */
export function placesIn(map: SyntaxNode): ReadonlyMap<string | undefined, number> {
  const known = places.get(map) ?? new Map(map.entries.map(({ key }, index) => [key, index]));
  places.set(map, known);
  return known;
}

/**
 * The value as the text that it has. Aliases and merge keys come along where their anchors are there and read the same;
 * else what they bring has no text of its own, but what is around it.
 */
export function carriedBody(source: Source | undefined, value: Value): Body {
  if (!source) return { value };
  const { carrier, home } = source;
  const { node, key = String(home.index) } = home.entry;
  const apart = () => carryEntries(carrier, partAt(source.here, key) ?? source.here, value);
  if (!comesWhole(carrier, node)) return apart();
  const draft = { origin: node, home, text: carrier.text, copied: true } as const;
  return isAlone(node) ? draft : { ...draft, apart };
}

/** Whether it comes as one text. */
function comesWhole({ foreign, isKnownAlias }: Carrier, node: SyntaxNode): boolean {
  const isKnown = (one: SyntaxNode): boolean =>
    one.kind === 'alias'
      ? isKnownAlias(one)
      : one.entries.every(({ keyNode, node: inner }) => keyNode?.kind !== 'alias' && isKnown(inner));
  return !foreign && isKnown(node);
}

/** Entry by entry. */
export function carryEntries(carrier: Carrier, here: SourceEntry, value: Value): Body {
  const { node } = here;
  if (node.kind === 'alias' || node.inherited !== undefined || node.entries.length === 0) return { value };
  const all = node.entries.map((entry, index): Slot => {
    const part = { carrier, home: { parent: node, index, entry }, here, there: undefined };
    const body = carriedBody(part, adapted(carrier, entry.node.value));
    const comments = carrier.foreign?.all(entry) ?? ownOf(part);
    return { key: entry.key, body, carried: brought(part, comments), ...keySourceOf(part) };
  });
  return { value, slots: { all, items: node.kind === 'list' ? [...all] : [] } };
}

/** The spelling of a key in text of the same format; an alias, or one of several lines, has none to take along. */
export function keySourceOf(source: Pick<Source, 'carrier' | 'home'> | undefined): Pick<Slot, 'keySource'> {
  if (!source || source.carrier.foreign) return {};
  const { key, keyRange, keyNode } = source.home.entry;
  const keySource = source.carrier.text.slice(keyRange.start, keyRange.end);
  return key === undefined || keyNode || keySource.includes('\n') ? {} : { keySource };
}

function isAlone({ kind, inherited, entries }: SyntaxNode): boolean {
  return kind !== 'alias' && inherited === undefined && entries.every(({ node }) => isAlone(node));
}

/** The comments above and beside, but for those that have stayed when the entry went. */
export function carriedComments(source: Source | undefined): { readonly carried?: Comments } {
  return source ? { carried: brought(source, ownOf(source)) } : {};
}

/** Those, and what a blank line sets off above: for an entry of a part that comes as a whole. */
export function carriedAround(source: Source | undefined): { readonly carried?: Comments } {
  if (!source) return {};
  const [own, apart] = [ownOf(source), apartOf(source)];
  const carried = brought(source, { ...own, above: [...apart, ...own.above] });
  return { carried: apart.length > 0 ? { ...carried, blankLines: 0 } : carried };
}

/** What is missing of those that a blank line sets off above an entry that is there. */
export function missingApart(source: Source): readonly string[] {
  return brought(source, { above: apartOf(source) }).above;
}

/** Whether no comment has stayed where it comes to. */
export function comesToBare({ carrier, home, there }: Source): boolean {
  const place = there && partAt(there, home.entry.key ?? String(home.index));
  return !place || carrier.isBare(place);
}

function apartOf({ carrier, home }: Source): readonly string[] {
  return carrier.foreign ? [] : carrier.around.apart(home);
}

function ownOf({ carrier, home }: Pick<Source, 'carrier' | 'home'>): Comments {
  if (carrier.foreign) return carrier.foreign.own(home);
  const own = carrier.around.of(home);
  const { node } = home.entry;
  const index = node.entries.length - 1;
  const entry = node.entries[index];
  if (own.beside === undefined || !entry || comesWhole(carrier, node)) return own;
  // What comes entry by entry has it with the last of them.
  const [inner] = carrier.around.of({ parent: node, index, entry }).besideRanges;
  return inner?.start === own.besideRanges[0]?.start ? { above: own.above } : own;
}

function brought(source: Source, { above, beside, below }: Comments): Comments {
  if (above.length === 0 && beside === undefined && !below)
    return { above, blankLines: blankLinesAbove(source) };
  const missing = source.carrier.missing(source);
  const isMissing = (comment: string): boolean => {
    const count = missing.get(commentName(comment)) ?? 0;
    missing.set(commentName(comment), count - 1);
    return count > 0;
  };
  const come = above.map((comment) => (isMissing(comment) ? comment : undefined));
  const staying = above[come.lastIndexOf(undefined)];
  return {
    above: come.filter((comment) => comment !== undefined),
    ...(beside !== undefined && isMissing(beside) ? { beside } : {}),
    ...(below ? { below: below.filter(isMissing) } : {}),
    ...(staying === undefined ? { blankLines: blankLinesAbove(source) } : { staying: staying.trimEnd() }),
  };
}

/** Those between an entry with its comments and what stands in front of it. */
function blankLinesAbove({ carrier, home }: Source): number {
  const before = home.parent.entries[home.index - 1];
  if (!before) return 0;
  const start = carrier.around.of(home).aboveRanges[0]?.start ?? home.entry.start;
  const [blanks = ''] = /\s*$/.exec(carrier.text.slice(before.end, start)) ?? [];
  return Math.max(blanks.split('\n').length - 2, 0);
}

/** Its first line: the others may be indented otherwise. */
export function commentName(comment: string): string {
  return (comment.trim().split('\n', 1)[0] ?? '').trim();
}

/** The slot that a key comes in front of: it stands behind the neighbor that it stood behind, or last if it was last. */
export function nextNeighbor(body: Body, source: Source | undefined): Slot | undefined {
  if (!source || source.home.index === source.home.parent.entries.length - 1) return undefined;
  const { parent, index } = source.home;
  const { all } = slotsOf(body);
  const slotOf = ({ key }: { readonly key: string | undefined }) =>
    key === undefined ? undefined : slotAt(body, key);
  for (let before = index - 1; before >= 0; before -= 1) {
    const slot = slotOf(parent.entries[before] ?? { key: undefined });
    if (slot) return all[all.lastIndexOf(slot) + 1];
  }
  for (let behind = index + 1; behind < parent.entries.length; behind += 1) {
    const slot = slotOf(parent.entries[behind] ?? { key: undefined });
    if (slot) return slot;
  }
  return undefined;
}
