// The numbered files of a lock, as they are found: which number is the newest, and whether its holder may still work. It
// takes nothing and writes nothing; `fileLock.ts` says what the files mean.
import { join } from 'node:path';
import { nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';
import { liveness, parseHolder, type LockHolder } from './lockHolder.ts';

export const heartbeatMs = 2_000;
/** A holder whom we cannot ask, on another host or in another container, is gone when its file has not grown for so long. */
const silentMs = 8_000;
/** A file that does not say who holds it is being written at this moment, or its writer died in between. */
const namelessMs = 2_000;
/** No count gets there: a commit each millisecond would take thirty years. A file that says more is not one of ours. */
export const highestNumber = 1e12;

export interface Newest {
  readonly number: number;
  readonly free: boolean;
}

/** Locks that this process gave back where the disk refused to note it. */
export const given = new Set<string>();

export async function newestNumber(fileSystem: FileSystem, directory: string): Promise<Newest> {
  return newestOf(await fileSystem.list(directory));
}

export function newestOf(names: readonly string[]): Newest {
  const number = names.map(numberOf).reduce((one, other) => Math.max(one, other), 0);
  return { number, free: number === 0 || names.includes(`${number}.free`) };
}

/** 0 for a name that is not of the lock. */
export function numberOf(name: string): number {
  const [, digits = '0'] = /^(\d{1,13})\.(?:lock|free)$/.exec(name) ?? [];
  const number = Number(digits);
  return number < highestNumber ? number : 0; // The highest one could be followed by none.
}

/** What the file of a holder that may be alive says. */
export interface Mark {
  /** `null`: nothing yet. */
  readonly holder: LockHolder | null;
  /** Certainly alive: its silence says nothing. */
  readonly proven: boolean;
  /** Alive, but stopped (Ctrl+Z, a debugger): it writes nothing until it goes on. */
  readonly stopped: boolean;
  /** Changes with every heartbeat. */
  readonly beat: string;
}

/** `null` when nobody holds the lock, or one who is certainly gone. */
export async function holderStatus(
  fileSystem: FileSystem,
  directory: string,
  newest: Newest,
): Promise<Mark | null> {
  const path = join(directory, `${newest.number}.lock`);
  if (newest.free || given.has(path)) return null;
  const bytes = await nullIfNotFound(fileSystem.readFile(path));
  if (!bytes) return null;
  const holder = parseHolder(bytes);
  const life = holder ? await liveness(holder) : 'unknown';
  if (life === 'gone') return null;
  return {
    holder,
    proven: life === 'alive' || life === 'stopped',
    stopped: life === 'stopped',
    beat: `${newest.number}/${bytes.length}`,
  };
}

/**
 * Tells whether a holder has not shown itself for too long, counted from the first look, and anew after a pause between
 * two looks: this machine may have slept, and the holder with it.
 */
export function watcher({ now }: FileSystem): (mark: Mark) => boolean {
  let last = { beat: '', since: 0, looked: 0 };
  return ({ holder, proven, beat }) => {
    const isNew = beat !== last.beat || now() - last.looked > heartbeatMs;
    last = { beat, since: isNew ? now() : last.since, looked: now() };
    return !proven && now() - last.since > (holder ? silentMs : namelessMs);
  };
}
