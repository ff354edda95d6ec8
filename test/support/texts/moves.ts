// Random edits that move what is there, each of a place that is there by then, and what they may not lose.
import { applyEdits, type Document, type Edit } from '../../../src/engine/text/document.ts';
import { isWithin, parentOf, valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { isList, isMap, type Value } from '../../../src/engine/values/value.ts';
import { commentsIn, isScalar, placesIn } from './textFidelity.ts';

/** What to do, and two numbers that choose where. */
export type Operation = readonly [op: MovingOp, from: number, to: number];
export type MovingOp = 'rename' | 'move' | 'copy' | 'wrap' | 'unwrap';
export const movingOps = ['rename', 'move', 'copy', 'wrap', 'unwrap'] as const;

/** The edits that some operations come to; no value goes with them. */
export function movesFrom(content: Value, operations: readonly Operation[]): readonly Edit[] {
  const edits: Edit[] = [];
  let here = content;
  for (const [turn, operation] of operations.entries()) {
    const edit = moveIn(here, operation, `new ${turn}`);
    if (!edit) continue;
    edits.push(edit);
    here = applyEdits(here, [edit]);
  }
  return edits;
}

function moveIn(content: Value, [op, from, to]: Operation, key: string): Edit | undefined {
  const places = placesIn(content);
  const pointer = places[from % places.length] ?? '';
  const here = valueAt(content, pointer);
  if (op === 'wrap') return { op, pointer, key };
  if (op === 'unwrap') {
    const [only, ...others] = isMap(here) ? Object.keys(here) : [];
    return only === undefined || others.length > 0 ? undefined : { op, pointer, key: only };
  }
  if (pointer === '') return undefined;
  if (op === 'rename') return isMap(valueAt(content, parentOf(pointer))) ? { op, pointer, key } : undefined;
  const left = op === 'move' ? applyEdits(content, [{ op: 'remove', pointer }]) : content;
  const place = placeIn(left, to, key);
  const isInside = place === undefined || (op === 'move' && isWithin(place, pointer));
  return isInside ? undefined : { op, from: pointer, pointer: place };
}

/** A place for what comes, where nothing stands. */
function placeIn(content: Value, choice: number, key: string): Pointer | undefined {
  const collections = placesIn(content).filter((pointer) => !isScalar(valueAt(content, pointer)));
  const around = collections[choice % collections.length];
  if (around === undefined) return undefined;
  const there = valueAt(content, around);
  return `${around}/${isList(there) ? choice % (there.length + 1) : key}`;
}

/** The comments of a text that another one has not; blanks in them do not count, nor where they stand. */
export function lostComments(before: Document, after: Document): readonly string[] {
  const plain = (comment: string): string => comment.replaceAll(/\s+/g, ' ').trim();
  const there = commentsIn(after).map(plain);
  return commentsIn(before)
    .map(plain)
    .filter((comment) => {
      const at = there.indexOf(comment);
      if (at >= 0) there.splice(at, 1);
      return at < 0;
    });
}
