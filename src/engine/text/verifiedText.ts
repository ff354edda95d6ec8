// From edits to a text that is seen to say what they mean: it is parsed again, and written more carefully where it does not.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { formatPointer, isWithin } from '../values/pointer.ts';
import { equalValues, type Value } from '../values/value.ts';
import { detachFromLostAnchors, hasAliases, writeOutAliases } from './edits/anchors.ts';
import { isPlainEdit, type Edit } from './edits/edit.ts';
import { inlineAlias } from './edits/inlineAlias.ts';
import type { DocumentEdit, WritingMode } from './edits/slots.ts';
import { keptLines } from './edits/keptLines.ts';
import { unequalPaths } from './edits/unequalPaths.ts';
import type { Format } from './formatOf.ts';
import { formats } from './formats.ts';
import { applySplices } from './syntax/lines.ts';
import { isBrought, isTooLarge, type ParsedSyntax, type SyntaxNode } from './syntax/syntax.ts';

export interface EditedText {
  readonly path: string;
  readonly format: Format;
  readonly text: string;
}

/** The same, with aliases and merge keys that read what the edits make of their anchors, where that is all there is to it. */
export function followingText(
  document: EditedText,
  content: DocumentEdit,
  { expected, edits }: { readonly expected: Value; readonly edits: readonly Edit[] },
): string {
  if (hasAliases(content.origin)) {
    const usual = usualText(document, content, expected);
    if (usual.root && isFollowing(usual.root, expected, edits)) return usual.text;
  }
  return verifiedText(document, content, expected);
}

/**
 * First the edits alone, written as usual. Where that says something else (an alias or a merge makes more of
 * them, a comment ends up in a text) those places get text of their own, and everything is written carefully.
 */
export function verifiedText(document: EditedText, content: DocumentEdit, expected: Value): string {
  let last = usualText(document, content, expected);
  if (!says(last, expected) && writeOutAliases(content.slot)) last = usualText(document, content, expected);
  if (says(last, expected)) return last.text;
  if (isTooLarge(last)) throw unsayable(document, last, expected);
  for (const { mode, repairs } of hasAliases(content.origin) ? repairing : rewriting) {
    if (repairs) repair(content, last, expected);
    last = attempt(document, content, mode);
    if (says(last, expected)) return last.text;
  }
  throw last.error ?? unsayable(document, last, expected);
}

/** Whether a text is as wanted but for what its aliases and merge keys read, and all that was asked for is so. */
function isFollowing(root: SyntaxNode, expected: Value, edits: readonly Edit[]): boolean {
  const paths = unequalPaths(root.value, expected);
  const places = paths.map(formatPointer);
  const isKept = ({ pointer }: Edit) =>
    places.every((place) => !isWithin(pointer, place) && !isWithin(place, pointer));
  return (
    edits.every((edit) => isPlainEdit(edit) && isKept(edit)) &&
    paths.every((keys) => !keys.includes('<<') && isBrought(root, keys))
  );
}

/** One repair for anchors that are gone, one for what the others then bring, one for what these uncover. */
const repairing = [
  { mode: 'careful', repairs: true },
  { mode: 'careful', repairs: true },
  { mode: 'careful', repairs: true },
  { mode: 'rendered', repairs: true },
] as const;

/** Without aliases it is the text of what moved that is at fault, if it is not a comment. */
const rewriting = [
  { mode: 'careful', repairs: false },
  { mode: 'rendered', repairs: false },
  ...repairing,
] as const;

function repair(content: DocumentEdit, { root }: Attempt, expected: Value): void {
  if (root === undefined) detachFromLostAnchors(content, expected);
  else for (const keys of unequalPaths(root.value, expected)) inlineAlias(content.slot, keys, expected);
}

interface Attempt extends ParsedSyntax {
  readonly text: string;
  /** Why there is no text. */
  readonly error?: EngineError;
}

function attempt({ text, format }: EditedText, content: DocumentEdit, mode: WritingMode): Attempt {
  try {
    const edited = applySplices(text, formats[format].splices(text, content, mode));
    if (edited === text) return { text, root: content.origin, faults: [] };
    return { text: edited, ...formats[format].parse(edited) };
  } catch (error) {
    // Edits of neighboring lines may need the same line break: written more carefully they do not.
    if (error instanceof EngineError) return { text, root: undefined, faults: [], error };
    throw error;
  }
}

function usualText(document: EditedText, content: DocumentEdit, expected: Value): Attempt {
  return withoutKeptLines(document, attempt(document, content, 'usual'), expected);
}

/** Blank lines below a block scalar that keeps them would be its text. */
function withoutKeptLines({ format }: EditedText, last: Attempt, expected: Value): Attempt {
  const splices = last.root ? keptLines(last.text, last.root, expected) : [];
  if (splices.length === 0) return last;
  const text = applySplices(last.text, splices);
  return { text, ...formats[format].parse(text) };
}

function says({ root }: Attempt, expected: Value): boolean {
  return root !== undefined && equalValues(root.value, expected);
}

function unsayable({ path }: EditedText, { root, faults }: ParsedSyntax, expected: Value): EngineError {
  const pointer = root && formatPointer(unequalPaths(root.value, expected)[0] ?? []);
  const detail =
    pointer === undefined
      ? (faults[0]?.message ?? '')
      : t('{0} would have a different value than requested', pointer);
  const message = t("{0} can't be edited: {1}", path, detail);
  return new EngineError('invalid', message, {
    path,
    pointer,
    faults,
    cites: faults.map((fault) => fault.message),
  });
}
