// YAML anchors that edits lose, or move behind aliases of theirs. Those aliases get text of their own.
import { assignWithoutMerges } from './inlineAlias.ts';
import { bodyOf, isAtHome, isDraft, liveSlots, slotsOf, type DocumentEdit, type Slot } from './slots.ts';
import type { SyntaxEntry, SyntaxNode } from '../syntax/syntax.ts';
import { equalValues, isList, isMap, type Value } from '../../values/value.ts';

/** Cuts loose every alias whose anchor goes or moves, and every alias that moves; `expected` is the whole value. */
export function detachFromLostAnchors({ origin, slot }: DocumentEdit, expected: Value): void {
  const { body } = slot;
  const lost = new Set(body && isDraft(body) && body.origin === origin ? lostIn(slot) : anchorsIn(origin));
  detachFrom(slot, expected, {
    lost,
    moved: slot.body !== undefined && !(isDraft(slot.body) && slot.body.origin === origin),
  });
}

/** Gives what has come with aliases text of its own instead. Returns whether there was any. */
export function writeOutAliases(slot: Slot): boolean {
  const { body } = slot;
  if (body && isDraft(body) && body.apart) {
    slot.body = body.apart();
    return true;
  }
  return (body?.slots?.all ?? []).map(writeOutAliases).includes(true);
}

/** Finds the anchors that are there once, so that their names mean the same wherever they are read. */
export function aliasesKnownIn(root: SyntaxNode): (alias: SyntaxNode) => boolean {
  let known: Map<string, Value | undefined> | undefined;
  const collect = (node: SyntaxNode, into: Map<string, Value | undefined>) => {
    const { anchor, kind, entries } = node;
    if (kind !== 'alias' && anchor !== undefined) into.set(anchor, into.has(anchor) ? undefined : node.value);
    for (const { keyNode, node: inner } of entries) {
      if (keyNode) collect(keyNode, into);
      collect(inner, into);
    }
    return into;
  };
  return ({ anchor = '', value }) => {
    known ??= collect(root, new Map<string, Value | undefined>());
    const there = known.get(anchor);
    return there !== undefined && equalValues(there, value);
  };
}

export function hasAliases({ kind, entries }: SyntaxNode): boolean {
  return (
    kind === 'alias' || entries.some(({ keyNode, node }) => keyNode?.kind === 'alias' || hasAliases(node))
  );
}

function* lostIn({ body }: Slot): Iterable<string> {
  for (const slot of body?.slots?.all ?? []) {
    const { home, removed } = slot;
    if (home && (removed || !isAtHome(slot))) yield* anchorsOf(home.entry);
    else if (home) {
      if (home.entry.keyNode && slot.key !== home.entry.key) yield* anchorsIn(home.entry.keyNode);
      yield* lostIn(slot);
    }
  }
}

function* anchorsOf({ keyNode, node }: SyntaxEntry): Iterable<string> {
  if (keyNode) yield* anchorsIn(keyNode);
  yield* anchorsIn(node);
}

function* anchorsIn({ kind, anchor, entries }: SyntaxNode): Iterable<string> {
  if (kind !== 'alias' && anchor !== undefined) yield anchor;
  for (const entry of entries) yield* anchorsOf(entry);
}

interface LostAnchors {
  readonly lost: ReadonlySet<string>;
  /** Whether the slot has come from elsewhere. */
  readonly moved: boolean;
}

function detachFrom(slot: Slot, expected: Value, loss: LostAnchors): void {
  const body = bodyOf(slot);
  if (isDraft(body)) {
    const { origin } = body;
    if (lostAnchors(loss, origin)) {
      slot.body = { value: expected };
      return;
    }
    const merges = origin.entries.filter((entry) => origin.kind === 'map' && entry.key === undefined);
    const loses = merges.some(
      ({ node }) => lostAnchors(loss, node) || node.entries.some((item) => lostAnchors(loss, item.node)),
    );
    if (loses) assignWithoutMerges(slot, body, expected);
  }
  if (!isDraft(body) && !body.slots) return;
  for (const [index, child] of liveSlots(slotsOf(body)).entries()) {
    const { keyNode } = child.home?.entry ?? {};
    if (keyNode && lostAnchors(loss, keyNode)) child.rekeyed = true;
    const value = isList(expected)
      ? expected[index]
      : isMap(expected)
        ? expected[child.key ?? '']
        : undefined;
    if (value !== undefined) detachFrom(child, value, { ...loss, moved: loss.moved || !isAtHome(child) });
  }
}

function lostAnchors({ lost, moved }: LostAnchors, { kind, anchor }: SyntaxNode): boolean {
  return kind === 'alias' && anchor !== undefined && (moved || lost.has(anchor));
}
