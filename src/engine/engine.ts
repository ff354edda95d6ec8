// One config folder, opened. `snapshot` reads, `plan` computes every write an operation would make without
// writing, `commit` carries a plan out whole or not at all. It knows neither an editor nor a terminal, fires
// no events and keeps no state but a cache of what it read: the disk is the truth.
import { dirname } from 'node:path';
import { userInfo } from 'node:os';
import {
  commitPlan,
  recoverFolder,
  underLock,
  type CommitContext,
  type CommitOptions,
  type CommitResult,
} from './commitPlan.ts';
import { compareReferences } from './compareReferences.ts';
import { openConfigFolder, type ConfigFolder } from './configFolder.ts';
import { contentOf } from './content/fileDocument.ts';
import type { Pointer } from './content/pointer.ts';
import { EngineError } from './errors.ts';
import { findBackup, findHolder } from './findBackup.ts';
import { withDamage } from './findDamage.ts';
import { findBases } from './findBases.ts';
import { findRecovery } from './findRecovery.ts';
import { listChanges, type CommitChanges, type FileChanges } from './listChanges.ts';
import type {
  Backup,
  FileContent,
  HistoryEntry,
  Plan,
  Recovery,
  RetentionDecision,
  Snapshot,
} from './model.ts';
import { completePlan } from './planners/completePlan.ts';
import type { Draft } from './planners/draft.ts';
import { planEdit, type Editing } from './planners/editTarget.ts';
import { planCreateProfile, type NewProfile } from './planners/createProfile.ts';
import { planDeleteProfile, planDuplicateProfile, planRenameProfile } from './planners/profileOperations.ts';
import { planRecover } from './planners/recoverTargets.ts';
import { planRepair } from './planners/repairTargets.ts';
import {
  findUndoable,
  pathsOf,
  planRestore,
  planRestoreKeys,
  planUndo,
  type RestoreSource,
} from './planners/restoreBackup.ts';
import { planReset, type Reset } from './planners/resetToInherited.ts';
import { planSave } from './planners/saveToProfile.ts';
import { planSetUp } from './planners/setUp.ts';
import { planSwitch } from './planners/switchProfile.ts';
import { moveToTrash, planPrune, prune, rotate } from './pruneBackups.ts';
import { readConsistently } from './readConsistently.ts';
import { readSnapshot, type KnownFiles } from './readSnapshot.ts';
import type { BackupMetadata } from './storage/backupStore.ts';
import { nodeFileSystem, reportingFileSystem, type FileSystem } from './storage/fileSystem.ts';
import { newId } from './storage/ids.ts';

export interface EngineOptions {
  /** Targets may not lie outside it; the config folder's parent when not said. */
  readonly workspace?: string;
  readonly author?: string;
  /** What this process is, for one who waits for its lock. */
  readonly command?: string;
  readonly lockTimeoutMs?: number;
  readonly fileSystem?: FileSystem;
}

/** What a person wants; each has its planner. */
export type Wish =
  | { readonly kind: 'set-up'; readonly live: string; readonly profile: string }
  | { readonly kind: 'switch'; readonly profile: string }
  | ({ readonly kind: 'edit' } & Editing)
  /** What was edited in the live files, into the layers of the active profile. */
  | { readonly kind: 'save' }
  | ({ readonly kind: 'reset' } & Reset)
  | { readonly kind: 'restore'; readonly backup: string; readonly only?: readonly Pointer[] }
  | { readonly kind: 'undo'; readonly commit?: string }
  /** Every damaged target from what is known of it; from `default.*` only when told so. */
  | { readonly kind: 'recover'; readonly defaults?: true }
  /** Every target that has a schema, as far as the schema and the defaults tell how. */
  | { readonly kind: 'repair' }
  | ({ readonly kind: 'create-profile' } & NewProfile)
  | { readonly kind: 'duplicate-profile'; readonly name: string; readonly copy: string }
  | { readonly kind: 'rename-profile'; readonly name: string; readonly newName: string }
  | { readonly kind: 'delete-profile'; readonly name: string };

export interface NewBackup extends Omit<BackupMetadata, 'pinned'> {
  readonly pinned?: boolean;
  /** Content that is not on the disk, such as unsaved text of an editor: path → bytes. */
  readonly instead?: ReadonlyMap<string, Uint8Array>;
  /** `instead` was on the disk, changed from outside. Where a backup has it already, that one is the answer. */
  readonly reason?: 'external';
}

export interface Verification {
  readonly id: string;
  /** None: every byte is as it was. */
  readonly problems: readonly string[];
}

export interface Engine {
  /** Absolute, links resolved. */
  readonly folder: string;
  /** @throws EngineError `invalid`, `unsupported-version`, `locked`, `io`. */
  snapshot(): Promise<Snapshot>;
  /** @throws EngineError `not-found`, `exists`, `invalid`, `corrupt`. */
  plan(wish: Wish): Promise<Plan>;
  /** `null` when there was nothing to do. @throws EngineError `guarded`, `conflict`, `locked`, `io`. */
  commit(plan: Plan, options?: CommitOptions): Promise<CommitResult | null>;
  createBackup(backup: NewBackup): Promise<Backup>;
  /** The backup that an id, a name or `latest` means. @throws EngineError `not-found`. */
  findBackup(reference: string): Promise<Backup>;
  readBackup(id: string, path: string): Promise<Uint8Array>;
  updateBackup(id: string, change: BackupMetadata): Promise<Backup>;
  /** Into the trash. */
  deleteBackup(id: string): Promise<void>;
  /** Which backups stay and which go, by the manifest's `retention`; newest first. @throws EngineError `invalid`. */
  planPrune(): Promise<readonly RetentionDecision[]>;
  /** Moves into the trash what goes, and empties the trash of what is older than a week. */
  prune(): Promise<readonly RetentionDecision[]>;
  /** One backup, or all, newest first. */
  verifyBackups(id?: string): Promise<readonly Verification[]>;
  /** Finishes or takes back what an interrupted commit left. */
  recover(): Promise<readonly Recovery[]>;
  /** Checks the hash chain of the audit log; `damaged` has the numbers, from 1, of lines that do not fit. */
  verifyHistory(): Promise<{ readonly entries: number; readonly damaged: readonly number[] }>;
  /** What a commit of the history changed. @throws EngineError `not-found`. */
  changesOf(commit: string): Promise<CommitChanges>;
  /** What differs between two references, target by target. @throws EngineError `not-found`, `invalid`. */
  compare(from: string, to: string): Promise<readonly FileChanges[]>;
}

export async function openEngine(path: string, options: EngineOptions = {}): Promise<Engine> {
  const folder = await openConfigFolder(path, {
    fileSystem: reportingFileSystem(options.fileSystem ?? nodeFileSystem),
    workspace: options.workspace ?? dirname(path),
  });
  const context: CommitContext = {
    folder,
    author: options.author ?? userInfo().username,
    command: options.command ?? 'safekeep',
    lockTimeoutMs: options.lockTimeoutMs ?? 10_000,
  };
  const known: KnownFiles = new Map();
  const read = async () => withDamage(folder, await readSnapshot(folder, known));
  const snapshot = () => readConsistently(context, read);
  return {
    folder: folder.folder,
    snapshot,
    plan: async (wish) => {
      const seen = await snapshot();
      return completePlan(seen, await draftOf(folder, seen, wish));
    },
    commit: (plan, commitOptions = {}) => commitPlan(context, plan, commitOptions),
    createBackup: (backup) => createBackup(context, read, backup),
    findBackup: async (reference) => findBackup(await folder.backups.list(), reference),
    readBackup: (id, file) => folder.backups.read(id, file),
    updateBackup: (id, change) =>
      underLock(context, 'change a backup', () => folder.backups.update(id, change)),
    deleteBackup: (id) =>
      underLock(context, 'delete a backup', () => moveToTrash(folder, id, newId(new Date()))),
    planPrune: async () => planPrune(folder, (await snapshot()).manifest.retention),
    prune: () =>
      underLock(context, 'clean up backups', async (lock) =>
        prune({ folder, lock, policy: (await readSnapshot(folder, known)).manifest.retention }),
      ),
    verifyBackups: (id) => verifyBackups(folder, id),
    recover: () => recoverFolder(context),
    verifyHistory: async () => {
      const { entries, damaged } = await folder.auditLog.read();
      return { entries: entries.length, damaged };
    },
    changesOf: async (commit) => listChanges(folder, await snapshot(), commit),
    compare: async (from, to) => compareReferences(folder, await snapshot(), { from, to }),
  };
}

async function draftOf(folder: ConfigFolder, snapshot: Snapshot, wish: Wish): Promise<Draft> {
  switch (wish.kind) {
    case 'set-up':
      return planSetUp(snapshot, { live: await existing(folder, wish.live), profile: wish.profile });
    case 'switch':
      return planSwitch(snapshot, wish.profile);
    case 'edit':
      return planEdit(snapshot, wish);
    case 'save':
      return planSave(snapshot, await findBases(folder, snapshot));
    case 'reset':
      return planReset(snapshot, wish);
    case 'restore': {
      const source = await readSource(folder, findBackup(snapshot, wish.backup));
      return wish.only ? planRestoreKeys(snapshot, source, wish.only) : planRestore(snapshot, source);
    }
    case 'undo': {
      const entry = findUndoable(snapshot.history, wish.commit);
      if (snapshot.backups.every(({ id }) => id !== entry.backup)) throw backupIsGone(entry);
      return planUndo(snapshot, await readSource(folder, findBackup(snapshot, entry.backup)), entry);
    }
    case 'recover':
      return planRecover(snapshot, await findRecovery(folder, snapshot, wish));
    case 'repair':
      return planRepair(snapshot);
    case 'create-profile':
      return planCreateProfile(snapshot, wish);
    case 'duplicate-profile':
      return planDuplicateProfile(snapshot, wish.name, wish.copy);
    case 'rename-profile':
      return planRenameProfile(snapshot, wish.name, wish.newName);
    case 'delete-profile':
      return planDeleteProfile(snapshot, wish.name);
  }
}

function backupIsGone({ summary, backup }: HistoryEntry): EngineError {
  const message = `“${summary}” cannot be undone: its backup was cleaned up or cannot be read.`;
  return new EngineError('not-found', message, { backup });
}

async function existing(folder: ConfigFolder, path: string): Promise<FileContent> {
  const file = await folder.read(path);
  if (file) return file;
  throw new EngineError('not-found', `There is no file ${path}.`, { path });
}

async function readSource(folder: ConfigFolder, backup: Backup): Promise<RestoreSource> {
  const contents = await Promise.all(
    backup.files.map(async ({ path }): Promise<[string, FileContent]> => {
      return [path, contentOf(path, await folder.backups.read(backup.id, path))];
    }),
  );
  const current = await Promise.all(
    pathsOf(backup).map(async (path) => [path, await folder.read(path)] as const),
  );
  return { backup, contents: new Map(contents), current: new Map(current) };
}

async function createBackup(
  context: CommitContext,
  read: () => Promise<Omit<Snapshot, 'recovered'>>,
  { pinned = false, instead, reason, ...metadata }: NewBackup,
): Promise<Backup> {
  return underLock(context, 'create a backup', async (lock) => {
    const { folder, author } = context;
    const seen = await read();
    const { targets, state, manifest } = seen;
    if (reason === 'external') {
      const known = findHolder(seen, instead);
      if (known) return known; // Another window was faster.
    }
    const paths = new Set([...targets.map(({ path }) => path), ...(instead?.keys() ?? [])]);
    const files = await Promise.all(
      [...paths].map(async (path) => {
        const [file, bytes] = [await folder.read(path), instead?.get(path)];
        return { path, content: bytes ? { ...file, bytes } : file };
      }),
    );
    const kind: Backup['reason'] = reason ?? (instead ? 'unsaved' : 'manual');
    // What somebody keeps by hand is meant to be so.
    const damaged =
      kind === 'manual' ? [] : seen.damage.map(({ path }) => path).filter((path) => !instead?.has(path));
    const content = {
      ...metadata,
      reason: kind,
      author,
      pinned,
      activeProfile: state.activeProfile,
      applied: state.applied,
      ...(state.resolved === undefined ? {} : { resolved: state.resolved }),
      contents: new Map(files.flatMap(({ path, content }) => (content ? [[path, content] as const] : []))),
      absent: files.flatMap(({ path, content }) => (content ? [] : [path])),
      ...(damaged.length > 0 ? { damaged } : {}),
    };
    // That a file is gone can be kept as well as a content can.
    if (content.contents.size === 0 && seen.damage.length === 0)
      throw new EngineError('not-found', 'There is no target to back up yet.', {});
    const backup = await folder.backups.create(content, new Date());
    await rotate({ folder, lock, policy: manifest.retention, made: backup.id });
    return backup;
  });
}

async function verifyBackups(
  { backups }: ConfigFolder,
  only: string | undefined,
): Promise<readonly Verification[]> {
  const reading = await backups.list();
  const unreadable = reading.problems.map(({ file, message }) => ({
    id: file.slice('backups/'.length),
    problems: [message],
  }));
  const ids = only === undefined ? reading.backups.map(({ id }) => id) : [only];
  const verified = await Promise.all(ids.map(async (id) => ({ id, problems: await backups.verify(id) })));
  return only === undefined ? [...verified, ...unreadable] : verified;
}
