// What is in a backup's folder, wherever that folder is: how the bytes of its files are unpacked and checked, and how it
// appears under its own name once all of it is on the disk.
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { sha256 } from '../../base/sha256.ts';
import { fewAtOnce, maxFilesAtOnce } from '../disk/fewAtOnce.ts';
import { hasErrno, type FileSystem, type ReadOptions } from '../disk/fileSystem.ts';
import { totalSize, type BackupRecord } from './backupRecord.ts';

/** Larger files are never backed up, so that a record which claims one, or unfolds to one, is not ours. */
const maxStoredBytes = 50 * 1024 * 1024;
/** What gzip adds to what it cannot make smaller (RFC 1952 and zlib's deflateBound), generously. */
export const maxGzipBytes = maxStoredBytes + 1024 * 1024;
/** Of all files of a backup that was made elsewhere: configuration takes kilobytes, and what unfolds to more is a trap. */
const maxForeignBytes = 5 * 1024 * 1024;

/** @throws EngineError `corrupt` for one that was made elsewhere and would unfold to much. */
export function assertBounded(record: BackupRecord, belongs: boolean): BackupRecord {
  if (belongs || totalSize(record.files) <= maxForeignBytes) return record;
  const message = t('Backup {0} was made elsewhere and is too large (more than 5 MB).', record.id);
  throw new EngineError('corrupt', message, { id: record.id });
}

/** Reads what is stored under a name in the backup's folder. */
export type ReadStored = (stored: string, limits: ReadOptions) => Promise<Uint8Array>;

/** Returns the bytes of one file of a backup. @throws EngineError `not-found`, `corrupt`, `io`. */
export async function unpackFile(
  { id, files }: BackupRecord,
  path: string,
  readStored: ReadStored,
): Promise<Uint8Array> {
  const file = files.find((candidate) => candidate.path === path);
  if (!file) throw new EngineError('not-found', t("Backup {0} doesn't have {1}.", id, path), { id, path });
  const damaged = (cause?: unknown) =>
    new EngineError('corrupt', t('{0} in backup {1} is damaged.', path, id), { id, path, cause });
  let bytes: Uint8Array;
  try {
    if (file.size > maxStoredBytes) throw damaged();
    bytes = await readStored(file.stored, { maxBytes: maxGzipBytes });
    if (file.gzip) bytes = await promisify(gunzip)(bytes, { maxOutputLength: file.size + 1 });
  } catch (cause) {
    if (hasErrno(cause, 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EBUSY', 'EAGAIN')) throw cause;
    throw damaged(cause);
  }
  if (bytes.length !== file.size || sha256(bytes) !== file.sha256) throw damaged();
  return bytes;
}

export interface HiddenBackup {
  /** Of all backups. */
  readonly directory: string;
  readonly id: string;
  /** Of the files in it. */
  readonly names: readonly string[];
}

/** Renames the folder `.<id>` to `<id>` when everything in it is on the disk. @throws EngineError `io`. */
export async function revealBackup(
  fileSystem: FileSystem,
  { directory, id, names }: HiddenBackup,
): Promise<void> {
  const hidden = join(directory, `.${id}`);
  const folders = new Set([hidden, ...names.map((name) => dirname(join(hidden, name)))]);
  await fewAtOnce([...folders], maxFilesAtOnce, (folder) => fileSystem.syncDirectory(folder));
  await fileSystem.rename(hidden, join(directory, id));
  await fileSystem.syncDirectory(directory);
}
