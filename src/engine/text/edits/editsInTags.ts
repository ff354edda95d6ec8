// Edits inside of what stands behind a custom tag (`!override [80]`): edits of the whole literal, whose text they change.
import { EngineError } from '../../base/errors.ts';
import { applyEdits, isPlainEdit, noPlace, type Edit, type PlainEdit } from './edit.ts';
import { childAt, formatPointer, parsePointer } from '../../values/pointer.ts';
import { childrenOf, Literal, type Value } from '../../values/value.ts';

/** The edits, each of them outside of tags. @param editLiteral the literal after an edit inside of it. */
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
      isPlainEdit(edit) && (literalOn(value, edit) !== undefined || waiting.some((one) => !isPlainEdit(one)));
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
  return childrenOf(value).some(hasInside);
}

/** What an edit is inside of, and how many of its keys lead there. */
function literalOn(
  value: Value,
  { pointer }: PlainEdit,
): { readonly literal: Literal; readonly depth: number } | undefined {
  let here: Value | undefined = value;
  for (const [depth, key] of parsePointer(pointer).entries()) {
    if (here instanceof Literal && here.inside !== undefined) return { literal: here, depth };
    here = here === undefined ? undefined : childAt(here, key);
  }
  return undefined;
}

function ofWhole(
  value: Value,
  edit: PlainEdit,
  editLiteral: (literal: Literal, edit: PlainEdit) => Value,
): PlainEdit {
  const found = literalOn(value, edit);
  if (!found) return edit;
  const keys = parsePointer(edit.pointer);
  const [outer, inner] = [keys.slice(0, found.depth), keys.slice(found.depth)];
  const within = { ...edit, pointer: formatPointer(inner) };
  try {
    return { op: 'set', pointer: formatPointer(outer), value: editLiteral(found.literal, within) };
  } catch (error) {
    // A place is named from the top of the file, not from the tag.
    const isNoPlace =
      error instanceof EngineError &&
      error.details['pointer'] === within.pointer &&
      !('path' in error.details);
    throw isNoPlace ? noPlace(edit) : error;
  }
}
