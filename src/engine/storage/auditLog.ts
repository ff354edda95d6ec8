// The audit log: `.safekeep/audit.jsonl`, one JSON object a line, only ever appended to. Each line carries
// the hash of the line before (`previous`) and of itself (`hash`, SHA-256 of its JSON without that key),
// so a changed or missing line shows. A crash can tear only the line it was writing, which has then to be told again:
// what is torn gives way to the whole line. Anything else that cannot be read is left, and reported by its number.
import { dirname } from 'node:path';
import { refuseNewerFormat } from '../errors.ts';
import type { HistoryEntry } from '../model.ts';
import { replaceFile, writeAll } from './atomicFile.ts';
import { orMissing, type FileSystem } from './fileSystem.ts';
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

export class AuditLog {
  readonly #fileSystem: FileSystem;
  readonly #path: string;

  constructor(fileSystem: FileSystem, path: string) {
    this.#fileSystem = fileSystem;
    this.#path = path;
  }

  /** Appends durably. Telling the same entry twice (a recovery after a crash) keeps one. */
  async append(entry: HistoryEntry): Promise<void> {
    const text = await this.#text();
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const tail = text.slice(whole.length);
    const lineEnd = tail === '' ? '' : '\n';
    const lines = parseLines(text).filter((line) => line !== null);
    // One who was killed may have told it, but not forced it to the disk.
    if (lines.some((line) => line.id === entry.id)) return this.#write(lineEnd);
    const unsigned = { format: 1, previous: lines.at(-1)?.hash ?? '', ...entry };
    const line = `${JSON.stringify({ ...unsigned, hash: sha256(JSON.stringify(unsigned)) })}\n`;
    const isTorn = tail !== '' && line.startsWith(tail.replace(/\0+$/, ''));
    if (!isTorn) return this.#write(lineEnd + line);
    await replaceFile(this.#fileSystem, this.#path, { bytes: Buffer.from(whole + line) });
  }

  async has(id: string): Promise<boolean> {
    return parseLines(await this.#text()).some((line) => line?.id === id);
  }

  async read(): Promise<AuditReading> {
    const entries: HistoryEntry[] = [];
    const damaged: number[] = [];
    let previous = '';
    for (const [index, line] of parseLines(await this.#text()).entries()) {
      if (line?.previous === previous && line.hash === hashOf(line)) entries.push(line);
      else damaged.push(index + 1);
      previous = line?.hash ?? previous;
    }
    return { entries, damaged };
  }

  async #write(text: string): Promise<void> {
    const file = await this.#fileSystem.append(this.#path, 0o600);
    try {
      await writeAll(file, Buffer.from(text));
      await file.sync();
    } finally {
      await file.close();
    }
    await this.#fileSystem.syncDirectory(dirname(this.#path));
  }

  async #text(): Promise<string> {
    const bytes = await orMissing(this.#fileSystem.readFile(this.#path));
    return bytes ? Buffer.from(bytes).toString() : '';
  }
}

function hashOf(line: Line): string {
  return sha256(JSON.stringify({ ...line, hash: undefined }));
}

function parseLines(text: string): readonly (Line | null)[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n').map(parseLine);
}

function parseLine(text: string): Line | null {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return null; // Torn or damaged: reported by its number.
  }
  if (typeof line !== 'object' || line === null || !('format' in line)) return null;
  refuseNewerFormat(line.format, 'The audit log');
  const isOurs = 'id' in line && 'hash' in line && typeof line.hash === 'string';
  return isOurs ? (line as Line) : null; // The hash tells whether we wrote it.
}
