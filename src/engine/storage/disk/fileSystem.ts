// The few file-system calls the engine makes, behind one interface so that each can be counted, failed
// and replayed. `reportingFileSystem` is the only place that sees an errno: it retries what passes by
// itself and turns the rest into `EngineError`. Nothing here knows what a file means.
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { reasonOf } from './ioReasons.ts';

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
  /** When the entry was made, where the disk tells: with the identity it tells a new entry from an older one. */
  readonly born: string;
}

export interface ReadOptions {
  /** What is larger is refused, and no more than this is read, whatever size the file claims. */
  readonly maxBytes?: number;
  /** A link is refused, not followed. */
  readonly followsLinks?: false;
}

export interface WritableFile {
  /** Writes some of the bytes and answers how many. */
  readonly write: (bytes: Uint8Array) => Promise<number>;
  readonly setMode: (mode: number) => Promise<void>;
  readonly setOwner: (uid: number, gid: number) => Promise<void>;
  readonly truncate: (length: number) => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface FileSystem {
  /** Of a regular file: a pipe or a device is refused, never waited for. */
  readonly readFile: (path: string, options?: ReadOptions) => Promise<Uint8Array>;
  /** A new file; fails when the name is taken. */
  readonly create: (path: string, mode: number) => Promise<WritableFile>;
  /** For writing at the end of a regular file, made when missing; links are refused. */
  readonly append: (path: string, mode: number) => Promise<WritableFile>;
  /** For writing from the start of a regular file that is there; what it holds stays until it is written over. */
  readonly overwrite: (path: string) => Promise<WritableFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** With its parents; a directory that exists already is fine. */
  readonly makeDirectory: (path: string, mode: number) => Promise<void>;
  readonly removeDirectory: (path: string) => Promise<void>;
  /** Of a directory. */
  readonly setMode: (path: string, mode: number) => Promise<void>;
  readonly list: (path: string) => Promise<readonly string[]>;
  /** Of the entry itself: a link is not followed. */
  readonly stat: (path: string) => Promise<FileStat>;
  /** The same at once, for a check just before a call; `null` when there is no such entry. */
  readonly statNow: (path: string) => FileStat | null;
  /** As `list`, at once; empty when there is no such directory. */
  readonly listNow: (path: string) => readonly string[];
  readonly realPath: (path: string) => Promise<string>;
  /** What a link says, as it stands there. */
  readonly readLink: (path: string) => Promise<string>;
  /** Where in a folder something else is mounted, as far as the system tells: a file there can't be replaced by a rename. */
  readonly mounts: (folder: string) => Promise<readonly string[]>;
  /** Of a regular file, whoever wrote it. */
  readonly syncFile: (path: string) => Promise<void>;
  /** Of a directory: anything else is refused, never waited for. */
  readonly syncDirectory: (path: string) => Promise<void>;
  /** What the system is: Windows refuses for a moment what it allows later, and has no fsync of directories. */
  readonly platform: NodeJS.Platform;
  /** Monotonic milliseconds: no jump of the clock reaches what is measured with it. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/** Closes a file after use; of two faults the first is the one to report. */
export async function usingFile<Result>(
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

const transient: ReadonlySet<string> = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN', 'EINTR']);
/** On Windows a scanner or an indexer holds a file for a moment, which shows as a refusal. */
const passingOnWindows: ReadonlySet<string> = new Set(['EPERM', 'EACCES']);
const retryDelays = [5, 20, 60, 150, 400, 1_000];

/** What a person calls the file of an absolute path. */
export type NameOf = (path: string) => string;

/** The same calls, with transient faults retried and every other fault an `EngineError` `io` `{errno, path, call}`. */
export function errorMappingFileSystem(inner: FileSystem, nameOf: NameOf = String): FileSystem {
  const ioError = ioErrors(nameOf);
  const report = <Args extends readonly unknown[], Result>(
    call: string,
    run: (...args: Args) => Promise<Result>,
  ) => {
    return async (...args: Args): Promise<Result> => {
      try {
        return await retryTransient(inner, () => run(...args));
      } catch (cause) {
        throw ioError(call, String(args[0]), cause);
      }
    };
  };
  const atOnce =
    <Result>(call: string, run: (path: string) => Result, missing: Result) =>
    (path: string): Result => {
      try {
        return run(path);
      } catch (cause) {
        if (['ENOENT', 'ENOTDIR'].includes(errnoOf(cause))) return missing;
        throw ioError(call, path, cause);
      }
    };
  return {
    ...inner,
    readFile: report('readFile', inner.readFile),
    create: reportingOpen(ioError, report('create', inner.create)),
    append: reportingOpen(ioError, report('append', inner.append)),
    overwrite: reportingOpen(ioError, report('overwrite', inner.overwrite)),
    rename: report('rename', inner.rename),
    remove: report('remove', inner.remove),
    makeDirectory: report('makeDirectory', inner.makeDirectory),
    removeDirectory: report('removeDirectory', inner.removeDirectory),
    setMode: report('setMode', inner.setMode),
    list: report('list', inner.list),
    stat: report('stat', inner.stat),
    statNow: atOnce('stat', inner.statNow, null),
    listNow: atOnce('list', inner.listNow, []),
    realPath: report('realPath', inner.realPath),
    readLink: report('readLink', inner.readLink),
    mounts: report('mounts', inner.mounts),
    syncFile: report('syncFile', inner.syncFile),
    // Windows has no such call; NTFS journals its directories.
    syncDirectory:
      inner.platform === 'win32' ? () => Promise.resolve() : report('syncDirectory', inner.syncDirectory),
  };
}

function reportingOpen<Rest extends readonly unknown[]>(
  ioError: ReturnType<typeof ioErrors>,
  open: (path: string, ...rest: Rest) => Promise<WritableFile>,
) {
  return async (path: string, ...rest: Rest) =>
    reportingFile(await open(path, ...rest), (call, cause) => ioError(call, path, cause));
}

function reportingFile(
  file: WritableFile,
  errorOf: (call: keyof WritableFile, cause: unknown) => EngineError,
): WritableFile {
  const part =
    <Args extends readonly unknown[], Result>(
      call: keyof WritableFile,
      run: (...args: Args) => Promise<Result>,
    ) =>
    async (...args: Args) => {
      try {
        return await run(...args); // Never retried: after a failed fsync the pages may be gone.
      } catch (cause) {
        throw errorOf(call, cause);
      }
    };
  return {
    write: part('write', file.write),
    setMode: part('setMode', file.setMode),
    setOwner: part('setOwner', file.setOwner),
    truncate: part('truncate', file.truncate),
    sync: part('sync', file.sync),
    close: part('close', file.close),
  };
}

async function retryTransient<Result>(
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
  return transient.has(errno) || (platform === 'win32' && passingOnWindows.has(errno));
}

/** The system's name of a fault, such as `ENOENT`; '' for any other error. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const readingCalls: ReadonlySet<string> = new Set([
  'readFile',
  'list',
  'stat',
  'realPath',
  'readLink',
  'mounts',
]);

function ioErrors(nameOf: NameOf) {
  return (call: string, path: string, cause: unknown): EngineError => {
    const errno = errnoOf(cause);
    const reason = reasonOf(call, errno) ?? (cause instanceof Error ? cause.message : String(cause));
    const message = readingCalls.has(call)
      ? t("Can't read {0}: {1}.", nameOf(path), reason)
      : t("Can't write {0}: {1}.", nameOf(path), reason);
    return new EngineError('io', message, { errno, path, call, cause });
  };
}

export function hasErrno(error: unknown, ...errnos: readonly string[]): boolean {
  return (
    error instanceof EngineError && error.code === 'io' && errnos.includes(String(error.details['errno']))
  );
}

/** The answer of a call, or `null` when what it names does not exist. */
export async function nullIfNotFound<Result>(call: Promise<Result>): Promise<Result | null> {
  try {
    return await call;
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}
