// The audit log: `.safekeep/audit.jsonl`, one JSON object a line, only ever appended to. Each line carries
// the hash of the line before (`previous`) and of itself (`hash`, SHA-256 of its JSON without that key),
// so a changed or missing line shows. A crash or a full disk can tear only the line that was being written, whose commit
// is told again or taken back: the next line takes its place. Anything else that cannot be read is left, and reported.
// The user's side knows the newest line (`historyCopy.ts`): a log that lacks it was cut or replaced, and the copy counts.
// A line that stands there twice, byte for byte, is the echo of a process that slept while another one wrote it.
import { dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { refuseNewerFormat } from '../errors.ts';
import type { HistoryEntry } from '../model.ts';
import { makeDurableDirectory, replaceFile, writeAll } from './atomicFile.ts';
import { closing, orMissing, type FileSystem } from './fileSystem.ts';
import { noHistoryCopy, type HistoryCopy } from './historyCopy.ts';
import { mostRecordBytes } from './ownFiles.ts';
import { isHistoryLine } from './recordShapes.ts';
import { sha256 } from '../sha256.ts';

interface Line extends HistoryEntry {
  readonly format: 1;
  readonly previous: string;
  readonly hash: string;
}

export interface AuditReading {
  /** Oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** Numbers, from 1, of lines that cannot be read or do not fit the chain. */
  readonly damaged: readonly number[];
  /** The log lacks lines that this user has seen; the entries are those of the user's own copy. */
  readonly isReplaced?: true;
}

interface KnownText extends AuditReading {
  readonly text: string;
  readonly lines: number;
  /** The hash that the next line must name. */
  readonly previous: string;
  /** Of every line that fits the chain. */
  readonly hashes: ReadonlySet<string>;
  /** Of the last line that can be read. */
  readonly lastId: string | undefined;
}

const nothingKnown: KnownText = {
  text: '',
  entries: [],
  damaged: [],
  lines: 0,
  previous: '',
  hashes: new Set(),
  lastId: undefined,
};

/** At some hundred bytes a line, more commits than anybody makes. */
const mostBytes = 50 * 1024 * 1024;

export class AuditLog {
  readonly #fileSystem: FileSystem;
  readonly #path: string;
  readonly #copy: HistoryCopy;
  #known = nothingKnown;

  constructor(fileSystem: FileSystem, path: string, copy: HistoryCopy = noHistoryCopy) {
    this.#fileSystem = fileSystem;
    this.#path = path;
    this.#copy = copy;
  }

  /** Appends durably. Telling the same entry twice (a recovery after a crash) keeps one. */
  async append(entry: HistoryEntry): Promise<void> {
    const text = await this.#text();
    const { previous, lastId } = this.#readOn(text);
    const whole = withoutTornEnd(text);
    const lineEnd = whole === '' || whole.endsWith('\n') ? '' : '\n';
    // One who was killed may have told it, but not forced it to the disk.
    if (lastId === entry.id) return this.#write(lineEnd);
    const unsigned = { format: 1, previous, ...entry };
    const hash = sha256(JSON.stringify(unsigned));
    const line = `${JSON.stringify({ ...unsigned, hash })}\n`;
    if (whole === text) await this.#write(lineEnd + line);
    else await replaceFile(this.#fileSystem, this.#path, { bytes: Buffer.from(whole + line) });
    await this.#copy.add({ text: line, previous, hash }, () => whole + lineEnd + line);
  }

  /** The id of the entry that was told last. */
  async lastId(): Promise<string | undefined> {
    return this.#readOn(await this.#text()).lastId;
  }

  /** Only what was appended since the last time is parsed. @throws EngineError `unsupported-version`, `invalid`, `io`. */
  async read(): Promise<AuditReading> {
    const reading = this.#readOn(await this.#text());
    const lost = await this.#lostLines(reading);
    if (lost === null) return reading;
    return { ...readOn(nothingKnown, lost), damaged: reading.damaged, isReplaced: true };
  }

  /** What this user has seen of it, whatever is there now. */
  async remembered(): Promise<AuditReading> {
    return readOn(nothingKnown, await this.#copy.lines());
  }

  /** Where the log was cut or replaced, puts this user's copy in its place, and what was there aside. */
  async restore(aside: string): Promise<boolean> {
    const text = await this.#text();
    const lost = await this.#lostLines(this.#readOn(text));
    if (lost === null) return false;
    if (text !== '') {
      await makeDurableDirectory(this.#fileSystem, aside, 0o700);
      const name = join(aside, `audit-${sha256(text).slice(0, 12)}.jsonl`);
      await replaceFile(this.#fileSystem, name, { bytes: Buffer.from(text) });
    }
    await replaceFile(this.#fileSystem, this.#path, { bytes: Buffer.from(lost) });
    return true;
  }

  /** `null` when the log has all that this user has seen of it. */
  async #lostLines({ hashes }: KnownText): Promise<string | null> {
    const head = await this.#copy.head();
    if (head === null || hashes.has(head)) return null;
    const lines = await this.#copy.lines();
    return readOn(nothingKnown, lines).hashes.has(head) ? lines : null;
  }

  #readOn(found: string): KnownText {
    const text = withoutTornEnd(found);
    const known = text.startsWith(this.#known.text) ? this.#known : nothingKnown;
    const reading = readOn(known, text);
    if (text.endsWith('\n')) this.#known = reading; // A last line without its end may still become whole.
    return reading;
  }

  async #write(text: string): Promise<void> {
    const file = await this.#fileSystem.append(this.#path, 0o600);
    await closing(file, async () => {
      await writeAll(file, Buffer.from(text));
      await file.sync();
    });
    await this.#fileSystem.syncDirectory(dirname(this.#path));
  }

  async #text(): Promise<string> {
    const bytes = await orMissing(this.#fileSystem.readFile(this.#path, { mostBytes }));
    return bytes ? Buffer.from(bytes).toString() : '';
  }
}

/** Less the start of a line that was to follow the last one; where the disk had noted only its length, zeros. */
function withoutTornEnd(text: string): string {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const end = text.slice(whole.length);
  if (end === '' || parseLine(end)) return text;
  const opening = JSON.stringify({ format: 1, previous: lastLine(whole)?.hash ?? '' }).slice(0, -1);
  const written = end.replace(/\0+$/, '');
  return opening.startsWith(written) || written.startsWith(opening) ? whole : text;
}

function hashOf(line: Line): string {
  return sha256(JSON.stringify({ ...line, hash: undefined }));
}

function readOn(known: KnownText, text: string): KnownText {
  const lines = parseLines(text.slice(known.text.length));
  const [entries, damaged, hashes] = [[...known.entries], [...known.damaged], new Set(known.hashes)];
  let { previous, lastId } = known;
  for (const [index, line] of lines.entries()) {
    if (line && hashes.has(line.hash) && line.hash === hashOf(line)) continue;
    if (line?.previous === previous && line.hash === hashOf(line)) {
      entries.push(line);
      hashes.add(line.hash);
    } else damaged.push(known.lines + index + 1);
    previous = line?.hash ?? previous;
    lastId = line?.id ?? lastId;
  }
  return { text, entries, damaged, lines: known.lines + lines.length, previous, hashes, lastId };
}

function parseLines(text: string): readonly (Line | null)[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n').map(parseLine);
}

/** The last one that can be read. */
function lastLine(text: string): Line | null {
  for (let end = text.length; end > 0;) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = parseLine(text.slice(start, end));
    if (line) return line;
    end = start - 1;
  }
  return null;
}

function parseLine(text: string): Line | null {
  if (text.length > mostRecordBytes) return null;
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return null; // Torn or damaged: reported by its number.
  }
  if (typeof line !== 'object' || line === null || !('format' in line)) return null;
  refuseNewerFormat(line.format, () => t('The audit log'));
  return isHistoryLine(line) ? (line as Line) : null; // So it was just found to be.
}
