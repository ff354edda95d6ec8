// From a file as it was read to a document. Each file is parsed once: a `FileContent` never changes, so what
// was made of it can be kept as long as the file's content is.
import { t } from '@vscode/l10n';
import type { FileContent, Problem, TargetSpec } from '../model/model.ts';
import { EngineError } from '../base/errors.ts';
import { formatProblem } from '../base/formatProblem.ts';
import { sha256 } from '../base/sha256.ts';
import { formatOf, opaqueDocument, parseDocument, type Document, type Format } from '../text/document.ts';
import { noKeys } from '../text/opaque.ts';
import { parentOf, type Pointer } from '../values/pointer.ts';
import type { Value } from '../values/value.ts';

/** A file's content from bytes that are not (or no longer) on the disk. */
export function contentOf(file: string | FormatOfFile, bytes: Uint8Array): FileContent {
  const { path, format }: FormatOfFile = typeof file === 'string' ? { path: file } : file;
  return { path, ...(format ? { format } : {}), bytes, sha256: sha256(bytes), links: 1 };
}

/** A file by its name, or by what else says how it is read. */
export interface FormatOfFile {
  readonly path: string;
  readonly format?: Format | undefined;
}

type FormatOfSpec = Pick<TargetSpec, 'path' | 'comments' | 'namedFormat'>;

/** The format of a live file, or of one that was it: the manifest may say more than the name. */
export function formatOfTarget({ path, comments = false, namedFormat }: FormatOfSpec): Format {
  const format = namedFormat ?? formatOf(path);
  return comments && format === 'json' ? 'jsonc' : format;
}

const inOtherFormats = new WeakMap<FileContent, FileContent>();

/** The same content in the format of a target. */
export function liveFile(file: FileContent, spec: FormatOfSpec): FileContent {
  return inFormat(file, formatOfTarget(spec));
}

/** The same content read otherwise. */
export function inFormat(file: FileContent, format: Format): FileContent {
  if (format === (file.format ?? formatOf(file.path))) return file;
  const known = inOtherFormats.get(file);
  if (known?.format === format) return known;
  const other = { ...file, format };
  inOtherFormats.set(file, other);
  return other;
}

const parsed = new WeakMap<FileContent, Document>();

export function documentOf(file: FileContent): Document {
  const known = parsed.get(file);
  if (known) return known;
  const document = readDocument(file);
  parsed.set(file, document);
  return document;
}

function readDocument(file: FileContent): Document {
  const { path, bytes, format = formatOf(path) } = file;
  const text = decode(bytes);
  if (format === 'opaque') return opaqueDocument(path, bytes, text ?? '');
  return text === null ? undecodable(file) : parseDocument(path, text, format);
}

/** A file from anywhere as one for a target, whose format it takes where its name tells none. */
export function givenContent(
  path: string,
  bytes: Uint8Array,
  { format }: { readonly format: Format },
): FileContent {
  const own = formatOf(path);
  return contentOf({ path, format: format === 'opaque' || own === 'opaque' ? format : own }, bytes);
}

/** Asserts that a file has keys. @throws EngineError `invalid`. */
export function assertKeyed({ path, format }: { readonly path: string; readonly format: Format }): void {
  if (format === 'opaque') throw noKeys(path);
}

/** UTF-8 with its BOM kept, or `null` when the bytes are not UTF-8. */
export function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // The decoder's only fault is "not UTF-8".
  }
}

function undecodable({ path, format = formatOf(path) }: FileContent): Document {
  return {
    path,
    format,
    text: '',
    value: undefined,
    problems: [{ line: 1, column: 1, message: t("The file isn't UTF-8 text. Save it as UTF-8 first.") }],
    locate: () => undefined,
    positionAt: () => ({ line: 1, column: 1 }),
    pointerAt: () => undefined,
  };
}

/** Asserts that a document parses. @throws EngineError `invalid`, with the place of its first problem. */
export function assertParsed({ path, problems: [fault] }: Document): void {
  if (!fault) return;
  const message = formatProblem({ ...fault, file: path });
  throw new EngineError('invalid', message, { path, cites: [fault.message] });
}

/** Returns the data of a document. @throws EngineError `invalid`, with the place, where it cannot be read. */
export function valueOrThrow(document: Document): Value {
  if (document.value === undefined) assertParsed(document);
  return document.value ?? null;
}

/** A document's own problems, with the file they are in. */
export function problemsOf(document: Document): readonly Problem[] {
  const cites = document.value === undefined ? { cites: true as const } : {};
  return document.problems.map((problem) => ({ file: document.path, pointer: '', ...problem, ...cites }));
}

/** A problem at a place of a document: at the key where there is one, else at the nearest parent. */
export function problemAt(
  document: Document,
  pointer: Pointer,
  finding: { readonly message: string; readonly keyword?: string },
): Problem {
  return { file: document.path, ...positionOf(document, pointer), pointer, ...finding };
}

/** Line and column, from 1, of the key at a pointer, of the value where there is no key, else of the nearest parent. */
export function positionOf(document: Document, pointer: Pointer): { line: number; column: number } {
  for (let here = pointer; ; here = parentOf(here)) {
    const range = document.locate(here, 'key') ?? document.locate(here, 'value');
    if (range) return document.positionAt(range.start);
    if (here === '') return { line: 1, column: 1 };
  }
}
