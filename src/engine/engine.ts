// One config folder, opened. `snapshot` reads, `plan` computes every write an operation would make without
// writing, `commit` carries a plan out whole or not at all. It knows neither an editor nor a terminal, fires
// no events and keeps no state but a cache of what it read: the disk is the truth.
import { dirname } from 'node:path';
import { t } from '@vscode/l10n';
import {
  authorVia,
  commitPlan,
  recoverInterrupted,
  withLock,
  type CommitContext,
  type CommitOptions,
  type CommitResult,
} from './commit/commitPlan.ts';
import { compareContents, compareReferences, type ComparedContent } from './compare/compareReferences.ts';
import { openConfigFolder, type ConfigFolder, type UserSide } from './folder/configFolder.ts';
import { EngineError } from './base/errors.ts';
import { exportProfile, type ProfileExport } from './compare/exportProfile.ts';
import { findBackup, findHolder } from './compare/findBackup.ts';
import { withDamage } from './recovery/findDamage.ts';
import { judgedPlan } from './commit/judgedPlan.ts';
import { listChanges, type CommitChanges, type FileChanges } from './compare/listChanges.ts';
import type {
  Backup,
  Plan,
  PlanOptions,
  JournalRecovery,
  RetentionDecision,
  Snapshot,
} from './model/model.ts';
import type { Exclusions } from './planners/excludeChanges.ts';
import { displayPath } from './folder/displayPath.ts';
import { moveToTrash, planPrune, prune, pruneAfterCommit } from './commit/pruneBackups.ts';
import { readConsistently } from './commit/readConsistently.ts';
import { moveBackups, type MovedBackups } from './commit/moveBackups.ts';
import { recoverTrusted } from './recovery/recoverTrusted.ts';
import { readManifestOrLastTargets, type ReadManifest } from './folder/readFolderManifest.ts';
import { readSnapshot, type KnownFiles, type SnapshotReading } from './folder/readSnapshot.ts';
import {
  believedBackups,
  verifyBackups,
  type OnProgress,
  type Verification,
} from './compare/verifyBackups.ts';
import { assertLabels } from './base/assertLabels.ts';
import { maskFor } from './planners/referencePlaces.ts';
import { noMask, type Mask } from './secrets/mask.ts';
import { pathsByName } from './planners/completePlan.ts';
import { backupTransfer, type BackupTransfer } from './commit/backupTransfer.ts';
import { reviewPlan, type PlanReview } from './reviewPlan.ts';
import type { BackupMetadata } from './storage/backups/backupStore.ts';
import { fewAtOnce, maxFilesAtOnce } from './storage/disk/fewAtOnce.ts';
import type { LockWait } from './storage/lock/fileLock.ts';
import { errorMappingFileSystem, type FileSystem } from './storage/disk/fileSystem.ts';
import { nodeFileSystem } from './storage/disk/nodeFileSystem.ts';
import { newId } from './storage/backups/ids.ts';
import { userName } from './storage/user/userName.ts';
import { userSideOf } from './folder/userSide.ts';
import { draftOperation, type Operation } from './operations.ts';

export interface EngineOptions {
  /** Targets may not lie outside it; the config folder's parent when not said. */
  readonly workspace?: string;
  readonly author?: string;
  /** What this process is, for one who waits for its lock. */
  readonly command?: string;
  readonly lockTimeoutMs?: number;
  /** Told once of each call that waits for its lock longer than a person notices. */
  readonly onWait?: (wait: LockWait) => void;
  /** Reading brings interrupted changes of this user to their end; without it, to look writes nothing. */
  readonly finishes?: boolean;
  /** A key in 64 hex digits, of a user whose state folder cannot be written. */
  readonly key?: string;
  /** Never opens the secret store: no secret is known then. */
  readonly withoutSecrets?: true;
  readonly fileSystem?: FileSystem;
  /** Instead of what is found on this machine. */
  readonly user?: UserSide;
}

export interface NewBackup extends Omit<BackupMetadata, 'pinned'> {
  readonly pinned?: boolean;
  /** Content that is not on the disk, such as unsaved text of an editor: path → bytes. */
  readonly instead?: ReadonlyMap<string, Uint8Array>;
  /** `instead` was on the disk, changed from outside. Where a backup has it already, that one is the answer. */
  readonly reason?: 'external';
  /** As of a commit. */
  readonly via?: string;
}

export interface HistoryVerification {
  readonly entries: number;
  /** Numbers, from 1, of the first lines that do not fit. */
  readonly damaged: readonly number[];
  /** How many such lines were found besides. */
  readonly moreDamaged: number;
  /** Lines are missing that were there: the log was cut or replaced. */
  readonly isReplaced: boolean;
  /** How many commits the user's copy keeps of the folder as it was before `.safekeep` was made anew. */
  readonly earlier: number;
}

export interface Engine {
  /** Absolute, links resolved. */
  readonly folder: string;
  /** Backups on their way to other places, and from there. */
  readonly transfer: BackupTransfer;
  /** @throws EngineError `invalid`, `unsupported-version`, `locked`, `io`. */
  snapshot(): Promise<Snapshot>;
  /** The same where the manifest cannot be read, as far as a backup tells what it named: to look, to restore and to undo. */
  snapshotWithoutManifest(): Promise<Snapshot>;
  /** @throws EngineError `not-found`, `exists`, `invalid`, `corrupt`. */
  plan(operation: Operation, options?: PlanOptions): Promise<Plan>;
  /** The plan and the wanted part of it, of one look at the disk. @throws EngineError as `plan`. */
  review(operation: Operation, exclusions: Exclusions): Promise<PlanReview>;
  /** `null` when there was nothing to do. @throws EngineError `guarded`, `conflict`, `locked`, `io`. */
  commit(plan: Plan, options?: CommitOptions): Promise<CommitResult | null>;
  createBackup(backup: NewBackup): Promise<Backup>;
  /** The backup that an id, a name or `latest` means. @throws EngineError `not-found`. */
  findBackup(reference: string): Promise<Backup>;
  /** To a folder, absolute, or with `null` back. @throws EngineError `invalid`, `locked`, `io`. */
  moveBackups(to: string | null): Promise<MovedBackups>;
  readBackup(id: string, path: string): Promise<Uint8Array>;
  updateBackup(id: string, change: BackupMetadata): Promise<Backup>;
  /** Into the trash. */
  deleteBackup(id: string): Promise<void>;
  /** Which backups stay and which go, by the manifest's `retention`; newest first. @throws EngineError `invalid`. */
  planPrune(): Promise<readonly RetentionDecision[]>;
  /** Moves into the trash what goes, and empties the trash of what is older than a week. */
  prune(): Promise<readonly RetentionDecision[]>;
  /** One backup, or all, newest first. @param onProgress told after each how many are done. */
  verifyBackups(id?: string, onProgress?: OnProgress): Promise<readonly Verification[]>;
  /**
   * Finishes or takes back what an interrupted commit left. With `trust` also by records that are not known to be this
   * user's: after a backup of what they name, and of files that Safekeep manages alone.
   */
  recoverInterrupted(options?: { readonly trust?: boolean }): Promise<readonly JournalRecovery[]>;
  /** Takes the lock from a process that never gives it back, and recovers what that left. */
  unlock(): Promise<readonly JournalRecovery[]>;
  /** Checks the hash chain of the audit log, and that it has all that this user has seen of it. */
  verifyHistory(): Promise<HistoryVerification>;
  /** Brings those earlier commits back, on a person's word. Answers how many. @throws EngineError `locked`, `io`. */
  restoreHistory(): Promise<number>;
  /** What a commit of the history changed. @throws EngineError `not-found`. */
  changesOf(commit: string): Promise<CommitChanges>;
  /** Writes a profile to one file, durably. @throws EngineError `not-found`, `invalid`, `exists`, `io`. */
  exportProfile(wanted: ProfileExport): Promise<void>;
  /** Hides what the references of profiles resolve to, by the newest look at the folder. */
  mask(): Mask;
  /** What differs between two references, target by target. @throws EngineError `not-found`, `invalid`. */
  compare(from: string, to: string): Promise<readonly FileChanges[]>;
  /** The same, with the contents of both sides, to be looked at. @throws EngineError `not-found`, `invalid`. */
  compareContents(from: string, to: string): Promise<readonly ComparedContent[]>;
}

export async function openEngine(path: string, options: EngineOptions = {}): Promise<Engine> {
  const { user = userSideOf(options), workspace = dirname(path) } = options;
  const nameOf = (file: string) => displayPath({ folder: path, workspace }, file);
  const fileSystem = errorMappingFileSystem(options.fileSystem ?? nodeFileSystem, nameOf);
  const folder = await openConfigFolder(path, { fileSystem, workspace, user });
  const context = contextOf(folder, options);
  const { read, lookAt, ...looks } = snapshotsOf(context);
  return {
    folder: folder.folder,
    transfer: backupTransfer(context),
    ...looks,
    plan: async (operation, how) => {
      const seen = await lookAt(operation, how);
      return judgedPlan(folder, seen, { draft: await draftOperation(folder, seen, operation), options: how });
    },
    review: async (operation, exclusions) =>
      reviewPlan(folder, await lookAt(operation), { operation, exclusions }),
    commit: (plan, commitOptions = {}) => commitPlan(context, plan, commitOptions),
    createBackup: async (backup) => createBackup(context, read, assertLabels(backup)),
    findBackup: async (reference) => findBackup(await believedBackups(folder), reference),
    moveBackups: (to) => moveBackups(context, to),
    readBackup: (id, file) => folder.backups.read(id, file),
    updateBackup: (id, change) =>
      withLock(context, t('change a backup'), () => folder.backups.update(id, assertLabels(change))),
    deleteBackup: (id) =>
      withLock(context, t('delete a backup'), () => moveToTrash(folder, id, newId(new Date()))),
    planPrune: async () => planPrune(folder, (await looks.snapshot()).manifest.retention),
    prune: () =>
      withLock(context, t('clean up backups'), async (lock) =>
        prune({ folder, lock, policy: (await read()).manifest.retention }),
      ),
    verifyBackups: (id, onProgress) => verifyBackups(folder, id, onProgress),
    recoverInterrupted: async ({ trust = false } = {}) =>
      trust ? recoverTrusted(context, await looks.snapshot()) : recoverInterrupted(context),
    unlock: () => recoverInterrupted({ ...context, takesOver: true }),
    verifyHistory: () => verifyHistory(folder),
    restoreHistory: () => restoreHistory(context),
    changesOf: async (commit) => listChanges(folder, await looks.snapshotWithoutManifest(), commit),
    compareContents: async (from, to) =>
      compareContents(folder, await looks.snapshotWithoutManifest(), { from, to }),
    exportProfile: async (wanted) => exportProfile(folder, await looks.snapshot(), wanted),
    compare: async (from, to) => compareReferences(folder, await looks.snapshot(), { from, to }),
  };
}

function contextOf(folder: ConfigFolder, options: EngineOptions): CommitContext {
  return {
    folder,
    author: authorVia(assertLabels(options).author ?? userName()),
    command: options.command ?? 'safekeep',
    lockTimeoutMs: options.lockTimeoutMs ?? 10_000,
    onWait: options.onWait,
    finishes: options.finishes ?? false,
  };
}

/** Agents bring back nothing that the manifest, which cannot be read, may protect. */
function snapshotsOf(context: CommitContext) {
  const { folder } = context;
  const known: KnownFiles = new Map();
  let latest: SnapshotReading | undefined;
  const read = async (readManifest?: ReadManifest) => {
    latest = await readSnapshot(folder, known, readManifest);
    return withDamage(folder, latest);
  };
  const mask = () => (latest ? maskFor(latest) : noMask);
  const snapshot = () => readConsistently(context, read);
  const snapshotWithoutManifest = () => readConsistently(context, () => read(readManifestOrLastTargets));
  const lookAt = ({ kind }: Operation, { isForAgents }: PlanOptions = {}) =>
    (kind === 'restore' || kind === 'undo') && !isForAgents ? snapshotWithoutManifest() : snapshot();
  return { read, mask, snapshot, snapshotWithoutManifest, lookAt };
}

async function verifyHistory(folder: ConfigFolder): Promise<HistoryVerification> {
  await folder.refuseTracked();
  return folder.auditLog.verify();
}

async function restoreHistory(context: CommitContext): Promise<number> {
  const { auditLog, damaged } = context.folder;
  if (!(await auditLog.hasEarlier())) return 0; // To look makes no folders.
  return withLock(context, t('recover'), () => auditLog.restoreEarlier(damaged));
}

async function createBackup(
  context: CommitContext,
  read: () => Promise<Omit<Snapshot, 'recovered' | 'interrupted'>>,
  { pinned = false, instead, reason, via, ...metadata }: NewBackup,
): Promise<Backup> {
  return withLock(context, t('create a backup'), async (lock) => {
    const { folder, author } = context;
    const seen = await read();
    const { targets, state, manifest } = seen;
    if (reason === 'external') {
      const known = findHolder(seen, instead);
      if (known) return known; // Another window was faster.
    }
    const paths = new Set([...targets.map(({ path }) => path), ...(instead?.keys() ?? [])]);
    const files = await fewAtOnce([...paths], maxFilesAtOnce, async (path) => {
      const [file, bytes] = [await folder.readThrough(path), instead?.get(path)];
      return { path, content: bytes ? { ...file, bytes } : file };
    });
    const kind: Backup['reason'] = reason ?? (instead ? 'unsaved' : 'manual');
    // What somebody keeps by hand is meant to be so.
    const damaged =
      kind === 'manual' ? [] : seen.damage.map(({ path }) => path).filter((path) => !instead?.has(path));
    const content = {
      ...metadata,
      reason: kind,
      author: authorVia(author, via),
      pinned,
      activeProfile: state.activeProfile,
      applied: state.applied,
      ...(state.resolved === undefined ? {} : { resolved: state.resolved }),
      contents: new Map(files.flatMap(({ path, content }) => (content ? [[path, content] as const] : []))),
      absent: files.flatMap(({ path, content }) => (content ? [] : [path])),
      targets: pathsByName(targets),
      ...(damaged.length > 0 ? { damaged } : {}),
    };
    // That a file is gone can be kept as well as a content can.
    if (content.contents.size === 0 && seen.damage.length === 0)
      throw new EngineError('not-found', t('There are no live files to back up yet.'), {});
    const backup = await folder.backups.create(content, new Date());
    await pruneAfterCommit({ folder, lock, policy: manifest.retention, made: backup.id });
    return backup;
  });
}
