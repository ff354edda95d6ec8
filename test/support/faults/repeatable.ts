// Makes the engine's random names and its clock the same in every run of one generation, in this thread, so that runs
// which do the same leave the same disk and can be told to be the same. Each generation is later than the ones before
// and draws other names.
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

let generation = 0;
let drawn = 0;

/** Starts a generation (0 to 200) anew. */
export function startGeneration(wanted: number): void {
  generation = wanted;
  drawn = 0;
}

function randomBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  drawn += 1;
  bytes.writeUIntBE(generation * 0x1_0000 + drawn, size - 3, 3);
  return bytes;
}

const start = Date.UTC(2026, 10, 20, 9);

class RepeatableDate extends Date {
  constructor(...time: readonly [] | readonly [number | string]) {
    super(time[0] ?? RepeatableDate.now());
  }

  static override now(): number {
    return start + generation * 3_600_000 + drawn * 1_000;
  }
}

globalThis.Date = RepeatableDate as DateConstructor; // It is not asked for more than the constructor above knows.
Object.assign(crypto, { randomBytes });
syncBuiltinESMExports();
