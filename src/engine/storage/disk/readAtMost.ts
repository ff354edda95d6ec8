// Reads an open file up to a bound, whatever size it claims: what the system makes up as it is read says that it is empty,
// and another process may lengthen any file meanwhile.

/** What this needs of a file handle of Node. */
interface OpenFile {
  readonly read: (into: { readonly buffer: Buffer }) => Promise<{ readonly bytesRead: number }>;
}

const chunkBytes = 64 * 1024;

/** `null` for a file of more bytes. @param size what the file claims: one of an honest size is read at once. */
export async function readAtMost(
  file: OpenFile,
  { size, maxBytes }: { readonly size: number; readonly maxBytes: number },
): Promise<Buffer | null> {
  if (size > maxBytes) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for (let room = size + 1; ; room = chunkBytes) {
    const chunk = Buffer.allocUnsafeSlow(Math.min(room, maxBytes + 1 - length));
    const { bytesRead } = await file.read({ buffer: chunk });
    if (bytesRead === 0) return chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks, length);
    length += bytesRead;
    if (length > maxBytes) return null;
    chunks.push(chunk.subarray(0, bytesRead));
  }
}
