// The write-ahead journal: `.safekeep/journal/<commit id>.json`, one per unfinished commit.
// While the record is there the commit must be finished (`direction: forward`) or taken back (`back`);
// when it is gone the commit is either done or never happened. Written whole by temp file, fsync and rename,
// so a crash never tears a record; one that cannot be read is damage, which `setAside` keeps for a person to see.
// A record acts by itself when a folder is opened, and a stranger's repository can bring one along. So each carries
// `mac`, the HMAC-SHA256 of its compact JSON without `mac` and of the folder's path, by a key of this user: only one
// that has it belongs here. Another one is kept and reported, and acted on only when the person says so. A newer Safekeep
// signs in the same way: its record stops this one, and what only says to be newer stops nothing.
import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError, newerFormat } from '../../base/errors.ts';
import type { HistoryEntry, Sha256 } from '../../model/model.ts';
import { isStagedName, makeDurableDirectory, replaceFile } from '../disk/atomicFile.ts';
import { nullIfNotFound, type FileStat, type FileSystem } from '../disk/fileSystem.ts';
import { isId, timeOfId } from '../backups/ids.ts';
import { isForeign, maxRecordBytes } from '../disk/ownFiles.ts';
import { isIntentShape } from '../disk/recordShapes.ts';
import type { UserKeys } from '../user/userState.ts';

/** One file of a commit. Paths are relative to the config folder, so a moved folder can still recover. */
export interface JournalFile {
  readonly path: string;
  readonly before: Sha256 | null;
  readonly after: Sha256 | null;
  /** The staged new bytes, or, for a removal, the place in the trash the file goes to. */
  readonly moved: string;
  /** Its new bytes are written through to the file that is there, from those that are staged in our own folder. */
  readonly inPlace?: true;
}

export interface Intent {
  readonly format: 1;
  readonly id: string;
  readonly direction: 'forward' | 'back';
  readonly backup: string;
  readonly files: readonly JournalFile[];
  /** What the audit log is told when the commit is done. */
  readonly entry: HistoryEntry;
}

export interface JournalRecord {
  /** `null` for a record that is damaged. */
  readonly intent: Intent | null;
  /** This user wrote it, in this folder. */
  readonly belongs: boolean;
  /** Why nothing can be done by it: a newer Safekeep wrote it, or somebody who says so. */
  readonly newer?: EngineError;
}

export interface JournalPlace {
  readonly directory: string;
  /** The config folder, which its records are bound to. */
  readonly folder: string;
  readonly keys: UserKeys;
}

/** How much is looked into: only a stranger's folder has more. */
export interface JournalBounds {
  readonly records: number;
  readonly bytes: number;
}

export interface LikelyRecords {
  readonly names: readonly string[];
  /** How many records there are besides. */
  readonly more: number;
}

/** For those who act on records. Whoever only tells of them looks into fewer. */
export const maxActedOn: JournalBounds = { records: 1_000, bytes: 16 * maxRecordBytes };

type IsSigned = Awaited<ReturnType<UserKeys['verifier']>>;

/** A commit is named before it stages its files, and noted after that. */
const maxMsFromNameToFile = 10 * 60_000;

export class Journal {
  readonly #fileSystem: FileSystem;
  readonly #place: JournalPlace;

  constructor(fileSystem: FileSystem, place: JournalPlace) {
    this.#fileSystem = fileSystem;
    this.#place = place;
  }

  get directory(): string {
    return this.#place.directory;
  }

  /** @throws EngineError `invalid` for a record that could not be read again, `io`. */
  async write(intent: Intent): Promise<void> {
    if (!isIntentShape(intent) || !intent.files.every(isJournalFile))
      throw new EngineError(
        'invalid',
        t("This change can't be recorded in the journal, so it wasn't made."),
        {
          id: intent.id,
        },
      );
    await makeDurableDirectory(this.#fileSystem, this.directory, 0o700);
    const mac = await this.#place.keys.sign(this.#signed(intent));
    const bytes = Buffer.from(`${JSON.stringify({ ...intent, mac }, undefined, 2)}\n`);
    if (bytes.length > maxRecordBytes)
      throw new EngineError('invalid', t('This change has too many files.'), {
        files: intent.files.length,
      });
    await replaceFile(this.#fileSystem, this.#path(intent.id), { bytes });
  }

  /** The record of every unfinished commit, readable or not, oldest first. */
  async names(): Promise<readonly string[]> {
    const names = (await nullIfNotFound(this.#fileSystem.list(this.directory))) ?? [];
    return names.filter((name) => name.endsWith('.json') && !isStagedName(name)).toSorted();
  }

  /**
   * The records to look into, oldest first: those that may be ours before all others, as many as the bounds allow. A record
   * of ours was made when its name says so; who brings thousands along has to name them without knowing when they will be
   * unpacked.
   */
  async likely({ records, bytes }: JournalBounds): Promise<LikelyRecords> {
    const names = await this.names();
    const found = names.toReversed().map((name) => ({ name, stat: this.#statOf(name) }));
    const [timely, others] = [true, false].map((is) => found.filter((one) => isMadeAsNamed(one) === is));
    const likely: string[] = [];
    let left = bytes;
    for (const { name, stat } of [...(timely ?? []), ...(others ?? [])]) {
      left -= stat?.size ?? 0;
      if (likely.length === records || left < 0) break;
      likely.push(name);
    }
    return { names: likely.toSorted(), more: names.length - likely.length };
  }

  /** As `reader`, for a single one. */
  async read(name: string): Promise<JournalRecord> {
    return (await this.reader())(name);
  }

  /**
   * Reads any number of records, and the keys of this user once. What is no file of ours, or may not be read, is damage.
   * @throws EngineError `unsupported-version` for a record of this user by a newer Safekeep, `io`.
   */
  async reader(): Promise<(name: string) => Promise<JournalRecord>> {
    const isSigned = await this.#place.keys.verifier();
    return async (name) => this.#judge(name, isSigned);
  }

  async #judge(name: string, isSigned: IsSigned): Promise<JournalRecord> {
    const bytes = await this.#fileSystem.readFile(join(this.directory, name)).catch(orForeign);
    const found = bytes && parse(Buffer.from(bytes).toString());
    if (!found) return { intent: null, belongs: false };
    const { mac, ...rest } = found;
    const belongs = typeof mac === 'string' && isSigned(this.#signed(rest), mac);
    const newer = newerFormat(found['format'], () => `.safekeep/journal/${name}`);
    if (newer && belongs) throw newer;
    if (newer) return { intent: null, belongs, newer };
    return isIntent(found, basename(name, '.json'))
      ? { intent: rest as unknown as Intent, belongs } // It is one, less its signature.
      : { intent: null, belongs: false };
  }

  /** @throws EngineError `unsupported-version` when there is a record of a newer Safekeep, whoever wrote it. */
  async refuseNewer(): Promise<void> {
    const read = await this.reader();
    for (const name of (await this.likely(maxActedOn)).names) {
      const { newer } = await read(name);
      if (newer) throw newer;
    }
  }

  /** From here on what the records say may be acted on: a process that was killed may have left them unsynced. */
  async settle(): Promise<void> {
    await this.#fileSystem.syncDirectory(this.directory);
  }

  async clear(id: string): Promise<void> {
    await nullIfNotFound(this.#fileSystem.remove(this.#path(id)));
    await this.#fileSystem.syncDirectory(this.directory);
  }

  async setAside(name: string, directory: string): Promise<void> {
    await makeDurableDirectory(this.#fileSystem, directory, 0o700);
    const isTaken = this.#fileSystem.statNow(join(directory, name)) !== null;
    const kept = isTaken ? `${randomBytes(3).toString('hex')}-${name}` : name;
    await this.#fileSystem.rename(join(this.directory, name), join(directory, kept));
    for (const changed of [directory, this.directory]) await this.#fileSystem.syncDirectory(changed);
  }

  #statOf(name: string): FileStat | null {
    return this.#fileSystem.statNow(join(this.directory, name));
  }

  #path(id: string): string {
    return join(this.directory, `${id}.json`);
  }

  #signed(intent: object): string {
    return `${this.#place.folder}\n${JSON.stringify(intent)}`;
  }
}

function isMadeAsNamed({ name, stat }: { readonly name: string; readonly stat: FileStat | null }): boolean {
  const [named, made] = [timeOfId(basename(name, '.json')), Number(stat?.born ?? 0) / 1_000_000];
  return named !== null && Math.abs(made - named) < maxMsFromNameToFile;
}

function orForeign(error: unknown): null {
  if (isForeign(error)) return null;
  throw error;
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? { ...found } : null;
  } catch {
    return null;
  }
}

/** As `write` makes them, moving nothing but staged files and what is in the trash. */
function isIntent(record: object, id: string): boolean {
  if (!isId(id) || !isIntentShape(record)) return false;
  const intent = record as Intent; // So it was just found to be.
  return intent.id === id && intent.entry.id === id && intent.files.every(isJournalFile);
}

function isJournalFile({ before, after, moved, inPlace }: JournalFile): boolean {
  const steps = moved.split('/');
  if (inPlace && (before === null || after === null || !/^\.safekeep\/[^/]+$/.test(moved))) return false;
  return after === null
    ? moved.startsWith('.safekeep/trash/') && !steps.includes('..')
    : isStagedName(steps.at(-1) ?? '');
}
