// Text of its own for what an alias or a merge key brings, where an edit wants it to be otherwise.
import { assign } from './editedNode.ts';
import { formatPointer, valueAt } from '../../values/pointer.ts';
import {
  addKey,
  bodyOf,
  dropSlot,
  isDraft,
  bodyKind,
  slotAt,
  slotsOf,
  type EditedNode,
  type Slot,
} from './slots.ts';
import { isMap, type Value } from '../../values/value.ts';

/** Gives the place at `keys` its expected value with text of its own; `expected` is the value of the slot. */
export function inlineAlias(slot: Slot, keys: readonly string[], expected: Value): void {
  const [key, ...rest] = keys;
  const body = bodyOf(slot);
  const kind = bodyKind(body);
  if (kind === 'alias' || kind === 'scalar') slot.body = { value: expected };
  else if (key === undefined || isMap(expected) !== (kind === 'map')) assign(slot, expected);
  else {
    const value = valueAt(expected, formatPointer([key]));
    const child = slotAt(body, key);
    if (value === undefined) {
      if (isDraft(body)) assignWithoutMerges(slot, body, expected);
      else assign(slot, expected);
    } else if (child) {
      if (child.home?.entry.keyNode?.kind === 'alias' && rest.length === 0) child.rekeyed = true;
      inlineAlias(child, rest, value);
    } else if (kind === 'map') addKey(slotsOf(body), { key, body: { value } });
  }
}

/** Where a merge brings what must not be there, the map says all of its keys itself. */
export function assignWithoutMerges(slot: Slot, body: EditedNode, expected: Value): void {
  body.unmerged = true;
  const slots = slotsOf(body);
  for (const merge of slots.all) if (merge.key === undefined) dropSlot(slots, merge);
  assign(slot, expected);
}
