// Reading every byte of backups, and comparing it with the checksums in their records.
import type { ConfigFolder } from '../folder/configFolder.ts';
import type { BackupReading } from '../storage/backups/backupStore.ts';
import { fewAtOnce } from '../storage/disk/fewAtOnce.ts';

export interface Verification {
  readonly id: string;
  /** None: every byte is as it was. */
  readonly problems: readonly string[];
}

export type OnProgress = (done: number, all: number) => void;

/** Lists the backups, unless Git could have brought them. @throws EngineError `invalid`. */
export async function believedBackups(folder: ConfigFolder): Promise<BackupReading> {
  await folder.refuseTracked();
  return folder.backups.list();
}

/** One backup, or all, newest first. @param onProgress told after each how many are done. */
export async function verifyBackups(
  folder: ConfigFolder,
  only: string | undefined,
  onProgress: OnProgress = () => undefined,
): Promise<readonly Verification[]> {
  const reading = await believedBackups(folder);
  const unreadable = reading.problems.map(({ file, message }) => ({
    id: file.slice('backups/'.length),
    problems: [message],
  }));
  const ids = only === undefined ? reading.backups.map(({ id }) => id) : [only];
  let done = 0;
  // Each may unpack 50 MB.
  const found = await fewAtOnce(ids, 2, async (id): Promise<Verification> => {
    const problems = await folder.backups.verify(id);
    onProgress((done += 1), ids.length);
    return { id, problems };
  });
  return only === undefined ? [...found, ...unreadable] : found;
}
