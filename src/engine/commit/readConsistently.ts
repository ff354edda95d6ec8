// Readers share: they take nothing, and look before and after whether somebody wrote meanwhile (a sequence lock, as in
// Linux's seqlock.h, whose counter is the number of the write lock). One who is disturbed again and again takes the lock.
// To look writes nothing else: what an interrupted commit left is reported, and finished only where the caller may write.
import { lockOptions, recoverInterrupted, type CommitContext } from './commitPlan.ts';
import type { ConfigFolder } from '../folder/configFolder.ts';
import { EngineError } from '../base/errors.ts';
import { interruptedIn, interruptedProblems, type InterruptedReading } from './interrupted.ts';
import type { Interrupted, Problem, JournalRecovery } from '../model/model.ts';
import { acquireLock, isStillQuiet, waitForQuiet, type Quiet } from '../storage/lock/fileLock.ts';
import { isUnreadable } from '../storage/disk/ownFiles.ts';

const tries = 4;

interface InterruptedFinding {
  readonly recovered: readonly JournalRecovery[];
  readonly interrupted: readonly Interrupted[];
}

/** What `read` sees of the state between two commits. @throws EngineError `locked`, `io`. */
export async function readConsistently<Reading extends { readonly problems: readonly Problem[] }>(
  context: CommitContext,
  read: () => Promise<Reading>,
): Promise<Reading & InterruptedFinding> {
  const { folder } = context;
  const recovered: JournalRecovery[] = [];
  let isStuck = false;
  for (let count = 0; count < tries; count += 1) {
    if (count > 0) await folder.unfenced.pause(5 * 2 ** count);
    const quiet = await quietIn(context);
    const waiting = await interruptedIn(folder);
    const mayFinish = context.finishes === true && quiet?.isStopped === false && !isStuck;
    if (mayFinish && waiting.interrupted.some(({ kind }) => kind === 'own') && (await isBelieved(folder))) {
      recovered.push(...(await recoverInterrupted(context).catch(orStuck(() => (isStuck = true)))));
      continue;
    }
    const [reading] = await Promise.allSettled([read()]);
    if (!(await isStill(context, quiet))) continue;
    if (reading.status === 'rejected') throw reading.reason;
    return withInterrupted(reading.value, recovered, waiting);
  }
  const lock = await acquireLock(folder.unfenced, lockOptions(context, 'read'));
  try {
    return withInterrupted(await read(), recovered, await interruptedIn(folder));
  } finally {
    await lock.release();
  }
}

function withInterrupted<Reading extends { readonly problems: readonly Problem[] }>(
  reading: Reading,
  recovered: readonly JournalRecovery[],
  waiting: InterruptedReading,
): Reading & InterruptedFinding {
  const problems = [...reading.problems, ...interruptedProblems(waiting)];
  return { ...reading, recovered, interrupted: waiting.interrupted, problems };
}

/** What waits until a file of it is in reach again is reported, as where nothing is finished. */
function orStuck(tell: () => void): (error: unknown) => readonly JournalRecovery[] {
  return (error) => {
    const isOutOfReach = error instanceof EngineError && error.code === 'invalid';
    if (!isOutOfReach || error.details['unfinished'] === undefined) throw error;
    tell();
    return [];
  };
}

async function isBelieved(folder: ConfigFolder): Promise<boolean> {
  return (await folder.gitProblems()).length === 0;
}

/**
 * `null` where the lock is not ours, or where nothing in our folders is believed: nobody can be waited for, and that is a
 * problem of what is read.
 */
async function quietIn(context: CommitContext): Promise<Quiet | null> {
  const { unfenced } = context.folder;
  const options = lockOptions(context, 'read');
  try {
    return await waitForQuiet(unfenced, { ...options, timeoutMs: 0 }).catch(async (error: unknown) => {
      if (!(error instanceof EngineError) || error.code !== 'locked') throw error;
      return (await isBelieved(context.folder)) ? waitForQuiet(unfenced, options) : null;
    });
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

async function isStill({ folder }: CommitContext, quiet: Quiet | null): Promise<boolean> {
  return quiet === null || isStillQuiet(folder.unfenced, folder.lockDirectory, quiet);
}
