// The lock of a config folder, across processes: `.safekeep/lock/` holds numbered files.
// Number N is held when `N.lock` exists, `N.free` does not, and no higher number exists. It is given back by renaming
// the one to the other, which a full disk allows too. To take the lock a process creates the next number, which the
// file system lets only one do, and then looks again that it is held by these rules; the highest number is never
// removed, so numbers never repeat. That is what makes the takeover from a dead holder safe: two rivals who both
// judged N dead want the same N+1.
// The number is the fencing token: `assertHeld` tells a holder that slept too long. It is also what lets any number of
// readers in at once, who take nothing: what was read while `lockNumber` stayed the same was read between two writers.
// A holder's file grows by a byte every two seconds. Silence is measured by the watcher's own monotonic clock, so no
// clock of another host, no jump and no suspend can make a living holder look dead to one who slept as long.
// A crash leaves `N.lock` behind; the next taker sees that its process is gone. Nothing here needs fsync.
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../errors.ts';
import { writeAll } from './atomicFile.ts';
import { closing, hasErrno, orMissing, type FileSystem } from './fileSystem.ts';
import { describeHolder, lifeOf, parseHolder, thisProcess, type LockHolder } from './lockHolder.ts';

export interface FileLock {
  /** Fencing token: grows with every holder. */
  readonly number: number;
  /** The holder before did not give it back, or nothing is known of one: what it left may lie about. */
  readonly inherited: boolean;
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
  /** Told once, of who waits longer than a person notices. */
  readonly onWait?: ((wait: LockWait) => void) | undefined;
}

export interface LockWait {
  /** `null`: somebody who has not said yet who it is. */
  readonly holder: LockHolder | null;
  /** Gives up: the lock is not taken, `aborted`. One that is taken already stays so. */
  readonly cancel: () => void;
}

/** Most commits are over before. */
const noticeMs = 1_000;
const heartbeatMs = 2_000;
/** A holder whom we cannot ask, on another host or in another container, is gone when its file has not grown for so long. */
const silentMs = 8_000;
/** A file that does not say who holds it is being written at this moment, or its writer died in between. */
const namelessMs = 2_000;
/** Old numbers are kept for a while, so that a slow rival's look never misses the newest. */
const keptNumbers = 16;

/** @throws EngineError `locked` {holder} when the time is up, `aborted`, `io`. */
export async function acquireLock(fileSystem: FileSystem, options: LockOptions): Promise<FileLock> {
  const { directory, command, timeoutMs, onWait } = options;
  await fileSystem.makeDirectory(directory, 0o700);
  const text = JSON.stringify(await thisProcess(command));
  const isSilent = watcher(fileSystem);
  const start = fileSystem.now();
  const giving = new AbortController();
  let told = false;
  for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
    const newest = await newestNumber(fileSystem, directory);
    const mark = await markOf(fileSystem, directory, newest);
    if (mark === null || isSilent(mark)) {
      const taken = await tryTake(fileSystem, directory, { after: newest, text });
      if (taken) return taken;
    } else if (fileSystem.now() > start + timeoutMs) {
      throw new EngineError('locked', describeHolder(mark.holder), { holder: mark.holder });
    } else if (!told && fileSystem.now() > start + noticeMs) {
      told = true;
      onWait?.({ holder: mark.holder, cancel: () => giving.abort() });
    }
    await fileSystem.pause(pause * (0.5 + Math.random()));
    if (giving.signal.aborted)
      throw new EngineError('aborted', t('Waiting for the config folder was cancelled.'));
  }
}

/** The number of the last holder, `null` while somebody holds the lock. Two equal answers: nobody wrote in between. */
export async function lockNumber(fileSystem: FileSystem, directory: string): Promise<number | null> {
  const newest = await newestNumber(fileSystem, directory).catch((error: unknown) => {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return { number: 0, free: true };
    throw error;
  });
  return (await markOf(fileSystem, directory, newest)) === null ? newest.number : null;
}

interface Newest {
  readonly number: number;
  readonly free: boolean;
}

/** Locks that this process gave back where the disk refused to note it. */
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

/** What the file of a holder that may be alive says. */
interface Mark {
  /** `null`: nothing yet. */
  readonly holder: LockHolder | null;
  /** Certainly alive: its silence says nothing. */
  readonly proven: boolean;
  /** Changes with every heartbeat. */
  readonly beat: string;
}

/** `null` when nobody holds the lock, or one who is certainly gone. */
async function markOf(fileSystem: FileSystem, directory: string, newest: Newest): Promise<Mark | null> {
  const path = join(directory, `${newest.number}.lock`);
  if (newest.free || given.has(path)) return null;
  const bytes = await orMissing(fileSystem.readFile(path));
  if (!bytes) return null;
  const holder = parseHolder(bytes);
  const life = holder ? await lifeOf(holder) : 'unknown';
  if (life === 'gone') return null;
  return { holder, proven: life === 'alive', beat: `${newest.number}/${bytes.length}` };
}

/**
 * Tells whether a holder has not shown itself for too long, counted from the first look, and anew after a pause between
 * two looks: this machine may have slept, and the holder with it.
 */
function watcher({ now }: FileSystem): (mark: Mark) => boolean {
  let last = { beat: '', since: 0, looked: 0 };
  return ({ holder, proven, beat }) => {
    const isNew = beat !== last.beat || now() - last.looked > heartbeatMs;
    last = { beat, since: isNew ? now() : last.since, looked: now() };
    return !proven && now() - last.since > (holder ? silentMs : namelessMs);
  };
}

async function tryTake(
  fileSystem: FileSystem,
  directory: string,
  { after, text }: { readonly after: Newest; readonly text: string },
): Promise<FileLock | null> {
  const number = after.number + 1;
  const path = join(directory, `${number}.lock`);
  const file = await orTaken(fileSystem.create(path, 0o600));
  if (!file) return null;
  const isHeld = async () => {
    const newest = await newestNumber(fileSystem, directory);
    return newest.number === number && !newest.free;
  };
  try {
    await closing(file, () => writeAll(file, Buffer.from(text)));
    if (!(await isHeld())) return null;
    await removeOldNumbers(fileSystem, directory, number);
  } catch (error) {
    await giveBack(fileSystem, directory, number);
    throw error;
  }
  const heart = setInterval(() => void beat(fileSystem, path), heartbeatMs).unref();
  return {
    number,
    inherited: !after.free || after.number === 0,
    assertHeld: async () => {
      if (!(await isHeld()))
        throw new EngineError(
          'locked',
          t('This computer was asleep, and another process went on with the config folder.'),
        );
    },
    release: async () => {
      clearInterval(heart);
      await giveBack(fileSystem, directory, number);
    },
  };
}

/** Where the disk refuses to note it, it is tried again as long as this process lives; its death would say the same. */
async function giveBack(fileSystem: FileSystem, directory: string, number: number): Promise<void> {
  const path = join(directory, `${number}.lock`);
  try {
    // Missing when it was taken over so long ago that it has been cleared away.
    await orMissing(fileSystem.rename(path, join(directory, `${number}.free`)));
    given.delete(path);
  } catch {
    given.add(path);
    setTimeout(() => void giveBack(fileSystem, directory, number), heartbeatMs).unref();
  }
}

/** One more byte, which does not change what the file says. A beat that fails is made up for by the next. */
async function beat(fileSystem: FileSystem, path: string): Promise<void> {
  try {
    const file = await fileSystem.append(path, 0o600);
    await closing(file, () => writeAll(file, Buffer.from('\n')));
  } catch {
    // Whoever takes the lock over because of it is told apart by its number.
  }
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
