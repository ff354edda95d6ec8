// Which backup a new one goes on from, by their records.
import type { BackupRecord } from './backupRecord.ts';
import { timeOfId } from './ids.ts';

export interface FoundRecord {
  readonly id: string;
  /** `null` for one that cannot be read. */
  readonly record: BackupRecord | null;
  readonly belongs: boolean;
}

/**
 * The backup before it, when that one speaks of the same files: what others hold may have lived long. One of unsaved
 * text does not count: it tells nothing of how long the live files had lived. Nor do our own records, and what others made.
 */
export async function previousBackup(
  newestFirst: AsyncIterable<FoundRecord>,
  contents: readonly string[],
): Promise<Pick<BackupRecord, 'previous' | 'previousAt'>> {
  const paths = contents.filter((path) => !path.startsWith('.safekeep/'));
  for await (const { id, record, belongs } of newestFirst) {
    if (!record) return { previous: id }; // It was there all the same.
    if (!belongs || record.reason === 'unsaved') continue;
    const spokenOf = new Set([...record.files.map(({ path }) => path), ...record.absent]);
    if (!paths.every((path) => spokenOf.has(path))) return {};
    const isTimely = Date.parse(record.createdAt) === timeOfId(id);
    return { previous: id, ...(isTimely ? {} : { previousAt: record.createdAt }) };
  }
  return {};
}
