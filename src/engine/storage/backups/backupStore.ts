// Backups: `backups/<id>/backup.json` and the files beside it, as they were, or gzipped (RFC 1952) above 10 KB.
// A backup is written under a name that starts with a dot and appears under its own by one rename, when all of it
// is on the disk; a folder without that rename is no backup. `backup.json` carries the SHA-256 of every file and
// of itself (its JSON without `sha256`). The store knows bytes only: whatever was there is kept and given back.
// Folders and files in `backups/` that are not ours are left alone.
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import type { Backup, Problem } from '../../model/model.ts';
import { makeDurableDirectory, replaceFile, writeNewFile } from '../disk/atomicFile.ts';
import {
  bytesOf,
  maxBackupBytes,
  parseRecord,
  storedPath,
  recordName,
  sealed,
  totalSize,
  toBackup,
  type BackupRecord,
  type StoredFile,
} from './backupRecord.ts';
import { assertBounded, revealBackup, unpackFile } from './backupFolder.ts';
import { unmarked, type BackupMarks, type Unsealed } from './backupMarks.ts';
import { fewAtOnce, maxFilesAtOnce } from '../disk/fewAtOnce.ts';
import { hasErrno, nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';
import { isId, newId } from './ids.ts';
import { previousBackup, type FoundRecord } from './previousBackup.ts';
import { maxRecordBytes } from '../disk/ownFiles.ts';
import { sha256 } from '../../base/sha256.ts';

/** What a backup is made of, but for what the store adds. */
export interface BackupContent extends Omit<
  Backup,
  'id' | 'createdAt' | 'previous' | 'previousAt' | 'files' | 'size' | 'isForeign'
> {
  readonly contents: ReadonlyMap<string, BackupBytes>;
}

export interface BackupBytes {
  readonly bytes: Uint8Array;
  readonly mode?: number;
}

export type BackupMetadata = Partial<Pick<Backup, 'name' | 'note' | 'pinned'>>;

export interface BackupReading {
  /** Newest first. */
  readonly backups: readonly Backup[];
  /** Backups whose record cannot be read. */
  readonly problems: readonly Problem[];
}

const gzipAbove = 10 * 1024;
const privateDirectory = 0o700;

export class BackupStore {
  readonly #fileSystem: FileSystem;
  readonly #place: () => string;
  readonly #marks: BackupMarks;
  readonly #known = new Map<string, Backup>();

  /** @param directory absolute, or what tells it: backups can be moved. */
  constructor(fileSystem: FileSystem, directory: string | (() => string), marks = unmarked) {
    this.#fileSystem = fileSystem;
    this.#place = typeof directory === 'string' ? () => directory : directory;
    this.#marks = marks;
  }

  get #directory(): string {
    return this.#place();
  }

  /**
   * Makes a backup, durable when this resolves. Its id is later than that of any other of this user.
   * @throws EngineError `io`.
   */
  async create({ contents, ...metadata }: BackupContent, now: Date): Promise<Backup> {
    const id = newId(now, await this.lastId());
    const hidden = join(this.#directory, `.${id}`);
    try {
      await this.#fileSystem.makeDirectory(hidden, privateDirectory);
      const files = await fewAtOnce([...contents], maxFilesAtOnce, ([path, content]) =>
        this.#store(hidden, path, content),
      );
      const stood = ['unsaved', 'external'].includes(metadata.reason);
      const before = stood ? {} : await previousBackup(this.#found(id), [...contents.keys()]);
      const time = { createdAt: now.toISOString(), ...before };
      const record = await this.#sealed({ format: 1, id, ...time, ...metadata, files });
      const bytes = bytesOf(record);
      if (bytes.length > maxRecordBytes)
        throw new EngineError('invalid', t('There are too many files for one backup.'), {
          files: files.length,
        });
      if (totalSize(files) > maxBackupBytes)
        throw new EngineError('invalid', t('The files are too large for one backup.'), {
          size: totalSize(files),
        });
      await writeNewFile(this.#fileSystem, join(hidden, recordName), { bytes });
      const names = files.map(({ stored }) => stored);
      await revealBackup(this.#fileSystem, { directory: this.#directory, id, names });
      const backup = toBackup(record);
      this.#known.set(id, backup);
      return backup;
    } catch (error) {
      await this.#fileSystem.removeDirectory(hidden).catch(() => undefined); // The first fault is the one to report.
      throw error;
    }
  }

  /** Of the one that this user made last; '' where there is none. */
  async lastId(): Promise<string> {
    for await (const { id, belongs } of this.#found()) if (belongs) return id;
    return '';
  }

  async list(): Promise<BackupReading> {
    const problems: Problem[] = [];
    const read = async (id: string) => {
      try {
        return await this.#record(id);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        if (error.code === 'not-found') return null; // Another process has cleaned up just now.
        problems.push({ file: `backups/${id}`, line: 0, column: 0, pointer: '', message: error.message });
        return null;
      }
    };
    const records = await fewAtOnce(await this.#ids(), maxFilesAtOnce, read);
    const belongs = await this.#marks.verifier();
    const backups = records.flatMap((record) => (record ? [toBackup(record, belongs(record))] : []));
    for (const backup of backups) this.#known.set(backup.id, backup);
    return { backups, problems };
  }

  /** As each was when it was last read here: enough to tell whether a closer look is worth it. `null`: one never was. */
  async listKnown(): Promise<readonly Backup[] | null> {
    const known = (await this.#ids()).map((id) => this.#known.get(id));
    const read = known.filter((backup) => backup !== undefined);
    return read.length === known.length ? read : null;
  }

  /** The bytes of one file of a backup. @throws EngineError `not-found`, `corrupt`, `io`. */
  async read(id: string, path: string): Promise<Uint8Array> {
    return this.#bytesOf(await this.#readable(id), path);
  }

  async #readable(id: string): Promise<BackupRecord> {
    const record = await this.#record(id);
    return assertBounded(record, (await this.#marks.verifier())(record));
  }

  #bytesOf(record: BackupRecord, path: string): Promise<Uint8Array> {
    const place = (stored: string) => join(this.#directory, record.id, stored);
    return unpackFile(record, path, (stored, limits) => this.#fileSystem.readFile(place(stored), limits));
  }

  /** What is wrong with a backup, as sentences; none when every byte is as it was. */
  async verify(id: string): Promise<readonly string[]> {
    try {
      const record = await this.#readable(id);
      const problems: string[] = [];
      // One after the other: a record of many files must not take the memory of all of them at once.
      for (const { path } of record.files)
        await this.#bytesOf(record, path).catch((error: unknown) => problems.push(sentenceOf(error)));
      return problems;
    } catch (error) {
      return [sentenceOf(error)];
    }
  }

  /** Changes name, note or pin; an empty name or note takes it away. */
  async update(id: string, change: BackupMetadata): Promise<Backup> {
    const found = await this.#record(id);
    const { name, note, ...rest } = found;
    const next = { name, note, ...change };
    const changed = {
      ...rest,
      pinned: change.pinned ?? rest.pinned,
      ...(next.name ? { name: next.name } : {}),
      ...(next.note ? { note: next.note } : {}),
    };
    const belongs = (await this.#marks.verifier())(found);
    const record = belongs ? await this.#sealed(changed) : sealed(changed);
    await replaceFile(this.#fileSystem, join(this.#directory, id, recordName), { bytes: bytesOf(record) });
    return toBackup(record, belongs);
  }

  /** Moves a backup, whole or damaged, to another place on the same disk. @throws EngineError `not-found`, `io`. */
  async moveTo(id: string, place: string): Promise<void> {
    if (!isId(id) || !(await nullIfNotFound(this.#fileSystem.stat(join(this.#directory, id)))))
      throw notFound(id);
    await makeDurableDirectory(this.#fileSystem, dirname(place), privateDirectory);
    await this.#fileSystem.rename(join(this.#directory, id), place);
    await this.#fileSystem.syncDirectory(dirname(place));
    await this.#fileSystem.syncDirectory(this.#directory);
  }

  /** Forgets a backup whose commit never happened. */
  async discard(id: string): Promise<void> {
    await this.#fileSystem.rename(join(this.#directory, id), join(this.#directory, `.${id}`));
    await this.removeUnfinished();
  }

  /** Takes away what interrupted backups left. Only under the lock: a backup being written looks the same. */
  async removeUnfinished(): Promise<void> {
    const names = (await nullIfNotFound(this.#fileSystem.list(this.#directory))) ?? [];
    const unfinished = names.filter((name) => name.startsWith('.') && isId(name.slice(1)));
    if (unfinished.length === 0) return;
    // A crash must not bring back the name of a backup that has lost its files.
    await this.#fileSystem.syncDirectory(this.#directory);
    for (const name of unfinished)
      await this.#fileSystem.removeDirectory(join(this.#directory, name)).catch((error: unknown) => {
        // A stranger's archive can bring one that may not be emptied, and that is no reason to change nothing any more.
        if (!hasErrno(error, 'EACCES', 'EPERM', 'ENOTEMPTY')) throw error;
      });
  }

  /** Newest first, read as they are asked for. */
  async *#found(before = '~'): AsyncGenerator<FoundRecord> {
    const belongs = await this.#marks.verifier();
    for (const id of (await this.#ids()).filter((known) => known < before)) {
      const record = await this.#record(id).catch(() => null);
      yield { id, record, belongs: record !== null && belongs(record) };
    }
  }

  /** Newest first. */
  async #ids(): Promise<readonly string[]> {
    const names = (await nullIfNotFound(this.#fileSystem.list(this.#directory))) ?? [];
    return names
      .filter((name) => isId(name))
      .toSorted()
      .toReversed();
  }

  async #store(directory: string, path: string, { bytes, mode }: BackupBytes): Promise<StoredFile> {
    // A name in `.gz` gets another one, or it could be that of a file which is zipped.
    const zipped = bytes.length > gzipAbove || path.endsWith('.gz');
    const stored = storedPath(path, zipped);
    const place = join(directory, stored);
    await makeDurableDirectory(this.#fileSystem, dirname(place), privateDirectory);
    await writeNewFile(this.#fileSystem, place, {
      bytes: zipped ? await promisify(gzip)(bytes) : bytes,
    });
    const kept = mode === undefined ? {} : { mode };
    return { path, sha256: sha256(bytes), size: bytes.length, ...kept, stored, gzip: zipped };
  }

  async #sealed(record: Unsealed): Promise<BackupRecord> {
    const mac = await this.#marks.markOf(record);
    return sealed({ ...record, ...(mac === undefined ? {} : { mac }) });
  }

  async #record(id: string): Promise<BackupRecord> {
    if (!isId(id)) throw notFound(id);
    const bytes = await nullIfNotFound(this.#fileSystem.readFile(join(this.#directory, id, recordName)));
    if (!bytes && (await nullIfNotFound(this.#fileSystem.stat(join(this.#directory, id)))))
      throw new EngineError('corrupt', t('The record of backup {0} is missing.', id), { id });
    if (!bytes) throw notFound(id);
    return parseRecord(id, Buffer.from(bytes).toString());
  }
}

function notFound(id: string): EngineError {
  return new EngineError('not-found', t('There is no backup "{0}".', id), { id });
}

/** @throws what is no finding about the backup but a fault of ours. */
function sentenceOf(error: unknown): string {
  if (error instanceof EngineError) return error.message;
  throw error;
}
