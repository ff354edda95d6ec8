// The lock of a config folder, across processes: `.safekeep/lock/` holds numbered files.
// Number N is held when `N.lock` exists, `N.free` does not, and no higher number exists. It is given back by renaming
// the one to the other, which a full disk allows too. To take the lock a process creates the next number, which the
// file system lets only one do, and then looks again that it is held by these rules; the highest number is never
// removed, so numbers never repeat. That is what makes the takeover from a dead holder safe: two rivals who both
// judged N dead want the same N+1.
// The number is the fencing token: `assertHeld`, before each call that changes something (`fencedFileSystem.ts`), stops a
// holder that slept too long. It is also what lets any number of readers in at once, who take nothing: what was read
// while the number stayed the same was read between two writers.
// A holder's file grows by a byte every two seconds. Silence is measured by the watcher's own monotonic clock, so no
// clock of another host, no jump and no suspend can make a living holder look dead to one who slept as long.
// A crash leaves `N.lock` behind; the next taker sees that its process is gone. Nothing here needs fsync.
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../../base/errors.ts';
import { writeAll } from '../disk/atomicFile.ts';
import { usingFile, hasErrno, nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';
import {
  given,
  heartbeatMs,
  highestNumber,
  holderStatus,
  newestNumber,
  newestOf,
  numberOf,
  watcher,
  type Mark,
  type Newest,
} from './lockFiles.ts';
import { describeHolder, thisProcess, type LockHolder } from './lockHolder.ts';

export interface FileLock {
  /** Fencing token: grows with every holder. */
  readonly number: number;
  /** The holder before did not give it back, or nothing is known of one: what it left may lie about. */
  readonly inherited: boolean;
  /** @throws EngineError `locked` {lost} when somebody took the lock over meanwhile. */
  assertHeld(): void;
  /** Never fails: what was done under the lock is done, whether or not the disk takes the news. */
  release(): Promise<void>;
}

export interface LockOptions {
  readonly directory: string;
  /** What the holder is doing, for the one who waits. */
  readonly command: string;
  readonly timeoutMs: number;
  /** A person says that the holder never comes back: the lock is taken from it at once. */
  readonly takesOver?: true;
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
/** Old numbers are kept for a while, so that a slow rival's look never misses the newest. */
const keptNumbers = 16;

/** @throws EngineError `locked` {holder} when the time is up, `aborted`, `invalid` where no number is left, `io`. */
export async function acquireLock(fileSystem: FileSystem, options: LockOptions): Promise<FileLock> {
  const { directory, command } = options;
  await fileSystem.makeDirectory(directory, 0o700);
  const text = JSON.stringify(await thisProcess(command));
  const wait = waiting(fileSystem, options);
  for (;;) {
    const after = await wait(({ mark, isSilent }) => !mark || isSilent || options.takesOver === true);
    const taken = await tryTake(fileSystem, directory, { after, text });
    if (taken) return taken;
  }
}

/** Nobody writes. */
export interface Quiet {
  readonly number: number;
  /** Of a holder that is stopped or silent, as its file is. */
  readonly heartbeat?: string | undefined;
  /** That holder is stopped in the middle of its work, which may go on. */
  readonly isStopped: boolean;
}

const neverLocked: Quiet = { number: 0, isStopped: false };

/**
 * Waits until nobody writes, taking nothing: a holder that is stopped, or silent for too long, writes nothing either.
 * @throws EngineError as `acquireLock`.
 */
export async function waitForQuiet(fileSystem: FileSystem, options: LockOptions): Promise<Quiet> {
  if (!(await nullIfNotFound(fileSystem.list(options.directory)))) return neverLocked;
  let held: Mark | null = null;
  const { number } = await waiting(
    fileSystem,
    options,
  )(({ mark, isSilent }) => {
    held = mark;
    return !mark || mark.stopped || isSilent;
  });
  return quietOf(number, held);
}

/** Whether all that was read since belongs to one state. */
export async function isStillQuiet(
  fileSystem: FileSystem,
  directory: string,
  quiet: Quiet,
): Promise<boolean> {
  const newest = await nullIfNotFound(newestNumber(fileSystem, directory));
  if (!newest) return quiet.number === 0;
  const now = quietOf(newest.number, await holderStatus(fileSystem, directory, newest));
  return now.number === quiet.number && now.heartbeat === quiet.heartbeat;
}

function quietOf(number: number, mark: Mark | null): Quiet {
  return { number, heartbeat: mark?.beat, isStopped: mark?.stopped === true };
}

interface Look {
  /** `null` when nobody holds the lock. */
  readonly mark: Mark | null;
  readonly isSilent: boolean;
}

/** A function that looks again and again, at least once each call, until a look is as wanted or the time is up. */
function waiting(
  fileSystem: FileSystem,
  { directory, timeoutMs, onWait }: LockOptions,
): (isOver: (look: Look) => boolean) => Promise<Newest> {
  const isSilent = watcherOf(fileSystem, directory);
  const start = fileSystem.now();
  const giving = new AbortController();
  let [isReported, delay, looks] = [false, 2, 0];
  const passed = () => fileSystem.now() - start;
  return async (isOver) => {
    for (;;) {
      if (looks > 0) await fileSystem.pause(delay * (0.5 + Math.random()));
      if (giving.signal.aborted)
        throw new EngineError('aborted', t('You canceled while waiting for the config folder.'));
      [looks, delay] = [looks + 1, Math.min(delay * 2, 50)];
      const newest = await newestNumber(fileSystem, directory);
      const mark = await holderStatus(fileSystem, directory, newest);
      if (isOver({ mark, isSilent: mark !== null && isSilent(mark) })) return newest;
      const holder = mark?.holder ?? null;
      if (passed() > timeoutMs) throw new EngineError('locked', describeHolder(holder), { holder });
      if (!isReported && passed() > noticeMs) {
        isReported = true;
        onWait?.({ holder, cancel: () => giving.abort() });
      }
    }
  };
}

const watchers = new WeakMap<FileSystem, Map<string, ReturnType<typeof watcher>>>();

/** One for each lock: the silence that a reader has waited for, who takes the lock at once needs not wait for again. */
function watcherOf(fileSystem: FileSystem, directory: string): ReturnType<typeof watcher> {
  const known = watchers.get(fileSystem) ?? new Map<string, ReturnType<typeof watcher>>();
  const found = known.get(directory) ?? watcher(fileSystem);
  watchers.set(fileSystem, known.set(directory, found));
  return found;
}

async function tryTake(
  fileSystem: FileSystem,
  directory: string,
  { after, text }: { readonly after: Newest; readonly text: string },
): Promise<FileLock | null> {
  const number = after.number + 1;
  if (number >= highestNumber) throw uncountable(directory);
  const path = join(directory, `${number}.lock`);
  const file = await nullIfExists(fileSystem.create(path, 0o600));
  if (!file) return null;
  try {
    await usingFile(file, () => writeAll(file, Buffer.from(text)));
    const newest = await newestNumber(fileSystem, directory);
    if (newest.number !== number || newest.free) return null;
    await removeOldNumbers(fileSystem, directory, number);
  } catch (error) {
    await giveBack(fileSystem, directory, number);
    throw error;
  }
  return takenLock(fileSystem, directory, { number, inherited: !after.free || after.number === 0 });
}

function takenLock(
  fileSystem: FileSystem,
  directory: string,
  { number, inherited }: Pick<FileLock, 'number' | 'inherited'>,
): FileLock {
  const isLost = () => {
    const newest = newestOf(fileSystem.listNow(directory));
    return newest.number !== number || newest.free;
  };
  const heart = setInterval(() => {
    try {
      // It must not make anew what was cleared away.
      if (isLost()) clearInterval(heart);
      else void heartbeat(fileSystem, join(directory, `${number}.lock`));
    } catch {
      // What the disk does not show now, the next beat sees, and `assertHeld` before anything is changed.
    }
  }, heartbeatMs).unref();
  return {
    number,
    inherited,
    assertHeld: () => {
      if (isLost()) throw lost(number);
    },
    release: async () => {
      clearInterval(heart);
      await giveBack(fileSystem, directory, number);
    },
  };
}

/** Whether an error says that another process took the lock over: what is there now is for that one to say. */
export function isLostLock(error: unknown): boolean {
  return error instanceof EngineError && error.details['lost'] !== undefined;
}

function lost(number: number): EngineError {
  const message = t('This process was paused, and another process took over the config folder.');
  return new EngineError('locked', message, { lost: number });
}

function uncountable(directory: string): EngineError {
  const message = t('The lock on this config folder has an invalid number.');
  return new EngineError('invalid', message, { foreign: directory });
}

/** Where the disk refuses to note it, it is tried again as long as this process lives; its death would say the same. */
async function giveBack(fileSystem: FileSystem, directory: string, number: number): Promise<void> {
  const path = join(directory, `${number}.lock`);
  try {
    // Missing when it was taken over so long ago that it has been cleared away.
    await nullIfNotFound(fileSystem.rename(path, join(directory, `${number}.free`)));
    given.delete(path);
  } catch {
    given.add(path);
    setTimeout(() => void giveBack(fileSystem, directory, number), heartbeatMs).unref();
  }
}

/** One more byte, which does not change what the file says. A beat that fails is made up for by the next. */
async function heartbeat(fileSystem: FileSystem, path: string): Promise<void> {
  try {
    const file = await fileSystem.append(path, 0o600);
    await usingFile(file, () => writeAll(file, Buffer.from('\n')));
  } catch {
    // Whoever takes the lock over because of it is told apart by its number.
  }
}

async function nullIfExists<Result>(creation: Promise<Result>): Promise<Result | null> {
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
    if (old > 0 && old <= number - keptNumbers)
      await nullIfNotFound(fileSystem.remove(join(directory, name)));
  }
}
