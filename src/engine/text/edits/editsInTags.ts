// Edits inside of what stands behind a custom tag (`!override [80]`): edits of the whole literal, whose text they change.
import { applyEdits, isPlainEdit, type Edit, type PlainEdit } from './edit.ts';
import { childAt, formatPointer, parsePointer } from '../../values/pointer.ts';
import { isList, isMap, Literal, type Value } from '../../values/value.ts';

/** @param editLiteral the literal after an edit inside of it. */
export function withoutEditsInTags(
  value: Value,
  edits: readonly Edit[],
  editLiteral: (literal: Literal, edit: PlainEdit) => Value,
): readonly Edit[] {
  if (!hasInside(value)) return edits;
  let here = value;
  let waiting: Edit[] = [];
  return edits.map((edit) => {
    // What the edits before make of it counts, and is found where it may matter.
    const isNear =
      isPlainEdit(edit) && (leadsInside(value, edit) || waiting.some((one) => !isPlainEdit(one)));
    if (isNear) {
      here = applyEdits(here, waiting);
      waiting = [];
    }
    const next = isNear ? ofWhole(here, edit, editLiteral) : edit;
    waiting.push(next);
    return next;
  });
}

function hasInside(value: Value): boolean {
  if (value instanceof Literal) return value.inside !== undefined;
  return (isList(value) ? value : isMap(value) ? Object.values(value) : []).some(hasInside);
}

function leadsInside(value: Value, { pointer }: PlainEdit): boolean {
  let here: Value | undefined = value;
  for (const key of parsePointer(pointer)) {
    if (here instanceof Literal) return true;
    here = here === undefined ? undefined : childAt(here, key);
  }
  return false;
}

function ofWhole(
  value: Value,
  edit: PlainEdit,
  editLiteral: (literal: Literal, edit: PlainEdit) => Value,
): PlainEdit {
  const keys = parsePointer(edit.pointer);
  let here: Value | undefined = value;
  for (const [depth, key] of keys.entries()) {
    if (here instanceof Literal && here.inside !== undefined) {
      const inner = { ...edit, pointer: formatPointer(keys.slice(depth)) };
      return { op: 'set', pointer: formatPointer(keys.slice(0, depth)), value: editLiteral(here, inner) };
    }
    here = here === undefined ? undefined : childAt(here, key);
  }
  return edit;
}
