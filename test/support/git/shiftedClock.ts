// Clocks that differ: each part of a test has its own, also while the parts run at once.
import { AsyncLocalStorage } from 'node:async_hooks';

const shift = new AsyncLocalStorage<number>();
const RealDate = Date;

class ShiftedDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    // As Date takes them: none mean now.
    super(...((given.length === 0 ? [ShiftedDate.now()] : given) as [number]));
  }

  static override now(): number {
    return RealDate.now() + (shift.getStore() ?? 0);
  }
}

globalThis.Date = ShiftedDate as DateConstructor; // All but its call without `new`, which nobody uses.

/** Runs something whose clock is ahead by these milliseconds. */
export async function ahead<Result>(ms: number, run: () => Promise<Result>): Promise<Result> {
  return shift.run(ms, run);
}
