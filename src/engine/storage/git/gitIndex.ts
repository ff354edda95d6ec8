// What git's index says is tracked, read without running git: the settings of a stranger's repository may name programs
// that git would run. Format: gitformat-index(5), versions 2 to 4. A header of 12 bytes, the entries, the extensions, a
// checksum; numbers are big-endian. Nothing in the file says whether hashes are SHA-1 or SHA-256, so one is tried after
// the other. Pure and total: what can't be understood is `null`, and the time is bounded by the bytes.
import { mayBeSamePath } from '../disk/diskNames.ts';
import { sharedIndexOf, type SharedIndex } from './splitIndex.ts';

export interface IndexReading {
  /** The wanted folders that have tracked files or are tracked themselves, as git spells them. */
  readonly tracked: readonly string[];
  /** The file with the other entries, when the index is split. */
  readonly shared: SharedIndex | null;
}

export interface WantedEntries {
  /** From the root of the repository, with forward slashes; all equally deep. */
  readonly folders: readonly string[];
  /** Whether the entry of this number doesn't count. */
  readonly isRemoved?: ((entry: number) => boolean) | undefined;
}

const [headerBytes, statBytes] = [12, 40];
const hashSizes = [20, 32];
const flag = { extended: 0x4000, nameLength: 0x0fff };
/** More spellings of one folder tell nothing more. */
const maxFound = 5;
/** Room for all paths of most repositories. */
const defaultNameBytes = 4_096;

export function readIndex(bytes: Uint8Array, wanted: WantedEntries): IndexReading | null {
  const index = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (index.length < headerBytes || index.toString('latin1', 0, 4) !== 'DIRC') return null;
  const version = index.readUInt32BE(4);
  if (version < 2 || version > 4) return null;
  for (const hashBytes of hashSizes) {
    const finder = new FolderFinder(wanted);
    const end = readEntries({ index, version, hashBytes }, finder);
    const extensions = end === null ? null : extensionsFrom(index, end, hashBytes);
    if (extensions === null) continue;
    const { link } = extensions;
    return { tracked: [...finder.found], shared: link && sharedIndexOf(link, hashBytes) };
  }
  return null;
}

interface Layout {
  readonly index: Buffer;
  readonly version: number;
  readonly hashBytes: number;
}

/** @returns where the extensions start; `null` when this is not the layout. */
function readEntries({ index, version, hashBytes }: Layout, finder: FolderFinder): number | null {
  const count = index.readUInt32BE(8);
  const names = new SharedPrefixes(index);
  let start = headerBytes;
  for (let number = 0; number < count; number += 1) {
    const flagsAt = start + statBytes + hashBytes;
    if (flagsAt + 4 > index.length) return null;
    const flags = index.readUInt16BE(flagsAt);
    const isExtended = (flags & flag.extended) !== 0;
    if (isExtended && version < 3) return null;
    const nameAt = flagsAt + (isExtended ? 4 : 2);
    const length = flags & flag.nameLength;
    if (version === 4) {
      const end = names.read(nameAt);
      if (end === null || Math.min(names.length, flag.nameLength) !== length) return null;
      finder.look(names.name, { from: 0, to: names.length, number });
      start = end;
    } else {
      const end = length < flag.nameLength ? nameAt + length : index.indexOf(0, nameAt + length);
      if (end < 0 || index[end] !== 0) return null;
      finder.look(index, { from: nameAt, to: end, number });
      start += (end - start + 8) & ~7; // Filled with one to eight zeros.
    }
  }
  return start;
}

interface Extensions {
  readonly link: Buffer | null;
}

/** `null` when they don't end where the checksum starts, as they must. */
function extensionsFrom(index: Buffer, place: number, hashBytes: number): Extensions | null {
  const limit = index.length - hashBytes;
  let link: Buffer | null = null;
  let at = place;
  while (at + 8 <= limit) {
    const end = at + 8 + index.readUInt32BE(at + 4);
    if (index.toString('latin1', at, at + 4) === 'link') link = index.subarray(at + 8, end);
    at = end;
  }
  return at === limit ? { link } : null;
}

/** The names of version 4: how many bytes of the name before go, and what comes instead. */
class SharedPrefixes {
  name = Buffer.alloc(defaultNameBytes);
  length = 0;
  readonly #index: Buffer;

  constructor(index: Buffer) {
    this.#index = index;
  }

  /** Reads the name at this place. @returns the place after it; `null` when there is none. */
  read(place: number): number | null {
    let at = place;
    let byte = this.#index[at++] ?? 0;
    let removed = byte & 0x7f;
    while ((byte & 0x80) !== 0) {
      byte = this.#index[at++] ?? 0;
      removed = (removed + 1) * 0x80 + (byte & 0x7f);
      if (removed > this.length) return null;
    }
    const kept = this.length - removed;
    const end = this.#index.indexOf(0, at);
    if (kept < 0 || end < 0) return null;
    this.#makeRoom(kept + end - at);
    this.#index.copy(this.name, kept, at, end);
    this.length = kept + end - at;
    return end + 1;
  }

  /** Git takes a path of any length, even one that is on no disk: what comes after it is tracked all the same. */
  #makeRoom(length: number): void {
    if (length <= this.name.length) return;
    const larger = Buffer.alloc(length * 2);
    this.name.copy(larger);
    this.name = larger;
  }
}

interface EntryName {
  readonly from: number;
  readonly to: number;
  readonly number: number;
}

const code = { slash: 0x2f, dot: 0x2e };
/** What a name on a disk may have in UTF-8. */
const maxPartBytes = 1_024;

/** Looks only at the first parts of each path, as many as the folders have. */
class FolderFinder {
  readonly found = new Set<string>();
  readonly #wanted: WantedEntries;
  readonly #parts: number;
  readonly #plain: readonly string[];
  readonly #firstBytes: ReadonlySet<number>;
  #before = '';
  #isBeforeWanted = false;

  constructor(wanted: WantedEntries) {
    this.#wanted = wanted;
    this.#parts = wanted.folders[0]?.split('/').length ?? 0;
    this.#plain = wanted.folders.map((folder) => folder.toLowerCase());
    this.#firstBytes = firstBytesOf(wanted.folders);
  }

  look(bytes: Buffer, { from, to, number }: EntryName): void {
    if (!this.#firstBytes.has(bytes[from] ?? 0)) return;
    const end = this.#endOfParts(bytes, from, to);
    if (end === null || this.found.size === maxFound) return;
    const isWanted = isPlain(bytes, from, end)
      ? this.#plain.some((folder) => isInAnyCase(bytes, { from, to: end }, folder))
      : this.#isSpelled(bytes.toString('utf8', from, end));
    if (isWanted && this.#wanted.isRemoved?.(number) !== true)
      this.found.add(bytes.toString('utf8', from, end));
  }

  /** `null` when the path has fewer parts. */
  #endOfParts(bytes: Buffer, from: number, to: number): number | null {
    const limit = Math.min(to, from + this.#parts * maxPartBytes);
    let parts = 1;
    let at = from;
    for (; at < limit; at += 1) {
      if (bytes[at] !== code.slash) continue;
      if (parts === this.#parts) return at;
      parts += 1;
    }
    return parts === this.#parts && at === to ? at : null;
  }

  /** Sorted paths mostly share their first parts with the one before. */
  #isSpelled(path: string): boolean {
    if (path === this.#before) return this.#isBeforeWanted;
    this.#before = path;
    this.#isBeforeWanted = this.#wanted.folders.some((folder) => mayBeSamePath(path, folder));
    return this.#isBeforeWanted;
  }
}

/** With which bytes another spelling can start: all but the printable ASCII that none of the folders starts with. */
function firstBytesOf(folders: readonly string[]): ReadonlySet<number> {
  const starts = folders.flatMap((folder) => [folder, folder.replace(/^\.+/, '')]); // As in SAFEKE~1.
  const firsts = starts.map((start) => start.normalize('NFKC').slice(0, 1).toLowerCase());
  const isAscii = firsts.every((first) => first < '\u007f');
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  return new Set(
    bytes.filter((byte) => {
      const isOrdinary = isAscii && byte > 0x20 && byte < 0x7f;
      return !isOrdinary || firsts.includes(String.fromCharCode(byte).toLowerCase());
    }),
  );
}

/** Whether letter case is all by which the path can be spelled in another way: most are, and are compared quickly. */
function isPlain(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x7e || byte <= 0x20 || byte === 0x3a) return false;
    if (byte === code.dot && (at + 1 === to || bytes[at + 1] === code.slash)) return false;
  }
  return true;
}

/** @param path in lower case. */
function isInAnyCase(bytes: Buffer, { from, to }: Omit<EntryName, 'number'>, path: string): boolean {
  if (to - from !== path.length) return false;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    const lower = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
    if (lower !== path.charCodeAt(at - from)) return false;
  }
  return true;
}
