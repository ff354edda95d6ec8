// What is on a simulated disk at one moment, as data that is never changed, and its hash. States share the bytes of
// their files, so that a hash costs no more than the names.
import { createHash } from 'node:crypto';

/** Absolute path → bytes of a file, `null` for a directory. Parents come before what is in them. */
export type DiskImage = ReadonlyMap<string, Uint8Array | null>;

const hashes = new WeakMap<Uint8Array, string>();

export function hashOf(image: DiskImage): string {
  const hash = createHash('sha1');
  for (const [path, bytes] of image) hash.update(`${path}\n${bytes ? hashOfBytes(bytes) : ''}\n`);
  return hash.digest('base64');
}

function hashOfBytes(bytes: Uint8Array): string {
  const known = hashes.get(bytes) ?? createHash('sha1').update(bytes).digest('base64');
  hashes.set(bytes, known);
  return known;
}
