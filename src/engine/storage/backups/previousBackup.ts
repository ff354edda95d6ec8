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
 * The backup before it: for each of its files the newest one that speaks of the file, and of those the oldest, because
 * what has stood longest counts. A file that no backup speaks of may have stood for ever. A backup of unsaved text does
 * not count: it tells nothing of how long the live files had stood. Nor do our own records, and what others made.
 */
export async function previousBackup(
  newestFirst: AsyncIterable<FoundRecord>,
  contents: readonly string[],
): Promise<Pick<BackupRecord, 'previous' | 'previousAt'>> {
  const missing = new Set(contents.filter((path) => !path.startsWith('.safekeep/')));
  for await (const { id, record, belongs } of newestFirst) {
    if (!record) return { previous: id }; // It was there all the same.
    if (!belongs || record.reason === 'unsaved') continue;
    for (const path of [...record.files.map((file) => file.path), ...record.absent]) missing.delete(path);
    if (missing.size > 0) continue;
    const isTimely = Date.parse(record.createdAt) === timeOfId(id);
    return { previous: id, ...(isTimely ? {} : { previousAt: record.createdAt }) };
  }
  return {};
}
