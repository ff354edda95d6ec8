// Where tests put what they write: in memory where the system has room there, because a disk that is forced to write is
// what most of them would wait for. A full run takes the disk.
import { statfs } from 'node:fs/promises';

/** Linux mounts a file system in memory here. */
const memory = '/dev/shm';
const enoughBytes = 4e9;

/** What the environment says of temporary folders and of the user's own state, which tests must not touch. */
export async function testFolders(state: string, isFull: boolean): Promise<Readonly<Record<string, string>>> {
  const isInMemory = !isFull && (await freeBytes(memory)) > enoughBytes;
  return { XDG_STATE_HOME: state, ...(isInMemory ? { TMPDIR: memory } : {}) };
}

async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return 0; // There is none.
  }
}
