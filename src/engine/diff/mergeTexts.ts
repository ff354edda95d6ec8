// Three-way merge of texts: their values are merged, and what stays or comes keeps the text it has on its side. It starts
// from their merged lines, which have the comments and the layout of both sides.
import { commentsOf, editDocument, parseDocument, type Document, type Format } from '../text/document.ts';
import { formatOf } from '../text/formatOf.ts';
import type { Pointer } from '../values/pointer.ts';
import type { Value } from '../values/value.ts';
import { reverseEditsOf } from './applyChanges.ts';
import { diffValues } from './diff.ts';
import { markConflicts, mergeLines } from './mergeLines.ts';
import { mergeValues } from './mergeValues.ts';

export interface TextVersions {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  /** What Git made of their lines, where it found no conflicts. */
  readonly clean?: string | undefined;
}

export interface MergedText {
  /** With Git's markers around the entries that conflict. */
  readonly text: string;
  readonly hasConflicts: boolean;
  /** Where values conflict; that comments do stands in the text alone. */
  readonly conflicts: readonly Pointer[];
}

/**
 * Returns the merged text, or `null` if a version doesn't parse or too much differs.
 * @param path tells the format. @throws EngineError `invalid` if no text says the result.
 */
export function mergeTexts(path: string, texts: TextVersions, markerSize = 7): MergedText | null {
  const documents = parsedVersions(path, texts);
  if (!documents) return null;
  const { base, ours, theirs } = documents;
  const { conflicts, ...merged } = mergeValues({
    base: base?.value,
    ours: ours.value,
    theirs: theirs.value,
  });
  const textFrom = (lines: string | null | undefined, fallback: Document, to: Value = null) => {
    const read = lines && parseDocument(path, lines, ours.format);
    const start = read && read.value !== undefined && hasWholeComments(read, documents) ? read : fallback;
    const from = start.value ?? null;
    // Backward, so that items change before they move, and come as the text they have on a side.
    return editDocument(start, reverseEditsOf(diffValues(to, from), from), { sources: [theirs, ours] });
  };
  const between = base?.text ?? '';
  const ourLines = texts.clean ?? mergeLines(between, ours.text, theirs.text);
  const text = textFrom(ourLines, ours, merged.ours);
  if (conflicts.length === 0 && (texts.clean !== undefined || hasAllComments(documents, text)))
    return { text, hasConflicts: false, conflicts };
  const other = textFrom(mergeLines(between, theirs.text, ours.text), theirs, merged.theirs);
  if (conflicts.length === 0 && hasAllComments(documents, other))
    return { text: other, hasConflicts: false, conflicts };
  const marked = markConflicts(text, other, markerSize);
  return marked === null ? null : { text: marked, hasConflicts: true, conflicts };
}

/** Whether merged lines left the comments whole: each is one of a side, and those that both sides have are there. */
function hasWholeComments(read: Document, { ours, theirs }: Documents): boolean {
  const [one, other] = [new Set(commentsOf(ours)), new Set(commentsOf(theirs))];
  const made = new Set(commentsOf(read));
  return (
    [...made].every((comment) => one.has(comment) || other.has(comment)) &&
    [...one].every((comment) => !other.has(comment) || made.has(comment))
  );
}

/** Whether a text has the comments that either side added. */
function hasAllComments({ base, ours, theirs }: Documents, text: string): boolean {
  const known = new Set(base && commentsOf(base));
  const made = new Set(commentsOf(parseDocument(ours.path, text, ours.format)));
  return [...commentsOf(ours), ...commentsOf(theirs)].every((one) => known.has(one) || made.has(one));
}

interface Documents {
  /** None where both sides added the file. */
  readonly base: Document | undefined;
  readonly ours: Document;
  readonly theirs: Document;
}

/** JSON is read with comments where one version has some. */
function parsedVersions(path: string, { base, ours, theirs }: TextVersions): Documents | null {
  const format = formatOf(path);
  const formats: readonly Format[] = format === 'json' ? ['json', 'jsonc'] : [format];
  for (const one of formats) {
    const parse = (text: string) => parseDocument(path, text, one);
    const documents = {
      base: base.trim() === '' ? undefined : parse(base),
      ours: parse(ours),
      theirs: parse(theirs),
    };
    const isRead = Object.values(documents).every((document) => !document?.problems.length);
    if (isRead) return documents;
  }
  return null;
}
