// Readers share: they take nothing, and look before and after whether somebody wrote meanwhile (a sequence lock, as in
// Linux's seqlock.h, whose counter is the number of the write lock). One who is disturbed again and again takes the lock.
import { recoverFolder, underLock, type CommitContext } from './commitPlan.ts';
import type { Recovery } from './model.ts';
import { lockNumber } from './storage/fileLock.ts';

const tries = 4;

/** What `read` sees of the state between two commits, after recovery where one was interrupted. @throws EngineError `locked`, `io`. */
export async function readConsistently<Reading>(
  context: CommitContext,
  read: () => Promise<Reading>,
): Promise<Reading & { readonly recovered: readonly Recovery[] }> {
  const { fileSystem, lockDirectory, journal } = context.folder;
  const recovered: Recovery[] = [];
  for (let count = 0; count < tries; count += 1) {
    if (count > 0) await fileSystem.pause(5 * 2 ** count);
    const before = await lockNumber(fileSystem, lockDirectory);
    if (before === null) continue;
    if ((await journal.names()).length > 0) {
      recovered.push(...(await recoverFolder(context)));
      continue;
    }
    const [reading] = await Promise.allSettled([read()]);
    if ((await lockNumber(fileSystem, lockDirectory)) !== before) continue;
    if (reading.status === 'rejected') throw reading.reason;
    return { ...reading.value, recovered };
  }
  return underLock(context, 'read', async (_lock, more) => {
    return { ...(await read()), recovered: [...recovered, ...more] };
  });
}
