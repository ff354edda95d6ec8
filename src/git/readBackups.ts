// Reads backups out of Git's objects, whoever wrote them: as lists, and whole, to be restored.
import { t } from '@vscode/l10n';
import { EngineError, type Backup, type StoredBackup } from '../engine/index.ts';
import {
  listRefs,
  newestRefs,
  readObjects,
  readMachineTree,
  type BackupEntry,
  type MachineRef,
} from './backupRefs.ts';
import { knownMachine, type Clone } from './clone.ts';
import type { Traveling } from './recordBackups.ts';

export interface MachineBackups {
  readonly machine: string;
  readonly label: string;
  /** Written by this worktree itself. */
  readonly isOwn: boolean;
  /** Newest first. */
  readonly backups: readonly { readonly backup: Backup; readonly entry: BackupEntry }[];
  /** How many can't be read; `null` if the whole machine can't. */
  readonly unreadable: number | null;
}

/** Lists the backups of every machine, this one first; those that several machines have, for the first one only. */
export async function listMachines(
  engine: Traveling,
  clone: Clone,
  isWanted: (ref: MachineRef) => boolean = () => true,
): Promise<readonly MachineBackups[]> {
  const own = await knownMachine(clone);
  const refs = newestRefs((await listRefs(clone)).filter(isWanted), own);
  const reader = await engine.transfer.reader();
  const read = (id: string, record: Uint8Array) => reader({ id, record, files: [] }).backup;
  const found: MachineBackups[] = [];
  for (const ref of refs) found.push(await readMachine(clone, { ref, own, read }));
  return withoutDoubles(found.toSorted((one, other) => Number(other.isOwn) - Number(one.isOwn)));
}

interface Reading {
  readonly ref: MachineRef;
  readonly own: string | null;
  readonly read: (id: string, record: Uint8Array) => Backup;
}

async function readMachine(clone: Clone, { ref, own, read }: Reading): Promise<MachineBackups> {
  const about = { machine: ref.machine, isOwn: ref.machine === own };
  try {
    const { label, entries } = await readMachineTree(clone, ref.tip);
    const records = await readObjects(
      clone,
      [...entries.values()].map(({ record }) => record),
    );
    const backups = [...entries.values()].flatMap((entry) => {
      const backup = orNull(() => read(entry.id, records.get(entry.record) ?? Buffer.alloc(0)));
      return backup ? [{ backup, entry }] : [];
    });
    const newestFirst = backups.toSorted((one, other) => (one.backup.id < other.backup.id ? 1 : -1));
    return { ...about, label, backups: newestFirst, unreadable: entries.size - backups.length };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { ...about, label: '', backups: [], unreadable: null };
  }
}

function orNull<Result>(run: () => Result): Result | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

/** A clone that was copied has the backups of the first one, too. What only has the same id is another backup. */
function withoutDoubles(machines: readonly MachineBackups[]): readonly MachineBackups[] {
  const seen = new Set<string>();
  return machines.map((machine) => ({
    ...machine,
    backups: machine.backups.filter(({ backup: { id, files, absent } }) => {
      const content = JSON.stringify([id, files.map(({ path, sha256 }) => [path, sha256]), absent]);
      if (seen.has(content)) return false;
      seen.add(content);
      return true;
    }),
  }));
}

/** Reads one backup whole. @throws EngineError `corrupt` where an object is missing, `io`. */
export async function readStored(clone: Clone, { id, record, files }: BackupEntry): Promise<StoredBackup> {
  const objects = await readObjects(clone, [record, ...files]);
  const bytesOf = (object: string) => {
    const bytes = objects.get(object);
    if (bytes) return bytes;
    throw new EngineError('corrupt', t('Backup {0} is incomplete in the Git repository.', id), { id });
  };
  return { id, record: bytesOf(record), files: Array.from(files, (object) => bytesOf(object)) };
}
