// Makes the engine's random names the same in every run of one generation, so that runs which do the same leave the
// same disk and can be told to be the same. Each generation draws other names than the ones before.
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

let generation = 0;
let drawn = 0;

/** Starts the names of a generation (0 to 200) anew. */
export function drawNamesOf(wanted: number): void {
  generation = wanted;
  drawn = 0;
}

function randomBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  drawn += 1;
  bytes.writeUIntBE(generation * 0x1_0000 + drawn, size - 3, 3);
  return bytes;
}

Object.assign(crypto, { randomBytes });
syncBuiltinESMExports();
