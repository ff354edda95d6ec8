// Backups on their way out of a config folder, and into one: whole, as a backup's folder has them. What comes in may be
// anybody's, so it is read only by its record, and each byte is checked before any is written.
import { dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import type { Backup } from '../../model/model.ts';
import { makeDurableDirectory, writeNewFile } from '../disk/atomicFile.ts';
import { fewAtOnce, maxFilesAtOnce } from '../disk/fewAtOnce.ts';
import { nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';
import { maxRecordBytes } from '../disk/ownFiles.ts';
import { assertBounded, maxGzipBytes, revealBackup, unpackFile } from './backupFolder.ts';
import type { BackupMarks } from './backupMarks.ts';
import { parseRecord, recordName, toBackup, type BackupRecord } from './backupRecord.ts';
import { isId } from './ids.ts';

/** A backup as its folder has it. */
export interface StoredBackup {
  readonly id: string;
  /** The bytes of `backup.json`. */
  readonly record: Uint8Array;
  /** The bytes of the other files, in the order of the record. */
  readonly files: readonly Uint8Array[];
}

/** A backup that can be read, wherever it is. */
export interface BackupReader {
  readonly backup: Backup;
  /** @throws EngineError `not-found`, `corrupt`, `io`. */
  readonly read: (path: string) => Promise<Uint8Array>;
}

export interface BackupExchange {
  /** The ids of all backups here. */
  readonly ids: () => Promise<readonly string[]>;
  /**
   * Reads the records of those of these backups that are this user's, as they are on the disk.
   * @param isWanted asked about each before anything is checked.
   */
  readonly ownRecords: (
    ids: readonly string[],
    isWanted: (id: string, record: Uint8Array) => boolean,
  ) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** @throws EngineError `not-found`, `corrupt`, `io`. */
  readonly take: (id: string) => Promise<StoredBackup>;
  /** Returns what reads backups that may be anywhere. It throws EngineError `corrupt`, `unsupported-version`. */
  readonly reader: () => Promise<(stored: StoredBackup) => BackupReader>;
  /** Adds a backup, whole or not at all; under the lock. @throws EngineError `corrupt`, `unsupported-version`, `io`. */
  readonly add: (stored: StoredBackup) => Promise<Backup>;
}

export interface ExchangePlace {
  /** Of all backups, absolute: they can be moved. */
  readonly directory: () => string;
  readonly marks: BackupMarks;
}

export function backupExchange(fileSystem: FileSystem, place: ExchangePlace): BackupExchange {
  const { directory, marks } = place;
  const read = (id: string, name: string, maxBytes: number) =>
    nullIfNotFound(fileSystem.readFile(join(directory(), id, name), { maxBytes }));
  const reader = async () => {
    const belongs = await marks.verifier();
    return (stored: StoredBackup) => readerOf(stored, belongs);
  };
  return {
    ids: async () => {
      const names = (await nullIfNotFound(fileSystem.list(directory()))) ?? [];
      return names.filter((name) => isId(name)).toSorted();
    },
    ownRecords: async (ids, isWanted) => {
      const belongs = await marks.verifier();
      const found = await fewAtOnce(ids, maxFilesAtOnce, async (id) => {
        const bytes = await read(id, recordName, maxRecordBytes).catch(() => null);
        const record = bytes && isWanted(id, bytes) ? readable(id, bytes) : null;
        return bytes && record && belongs(record) ? [[id, bytes] as const] : [];
      });
      return new Map(found.flat());
    },
    take: async (id) => {
      const record = await read(id, recordName, maxRecordBytes);
      if (!record) throw new EngineError('not-found', t('There is no backup "{0}".', id), { id });
      const files: Uint8Array[] = [];
      for (const { stored, path } of parseRecord(id, Buffer.from(record).toString()).files) {
        const bytes = await read(id, stored, maxGzipBytes);
        if (!bytes) throw new EngineError('corrupt', t('{0} in backup {1} is damaged.', path, id), { id });
        files.push(bytes);
      }
      return { id, record, files };
    },
    reader,
    add: async (stored) => {
      const { backup } = (await reader())(stored);
      const record = parseRecord(stored.id, Buffer.from(stored.record).toString());
      for (const { path } of record.files) await unpackFile(record, path, storedIn(record, stored));
      await write(fileSystem, directory(), { record, stored });
      return backup;
    },
  };
}

/** `null` for one that can't be read, which is a finding for others. */
function readable(id: string, bytes: Uint8Array): BackupRecord | null {
  try {
    return parseRecord(id, Buffer.from(bytes).toString());
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

function readerOf(stored: StoredBackup, belongs: (record: BackupRecord) => boolean): BackupReader {
  const record = parseRecord(stored.id, Buffer.from(stored.record).toString());
  const isOwn = belongs(record);
  return {
    backup: toBackup(record, isOwn),
    read: async (path) => unpackFile(assertBounded(record, isOwn), path, storedIn(record, stored)),
  };
}

function storedIn({ id, files }: BackupRecord, given: StoredBackup): (name: string) => Promise<Uint8Array> {
  return (name) => {
    const bytes = given.files[files.findIndex(({ stored }) => stored === name)];
    if (bytes) return Promise.resolve(bytes);
    return Promise.reject(new EngineError('corrupt', t('The record of backup {0} was changed.', id), { id }));
  };
}

interface Addition {
  readonly record: BackupRecord;
  readonly stored: StoredBackup;
}

async function write(
  fileSystem: FileSystem,
  directory: string,
  { record: { id, files }, stored }: Addition,
): Promise<void> {
  const hidden = join(directory, `.${id}`);
  const names = files.map((file) => file.stored);
  const contents = [
    [recordName, stored.record] as const,
    ...names.map((name, at) => [name, stored.files[at]] as const),
  ];
  try {
    for (const [name, bytes] of contents) {
      await makeDurableDirectory(fileSystem, dirname(join(hidden, name)), 0o700);
      if (bytes) await writeNewFile(fileSystem, join(hidden, name), { bytes });
    }
    await revealBackup(fileSystem, { directory, id, names });
  } catch (error) {
    await fileSystem.removeDirectory(hidden).catch(() => undefined); // The first fault is the one to report.
    throw error;
  }
}
