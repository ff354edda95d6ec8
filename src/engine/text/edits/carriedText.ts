// Text of another document that comes to this one: a value that stands somewhere as text is carried as that text, with
// its comments, and comes among the neighbors that it had.
import type { Surroundings } from './ownComments.ts';
import { slotAt, slotsOf, type Body, type Comments, type Home, type Slot } from './slots.ts';
import type { SyntaxEntry, SyntaxNode } from '../syntax/syntax.ts';
import { parsePointer, type Pointer } from '../../values/pointer.ts';
import { equalValues, type Value } from '../../values/value.ts';

/** A document that text may come from, in the line breaks of the one that it comes to. */
export interface Carrier {
  readonly text: string;
  readonly root: SyntaxNode;
  readonly around: Surroundings;
  /** Whether the document that it comes to has a comment less often. */
  readonly brings: (comment: string) => boolean;
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
}

/** The entry at a place, where that has just this value; of a list whichever item has it. */
export function sourceAt(carrier: Carrier, pointer: Pointer, value: Value): Source | undefined {
  let node: SyntaxNode | undefined = carrier.root;
  let home: Home | undefined;
  let list: SyntaxNode | undefined;
  for (const key of parsePointer(pointer)) {
    list = node;
    home = node && homeIn(node, key);
    node = home?.entry.node;
  }
  const isSame = (node: SyntaxNode) => equalValues(adapted(carrier, node.value), value);
  const isIt = (one: Home | undefined) => one && isSame(one.entry.node);
  if (home && isIt(home)) return { carrier, home };
  const around = list?.kind === 'list' ? list : undefined;
  const item = around?.entries.findIndex(({ node: one }) => isSame(one)) ?? -1;
  const found = around && homeIn(around, String(item));
  return found && { carrier, home: found };
}

function adapted({ foreign }: Carrier, value: Value): Value {
  return foreign ? foreign.adapt(value) : value;
}

/** The entry of a key or an item below another one. */
export function sourceBelow(source: Source | undefined, key: string): Source | undefined {
  const home = source && homeIn(source.home.entry.node, key);
  return source && home && { carrier: source.carrier, home };
}

function homeIn(parent: SyntaxNode, key: string): Home | undefined {
  const index =
    parent.kind === 'list' ? Number(key) : parent.entries.findLastIndex((entry) => entry.key === key);
  const entry = parent.entries[index];
  return entry && { parent, index, entry };
}

/** The value as the text that it has; what an alias or a merge key brings has none of its own, but what is around it. */
export function carriedBody(source: Source | undefined, value: Value): Body {
  if (!source) return { value };
  const { carrier, home } = source;
  if (!carrier.foreign && isAlone(home.entry.node))
    return { origin: home.entry.node, home, text: carrier.text, copied: true };
  return partsOf(carrier, home.entry.node, value);
}

/** Entry by entry. */
export function partsOf(carrier: Carrier, node: SyntaxNode, value: Value): Body {
  if (node.kind === 'alias' || node.inherited !== undefined || node.entries.length === 0) return { value };
  const all = node.entries.map((entry, index): Slot => {
    const part = { carrier, home: { parent: node, index, entry } };
    const body = carriedBody(part, adapted(carrier, entry.node.value));
    const comments = carrier.foreign?.all(entry);
    return { key: entry.key, body, ...(comments ? brought(carrier, comments) : carriedComments(part)) };
  });
  return { value, slots: { all, items: node.kind === 'list' ? [...all] : [] } };
}

function isAlone({ kind, inherited, entries }: SyntaxNode): boolean {
  return kind !== 'alias' && inherited === undefined && entries.every(({ node }) => isAlone(node));
}

/** The comments above and beside, but for those that have stayed when the entry went. */
export function carriedComments(source: Source | undefined): { readonly carried?: Comments } {
  if (!source) return {};
  const { carrier, home } = source;
  return brought(carrier, carrier.foreign?.own(home) ?? carrier.around.of(home));
}

function brought({ brings }: Carrier, { above, beside, below }: Comments): { readonly carried: Comments } {
  const isNew = beside !== undefined && brings(beside.trim());
  const staying = above.findLast((comment) => !brings(comment));
  return {
    carried: {
      above: above.filter(brings),
      ...(isNew ? { beside } : {}),
      ...(below ? { below: below.filter(brings) } : {}),
      ...(staying === undefined ? {} : { staying }),
    },
  };
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
    if (slot) return all[all.indexOf(slot) + 1];
  }
  for (let behind = index + 1; behind < parent.entries.length; behind += 1) {
    const slot = slotOf(parent.entries[behind] ?? { key: undefined });
    if (slot) return slot;
  }
  return undefined;
}
