// The places of one config folder and the storage objects that keep them. It reads and prepares, decides
// nothing, and writes nothing before a commit asks for it: opening a folder leaves no trace.
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from './errors.ts';
import type { FileContent, StateRecord } from './model.ts';
import { AuditLog } from './storage/auditLog.ts';
import { BackupStore } from './storage/backupStore.ts';
import { locateInside, realPlace } from './storage/confine.ts';
import { orMissing, type FileSystem } from './storage/fileSystem.ts';
import { Journal } from './storage/journal.ts';
import { makeDurableDirectory, replaceFile } from './storage/atomicFile.ts';
import { sha256 } from './sha256.ts';
import type { TransactionPlaces } from './storage/transaction.ts';

export const privateFolder = '.safekeep';
export const trashPath = `${privateFolder}/trash`;
export const damagedPath = `${privateFolder}/damaged`;
export const backupsPath = 'backups';
const ownFolders = [privateFolder, backupsPath];

const mostBytes = 50 * 1024 * 1024;

export interface ConfigFolder extends TransactionPlaces {
  /** Absolute, links resolved. */
  readonly folder: string;
  readonly backups: BackupStore;
  readonly lockDirectory: string;
  /** A file's content, `null` when there is none. @throws EngineError `invalid` (too large, outside, no file), `io`. */
  readonly read: (path: string) => Promise<FileContent | null>;
  readonly list: (path: string) => Promise<readonly string[]>;
  /** Makes our own directories, the lock's among them. */
  readonly prepare: () => Promise<void>;
  /** Keeps our own directories out of version control and searches. Only under the lock: it stages files. */
  readonly writeIgnoreFiles: () => Promise<void>;
}

export interface FolderOptions {
  readonly fileSystem: FileSystem;
  /** Targets may not lie outside it. */
  readonly workspace: string;
}

export async function openConfigFolder(
  path: string,
  { fileSystem, workspace }: FolderOptions,
): Promise<ConfigFolder> {
  const folder = await realPlace(fileSystem, path);
  const confines = { folder, workspace: await realPlace(fileSystem, workspace) };
  const locate = (inner: string) => locateInside(fileSystem, confines, inner);
  await locate('.');
  const backups = new BackupStore(fileSystem, join(folder, backupsPath));
  return {
    folder,
    fileSystem,
    locate,
    backups,
    trash: trashPath,
    damaged: join(folder, damagedPath),
    owner: sha256(folder).slice(0, 6),
    lockDirectory: join(folder, privateFolder, 'lock'),
    journal: new Journal(fileSystem, join(folder, privateFolder, 'journal')),
    auditLog: new AuditLog(fileSystem, join(folder, privateFolder, 'audit.jsonl')),
    backedUp: (id, file) => backups.read(id, file),
    read: async (inner) => readContent(fileSystem, inner, await locate(inner)),
    list: async (inner) => (await orMissing(fileSystem.list(join(folder, inner)))) ?? [],
    prepare: async () => {
      for (const name of ownFolders) await locate(name); // A link must not lead our records out of the workspace.
      await prepareFolders(fileSystem, folder);
    },
    writeIgnoreFiles: () => writeIgnoreFiles(fileSystem, folder),
  };
}

async function readContent(fileSystem: FileSystem, path: string, place: string): Promise<FileContent | null> {
  const entry = await orMissing(fileSystem.stat(place));
  if (!entry) return null;
  if (entry.kind !== 'file') throw new EngineError('invalid', t('{0} is not a file.', path), { path });
  if (entry.size > mostBytes) {
    const message = t('{0} is larger than 50 MB, which is the most Safekeep handles.', path);
    throw new EngineError('invalid', message, { path, size: entry.size });
  }
  const bytes = await orMissing(fileSystem.readFile(place));
  return bytes && { path, bytes, sha256: sha256(bytes), links: entry.links, mode: entry.mode };
}

export function stateBytes({ activeProfile, applied, resolved = {} }: StateRecord): Uint8Array {
  const sorted = (hashes: readonly (readonly [string, string])[]) =>
    Object.fromEntries(hashes.toSorted(([left], [right]) => (left < right ? -1 : 1)));
  const other = Object.entries(resolved).filter(([target, hash]) => applied[target] !== hash);
  const record: StateRecord = {
    format: 1,
    activeProfile,
    applied: sorted(Object.entries(applied)),
    ...(other.length > 0 ? { resolved: sorted(other) } : {}),
  };
  return Buffer.from(`${JSON.stringify(record, undefined, 2)}\n`);
}

/** A process that was killed may have made them and not yet forced their names to the disk. */
async function prepareFolders(fileSystem: FileSystem, folder: string): Promise<void> {
  await makeDurableDirectory(fileSystem, folder, 0o755);
  for (const name of ownFolders) await makeDurableDirectory(fileSystem, join(folder, name), 0o700);
  for (const parent of [folder, join(folder, privateFolder)]) await fileSystem.syncDirectory(parent);
}

/** Personal overlays are nobody else's: they stay out of the repository, the rule itself goes in. */
async function writeIgnoreFiles(fileSystem: FileSystem, folder: string): Promise<void> {
  const ours = ownFolders.flatMap((name) => [`${name}/.gitignore`, `${name}/.ignore`]);
  const profiles = await orMissing(fileSystem.stat(join(folder, 'profiles')));
  const rules = [
    ...ours.map((path) => [path, '*\n'] as const),
    ...(profiles?.kind === 'directory' ? [['profiles/.gitignore', '*.local.*\n'] as const] : []),
  ];
  for (const [path, rule] of rules) {
    const place = join(folder, path);
    if (!(await orMissing(fileSystem.stat(place))))
      await replaceFile(fileSystem, place, { bytes: Buffer.from(rule) });
  }
}
