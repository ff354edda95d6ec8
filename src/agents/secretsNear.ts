// Why an agent may not edit a place: it holds a secret, it lies in a list with one, or a secret beside it would come to
// light. Who may put a guess where a secret is learns in many ways whether it is right, and what is secret goes by what stands
// around it, too: a value by the name beside it, an item of a list by the item before.
import {
  contentOf,
  documentOf,
  formatPointer,
  isList,
  parsePointer,
  redactionOf,
  valueAt,
  type Plan,
  type PlannedWrite,
  type Pointer,
  type Snapshot,
  type Value,
} from '../engine/index.ts';
import { marksIn } from './ownInput.ts';
import { documentsOf, redactionFor, sensitiveIn } from './redactionFor.ts';

export type Nearness = 'holds' | 'in-list' | 'uncovers';

/** `undefined` where the edit touches no secret. Asks every file, since one that lacks the secret can be compared with others. */
export function secretNear(
  snapshot: Snapshot,
  { writes }: Pick<Plan, 'writes'>,
  pointer: Pointer,
): Nearness | undefined {
  const redaction = redactionFor(snapshot);
  const hides = (value: Value | undefined, at: Pointer) =>
    value !== undefined && marksIn(redaction.value(value, at)) > 0;
  const documents = documentsOf(snapshot);
  if (documents.some((document) => hides(valueAt(document, pointer), pointer))) return 'holds';
  const above = parsePointer(pointer).map((_key, depth, keys) => formatPointer(keys.slice(0, depth)));
  for (const document of documents)
    for (const at of above) {
      const value = valueAt(document, at);
      if (value !== undefined && isList(value) && hides(value, at)) return 'in-list';
    }
  return writes.some((write) => uncovers(write, pointer, sensitiveIn(snapshot))) ? 'uncovers' : undefined;
}

/** Whether fewer texts beside the edited place are hidden afterwards, each document taken by itself. */
function uncovers(
  { path, before, after }: PlannedWrite,
  pointer: Pointer,
  sensitive: readonly string[],
): boolean {
  const [was, is] = [before, after].map((bytes) => {
    const value = bytes ? documentOf(contentOf(path, bytes)).value : undefined;
    if (value === undefined) return 0;
    const shown = redactionOf([value], sensitive).value(value, '');
    return marksIn(shown) - marksIn(valueAt(shown, pointer) ?? null);
  });
  return (is ?? 0) < (was ?? 0);
}
