// What an edit may change of a text, told from the text alone: comments and YAML's tokens come from scanners that
// editing does not use, so that a fault there is not repeated here.
import assert from 'node:assert/strict';
import { Lexer, parseAllDocuments } from 'yaml';
import type { Document, TextRange } from '../../../src/engine/text/document.ts';
import { tokenAt } from '../../../src/engine/text/json/jsonScan.ts';
import {
  formatPointer,
  parentOf,
  parsePointer,
  valueAt,
  type Pointer,
} from '../../../src/engine/values/pointer.ts';
import { isList, isMap, type Value } from '../../../src/engine/values/value.ts';

/** Every place of a value, the root first. */
export function placesIn(value: Value, keys: readonly string[] = []): readonly Pointer[] {
  const below = isList(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : [];
  return [formatPointer(keys), ...below.flatMap(([key, item]) => placesIn(item, [...keys, String(key)]))];
}

export function isScalar(value: Value | undefined): boolean {
  return value !== undefined && !isMap(value) && !isList(value);
}

/** Whether a place is one of several documents of a YAML file, which goes with its marker and the comments in it. */
export function isWholeDocument({ format, text }: Text, pointer: Pointer): boolean {
  return (
    format === 'yaml' &&
    parsePointer(pointer).length === 1 &&
    /^(---|\.\.\.)/m.test(text) &&
    parseAllDocuments(text).length > 1
  );
}

type Text = Pick<Document, 'format' | 'text'>;

interface Token extends TextRange {
  readonly source: string;
}

const known = new WeakMap<Text, readonly Token[]>();

/** All tokens of YAML; of JSON the comments. */
function tokensOf(text: Text): readonly Token[] {
  const tokens =
    known.get(text) ?? (text.format === 'yaml' ? yamlTokens(text.text) : jsonComments(text.text));
  known.set(text, tokens);
  return tokens;
}

/** Where the comments of a text stand. */
export function commentRanges(text: Text): readonly TextRange[] {
  return commentTokens(text);
}

function commentTokens(text: Text): readonly Token[] {
  return tokensOf(text).filter(({ source }) => /^(#|\/\/|\/\*)/.test(source));
}

function jsonComments(text: string): readonly Token[] {
  const found: Token[] = [];
  for (let { kind, start, end } = tokenAt(text, text.search(/[^\uFEFF]/)); kind !== 'end';) {
    if (kind === 'comment') found.push({ start, end, source: text.slice(start, end) });
    ({ kind, start, end } = tokenAt(text, end));
  }
  return found;
}

/** The comments of a text, in order. */
export function commentsIn(text: Text): readonly string[] {
  return commentTokens(text).map(({ source }) => source.trimEnd());
}

/** YAML's tokens; scalars of all kinds have the source `text`. */
function yamlTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = 0;
  let isText = false;
  for (const lexeme of new Lexer().lex(text)) {
    if ('\u0002\u0018\u001f'.includes(lexeme)) {
      isText = lexeme === '\u001f'; // A plain or block scalar follows; the other marks have no text either.
      continue;
    }
    const source = isText || /^["']/.test(lexeme) ? 'text' : lexeme;
    tokens.push({ start, end: start + lexeme.length, source });
    start += lexeme.length;
    isText = false;
  }
  return tokens;
}

const used = new WeakMap<Document, ReadonlySet<string>>();

/** The names of the anchors that aliases name. */
function usedAnchors(document: Document): ReadonlySet<string> {
  const aliases = () => tokensOf(document).filter(({ source }) => source.startsWith('*'));
  const names = used.get(document) ?? new Set(aliases().map(({ source }) => source.slice(1)));
  used.set(document, names);
  return names;
}

/** Whether an anchor, an alias or a merge key makes the text at a place be more places than one. */
export function isShared(document: Document, pointer: Pointer): boolean {
  if (document.format !== 'yaml' || !document.text.includes('*')) return false;
  const names = usedAnchors(document);
  if (names.size === 0) return false;
  const tokens = tokensOf(document);
  const keys = parsePointer(pointer);
  return [...keys.keys(), keys.length].some((length) => {
    const place = formatPointer(keys.slice(0, length));
    const key = document.locate(place, 'key');
    if (key && document.text.slice(key.start, key.end) === '<<' && keys[length - 1] !== '<<') return true;
    const start = document.locate(place, 'value')?.start ?? 0;
    const at = tokens.findIndex((token) => token.end > start);
    const properties = [...runOf(tokens.slice(0, at).toReversed()), ...runOf(tokens.slice(at))];
    const isAnchored = properties.some(({ source }) => source.startsWith('&') && names.has(source.slice(1)));
    return isAnchored || tokens[at]?.source.startsWith('*') === true;
  });
}

/** Anchors and tags, and what may stand among them. */
function runOf(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findIndex(({ source }) => !/^(\s|#|&|!)/.test(source));
  return end < 0 ? tokens : tokens.slice(0, end);
}

/** Asserts that a scalar was set, and that nothing but its own text changed. */
export function assertOnlySpan(document: Document, pointer: Pointer, edited: string): 'span' | 'line' {
  const { text, format } = document;
  const range = document.locate(pointer, 'value');
  assert.ok(range, `${document.path} ${pointer}`);
  const tag = text[range.start] === '!';
  // A tag goes with the blank in front of it.
  const before = tag ? text.slice(0, range.start).trimEnd() : text.slice(0, range.start);
  const after = text.slice(range.end);
  if (holds(edited, before, after)) return 'span';
  // The lines of a YAML block scalar begin below what stands beside the old value.
  const beside = /^[^\r\n]*/.exec(after)?.[0] ?? '';
  const isBeside =
    holds(edited, before, after.slice(beside.length)) && edited.includes(beside, before.length);
  assert.ok(
    format === 'yaml' && isBeside,
    `${document.path} ${pointer}: more than the value changed:\n${edited}`,
  );
  return 'line';
}

function holds(text: string, before: string, after: string): boolean {
  return text.startsWith(before) && text.endsWith(after) && text.length >= before.length + after.length;
}

/** An entry with all that goes with it: in YAML what stands in front, and below a nested block the comments inside. */
function entryRange(document: Document, pointer: Pointer): TextRange {
  const { text, format } = document;
  const key = document.locate(pointer, 'key');
  const value = document.locate(pointer, 'value');
  assert.ok(value, `${document.path} ${pointer}`);
  if (format !== 'yaml') return { start: key?.start ?? value.start, end: value.end };
  const start = entryStart(document, { key, value });
  if (
    isScalar(valueAt(document.value ?? null, pointer)) ||
    isFlow(document, pointer) ||
    !text.slice(start, value.end).includes('\n')
  )
    return { start, end: value.end };
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const below = new RegExp(`^.*(\\r?\\n( *| {${column + 1},}#.*)(?=\\r?\\n|$))*`).exec(text.slice(value.end));
  return { start, end: value.end + (below?.[0].length ?? 0) };
}

/** Whether a map or list stands in brackets, or in others that do. */
export function isFlow(document: Document, pointer: Pointer): boolean {
  const range = document.locate(pointer, 'value') ?? { start: 0, end: 0 };
  if (/^(!\S*\s+)?(&\S+\s+)?[[{]/.test(document.text.slice(range.start, range.end))) return true;
  return pointer !== '' && isFlow(document, parentOf(pointer));
}

/** Where the dash of an item stands, or what belongs to a key. */
function entryStart(
  document: Document,
  { key, value }: { readonly key: TextRange | undefined; readonly value: TextRange },
): number {
  const first = key?.start ?? value.start;
  const inFront = tokensOf(document)
    .filter(({ end }) => end <= first)
    .toReversed();
  const indicator = inFront[runOf(inFront).length];
  if (indicator?.source === (key ? '?' : '-')) return indicator.start;
  const stop = inFront.findIndex(({ source }) => !/^([ \t]|&|!)/.test(source));
  const own = inFront.slice(0, stop < 0 ? inFront.length : stop);
  return own.findLast(({ source }) => source.trim() !== '')?.start ?? first;
}

/** Asserts that with an entry nothing else went, comments included. */
export function assertOnlyEntryGone(document: Document, pointer: Pointer, edited: string): number {
  const { text } = document;
  const { start, end } = entryRange(document, pointer);
  const message = `${document.path} ${pointer}: more than the entry went:\n${edited}`;
  const comments = commentTokens(document);
  const outside = comments.filter((comment) => comment.start < start || comment.start >= end);
  const [before, after] = [essence(text.slice(0, start)), essence(text.slice(end))];
  assert.ok(holds(essence(edited), before, after), message);
  // A comment inside may stay.
  const middle = essence(edited).slice(before.length, essence(edited).length - after.length);
  const inside = comments
    .filter((comment) => !outside.includes(comment))
    .map(({ source }) => essence(source));
  assert.ok(inside.join('').endsWith(middle), message);
  assertComments(
    commentsIn({ ...document, text: edited }),
    outside.map(({ source }) => source.trimEnd()),
    message,
  );
  return outside.length;
}

/** The comments outside of an entry; all of them where there is none at the place. */
export function commentsOutside(document: Document, pointer: Pointer): readonly string[] {
  const isThere = pointer !== '' && document.locate(pointer, 'value') !== undefined;
  const { start, end } = isThere ? entryRange(document, pointer) : { start: 0, end: 0 };
  const outside = commentTokens(document).filter((comment) => comment.start < start || comment.start >= end);
  return outside.map(({ source }) => source.trimEnd());
}

/** Asserts that all of some comments are among others, in their order. */
function assertComments(comments: readonly string[], wanted: readonly string[], message: string): void {
  let from = 0;
  for (const comment of wanted) {
    const at = comments.indexOf(comment, from);
    assert.ok(at >= 0, `${message}\nlost: ${comment}`);
    from = at + 1;
  }
}

/** A text less what holds entries together. */
function essence(text: string): string {
  return text.replace(/[\s,{}[\]]/g, '');
}
