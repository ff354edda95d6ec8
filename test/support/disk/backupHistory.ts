// Backups as the retention sees them, without a disk.
import type { Retained } from '../../../src/engine/storage/backups/retention.ts';

/** A history from ISO times, oldest first, with what is special about some of them. */
export function historyOf(...times: readonly (string | readonly [string, Partial<Retained>])[]): Retained[] {
  const made: Retained[] = [];
  for (const entry of times) {
    const [time, special] = typeof entry === 'string' ? [entry, {}] : entry;
    const createdAt = new Date(`${time}Z`).toISOString();
    const id = `${createdAt.replaceAll(/[-:.]/g, '')}-${made.length.toString(16).padStart(6, '0')}`;
    const previous = made.at(-1)?.id;
    made.push({
      id,
      createdAt,
      ...(previous === undefined ? {} : { previous }),
      pinned: false,
      size: 1,
      ...special,
    });
  }
  return made;
}
