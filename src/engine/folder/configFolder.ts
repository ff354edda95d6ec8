// The places of one config folder and the storage objects that keep them. It reads and prepares, decides
// nothing, and writes nothing before a commit asks for it: opening a folder leaves no trace.
// All of them use one file system, which goes through the gate to our own folders (`storage/disk/ownFiles.ts`), and changes
// something only while this process holds the lock (`storage/disk/fencedFileSystem.ts`).
import { join, relative, sep } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import type { FileContent, Problem, StateRecord } from '../model/model.ts';
import { backupsPlace, missingPlace, type BackupsPlace } from './backupsPlace.ts';
import { AuditLog } from '../storage/history/auditLog.ts';
import { backupExchange, type BackupExchange } from '../storage/backups/backupExchange.ts';
import { backupMarks } from '../storage/backups/backupMarks.ts';
import { BackupStore } from '../storage/backups/backupStore.ts';
import { locateInside, realPlace, type Confines } from '../storage/disk/confine.ts';
import { fencedFileSystem } from '../storage/disk/fencedFileSystem.ts';
import type { FileLock } from '../storage/lock/fileLock.ts';
import { hasErrno, nullIfNotFound, type FileSystem } from '../storage/disk/fileSystem.ts';
import { gitProblems } from '../storage/git/gitProblems.ts';
import type { HistoryCopy } from '../storage/history/historyCopy.ts';
import { Journal } from '../storage/transaction/journal.ts';
import { gatedFileSystem, assertOwnEntry, type Gate } from '../storage/disk/ownFiles.ts';
import { makeDurableDirectory, replaceFile } from '../storage/disk/atomicFile.ts';
import { sha256 } from '../base/sha256.ts';
import type { TransactionContext } from '../storage/transaction/transactionContext.ts';
import type { UserReferences } from '../storage/user/userReferences.ts';
import type { KnownBackups } from '../storage/user/knownBackups.ts';
import type { UserKeys } from '../storage/user/userState.ts';
import { hashOf } from '../records/stateRecord.ts';

export const privateFolder = '.safekeep';
export const trashPath = `${privateFolder}/trash`;
export const damagedPath = `${privateFolder}/damaged`;
const sharedRule = 'profiles/.gitignore';

export const maxFileBytes = 50 * 1024 * 1024;

export interface ConfigFolder extends TransactionContext {
  /** Absolute, links resolved. */
  readonly folder: string;
  /** Likewise. */
  readonly workspace: string;
  readonly backups: BackupStore;
  /** Whole backups, from here or elsewhere. */
  readonly exchange: BackupExchange;
  readonly backupsPlace: BackupsPlace;
  /** What this user last saw of them. */
  readonly knownBackups: KnownBackups;
  readonly lockDirectory: string;
  readonly references: UserReferences;
  /** As `locate`, but a link to nothing leads nowhere. @throws EngineError `invalid`. */
  readonly locateExisting: (path: string) => Promise<string>;
  /** Not bound to the lock: for the lock itself, and for what is written elsewhere. */
  readonly unfenced: FileSystem;
  /** From now on this lock says whether anything may be changed. */
  readonly enter: (lock: Pick<FileLock, 'assertHeld'>) => void;
  /** A file's content, `null` when there is none. @throws EngineError `invalid` (too large, outside, no file, link to nothing), `io`. */
  readonly read: (path: string) => Promise<FileContent | null>;
  /** The same, but a link to nothing is no fault: there is no file yet. */
  readonly readThrough: ConfigFolder['read'];
  /** The names in a folder, none when there is no such folder. @throws EngineError `invalid` (outside), `io`. */
  readonly list: (path: string) => Promise<readonly string[]>;
  /** What git could do to our own directories: while there is anything, nothing there is believed or written. */
  readonly gitProblems: () => Promise<readonly Problem[]>;
  /** @throws EngineError `invalid` where there is anything of that. */
  readonly refuseTracked: () => Promise<void>;
  /** Makes our own directories, the lock's among them. @throws EngineError `invalid` where something there is not ours. */
  readonly prepare: () => Promise<void>;
  /** Keeps our own directories out of version control and searches. Only under the lock: it stages files. */
  readonly writeIgnoreFiles: () => Promise<void>;
}

export interface FolderOptions {
  readonly fileSystem: FileSystem;
  /** Targets may not lie outside it. */
  readonly workspace: string;
  readonly user: UserSide;
}

/** What is known of the user, outside of every config folder. */
export interface UserSide {
  readonly keys: UserKeys;
  readonly historyOf: (folder: string) => HistoryCopy;
  readonly referencesOf: (folder: string) => UserReferences;
  readonly backupsOf: (folder: string) => KnownBackups;
  /** Whose files in our own folders are taken for ours. @throws EngineError `invalid` for a folder of another user. */
  readonly ownersIn: (folder: string) => Promise<(uid: number) => boolean>;
}

const outsideOfTheLock: Pick<FileLock, 'assertHeld'> = {
  assertHeld: () => {
    throw new TypeError('Only the holder of the lock writes.');
  },
};

export async function openConfigFolder(path: string, options: FolderOptions): Promise<ConfigFolder> {
  const { fileSystem: disk, workspace, user } = options;
  const folder = await realPlace(disk, path);
  const confines = { folder, workspace: await realPlace(disk, workspace) };
  const knownBackups = user.backupsOf(folder);
  const place = backupsPlace(folder, knownBackups);
  const ownFolders = () => [join(folder, privateFolder), place.now()];
  const gate = await gateOf(confines, user, ownFolders);
  const unfenced = gatedFileSystem(disk, gate);
  let lock = outsideOfTheLock;
  const fileSystem = fencedFileSystem(unfenced, () => lock.assertHeld());
  const locate = async (inner: string) =>
    place.locate(inner) ?? locateInside(fileSystem, { ...confines, mayDangle: true }, inner);
  const locateExisting = async (inner: string) =>
    place.locate(inner) ?? locateInside(fileSystem, confines, inner);
  await locate('.');
  const owner = sha256(folder).slice(0, 6);
  const pathOf = (name: string) => join(folder, privateFolder, name);
  const marks = backupMarks(user.keys);
  const backups = new BackupStore(fileSystem, place.now, marks);
  return {
    ...confines,
    fileSystem,
    unfenced,
    enter: (held) => (lock = held),
    locate,
    locateExisting,
    backups,
    exchange: backupExchange(fileSystem, { directory: place.now, marks }),
    backupsPlace: place,
    knownBackups,
    trash: trashPath,
    damaged: join(folder, damagedPath),
    owner,
    accepts: gate.accepts,
    lockDirectory: pathOf('lock'),
    references: user.referencesOf(folder),
    journal: new Journal(fileSystem, { directory: pathOf('journal'), folder, keys: user.keys }),
    auditLog: new AuditLog(fileSystem, pathOf('audit.jsonl'), user.historyOf(folder)),
    backedUp: (id, file) => backups.read(id, file),
    read: async (inner) => readContent(fileSystem, inner, await locateExisting(inner)),
    readThrough: async (inner) => readContent(fileSystem, inner, await locate(inner)),
    list: async (inner) => namesIn(fileSystem, await locateExisting(inner)),
    gitProblems: () => gitProblems(unfenced, folder, place.now()),
    refuseTracked: () => assertUntracked(unfenced, folder, place.now()),
    prepare: () => prepare({ disk, unfenced, gate, place, folder }),
    writeIgnoreFiles: () => writeIgnoreFiles(fileSystem, folder, { owner, ownFolders: ownFolders() }),
  };
}

interface Preparation {
  readonly disk: FileSystem;
  readonly unfenced: FileSystem;
  readonly gate: Gate;
  readonly place: BackupsPlace;
  readonly folder: string;
}

async function prepare({ disk, unfenced, gate, place, folder }: Preparation): Promise<void> {
  await place.find();
  const missing = missingPlace(unfenced, place);
  if (missing) throw missing;
  await assertUntracked(unfenced, folder, place.now());
  const own = join(folder, privateFolder);
  const directories = ['journal', 'lock', 'trash', 'damaged'].map((name) => join(own, name));
  for (const directory of [...gate.folders, ...directories])
    assertOwnEntry(disk, gate, { path: directory, kind: 'directory' });
  assertOwnEntry(disk, gate, { path: join(own, 'audit.jsonl'), kind: 'file' });
  await prepareFolders(unfenced, folder, gate.folders);
}

async function gateOf(
  { folder, workspace }: Confines,
  user: UserSide,
  ownFolders: () => readonly string[],
): Promise<Gate> {
  return {
    get folders() {
      return ownFolders();
    },
    accepts: await user.ownersIn(folder),
    nameOf: (file) => relative(workspace, file).replaceAll(sep, '/'),
  };
}

async function assertUntracked(fileSystem: FileSystem, folder: string, backups: string): Promise<void> {
  const [fault] = await gitProblems(fileSystem, folder, backups);
  if (fault) throw new EngineError('invalid', fault.message, { foreign: join(folder, fault.file) });
}

async function readContent(fileSystem: FileSystem, path: string, place: string): Promise<FileContent | null> {
  const entry = await nullIfNotFound(fileSystem.stat(place));
  if (!entry) return null;
  if (entry.kind !== 'file') throw new EngineError('invalid', t("{0} isn't a file.", path), { path });
  if (entry.size > maxFileBytes) {
    const message = t('{0} is larger than 50 MB, which is more than Safekeep supports.', path);
    throw new EngineError('invalid', message, { path, size: entry.size });
  }
  const bytes = await nullIfNotFound(fileSystem.readFile(place, { maxBytes: maxFileBytes }));
  return bytes && { path, bytes, sha256: sha256(bytes), links: entry.links, mode: entry.mode };
}

async function namesIn(fileSystem: FileSystem, place: string): Promise<readonly string[]> {
  return (await nullIfNotFound(fileSystem.list(place))) ?? [];
}

export function stateBytes({ activeProfile, applied, resolved = {} }: StateRecord): Uint8Array {
  const sorted = (hashes: readonly (readonly [string, string])[]) =>
    Object.fromEntries(hashes.toSorted(([left], [right]) => (left < right ? -1 : 1)));
  const other = Object.entries(resolved).filter(([target, hash]) => hashOf(applied, target) !== hash);
  const record: StateRecord = {
    format: 1,
    activeProfile,
    applied: sorted(Object.entries(applied)),
    ...(other.length > 0 ? { resolved: sorted(other) } : {}),
  };
  return Buffer.from(`${JSON.stringify(record, undefined, 2)}\n`);
}

/** A process that was killed may have made them and not yet forced their names to the disk. */
async function prepareFolders(
  fileSystem: FileSystem,
  folder: string,
  ownFolders: readonly string[],
): Promise<void> {
  await makeDurableDirectory(fileSystem, folder, 0o755);
  for (const place of ownFolders) {
    await makeDurableDirectory(fileSystem, place, 0o700);
    const made = fileSystem.statNow(place);
    // Git, archives and copies give them the mode of any folder.
    const isOpen = made !== null && (made.mode & 0o077) !== 0 && fileSystem.platform !== 'win32';
    if (isOpen && made.uid === process.geteuid?.()) await fileSystem.setMode(place, 0o700);
  }
  for (const parent of [folder, join(folder, privateFolder)]) await fileSystem.syncDirectory(parent);
}

/** Personal overlays are nobody else's: they stay out of the repository, the rule itself goes in. */
async function writeIgnoreFiles(
  fileSystem: FileSystem,
  folder: string,
  { owner, ownFolders }: { readonly owner: string; readonly ownFolders: readonly string[] },
): Promise<void> {
  const ours = ownFolders.flatMap((own) => [join(own, '.gitignore'), join(own, '.ignore')]);
  const shared = join(folder, sharedRule);
  const rules = [
    ...ours.map((path) => [path, '*\n'] as const),
    ...((await hasProfiles(fileSystem, folder)) ? [[shared, '*.local.*\n'] as const] : []),
  ];
  for (const [place, rule] of rules) {
    const like = place === shared ? { like: { mode: 0o666 } } : {}; // A file of the repository, as others are.
    if (!(await nullIfNotFound(fileSystem.stat(place))))
      await replaceFile(fileSystem, place, { bytes: Buffer.from(rule), owner, ...like });
  }
}

/** Where nobody may look, there is no overlay of this user. */
async function hasProfiles(fileSystem: FileSystem, folder: string): Promise<boolean> {
  const place = join(folder, 'profiles');
  if ((await nullIfNotFound(fileSystem.stat(place)))?.kind !== 'directory') return false;
  try {
    await nullIfNotFound(fileSystem.stat(join(place, '.gitignore')));
    return true;
  } catch (error) {
    if (hasErrno(error, 'EACCES', 'EPERM')) return false;
    throw error;
  }
}
