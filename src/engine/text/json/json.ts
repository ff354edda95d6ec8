// JSON and JSONC text → structure. Strict JSON is exactly RFC 8259 with an optional byte order mark; JSONC adds
// comments and trailing commas, as VS Code reads them. Duplicate keys are faults in both.
import { t } from '@vscode/l10n';
import { tokenAt, type Token } from './jsonScan.ts';
import {
  maxDepth,
  maxTextSize,
  tooLarge,
  type Fault,
  type ParsedSyntax,
  type SyntaxEntry,
  type SyntaxNode,
} from '../syntax/syntax.ts';
import { mapOf, numberOf, type Value } from '../../values/value.ts';

interface Cursor {
  readonly text: string;
  readonly dialect: 'json' | 'jsonc';
  readonly faults: Fault[];
  /** The token not yet consumed. */
  token: Token;
  /** The first syntax error stops the parser; a duplicate key does not. */
  stopped: boolean;
  depth: number;
}

export function parseJson(text: string, dialect: 'json' | 'jsonc'): ParsedSyntax {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const tooMuch = tooMuchIn(text, start);
  if (tooMuch) return { root: undefined, faults: [tooMuch] };
  const token: Token = { kind: 'end', start, end: start };
  const cursor: Cursor = { text, dialect, faults: [], token, stopped: false, depth: 0 };
  advance(cursor);
  const root = parseValue(cursor);
  if (!cursor.stopped && cursor.token.kind !== 'end') stop(cursor, t('Unexpected text after the value.'));
  return { root: cursor.faults.length === 0 ? root : undefined, faults: cursor.faults };
}

/** Found before anything is made of it: each value takes much more memory than its text. */
function tooMuchIn(text: string, start: number): Fault | undefined {
  if (text.length <= maxTextSize) return undefined;
  let count = 0;
  for (let token = tokenAt(text, start); token.kind !== 'end'; token = tokenAt(text, token.end)) {
    if (token.kind === 'punctuation' && /[,[{]/.test(text[token.start] ?? '')) count += 1;
    if (count > maxTextSize) return { offset: token.start, message: tooLarge() };
  }
  return undefined;
}

/** Consumes a token: the next one that is no comment is the cursor's. */
function advance(cursor: Cursor): void {
  do {
    cursor.token = tokenAt(cursor.text, cursor.token.end);
    if (cursor.token.kind === 'comment' && cursor.dialect === 'json') {
      stop(cursor, t("Comments aren't allowed in a .json file."));
      return;
    }
  } while (cursor.token.kind === 'comment');
}

function stop(cursor: Cursor, message: string): undefined {
  if (!cursor.stopped) cursor.faults.push({ offset: cursor.token.start, message });
  cursor.stopped = true;
}

/** Whether the cursor's token is this punctuation; then it is consumed. */
function take(cursor: Cursor, punctuation: string): boolean {
  if (cursor.stopped || cursor.text[cursor.token.start] !== punctuation) return false;
  advance(cursor);
  return true;
}

function parseValue(cursor: Cursor): SyntaxNode | undefined {
  if (cursor.stopped) return undefined;
  const { kind, start, end } = cursor.token;
  const source = cursor.text.slice(start, end);
  if (source === '{' || source === '[') return parseCollection(cursor, source === '{' ? 'map' : 'list');
  const value = scalarOf(kind, source);
  if (value === undefined) {
    stop(cursor, expected(cursor, t('a value')));
    return;
  }
  advance(cursor);
  return { kind: 'scalar', layout: 'inline', value, start, end, slot: start, entries: noEntries };
}

function scalarOf(kind: Token['kind'], source: string): Value | undefined {
  if (kind === 'number') return numberOf(source);
  if (kind === 'string') return stringOf(source);
  if (source === 'null') return null;
  if (source === 'true') return true;
  return source === 'false' ? false : undefined;
}

function stringOf(source: string): string {
  return source.includes('\\') ? String(JSON.parse(source)) : source.slice(1, -1);
}

function parseCollection(cursor: Cursor, kind: 'map' | 'list'): SyntaxNode | undefined {
  const { start } = cursor.token;
  if (cursor.depth >= maxDepth) {
    stop(cursor, t('Nested deeper than {0} levels.', maxDepth));
    return;
  }
  cursor.depth += 1;
  const close = kind === 'map' ? '}' : ']';
  advance(cursor);
  const entries = parseEntries(cursor, kind, close);
  const end = cursor.token.end;
  if (!take(cursor, close)) {
    stop(cursor, expected(cursor, t('a comma or {0}', close)));
    return;
  }
  cursor.depth -= 1;
  const value = kind === 'list' ? entries.map((entry) => entry.node.value) : mapFrom(cursor, entries);
  return { kind, layout: 'inline', value, start, end, slot: start, entries };
}

const noEntries: readonly SyntaxEntry[] = [];

function parseEntries(cursor: Cursor, kind: 'map' | 'list', close: string): readonly SyntaxEntry[] {
  const entries: SyntaxEntry[] = [];
  while (!cursor.stopped && cursor.text[cursor.token.start] !== close) {
    const entry = kind === 'map' ? parseProperty(cursor) : parseItem(cursor);
    if (!entry) break;
    entries.push(entry);
    if (entry.comma === undefined) break;
    if (cursor.dialect === 'json' && cursor.text[cursor.token.start] === close) {
      stop(cursor, t("Trailing commas aren't allowed in a .json file."));
    }
  }
  return entries;
}

function parseItem(cursor: Cursor): SyntaxEntry | undefined {
  const node = parseValue(cursor);
  if (!node) return undefined;
  const { start, end } = node;
  return { key: undefined, keyRange: { start, end: start }, start, end, comma: takeComma(cursor), node };
}

function takeComma(cursor: Cursor): number | undefined {
  const { start } = cursor.token;
  return take(cursor, ',') ? start : undefined;
}

function parseProperty(cursor: Cursor): SyntaxEntry | undefined {
  const { kind, start, end } = cursor.token;
  if (kind !== 'string') {
    stop(cursor, expected(cursor, t('a key in double quotes')));
    return;
  }
  advance(cursor);
  if (!take(cursor, ':')) {
    stop(cursor, expected(cursor, t('a colon')));
    return;
  }
  const node = parseValue(cursor);
  if (!node) return undefined;
  const key = stringOf(cursor.text.slice(start, end));
  return { key, keyRange: { start, end }, start, end: node.end, comma: takeComma(cursor), node };
}

/** Of a key that stands twice the last one counts, and it is a fault. */
function mapFrom(cursor: Cursor, entries: readonly SyntaxEntry[]): Value {
  const map = mapOf([]) as Record<string, Value>; // Made on this line.
  for (const { key = '', keyRange, node } of entries) {
    if (key in map) {
      const message = t('Duplicate key {0}.', JSON.stringify(key));
      cursor.faults.push({ offset: keyRange.start, message });
    }
    map[key] = node.value;
  }
  return map;
}

function expected(cursor: Cursor, what: string): string {
  const { kind, start, end } = cursor.token;
  if (kind === 'end') return t('Expected {0}, but reached the end of the file.', what);
  return t('Expected {0}, but found {1}.', what, described(kind, cursor.text.slice(start, end)));
}

/** Of a value only what kind it is: it may be a secret, and messages end in logs. */
function described(kind: Token['kind'], source: string): string {
  if (kind === 'string') return t('a string');
  if (kind === 'number') return t('a number');
  return kind === 'word' ? t('a word without quotes') : JSON.stringify(source);
}
