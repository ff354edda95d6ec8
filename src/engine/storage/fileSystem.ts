// The few file-system calls the engine makes, behind one interface so that each can be counted, failed
// and replayed. `reportingFileSystem` is the only place that sees an errno: it retries what passes by
// itself and turns the rest into `EngineError`. Nothing here knows what a file means.
import { constants, promises as fs } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { t } from '@vscode/l10n';
import { EngineError } from '../errors.ts';

export interface FileStat {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  readonly size: number;
  /** Permission bits only. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Hard links to the file. */
  readonly links: number;
  /** The same for two names of one file: by a hard link, or by letter case where the disk does not tell it apart. */
  readonly identity: string;
}

export interface WritableFile {
  /** Writes some of the bytes and answers how many. */
  readonly write: (bytes: Uint8Array) => Promise<number>;
  readonly setMode: (mode: number) => Promise<void>;
  readonly setOwner: (uid: number, gid: number) => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface FileSystem {
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** A new file; fails when the name is taken. */
  readonly create: (path: string, mode: number) => Promise<WritableFile>;
  /** For writing at the end; made when missing. */
  readonly append: (path: string, mode: number) => Promise<WritableFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** With its parents; a directory that exists already is fine. */
  readonly makeDirectory: (path: string, mode: number) => Promise<void>;
  readonly removeDirectory: (path: string) => Promise<void>;
  readonly list: (path: string) => Promise<readonly string[]>;
  /** Of the entry itself: a link is not followed. */
  readonly stat: (path: string) => Promise<FileStat>;
  readonly realPath: (path: string) => Promise<string>;
  readonly syncDirectory: (path: string) => Promise<void>;
  /** What the system is: Windows refuses for a moment what it allows later, and has no fsync of directories. */
  readonly platform: NodeJS.Platform;
  /** Monotonic milliseconds: no jump of the clock reaches what is measured with it. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

async function openFile(path: string, flags: number, mode: number): Promise<WritableFile> {
  const handle = await fs.open(path, flags, mode);
  return {
    write: async (bytes) => (await handle.write(bytes)).bytesWritten,
    setMode: (bits) => handle.chmod(bits),
    setOwner: (uid, gid) => handle.chown(uid, gid),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await fs.open(path, 'r');
  await closing(handle, () => handle.sync());
}

/** Closes a file after use; of two faults the first is the one to report. */
export async function closing<Result>(
  file: { readonly close: () => Promise<void> },
  use: () => Promise<Result>,
): Promise<Result> {
  let result: Result;
  try {
    result = await use();
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
  return result;
}

async function stat(path: string): Promise<FileStat> {
  const { mode, size, uid, gid, nlink, dev, ino } = await fs.lstat(path, { bigint: true });
  const bits = Number(mode);
  return {
    kind: kindOf(bits),
    size: Number(size),
    mode: bits & 0o7777,
    uid: Number(uid),
    gid: Number(gid),
    links: Number(nlink),
    identity: `${dev}:${ino}`,
  };
}

function kindOf(mode: number): FileStat['kind'] {
  switch (mode & constants.S_IFMT) {
    case constants.S_IFREG:
      return 'file';
    case constants.S_IFDIR:
      return 'directory';
    case constants.S_IFLNK:
      return 'link';
    default:
      return 'other';
  }
}

async function makeDirectory(path: string, mode: number): Promise<void> {
  try {
    await fs.mkdir(path, { recursive: true, mode });
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    await fs.mkdir(path, mode); // Of a read-only disk Node says ENOENT, but only where parents may be made, too.
  }
}

export const nodeFileSystem: FileSystem = {
  readFile: (path) => fs.readFile(path),
  create: (path, mode) => openFile(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode),
  append: (path, mode) => openFile(path, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, mode),
  rename: (from, to) => fs.rename(from, to),
  remove: (path) => fs.unlink(path),
  makeDirectory,
  removeDirectory: (path) => fs.rm(path, { recursive: true, force: true }),
  list: (path) => fs.readdir(path),
  stat,
  realPath: (path) => fs.realpath(path),
  syncDirectory,
  platform: process.platform,
  now: () => performance.now(),
  pause: async (ms) => {
    await pause(ms);
  },
};

const passing: ReadonlySet<string> = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN', 'EINTR']);
/** On Windows a scanner or an indexer holds a file for a moment, which shows as a refusal. */
const passingOnWindows: ReadonlySet<string> = new Set(['EPERM', 'EACCES']);
const retryDelays = [5, 20, 60, 150, 400, 1_000];

const reasons: Readonly<Partial<Record<string, () => string>>> = {
  ENOENT: () => t('it does not exist'),
  EEXIST: () => t('it exists already'),
  EACCES: () => t('permission is denied'),
  EPERM: () => t('permission is denied'),
  EROFS: () => t('the disk is read-only'),
  ENOSPC: () => t('the disk is full'),
  EDQUOT: () => t('the disk quota is used up'),
  EIO: () => t('the disk reports an error'),
  EBUSY: () => t('another program is using it'),
  ETXTBSY: () => t('another program is using it'),
  EMFILE: () => t('too many files are open on this computer'),
  ENFILE: () => t('too many files are open on this computer'),
  ENOMEM: () => t('this computer has no memory left'),
  ESTALE: () => t('the network disk has lost it'),
  ETIMEDOUT: () => t('the network disk does not answer'),
  ENOTEMPTY: () => t('the folder is not empty'),
  EISDIR: () => t('it is a directory'),
  ENOTDIR: () => t('a part of the path is not a directory'),
  ENAMETOOLONG: () => t('the name is too long'),
  EXDEV: () => t('it is on another disk'),
  ELOOP: () => t('its links go round in a circle'),
};

/** Only root may give a file away, and under our own name it would no longer be theirs. */
const othersFile = () => t('the file belongs to another user, and only they or root can replace it');

/** What a person calls the file of an absolute path. */
export type NameOf = (path: string) => string;

/** The same calls, with transient faults retried and every other fault an `EngineError` `io` `{errno, path, call}`. */
export function reportingFileSystem(inner: FileSystem, nameOf: NameOf = String): FileSystem {
  const ioError = refusals(nameOf);
  const report = <Args extends readonly unknown[], Result>(
    call: string,
    run: (...args: Args) => Promise<Result>,
  ) => {
    return async (...args: Args): Promise<Result> => {
      try {
        return await retryPassing(inner, () => run(...args));
      } catch (cause) {
        throw ioError(call, String(args[0]), cause);
      }
    };
  };
  const opened = (open: FileSystem['create']) => async (path: string, mode: number) => {
    const file = await open(path, mode);
    const part =
      <Args extends readonly unknown[], Result>(call: string, run: (...args: Args) => Promise<Result>) =>
      async (...args: Args) => {
        try {
          return await run(...args); // Never retried: after a failed fsync the pages may be gone.
        } catch (cause) {
          throw ioError(call, path, cause);
        }
      };
    return {
      write: part('write', file.write),
      setMode: part('setMode', file.setMode),
      setOwner: part('setOwner', file.setOwner),
      sync: part('sync', file.sync),
      close: part('close', file.close),
    };
  };
  return {
    ...inner,
    readFile: report('readFile', inner.readFile),
    create: opened(report('create', inner.create)),
    append: opened(report('append', inner.append)),
    rename: report('rename', inner.rename),
    remove: report('remove', inner.remove),
    makeDirectory: report('makeDirectory', inner.makeDirectory),
    removeDirectory: report('removeDirectory', inner.removeDirectory),
    list: report('list', inner.list),
    stat: report('stat', inner.stat),
    realPath: report('realPath', inner.realPath),
    // Windows has no such call; NTFS journals its directories.
    syncDirectory:
      inner.platform === 'win32' ? () => Promise.resolve() : report('syncDirectory', inner.syncDirectory),
  };
}

async function retryPassing<Result>(
  { platform, pause: wait }: FileSystem,
  run: () => Promise<Result>,
): Promise<Result> {
  for (const delay of retryDelays) {
    try {
      return await run();
    } catch (error) {
      if (!isPassing(platform, error)) throw error;
      await wait(delay);
    }
  }
  return run();
}

function isPassing(platform: NodeJS.Platform, error: unknown): boolean {
  const errno = errnoOf(error);
  return passing.has(errno) || (platform === 'win32' && passingOnWindows.has(errno));
}

function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const readingCalls: ReadonlySet<string> = new Set(['readFile', 'list', 'stat', 'realPath']);

function refusals(nameOf: NameOf) {
  return (call: string, path: string, cause: unknown): EngineError => {
    const errno = errnoOf(cause);
    const foreign = call === 'setOwner' && (errno === 'EPERM' || errno === 'EACCES');
    const known = foreign ? othersFile : reasons[errno];
    const reason = known?.() ?? (cause instanceof Error ? cause.message : String(cause));
    const message = readingCalls.has(call)
      ? t('Cannot read {0}: {1}.', nameOf(path), reason)
      : t('Cannot write {0}: {1}.', nameOf(path), reason);
    return new EngineError('io', message, { errno, path, call, cause });
  };
}

export function hasErrno(error: unknown, ...errnos: readonly string[]): boolean {
  return (
    error instanceof EngineError && error.code === 'io' && errnos.includes(String(error.details['errno']))
  );
}

/** The answer of a call, or `null` when what it names does not exist. */
export async function orMissing<Result>(call: Promise<Result>): Promise<Result | null> {
  try {
    return await call;
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}
