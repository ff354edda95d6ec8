// One configuration file as text and data at once, whatever its format. This is the only door to the
// formats: the rest of the engine never names JSON or YAML. Guarantees: bad content is a list of problems,
// never an exception; an edit changes the bytes of the keys it names and no others; what an edit made is
// parsed again before it is handed out, so the text and the data cannot disagree.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { carrierFor, sourceFinder } from './carriers.ts';
import { carryEntries } from './edits/carriedText.ts';
import { applyPlain } from './edits/editedNode.ts';
import { applyMove } from './edits/moves.ts';
import { applyEdits, isPlainEdit, type Edit, type PlainEdit } from './edits/edit.ts';
import { withoutEditsInTags } from './edits/editsInTags.ts';
import { formatOf, type Format } from './formatOf.ts';
import { formats } from './formats.ts';
import { noKeys, opaqueValue } from './opaque.ts';
import { eolOf, lineStartsOf, positionAt, positionIn } from './syntax/lines.ts';
import { commentsInside, surroundingsIn } from './edits/commentAttachment.ts';
import { parsePointer, type Pointer } from '../values/pointer.ts';
import { followingText, verifiedText } from './verifiedText.ts';
import type { Slot } from './edits/slots.ts';
import {
  isBrought,
  locateIn,
  pointerIn,
  type Fault,
  type SyntaxNode,
  type TextRange,
} from './syntax/syntax.ts';
import { formatPlace } from '../base/formatProblem.ts';
import { isList, type Literal, type Value } from '../values/value.ts';

export {
  applyEdits,
  formatOf,
  isPlainEdit,
  positionAt,
  type Edit,
  type PlainEdit,
  type Format,
  type TextRange,
};

/** What is wrong with a text and where; line and column count from 1. */
export interface TextProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Document {
  /** As given, for messages and the format. */
  readonly path: string;
  readonly format: Format;
  /** As decoded, the byte order mark included. */
  readonly text: string;
  /** `undefined` exactly when there are problems. */
  readonly value: Value | undefined;
  readonly problems: readonly TextProblem[];
  /** Of an opaque file, which need not be text. */
  readonly bytes?: Uint8Array;
  /**
   * Where the key or the value at a pointer stands; `undefined` where there is none. What only an alias or a
   * merge key brings stands where that alias or merge key does. List items and the root have no key.
   */
  locate(pointer: Pointer, part: 'key' | 'value'): TextRange | undefined;
  /** Line and column, from 1, of an offset. */
  positionAt(offset: number): { readonly line: number; readonly column: number };
  /** The place whose key or value an offset lies in; `undefined` where it lies in none. */
  pointerAt(offset: number): Pointer | undefined;
}

export interface RenderStyle {
  readonly indent?: number | '\t';
  readonly eol?: '\n' | '\r\n';
}

/** Each document's structure, for edits. Weak: it lives as long as the document does. */
const roots = new WeakMap<Document, SyntaxNode>();

export function parseDocument(path: string, text: string, format = formatOf(path)): Document {
  const { root, faults } = formats[format].parse(text);
  let lineStarts: readonly number[] | undefined;
  const placeOf = (offset: number) => positionIn(text, (lineStarts ??= lineStartsOf(text)), offset);
  const document: Document = {
    path,
    format,
    text,
    value: root?.value,
    problems: problemsOf(
      namingConflicts(text, format === 'jsonc' ? namingJson5(path, faults) : faults),
      placeOf,
    ),
    locate: (pointer, part) => root && locateIn(root, pointer, part),
    positionAt: placeOf,
    pointerAt: (offset) => root && pointerIn(root, offset),
  };
  if (root) roots.set(document, root);
  return document;
}

/** A file that is kept as a whole. @param text what can be shown of it. */
export function opaqueDocument(path: string, bytes: Uint8Array, text: string): Document {
  return { ...parseDocument(path, text, 'opaque'), bytes, value: opaqueValue(bytes) };
}

/** The bytes of a document's file. */
export function bytesOfDocument({ bytes, text }: Pick<Document, 'bytes' | 'text'>): Uint8Array {
  return bytes ?? new TextEncoder().encode(text);
}

/** What does not parse because of the lines that Git writes around a conflict has these alone for faults. */
function namingConflicts(text: string, faults: readonly Fault[]): readonly Fault[] {
  if (faults.length === 0) return faults;
  const conflicts = [...text.matchAll(/^<{7} /gm)].map(({ index }) => ({
    offset: index,
    message: t(
      'Unresolved merge conflict. Keep one side, and remove the lines with <<<<<<<, =======, and >>>>>>>.',
    ),
  }));
  return conflicts.length === 0 ? faults : conflicts;
}

/** What is wrong may be right in JSON5. */
function namingJson5(path: string, faults: readonly Fault[]): readonly Fault[] {
  if (!/\.json5$/i.test(path)) return faults;
  return faults.map(({ offset, message }) => ({
    offset,
    message: t("JSON5 isn't supported, only JSON with comments and trailing commas. {0}", message),
  }));
}

/** Whether it is the list of the documents of a YAML file that has several. */
export function hasSeveralDocuments(document: Document): boolean {
  return roots.get(document)?.layout === 'documents';
}

/** Whether only an alias or a merge key of YAML brings what stands at a place. */
export function isBroughtAt(document: Document, pointer: Pointer): boolean {
  const root = roots.get(document);
  return root !== undefined && isBrought(root, parsePointer(pointer));
}

/** Nobody reads more. */
const maxProblems = 100;

function problemsOf(faults: readonly Fault[], placeOf: Document['positionAt']): readonly TextProblem[] {
  const first = faults.toSorted((a, b) => a.offset - b.offset).slice(0, maxProblems);
  return first.map(({ offset, message }) => ({ ...placeOf(offset), message }));
}

export interface EditOptions {
  /**
   * Documents whose text is carried: a value that stands in one at the same place comes as that text, with its comments;
   * from another format it comes rendered, with these.
   */
  readonly sources?: readonly Document[];
  /**
   * What YAML aliases read of a value that is edited: `apart`, what they read before, as text of its own; `follow`, the
   * new value, as every reader of the file takes it.
   */
  readonly aliases?: 'apart' | 'follow';
}

/**
 * The text after the edits, in order; what they do not name stays as it is, byte for byte, and so does its value, unless
 * aliases follow.
 * @throws invalid where the document does not parse, a pointer leads nowhere, or the text cannot say the result.
 */
export function editDocument(
  document: Document,
  edits: readonly Edit[],
  { sources = [], aliases = 'apart' }: EditOptions = {},
): string {
  if (document.format === 'opaque') throw noKeys(document.path);
  const format = formats[document.format];
  // The text of what could not be decoded is empty, which YAML takes for a document.
  const text = document.value === undefined ? undefined : document.text;
  const root = text === undefined ? undefined : (roots.get(document) ?? format.parse(text).root);
  if (!root) throw unreadable(document);
  const adapted = withoutEditsInTags(root.value, edits, editLiteral).map((edit) =>
    'value' in edit ? { ...edit, value: format.adapt(edit.value) } : edit,
  );
  const expected = applyEdits(root.value, adapted);
  const slot: Slot = { key: undefined, body: { origin: root } };
  const around = surroundingsIn(format.comments(document.text));
  const carriers = sources.flatMap((source) => carrierFor({ ...document, root }, source, roots.get(source)));
  const sourceFor = sourceFinder(carriers);
  for (const edit of adapted) {
    if (isPlainEdit(edit)) applyPlain(slot, edit, { around, source: sourceFor(edit) });
    else applyMove(slot, edit, around);
  }
  const content = { origin: root, slot };
  const wanted = leftOf(root, expected);
  return aliases === 'follow'
    ? followingText(document, content, { expected: wanted, edits: adapted })
    : verifiedText(document, content, wanted);
}

/** Behind its tag stands YAML of its own. */
function editLiteral({ source }: Literal, edit: PlainEdit): Value {
  const [tag = ''] = /^\S+/.exec(source) ?? [];
  const path = 'tagged.yaml';
  const text = editDocument(parseDocument(path, source.slice(tag.length).replace(/^ +/, '')), [edit]);
  return parseDocument(path, `${tag}${/^\s/.test(text) ? '' : ' '}${text}`).value ?? null;
}

/** Of several documents one may be left, which is the whole content then. */
function leftOf({ layout }: SyntaxNode, expected: Value): Value {
  if (layout !== 'documents' || !isList(expected) || expected.length > 1) return expected;
  return expected[0] ?? null;
}

/** Nothing may be written over what cannot be read: all that it holds would go. */
function unreadable({ path, problems: [fault] }: Document): EngineError {
  const { message, ...at } = fault ?? { line: 1, column: 1, message: '' };
  const place = formatPlace({ ...at, file: path });
  const sentence = t("{0}: {1} The file can't be edited until it parses.", place, message);
  return new EngineError('invalid', sentence, { path, cites: [message] });
}

export function hasComments(document: Document): boolean {
  return commentsOf(document).length > 0;
}

/** The comments of a text, in order, as they are written; none where it does not parse. */
export function commentsOf(document: Document): readonly string[] {
  const { format, text } = document;
  const root = roots.get(document);
  const comments = formats[format].comments(text);
  const found = root ? commentsInside(comments, root, { start: 0, end: text.length }) : [];
  return found.map(({ start, end }) => text.slice(start, end));
}

/** A text of another format with its values and comments. @throws invalid where the document does not parse. */
export function convertDocument(document: Document, format: Format): string {
  const { value } = document;
  if (value === undefined) throw unreadable(document);
  if (document.format === format) return document.text;
  if (document.format === 'opaque' || format === 'opaque') throw noKeys(document.path);
  if (document.format === 'json' && format === 'jsonc') return document.text;
  const empty = parseDocument(`empty.${format}`, `null${eolOf(document.text)}`);
  const [origin, root] = [roots.get(empty), roots.get(document)];
  const wanted = adaptValue(value, format);
  const [carrier] = origin ? carrierFor({ ...empty, root: origin }, document, root) : [];
  if (!origin || !root || !carrier) return renderDocument(wanted, format);
  const body = carryEntries(carrier, { node: root, start: 0, end: Infinity }, wanted);
  return verifiedText(empty, { origin, slot: { key: undefined, body } }, wanted);
}

/** The value that text in a format has for a value: JSON has no tags. */
export function adaptValue(value: Value, format: Format): Value {
  return formats[format].adapt(value);
}

/** A new document that says the value, with a newline at its end. */
export function renderDocument(
  value: Value,
  format: Format,
  { indent = 2, eol = '\n' }: RenderStyle = {},
): string {
  const unit = typeof indent === 'number' ? ' '.repeat(indent) : indent;
  return formats[format].render(value, { unit, eol });
}
