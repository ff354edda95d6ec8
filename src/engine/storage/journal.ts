// The write-ahead journal: `.safekeep/journal/<commit id>.json`, one per unfinished commit.
// While the record is there the commit must be finished (`direction: forward`) or taken back (`back`);
// when it is gone the commit is either done or never happened. Written whole by temp file, fsync and rename,
// so a crash never tears a record; one that cannot be read is damage, which `setAside` keeps for a person to see.
import { basename, join } from 'node:path';
import { t } from '@vscode/l10n';
import { refuseNewerFormat } from '../errors.ts';
import type { HistoryEntry, Sha256 } from '../model.ts';
import { isStagedName, makeDurableDirectory, replaceFile } from './atomicFile.ts';
import { orMissing, type FileSystem } from './fileSystem.ts';

/** One file of a commit. Paths are relative to the config folder, so a moved folder can still recover. */
export interface JournalFile {
  readonly path: string;
  readonly before: Sha256 | null;
  readonly after: Sha256 | null;
  /** The staged new bytes, or, for a removal, the place in the trash the file goes to. */
  readonly moved: string;
}

export interface Intent {
  readonly format: 1;
  readonly id: string;
  readonly direction: 'forward' | 'back';
  readonly backup: string;
  readonly files: readonly JournalFile[];
  /** What the audit log is told when the commit is done. */
  readonly entry: HistoryEntry;
}

export class Journal {
  readonly #fileSystem: FileSystem;
  readonly directory: string;

  constructor(fileSystem: FileSystem, directory: string) {
    this.#fileSystem = fileSystem;
    this.directory = directory;
  }

  async write(intent: Intent): Promise<void> {
    await makeDurableDirectory(this.#fileSystem, this.directory, 0o700);
    const bytes = Buffer.from(`${JSON.stringify(intent, undefined, 2)}\n`);
    await replaceFile(this.#fileSystem, this.#path(intent.id), { bytes });
  }

  /** The record of every unfinished commit, readable or not, oldest first. */
  async names(): Promise<readonly string[]> {
    const names = (await orMissing(this.#fileSystem.list(this.directory))) ?? [];
    return names.filter((name) => name.endsWith('.json') && !isStagedName(name)).toSorted();
  }

  /** `null` for a record that is damaged. @throws EngineError `unsupported-version`, `io`. */
  async read(name: string): Promise<Intent | null> {
    const text = Buffer.from(await this.#fileSystem.readFile(join(this.directory, name))).toString();
    return parseIntent(text, basename(name, '.json'));
  }

  /** From here on what the records say may be acted on: a process that was killed may have left them unsynced. */
  async settle(): Promise<void> {
    await this.#fileSystem.syncDirectory(this.directory);
  }

  async clear(id: string): Promise<void> {
    await orMissing(this.#fileSystem.remove(this.#path(id)));
    await this.#fileSystem.syncDirectory(this.directory);
  }

  async setAside(name: string, directory: string): Promise<void> {
    await makeDurableDirectory(this.#fileSystem, directory, 0o700);
    await this.#fileSystem.rename(join(this.directory, name), join(directory, name));
    for (const changed of [directory, this.directory]) await this.#fileSystem.syncDirectory(changed);
  }

  #path(id: string): string {
    return join(this.directory, `${id}.json`);
  }
}

/**
 * A record acts by itself when a folder is opened, and a stranger's repository can bring one along. So it must be as
 * `write` makes them, and move nothing but staged files and what is in the trash. @throws EngineError `unsupported-version`.
 */
function parseIntent(text: string, id: string): Intent | null {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return null;
  }
  return isIntent(record, id) ? record : null;
}

function isIntent(record: unknown, id: string): record is Intent {
  if (typeof record !== 'object' || record === null || !('format' in record)) return false;
  refuseNewerFormat(record.format, () => t('The journal'));
  const { direction, backup, entry }: Partial<Record<keyof Intent, unknown>> = record;
  if (direction !== 'forward' && direction !== 'back') return false;
  if (typeof backup !== 'string' || typeof entry !== 'object' || entry === null) return false;
  if (record.format !== 1 || !('id' in record) || record.id !== id) return false;
  if (!('id' in entry && entry.id === id && 'files' in entry && Array.isArray(entry.files))) return false;
  return 'files' in record && Array.isArray(record.files) && record.files.every(isJournalFile);
}

function isJournalFile(file: unknown): file is JournalFile {
  if (typeof file !== 'object' || file === null) return false;
  const { path, before, after, moved }: Partial<Record<keyof JournalFile, unknown>> = file;
  const isHash = (hash: unknown) => hash === null || typeof hash === 'string';
  if (typeof path !== 'string' || typeof moved !== 'string' || !isHash(before) || !isHash(after))
    return false;
  const steps = moved.split('/');
  return after === null
    ? moved.startsWith('.safekeep/trash/') && !steps.includes('..')
    : isStagedName(steps.at(-1) ?? '');
}
