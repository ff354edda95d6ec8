// The audit log: `.safekeep/audit.jsonl`, one JSON object a line, only ever appended to. Each line carries
// the hash of the line before (`previous`) and of itself (`hash`, SHA-256 of its JSON without that key),
// so a changed or missing line shows. A crash or a full disk can tear only the line that was being written, whose commit
// is told again or taken back: the next line takes its place. Anything else that cannot be read is left, and reported.
// The user's side knows the newest line (`historyCopy.ts`): a log that lacks it was cut or replaced, and the copy counts.
// A line in a newer format is damage, unless it is the newest that the user's side knows: then a newer Safekeep of this
// user works here, and this one does not.
// A look reads the newest lines alone, a check all of them (`auditLines.ts`).
// A line that stands there twice, byte for byte, is the echo of a process that slept while another one wrote it.
import { dirname, join } from 'node:path';
import { assertFormat } from '../../base/errors.ts';
import type { HistoryEntry } from '../../model/model.ts';
import { makeDurableDirectory, replaceFile, writeAll } from '../disk/atomicFile.ts';
import {
  chainedLines,
  commitsIn,
  emptyChain,
  logEnd,
  holdsEntry,
  holdsLine,
  lineOf,
  newerFormatAtEnd,
  readOn,
  withoutTornEnd,
  type EntryChain,
} from './auditLines.ts';
import { usingFile, nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';
import { noHistoryCopy, type HistoryCopy } from './historyCopy.ts';
import { sha256 } from '../../base/sha256.ts';

export interface AuditReading extends Pick<EntryChain, 'damaged' | 'moreDamaged'> {
  /** The newest, oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** The log lacks lines that this user has seen; the entries are those of the user's own copy. */
  readonly isReplaced?: true;
}

/** Of all lines. */
export interface AuditVerification extends Pick<EntryChain, 'damaged' | 'moreDamaged'> {
  /** How many are as they were written. */
  readonly entries: number;
  readonly isReplaced: boolean;
  /** How many commits this user's copy tells of the folder as it was before it was made anew. */
  readonly earlier: number;
}

/** The end of the log as it was read last. */
interface KnownEnd {
  readonly start: number;
  readonly bytes: Uint8Array;
  readonly chain: EntryChain;
}

const nothingKnown: KnownEnd = { start: 0, bytes: new Uint8Array(), chain: emptyChain };

/** At some hundred bytes a line, more commits than anybody makes. */
const maxLogBytes = 50 * 1024 * 1024;
/** When more was appended since, the end is looked for anew. */
const maxKnownBytes = 16 * 1024 * 1024;
const maxKnownEntries = 40_000;

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
    const found = await this.#bytes();
    const { previous, lastId } = this.#readOn(found);
    const whole = withoutTornEnd(found);
    const lineEnd = endsWithLine(whole) ? '' : '\n';
    const withText = (text: string) => Buffer.concat([whole, Buffer.from(text)]);
    const write = (text: string) =>
      whole.length === found.length && !this.#hasOtherName()
        ? this.#write(text)
        : replaceFile(this.#fileSystem, this.#path, { bytes: withText(text) });
    // One who was killed may have told it, but not forced it to the disk.
    if (lastId === entry.id) return write(lineEnd);
    const line = lineOf(entry, previous ?? '');
    const all = () => withText(lineEnd + line.text);
    await write(lineEnd + line.text);
    await this.#copy.add({ ...line, previous: previous ?? '' }, all);
  }

  /** The id of the entry that was told last. */
  async lastId(): Promise<string | undefined> {
    return this.#readOn(await this.#bytes()).lastId;
  }

  /** Whether the log, or what this user has seen of it, also of the folder as it was before it was made anew, has an entry. */
  async hasEntry(id: string): Promise<boolean> {
    for (const lines of [() => this.#bytes(), this.#copy.lines, this.#copy.earlier])
      if (holdsEntry(await lines(), id)) return true;
    return false;
  }

  /** Only what was appended since the last time is parsed. @throws EngineError `unsupported-version`, `invalid`, `io`. */
  async read(): Promise<AuditReading> {
    const found = await this.#bytes();
    const chain = this.#readOn(found);
    const lost = await this.#lostLines(found, chain);
    if (lost === null) return chain;
    const { damaged, moreDamaged } = chain;
    return { entries: readEnd(lost).entries, damaged, moreDamaged, isReplaced: true };
  }

  /** Checks every line. @throws EngineError `unsupported-version`, `invalid`, `io`. */
  async verify(): Promise<AuditVerification> {
    const found = await this.#bytes();
    const { count, damaged, moreDamaged } = readOn(emptyChain, withoutTornEnd(found), 'counted');
    const lost = await this.#lostLines(found, this.#readOn(found));
    const entries = lost === null ? count : readOn(emptyChain, lost, 'counted').count;
    const earlier = (await this.#earlier(found)).length;
    return { entries, damaged, moreDamaged, isReplaced: lost !== null, earlier };
  }

  /** What this user has seen of it, whatever is there now. */
  async remembered(): Promise<AuditReading> {
    return readEnd(await this.#copy.lines());
  }

  /** Where the log was cut or replaced, puts this user's copy in its place, and what was there aside. */
  async restore(aside: string): Promise<boolean> {
    const found = await this.#bytes();
    const lost = await this.#lostLines(found, this.#readOn(found));
    if (lost === null) return false;
    if (found.length > 0) await this.#setAside(found, aside);
    await replaceFile(this.#fileSystem, this.#path, { bytes: lost });
    return true;
  }

  async hasEarlier(): Promise<boolean> {
    return (await this.#earlier(await this.#bytes())).length > 0;
  }

  /** Puts the commits from before the folder was made anew in front of those that there are. Answers how many. */
  async restoreEarlier(aside: string): Promise<number> {
    const found = await this.#bytes();
    const earlier = await this.#earlier(found);
    if (earlier.length === 0) return 0;
    const { text, hash } = chainedLines([...earlier, ...commitsIn(found)]);
    if (this.#readOn(found).damaged.length > 0) await this.#setAside(found, aside);
    await replaceFile(this.#fileSystem, this.#path, { bytes: Buffer.from(text) });
    await this.#copy.replace(Buffer.from(text), hash);
    return earlier.length;
  }

  async #earlier(found: Uint8Array): Promise<readonly HistoryEntry[]> {
    const earlier = commitsIn(await this.#copy.earlier());
    if (earlier.length === 0) return [];
    const known = new Set(commitsIn(found).map(({ id }) => id));
    return earlier.filter(({ id }) => !known.has(id));
  }

  async #setAside(found: Uint8Array, aside: string): Promise<void> {
    await makeDurableDirectory(this.#fileSystem, aside, 0o700);
    const name = join(aside, `audit-${sha256(found).slice(0, 12)}.jsonl`);
    await replaceFile(this.#fileSystem, name, { bytes: found });
  }

  /**
   * `null` when the log has all that this user has seen of it.
   * @throws EngineError `unsupported-version` when the newest of that is by a newer Safekeep.
   */
  async #lostLines(found: Uint8Array, { hashes }: EntryChain): Promise<Uint8Array | null> {
    const head = await this.#copy.head();
    if (head === null || hashes.has(head) || holdsOlder(found, head)) return null;
    const lines = await this.#copy.lines();
    assertFormat(newerFormatAtEnd(lines), () => '.safekeep/audit.jsonl');
    return readEnd(lines).hashes.has(head) ? lines : null;
  }

  #readOn(found: Uint8Array): EntryChain {
    const bytes = withoutTornEnd(found);
    const known = goesOn(this.#known, bytes) ? this.#known : { ...logEnd(bytes), bytes: nothingKnown.bytes };
    const next = bytes.subarray(known.start + known.bytes.length);
    const chain = readOn(known.chain, next);
    // A last line without its end may still become whole.
    if (endsWithLine(bytes) && (known !== this.#known || next.length > 0))
      this.#known = { start: known.start, bytes: Uint8Array.from(bytes.subarray(known.start)), chain };
    return chain;
  }

  /** Through a hard link a line would also stand in a file elsewhere, which may be one that a program runs. */
  #hasOtherName(): boolean {
    return (this.#fileSystem.statNow(this.#path)?.links ?? 1) > 1;
  }

  async #write(text: string): Promise<void> {
    const file = await this.#fileSystem.append(this.#path, 0o600);
    await usingFile(file, async () => {
      await writeAll(file, Buffer.from(text));
      await file.sync();
    });
    await this.#fileSystem.syncDirectory(dirname(this.#path));
  }

  async #bytes(): Promise<Uint8Array> {
    return (
      (await nullIfNotFound(this.#fileSystem.readFile(this.#path, { maxBytes: maxLogBytes }))) ??
      new Uint8Array()
    );
  }
}

function endsWithLine(bytes: Uint8Array): boolean {
  return bytes.length === 0 || bytes.at(-1) === 0x0a;
}

function readEnd(bytes: Uint8Array): EntryChain {
  const { start, chain } = logEnd(bytes);
  return readOn(chain, bytes.subarray(start));
}

/** A line that stands before those that a look reads. */
function holdsOlder(bytes: Uint8Array, hash: string): boolean {
  return holdsLine(bytes.subarray(0, logEnd(bytes).start), hash);
}

/** Whether bytes are those that are known, and not too many more. */
function goesOn({ start, bytes: known, chain }: KnownEnd, bytes: Uint8Array): boolean {
  if (known.length === 0 || bytes.length < start + known.length) return false;
  if (bytes.length - start > maxKnownBytes || chain.count > maxKnownEntries) return false;
  return Buffer.compare(bytes.subarray(start, start + known.length), known) === 0;
}
