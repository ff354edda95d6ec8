// The audit log: `.safekeep/audit.jsonl`, one JSON object a line, only ever appended to. Each line carries
// the hash of the line before (`previous`) and of itself (`hash`, SHA-256 of its JSON without that key),
// so a changed or missing line shows. A crash or a full disk can tear only the line that was being written, whose commit
// is told again or taken back: the next line takes its place. Anything else that cannot be read is left, and reported.
import { dirname } from 'node:path';
import { t } from '@vscode/l10n';
import { refuseNewerFormat } from '../errors.ts';
import type { HistoryEntry } from '../model.ts';
import { replaceFile, writeAll } from './atomicFile.ts';
import { closing, orMissing, type FileSystem } from './fileSystem.ts';
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
}

interface KnownText extends AuditReading {
  readonly text: string;
  readonly lines: number;
  /** The hash that the next line must name. */
  readonly previous: string;
}

const nothingKnown: KnownText = { text: '', entries: [], damaged: [], lines: 0, previous: '' };

export class AuditLog {
  readonly #fileSystem: FileSystem;
  readonly #path: string;
  #known = nothingKnown;

  constructor(fileSystem: FileSystem, path: string) {
    this.#fileSystem = fileSystem;
    this.#path = path;
  }

  /** Appends durably. Telling the same entry twice (a recovery after a crash) keeps one. */
  async append(entry: HistoryEntry): Promise<void> {
    const text = await this.#text();
    const last = lastLine(text);
    const whole = withoutTornEnd(text);
    const lineEnd = whole === '' || whole.endsWith('\n') ? '' : '\n';
    // One who was killed may have told it, but not forced it to the disk.
    if (last?.id === entry.id) return this.#write(lineEnd);
    const unsigned = { format: 1, previous: last?.hash ?? '', ...entry };
    const line = `${JSON.stringify({ ...unsigned, hash: sha256(JSON.stringify(unsigned)) })}\n`;
    if (whole === text) return this.#write(lineEnd + line);
    await replaceFile(this.#fileSystem, this.#path, { bytes: Buffer.from(whole + line) });
  }

  /** The id of the entry that was told last. */
  async lastId(): Promise<string | undefined> {
    return lastLine(await this.#text())?.id;
  }

  /** Only what was appended since the last time is parsed. */
  async read(): Promise<AuditReading> {
    const text = withoutTornEnd(await this.#text());
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
    const bytes = await orMissing(this.#fileSystem.readFile(this.#path));
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
  const entries = [...known.entries];
  const damaged = [...known.damaged];
  let { previous } = known;
  for (const [index, line] of lines.entries()) {
    if (line?.previous === previous && line.hash === hashOf(line)) entries.push(line);
    else damaged.push(known.lines + index + 1);
    previous = line?.hash ?? previous;
  }
  return { text, entries, damaged, lines: known.lines + lines.length, previous };
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
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return null; // Torn or damaged: reported by its number.
  }
  if (typeof line !== 'object' || line === null || !('format' in line)) return null;
  refuseNewerFormat(line.format, () => t('The audit log'));
  const isOurs = 'id' in line && 'hash' in line && typeof line.hash === 'string';
  return isOurs ? (line as Line) : null; // The hash tells whether we wrote it.
}
