// `backup.json`: what a backup says of itself, sealed by its own SHA-256, and how it is read. Pure: bytes in, bytes out.
import { t } from '@vscode/l10n';
import schema from '../../../../schemas/backup.schema.json' with { type: 'json' };
import { EngineError, assertFormat } from '../../base/errors.ts';
import type { Backup, BackupFile } from '../../model/model.ts';
import { schemaFindings } from '../../base/schemaFindings.ts';
import { sha256 } from '../../base/sha256.ts';
import { timeOfId } from './ids.ts';

export interface StoredFile extends BackupFile {
  /** Where the bytes are, from the backup's folder; a name that ends in `.gz` is gzipped when `gzip` says so. */
  readonly stored: string;
  readonly gzip: boolean;
}

export interface BackupRecord extends Omit<Backup, 'files' | 'size' | 'isForeign'> {
  readonly format: 1;
  readonly files: readonly StoredFile[];
  /** See `backupMarks.ts`; older backups have none. */
  readonly mac?: string;
  readonly sha256: string;
}

export const recordName = 'backup.json';
/** Of all files of a backup, unpacked. */
export const maxBackupBytes = 100 * 1024 * 1024;
/** File names are at most 255 bytes on every system we meet, less those of `.gz`. */
const maxNameBytes = 252;

/** The path itself, but for a `..`, a name that leaves no room for `.gz`, and a target that is called like our record. */
function storedName(path: string): string {
  const name = path
    .split('/')
    .map((part) => (part === '..' ? '%2E%2E' : Buffer.byteLength(part) > maxNameBytes ? sha256(path) : part))
    .join('/');
  return name === recordName ? `%2E/${name}` : name;
}

/** @throws EngineError `corrupt`, `unsupported-version`. */
export function parseRecord(id: string, text: string): BackupRecord {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (cause) {
    throw new EngineError('corrupt', t("The record of backup {0} can't be read.", id), { id, cause });
  }
  if (typeof record !== 'object' || record === null || !('format' in record)) {
    throw new EngineError('corrupt', t("The record of backup {0} can't be read.", id), { id });
  }
  assertFormat(record.format, () => t('Backup {0}', id));
  if (!('sha256' in record) || record.sha256 !== sealOf(record)) {
    throw new EngineError('corrupt', t('The record of backup {0} was changed.', id), { id });
  }
  if (!isRecord(record)) {
    throw new EngineError('corrupt', t("The record of backup {0} can't be read.", id), { id });
  }
  if (!isOf(id, record)) {
    throw new EngineError('corrupt', t('The record of backup {0} belongs to another backup.', id), { id });
  }
  return record;
}

/** What is put into another folder must not pass for the one that it names, nor for one of a later time. */
function isOf(id: string, record: BackupRecord): boolean {
  return record.id === id && Date.parse(record.createdAt) <= (timeOfId(id) ?? 0);
}

/** A seal can be made by anybody: what is read must also be as `create` and `update` write it. */
function isRecord(record: object): record is BackupRecord {
  return hasShape(record) && isOfOwnFiles(record.files);
}

function hasShape(record: object): record is BackupRecord {
  return schemaFindings(schema, record).length === 0;
}

/** Each has bytes of its own, and all together fit into memory: a small record must not unfold to a large restore. */
function isOfOwnFiles(files: readonly StoredFile[]): boolean {
  const places = new Set(files.map(({ stored }) => stored));
  return (
    places.size === files.length &&
    files.every(({ path, stored, gzip }) => stored === storedPath(path, gzip)) &&
    totalSize(files) <= maxBackupBytes
  );
}

/** Where `create` puts the bytes of a file. */
export function storedPath(path: string, gzip: boolean): string {
  return storedName(path) + (gzip ? '.gz' : '');
}

export function totalSize(files: readonly Pick<StoredFile, 'size'>[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** With the hash of itself: its JSON without `sha256`. */
export function sealed(record: Omit<BackupRecord, 'sha256'>): BackupRecord {
  return { ...record, sha256: sealOf(record) };
}

function sealOf(record: object): string {
  return sha256(JSON.stringify({ ...record, sha256: undefined }));
}

export function bytesOf(record: BackupRecord): Uint8Array {
  return Buffer.from(`${JSON.stringify(record, undefined, 2)}\n`);
}

/** Without what only the store needs, and without our own records: those are kept for taking a commit back. */
export function toBackup(record: BackupRecord, belongs = true): Backup {
  const { id, createdAt, previous, previousAt, reason, summary, author, pinned, name, note } = record;
  const { activeProfile, applied, resolved, absent, damaged, targets } = record;
  const files = record.files.filter(({ path }) => !path.startsWith('.safekeep/'));
  return {
    id,
    createdAt,
    reason,
    author,
    pinned,
    activeProfile,
    applied,
    absent,
    size: totalSize(files),
    files: files.map(({ path, sha256: hash, size, mode }) => ({
      path,
      sha256: hash,
      size,
      ...(mode === undefined ? {} : { mode }),
    })),
    ...(previous === undefined ? {} : { previous }),
    ...(previousAt === undefined ? {} : { previousAt }),
    ...(damaged === undefined ? {} : { damaged }),
    ...(targets === undefined ? {} : { targets }),
    ...(resolved === undefined ? {} : { resolved }),
    ...(summary === undefined ? {} : { summary }),
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note }),
    ...(belongs ? {} : { isForeign: true }),
  };
}
