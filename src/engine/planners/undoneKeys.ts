// Taking back only the keys that a commit changed, in a file that was edited since: what came later stays.
import { EngineError } from '../base/errors.ts';
import { editsBetween } from '../diff/editsBetween.ts';
import { contentOf, documentOf } from '../documents/fileDocument.ts';
import type { FileContent } from '../model/model.ts';
import { applyEdits, editDocument, isBroughtAt, type Document, type PlainEdit } from '../text/document.ts';
import { upwardsFrom } from '../values/pointer.ts';
import { equalValues, type Value } from '../values/value.ts';
import { bytesOf } from './draft.ts';

export interface EditedSince {
  /** The file before the commit, and as the commit left it. */
  readonly before: FileContent;
  readonly after: FileContent;
  readonly now: FileContent;
}

/** `undefined` if the later edits touch the same keys or lists, or the text can't take back one without the other. */
export function withoutCommit({ before, after, now }: EditedSince): Uint8Array | undefined {
  const [old, made, live] = [documentOf(before), documentOf(after), documentOf(now)];
  if (old.value === undefined || made.value === undefined || live.value === undefined) return undefined;
  const edits = editsBetween(made.value, old.value);
  const later = editsBetween(made.value, live.value);
  if (edits.length === 0 || isWithinAny(edits, later) || isWithinAny(later, edits)) return undefined;
  const wanted = applyEdits(live.value, edits);
  // What an alias brings follows what it reads, whose anchor the old text does not carry; else it gets text of its own.
  const own = edits.filter(({ pointer }) => !isBroughtAt(live, pointer));
  return (
    (own.length < edits.length ? edited(now, { edits: own, wanted, sources: [] }) : undefined) ??
    edited(now, { edits, wanted, sources: [old] })
  );
}

function isWithinAny(edits: readonly PlainEdit[], others: readonly PlainEdit[]): boolean {
  const places = new Set(others.map(({ pointer }) => pointer));
  return edits.some(({ pointer }) => upwardsFrom(pointer).some((place) => places.has(place)));
}

interface WantedEdits {
  readonly edits: readonly PlainEdit[];
  readonly wanted: Value;
  readonly sources: readonly Document[];
}

function edited(now: FileContent, { edits, wanted, sources }: WantedEdits): Uint8Array | undefined {
  try {
    const bytes = bytesOf(editDocument(documentOf(now), edits, { sources, aliases: 'follow' }));
    const { value } = documentOf(contentOf(now, bytes));
    return value !== undefined && equalValues(value, wanted) ? bytes : undefined;
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid') return undefined; // The person is asked about the whole file.
    throw error;
  }
}
