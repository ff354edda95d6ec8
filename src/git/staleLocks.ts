// A Git that was killed while it moved one of our refs leaves the ref's lock behind, and every later one stops there. Nobody
// but Safekeep writes below `refs/safekeep/`, and moving a ref takes milliseconds, so a lock that is minutes old is nobody's.
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clone } from './clone.ts';

const staleMs = 60_000;

/** Removes such locks of this clone; what can't be removed is left for Git to tell. */
export async function removeStaleLocks({ common }: Clone): Promise<void> {
  const root = join(common, 'refs', 'safekeep');
  const names = await readdir(root, { recursive: true }).catch(() => []);
  const locks = names.filter((name) => name.endsWith('.lock')).map((name) => join(root, name));
  for (const lock of locks) if (await isStale(lock)) await rm(lock, { force: true }).catch(() => undefined);
}

/** By the clock of the disk alone, which may be another one than that of the process. */
async function isStale(lock: string): Promise<boolean> {
  const probe = join(dirname(lock), `.safekeep-${process.pid}`);
  try {
    await writeFile(probe, '');
    const [now, made] = [await stat(probe), await stat(lock)];
    return now.mtimeMs - made.mtimeMs > staleMs;
  } catch {
    return false; // Whoever held it has let it go.
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}
