// The lines of an audit log as bytes: how one is written, read and checked, and how many of them are looked at. A log may be
// a stranger's, so a look reads the end of it alone, and a check of all of it gives up where hardly a line is readable.
// Pure: bytes in, data out.
import type { HistoryEntry } from '../../model/model.ts';
import { sha256 } from '../../base/sha256.ts';
import { maxRecordBytes } from '../disk/ownFiles.ts';
import { isHistoryLine } from '../disk/recordShapes.ts';

interface Line extends HistoryEntry {
  readonly format: 1;
  readonly previous: string;
  readonly hash: string;
}

/** What was found in the lines that were read so far. */
export interface EntryChain {
  /** Of those that fit; none where they are only counted. */
  readonly entries: readonly HistoryEntry[];
  readonly count: number;
  /** Numbers, from 1, of the first lines that cannot be read or do not fit. */
  readonly damaged: readonly number[];
  /** How many such lines there are besides. */
  readonly moreDamaged: number;
  /** All lines up to here. */
  readonly lines: number;
  /** The hash that the next line must name; `null`: whichever it names, as those before it were not read. */
  readonly previous: string | null;
  /** Of every line that fits. */
  readonly hashes: ReadonlySet<string>;
  /** Of the last line that can be read. */
  readonly lastId: string | undefined;
}

export const emptyChain: EntryChain = {
  entries: [],
  count: 0,
  damaged: [],
  moreDamaged: 0,
  lines: 0,
  previous: '',
  hashes: new Set(),
  lastId: undefined,
};

/** More commits than anybody looks at, and quickly read. */
const maxLines = 20_000;
const maxEndBytes = 8 * 1024 * 1024;
/** Nobody looks at the number of each line when there are more. */
const maxNumbers = 100;
/** A log of which so many lines are damaged is none. */
const maxDamaged = 10_000;
const lineFeed: number | undefined = 0x0a;

/** The line that goes on from another one. */
export function lineOf(
  entry: HistoryEntry,
  previous: string,
): { readonly text: string; readonly hash: string } {
  const unsigned = { format: 1, previous, ...entry };
  const hash = sha256(JSON.stringify(unsigned));
  return { text: `${JSON.stringify({ ...unsigned, hash })}\n`, hash };
}

/** The same chain with what more lines say; the entries themselves are left away where they are only `counted`. */
export function readOn(known: EntryChain, bytes: Uint8Array, counted?: 'counted'): EntryChain {
  if (bytes.length === 0) return known;
  const [entries, damaged, hashes] = [[...known.entries], [...known.damaged], new Set(known.hashes)];
  let { previous, lastId, lines, count, moreDamaged } = known;
  for (const line of linesIn(bytes)) {
    if (counted && moreDamaged >= maxDamaged) break;
    lines += 1;
    const isWhole = line !== null && line.hash === hashOf(line);
    if (isWhole && hashes.has(line.hash)) continue;
    if (isWhole && (previous === null || line.previous === previous)) {
      count += 1;
      hashes.add(line.hash);
      if (!counted) entries.push(line);
    } else if (damaged.length < maxNumbers) damaged.push(lines);
    else moreDamaged += 1;
    previous = line?.hash ?? previous;
    lastId = line?.id ?? lastId;
  }
  return { entries, count, damaged, moreDamaged, lines, previous, hashes, lastId };
}

/** The bytes of the newest lines, as many as a look reads, and the chain that they go on from. */
export function logEnd(bytes: Uint8Array): { readonly start: number; readonly chain: EntryChain } {
  const least = Math.max(bytes.length - maxEndBytes, 0);
  let start = bytes.length;
  for (let lines = 0; lines < maxLines && start > 0; lines += 1) {
    const before = start < 2 ? 0 : bytes.lastIndexOf(0x0a, start - 2) + 1;
    if (before < least) break;
    start = before;
  }
  if (start === bytes.length) start = least; // One line without an end.
  return {
    start,
    chain: start === 0 ? emptyChain : { ...emptyChain, previous: null, lines: count(bytes, start) },
  };
}

function count(bytes: Uint8Array, end: number): number {
  let lines = 0;
  for (let at = 0; at < end; at += 1) if (bytes[at] === lineFeed) lines += 1;
  return lines;
}

/** The commits of all lines that are as they were written, in whatever order they were put together. */
export function commitsIn(bytes: Uint8Array): readonly HistoryEntry[] {
  const found = new Map<string, HistoryEntry>();
  for (const line of linesIn(bytes))
    if (line !== null && line.hash === hashOf(line)) found.set(line.id, withoutChain(line));
  return [...found.values()];
}

/** Lines of which each goes on from the one before. */
export function chainedLines(entries: readonly HistoryEntry[]): {
  readonly text: string;
  readonly hash: string;
} {
  let hash = '';
  const texts = entries.map((entry) => {
    const line = lineOf(entry, hash);
    ({ hash } = line);
    return line.text;
  });
  return { text: texts.join(''), hash };
}

/** Whether bytes have a whole line of this entry, wherever. */
export function holdsEntry(bytes: Uint8Array, id: string): boolean {
  for (const line of linesIn(bytes)) if (line?.id === id && line.hash === hashOf(line)) return true;
  return false;
}

/** Whether bytes have a whole line of this hash, wherever. */
export function holdsLine(bytes: Uint8Array, hash: string): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = text.indexOf(`"hash":"${hash}"}`);
  if (at === -1) return false;
  const end = text.indexOf(0x0a, at);
  const line = parseLine(text.subarray(text.lastIndexOf(0x0a, at) + 1, end === -1 ? text.length : end));
  return line?.hash === hash && hashOf(line) === hash;
}

/** Less the start of a line that was to follow the last one; where the disk had noted only its length, zeros. */
export function withoutTornEnd(bytes: Uint8Array): Uint8Array {
  const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
  const end = bytes.subarray(whole.length);
  if (end.length === 0 || end.length > maxRecordBytes || parseLine(end)) return bytes;
  const opening = JSON.stringify({ format: 1, previous: lastLine(whole)?.hash ?? '' }).slice(0, -1);
  const written = Buffer.from(withoutZeros(end)).toString();
  return opening.startsWith(written) || written.startsWith(opening) ? whole : bytes;
}

/** A pattern would search from each of them anew. */
function withoutZeros(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

/** The last one that can be read, among those that a look reads. */
function lastLine(bytes: Uint8Array): Line | null {
  const { start } = logEnd(bytes);
  for (let end = bytes.length; end > start;) {
    const from = end < 2 ? 0 : bytes.lastIndexOf(0x0a, end - 2) + 1;
    const line = parseLine(bytes.subarray(from, end - 1));
    if (line) return line;
    end = from;
  }
  return null;
}

/** The number of the format that the last line says to be in, when that is a newer one. */
export function newerFormatAtEnd(bytes: Uint8Array): unknown {
  const end = bytes.at(-1) === lineFeed ? bytes.length - 1 : bytes.length;
  const line = parse(bytes.subarray(bytes.lastIndexOf(0x0a, end - 1) + 1, end));
  return line && 'format' in line ? line.format : undefined;
}

function* linesIn(bytes: Uint8Array): Generator<Line | null> {
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(0x0a, from);
    const end = found === -1 ? bytes.length : found;
    yield parseLine(bytes.subarray(from, end));
    from = end + 1;
  }
}

function withoutChain(line: Line): HistoryEntry {
  const own = Object.entries(line).filter(([key]) => !['format', 'previous', 'hash'].includes(key));
  return Object.fromEntries(own) as unknown as HistoryEntry; // A line is its entry and these three keys.
}

function hashOf(line: Line): string {
  return sha256(JSON.stringify({ ...line, hash: undefined }));
}

function parseLine(bytes: Uint8Array): Line | null {
  const line = parse(bytes);
  return line && isHistoryLine(line) ? (line as Line) : null; // So it was just found to be.
}

/** `null` for what is torn or damaged, which is reported by its number. */
function parse(bytes: Uint8Array): object | null {
  if (bytes.length === 0 || bytes.length > maxRecordBytes) return null;
  try {
    const line: unknown = JSON.parse(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(),
    );
    return typeof line === 'object' ? line : null;
  } catch {
    return null;
  }
}
