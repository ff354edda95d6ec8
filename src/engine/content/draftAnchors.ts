// YAML anchors that a draft loses while aliases elsewhere still name them. Those aliases get text of their own.
import { assignWithoutMerges, slotsOf, type Draft } from './draft.ts';
import type { SyntaxEntry, SyntaxNode } from './syntax.ts';
import { isList, isMap, type Value } from './value.ts';

/** Cuts loose every alias whose anchor goes; `expected` is the value the draft stands for. */
export function detachFromLostAnchors(draft: Draft, expected: Value): void {
  const lost = new Set(lostAnchors(draft));
  if (lost.size > 0) detachFrom(lost, draft, expected);
}

function* lostAnchors({ origin, replaced, slots = [] }: Draft): Iterable<string> {
  // A replaced node keeps its own anchor, which stands in front of it.
  if (replaced) for (const entry of origin.entries) yield* anchorsOf(entry);
  for (const { entry, removed, draft } of slots) {
    if (entry && removed) yield* anchorsOf(entry);
    else if (draft) yield* lostAnchors(draft);
  }
}

function* anchorsOf({ keyNode, node }: SyntaxEntry): Iterable<string> {
  for (const { kind, anchor } of keyNode ? [keyNode, node] : [node]) {
    if (kind !== 'alias' && anchor !== undefined) yield anchor;
  }
  for (const entry of node.entries) yield* anchorsOf(entry);
}

function detachFrom(lost: ReadonlySet<string>, draft: Draft, expected: Value): void {
  const { origin } = draft;
  if (draft.replaced) return;
  if (namesLost(lost, origin)) {
    draft.replaced = { value: expected };
    return;
  }
  const merges = origin.entries.filter((entry) => origin.kind === 'map' && entry.key === undefined);
  const loses = merges.some(
    ({ node }) => namesLost(lost, node) || node.entries.some((item) => namesLost(lost, item.node)),
  );
  if (loses) assignWithoutMerges(draft, expected);
  const live = slotsOf(draft).filter((slot) => !slot.removed);
  for (const [index, slot] of live.entries()) {
    if (slot.entry?.keyNode && namesLost(lost, slot.entry.keyNode)) slot.rekeyed = true;
    const value = isList(expected) ? expected[index] : isMap(expected) ? expected[slot.key ?? ''] : undefined;
    if (slot.entry && value !== undefined)
      detachFrom(lost, (slot.draft ??= { origin: slot.entry.node }), value);
  }
}

function namesLost(lost: ReadonlySet<string>, { kind, anchor }: SyntaxNode): boolean {
  return kind === 'alias' && anchor !== undefined && lost.has(anchor);
}
