// A split index of git (gitformat-index(5), extension `link`): most entries are in a shared index beside it, and a bitmap
// says which of those are gone. Bitmaps are compressed by EWAH: a word says how many words of zeros or ones follow, and
// how many words after that are as they are. Pure and total: without a bitmap that can be read, nothing is gone.

export interface SharedIndex {
  /** The file's name, beside the index. */
  readonly name: string;
  readonly isRemoved: (entry: number) => boolean;
}

/** The largest index that is read has fewer entries. */
const maxEntries = 4_000_000;

/** @param link what that extension holds. @returns `null` when the index is whole. */
export function sharedIndexOf(link: Buffer, hashBytes: number): SharedIndex | null {
  const hash = link.toString('hex', 0, hashBytes);
  if (link.length < hashBytes || /^0*$/.test(hash)) return null;
  const removed = readBitmap(link.subarray(hashBytes));
  return { name: `sharedindex.${hash}`, isRemoved: (entry) => removed?.[entry] === 1 };
}

/** One byte for each bit. */
function readBitmap(data: Buffer): Uint8Array | null {
  if (data.length < 8) return null;
  const [bits, words] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  if (bits > maxEntries || 8 + words * 8 > data.length) return null;
  const bitmap = new Uint8Array(bits);
  let bit = 0;
  for (let word = 0; word < words && bit < bits;) {
    const [high, low] = wordAt(data, word);
    const runLength = (low >>> 1) + (high & 1) * 0x8000_0000;
    if ((low & 1) === 1) bitmap.fill(1, bit, bit + runLength * 64);
    bit += runLength * 64;
    const end = Math.min(words, word + 1 + (high >>> 1));
    for (word += 1; word < end && bit < bits; word += 1, bit += 64) copyWord(bitmap, bit, wordAt(data, word));
    word = end;
  }
  return bitmap;
}

type Word = readonly [high: number, low: number];

function wordAt(data: Buffer, word: number): Word {
  return [data.readUInt32BE(8 + word * 8), data.readUInt32BE(12 + word * 8)];
}

function copyWord(bitmap: Uint8Array, bit: number, [high, low]: Word): void {
  for (let place = 0; place < 64 && bit + place < bitmap.length; place += 1)
    bitmap[bit + place] = ((place < 32 ? low : high) >>> (place % 32)) & 1;
}
