// Work under a time limit. JavaScript cannot be interrupted from within, but V8 stops all that runs below a script with
// a timeout, a search for a pattern included. This is the only use of `node:vm` here: nothing foreign runs in it.
import { createContext, Script } from 'node:vm';

const room: { work: () => void } = { work: () => undefined };
createContext(room);
const script = new Script('work()');

/** What the work answers; `null` when it takes longer, and then nothing of it is undone. Calls may nest. */
export function withinTime<Result>(
  milliseconds: number,
  work: () => Result,
): { readonly result: Result } | null {
  const results: Result[] = [];
  const outer = room.work;
  room.work = () => results.push(work());
  try {
    script.runInContext(room, { timeout: milliseconds });
  } catch (error) {
    if (isTimeout(error)) return null;
    throw error;
  } finally {
    room.work = outer;
  }
  return results.map((result) => ({ result }))[0] ?? null;
}

function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
