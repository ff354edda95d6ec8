// The write lock of a config folder, across processes: `.safekeep/lock/` holds numbered files.
// Number N is held when `N.lock` exists, `N.free` does not, and no higher number exists. It is given back by renaming
// the one to the other, which a full disk allows too. To take the lock a process creates the next number, which the
// file system lets only one do, and then looks again that it is held by these rules; the highest number is never
// removed, so numbers never repeat. That is what makes the takeover from a dead holder safe: two rivals who both
// judged N dead want the same N+1.
// The number is also the fencing token: `assertHeld` tells a holder that slept too long.
// A crash leaves `N.lock` behind; the next taker sees that its process is gone. Nothing here needs fsync.
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '../errors.ts';
import { writeAll } from './atomicFile.ts';
import { hasErrno, orMissing, type FileSystem } from './fileSystem.ts';

export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  readonly command: string;
  /** When the process started, as its system tells it: a pid alone may have been given to another. */
  readonly started: string;
}

export interface FileLock {
  /** Fencing token: grows with every holder. */
  readonly number: number;
  /** @throws EngineError `locked` when somebody took the lock over meanwhile. */
  assertHeld(): Promise<void>;
  /** Never fails: what was done under the lock is done, whether or not the disk takes the news. */
  release(): Promise<void>;
}

export interface LockOptions {
  readonly directory: string;
  /** What the holder is doing, for the one who waits. */
  readonly command: string;
  readonly timeoutMs: number;
}

/** A holder on another host, whom we cannot ask, counts as gone when its lock is older than this. */
const foreignHolderMs = 120_000;
/** Old numbers are kept for a while, so that a slow rival's look never misses the newest. */
const keptNumbers = 16;

/** @throws EngineError `locked` {holder} when the time is up, `io`. */
export async function acquireLock(fileSystem: FileSystem, options: LockOptions): Promise<FileLock> {
  const { directory, command, timeoutMs } = options;
  await fileSystem.makeDirectory(directory, 0o700);
  const me = JSON.stringify(await thisProcess(command));
  const deadline = fileSystem.now() + timeoutMs;
  for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
    const newest = await newestNumber(fileSystem, directory);
    const holder = await holderOf(fileSystem, directory, newest);
    if (holder === null) {
      const taken = await tryTake(fileSystem, directory, { number: newest.number + 1, text: me });
      if (taken) return taken;
    } else if (fileSystem.now() > deadline) {
      throw new EngineError('locked', describe(holder), { holder });
    }
    await fileSystem.pause(pause * (0.5 + Math.random()));
  }
}

interface Newest {
  readonly number: number;
  readonly free: boolean;
}

/** Locks that this process gave back where the disk refused to note it; its death will say the same to the others. */
const given = new Set<string>();

async function newestNumber(fileSystem: FileSystem, directory: string): Promise<Newest> {
  const names = await fileSystem.list(directory);
  const number = Math.max(0, ...names.map(numberOf));
  return { number, free: number === 0 || names.includes(`${number}.free`) };
}

/** Of at most 15 digits: above that, adding one may change nothing. */
function numberOf(name: string): number {
  const match = /^(\d{1,15})\.(?:lock|free)$/.exec(name);
  return match ? Number(match[1]) : 0;
}

async function holderOf(
  fileSystem: FileSystem,
  directory: string,
  newest: Newest,
): Promise<LockHolder | null> {
  const path = join(directory, `${newest.number}.lock`);
  if (newest.free || given.has(path)) return null;
  const entry = await orMissing(fileSystem.stat(path));
  const bytes = await orMissing(fileSystem.readFile(path));
  if (!entry || !bytes) return null;
  const holder = parseHolder(bytes);
  const age = Date.now() - entry.mtimeMs;
  // A lock file that says nothing is being written just now, or its writer died in between.
  if (!holder) return age > 2_000 ? null : { pid: 0, host: '', since: '', command: '', started: '' };
  if (holder.host === hostname()) return (await isAlive(holder)) ? holder : null;
  return age > foreignHolderMs ? null : holder;
}

function parseHolder(bytes: Uint8Array): LockHolder | null {
  try {
    const holder: unknown = JSON.parse(Buffer.from(bytes).toString());
    return isHolder(holder) ? holder : null;
  } catch {
    return null; // Half written: judged by its age.
  }
}

function isHolder(value: unknown): value is LockHolder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'host' in value &&
    typeof value.host === 'string' &&
    'started' in value &&
    typeof value.started === 'string'
  );
}

async function tryTake(
  fileSystem: FileSystem,
  directory: string,
  { number, text }: { readonly number: number; readonly text: string },
): Promise<FileLock | null> {
  const path = join(directory, `${number}.lock`);
  const file = await orTaken(fileSystem.create(path, 0o600));
  if (!file) return null;
  const isHeld = async () => {
    const newest = await newestNumber(fileSystem, directory);
    return newest.number === number && !newest.free;
  };
  const release = async () => {
    // Missing when it was taken over so long ago that it has been cleared away.
    await orMissing(fileSystem.rename(path, join(directory, `${number}.free`))).catch(() => given.add(path));
  };
  const assertHeld = async () => {
    if (!(await isHeld()))
      throw new EngineError('locked', 'The lock was taken over while this process slept.');
  };
  try {
    await writeAll(file, Buffer.from(text)).finally(() => file.close());
    if (!(await isHeld())) return null;
    await removeOldNumbers(fileSystem, directory, number);
  } catch (error) {
    await release();
    throw error;
  }
  return { number, assertHeld, release };
}

async function orTaken<Result>(creation: Promise<Result>): Promise<Result | null> {
  try {
    return await creation;
  } catch (error) {
    if (hasErrno(error, 'EEXIST')) return null;
    throw error;
  }
}

async function removeOldNumbers(fileSystem: FileSystem, directory: string, number: number): Promise<void> {
  for (const name of await fileSystem.list(directory)) {
    const old = numberOf(name);
    if (old > 0 && old <= number - keptNumbers) await orMissing(fileSystem.remove(join(directory, name)));
  }
}

let own: { readonly pid: number; readonly host: string; readonly started: string } | undefined;

async function thisProcess(command: string): Promise<LockHolder> {
  own ??= { pid: process.pid, host: hostname(), started: await startOf(process.pid) };
  return { ...own, since: new Date().toISOString(), command };
}

async function isAlive(holder: LockHolder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  const started = await startOf(holder.pid);
  return started === '' || holder.started === '' || started === holder.started;
}

/**
 * Boot and start time of a process from Linux's /proc (proc(5), field 22 of `stat`); '' where there is none,
 * and then the pid alone must do.
 */
async function startOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return '';
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${boot.trim()}/${fields[19] ?? ''}`;
  } catch {
    return ''; // Gone, or no /proc here.
  }
}

function describe(holder: LockHolder): string {
  if (holder.pid === 0) return 'Another process is just taking the lock of this config folder.';
  return `The config folder is in use by process ${holder.pid} on ${holder.host} (${holder.command}, since ${holder.since}).`;
}
