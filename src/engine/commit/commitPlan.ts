// The one road on which anything is changed. Under the write lock: recover what an earlier owner left, check
// that every file still is what the plan saw, make the backup and stage the new contents (together), then hand
// over to the transaction, whose intent is the point of no return. Nothing is reported before it is durable.
import { t } from '@vscode/l10n';
import { checkPlan } from './checkPlan.ts';
import { backupsPath } from '../folder/backupsPlace.ts';
import { stateBytes, type ConfigFolder } from '../folder/configFolder.ts';
import { statePath } from '../records/stateRecord.ts';
import { EngineError } from '../base/errors.ts';
import { recordedActions } from '../model/operationKind.ts';
import type { Backup, FileContent, Guard, HistoryEntry, Plan, JournalRecovery } from '../model/model.ts';
import { pruneAfterCommit } from './pruneBackups.ts';
import type { BackupContent } from '../storage/backups/backupStore.ts';
import { fewAtOnce, maxFilesAtOnce } from '../storage/disk/fewAtOnce.ts';
import { acquireLock, type FileLock, type LockOptions, type LockWait } from '../storage/lock/fileLock.ts';
import { isId, newId } from '../storage/backups/ids.ts';
import { maxLengths } from '../storage/disk/recordShapes.ts';
import { recoverJournal } from '../storage/transaction/recovery.ts';
import { unstage, stageFiles, type FileChange, type StagedFiles } from '../storage/transaction/staging.ts';
import { execute } from '../storage/transaction/transaction.ts';
import { sha256 } from '../base/sha256.ts';
import { sweepBeside, sweepFolder } from './sweep.ts';
import { shortened } from '../base/visibleText.ts';

export interface CommitContext {
  readonly folder: ConfigFolder;
  readonly author: string;
  /** What the process is doing, for one who waits for the lock. */
  readonly command: string;
  readonly lockTimeoutMs: number;
  readonly onWait?: ((wait: LockWait) => void) | undefined;
  /** As in `LockOptions`. */
  readonly takesOver?: true;
  /** Reading brings interrupted commits of this user to their end. */
  readonly finishes?: boolean;
}

export interface CommitOptions {
  /** The guards that a person has seen and said yes to; `all`: whatever they are, as `--force` says. */
  readonly accepted?: 'all' | readonly Guard[];
  /** What acted for the author, such as a coding agent: history and backup tell. */
  readonly via?: string;
}

export interface CommitResult {
  readonly entry: HistoryEntry;
  readonly backup: Backup;
  /** How many backups the retention moved to the trash. */
  readonly trashed: number;
}

function isAccepted({ code, target, message }: Guard, accepted: CommitOptions['accepted'] = []): boolean {
  if (accepted === 'all') return true;
  return accepted.some((one) => one.code === code && one.target === target && one.message === message);
}

/** `null` when there was nothing to do. @throws EngineError `guarded`, `locked`, `conflict`, `invalid`, `io`. */
export async function commitPlan(
  { author, ...rest }: CommitContext,
  whole: Plan,
  options: CommitOptions,
): Promise<CommitResult | null> {
  const context = { ...rest, author: authorVia(author, options.via) };
  const plan = { ...whole, summary: shortened(whole.summary, maxLengths.summary) };
  const first = plan.guards.find((guard) => !isAccepted(guard, options.accepted));
  if (first) throw new EngineError('guarded', first.message, { guards: plan.guards });
  return withLock(context, plan.summary, async (lock) => {
    const { folder } = context;
    const paths = [...plan.backupPaths, ...plan.writes.map(({ path }) => path), statePath];
    await sweepBeside(folder, paths);
    await checkPlan(folder, plan);
    const current = await readAll(folder, paths);
    const changes = await changesOf(folder, plan);
    if (changes.length === 0) return null;
    const now = new Date();
    const id = newId(now, await folder.backups.lastId());
    const content = backupContent(context, plan, current);
    const [backup, prepared] = await stageAndBackUp(folder, { content, changes, now, id });
    const entry = entryOf(plan, { id, at: now, author: context.author, backup: backup.id, changes });
    const intent = {
      format: 1,
      id,
      direction: 'forward',
      backup: backup.id,
      files: prepared.files,
      entry,
    } as const;
    await execute(folder, intent).catch(async (error: unknown) => {
      if (isTakenBack(error)) await forget(folder, entry);
      throw error;
    });
    if (plan.uses) await folder.references.accept(plan.uses);
    const trashed = await pruneAfterCommit({ folder, lock, policy: plan.retention, made: backup.id });
    return { entry, backup, trashed };
  });
}

/** The disk refused, and all files are as they were. Where somebody else changed one, the backup has what that was before. */
function isTakenBack(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'io' && error.details['unfinished'] === undefined;
}

/** The backup of a change that never happened would push out others. One that the history names stays. */
async function forget(
  { auditLog, backups, journal }: ConfigFolder,
  { id, backup }: HistoryEntry,
): Promise<void> {
  try {
    const isNamed = (await journal.names()).includes(`${id}.json`) || (await auditLog.hasEntry(id));
    if (!isNamed) await backups.discard(backup);
  } catch {
    // What stopped the change may stop this, too; the change's own fault is the one to report.
  }
}

/** As long as a record may name it: of the two the author is cut. */
export function authorVia(author: string, via?: string): string {
  if (via === undefined) return shortened(author, maxLengths.author);
  const agent = shortened(via, maxLengths.author / 2);
  return `${shortened(author, maxLengths.author - agent.length - ' via '.length)} via ${agent}`;
}

/** Runs something that writes. What an earlier owner left is recovered first. @throws EngineError `locked`, `invalid`, `io`. */
export async function withLock<Result>(
  context: CommitContext,
  purpose: string,
  run: (lock: FileLock, recovered: readonly JournalRecovery[]) => Promise<Result>,
): Promise<Result> {
  const { folder } = context;
  await folder.prepare();
  const lock = await acquireLock(folder.unfenced, lockOptions(context, purpose));
  folder.enter(lock);
  try {
    await folder.backupsPlace.find(); // Whoever held the lock may have moved them.
    await folder.auditLog.restore(folder.damaged);
    const recovered = await recoverJournal(folder);
    if (lock.inherited) await sweepFolder(folder);
    await folder.writeIgnoreFiles(); // Now there are all folders that want one.
    const result = await run(lock, recovered);
    await rememberBackups(folder);
    return result;
  } finally {
    await lock.release();
  }
}

/** What is gone at the next look is told. What stops this is told by then, too. */
async function rememberBackups({ list, knownBackups }: ConfigFolder): Promise<void> {
  const names = await list(backupsPath).catch(orNone);
  await knownBackups.remember({ count: names.filter(isId).length, at: new Date().toISOString() });
}

function orNone(error: unknown): readonly string[] {
  if (error instanceof EngineError) return [];
  throw error;
}

export function lockOptions(
  { folder, command, lockTimeoutMs, onWait, takesOver }: CommitContext,
  purpose: string,
): LockOptions {
  return {
    directory: folder.lockDirectory,
    command: `${command}: ${purpose}`,
    timeoutMs: lockTimeoutMs,
    onWait,
    ...(takesOver === undefined ? {} : { takesOver }),
  };
}

/** Finishes or takes back what an interrupted commit left, and clears away what it had prepared. */
export function recoverInterrupted(context: CommitContext): Promise<readonly JournalRecovery[]> {
  return withLock(context, t('recover'), async (lock, recovered) => {
    if (!lock.inherited) await sweepFolder(context.folder);
    return recovered;
  });
}

async function readAll(
  folder: ConfigFolder,
  paths: readonly string[],
): Promise<ReadonlyMap<string, FileContent | null>> {
  const read = async (path: string) => [path, await folder.readThrough(path)] as const;
  return new Map(await fewAtOnce([...new Set(paths)], maxFilesAtOnce, read));
}

/** An inferred active profile is recorded by a switch to it, or along with a change: by itself it is no change. */
async function changesOf(folder: ConfigFolder, plan: Plan): Promise<readonly FileChange[]> {
  const writes = plan.writes.map(({ path, before, after, modeFrom, inPlace }): FileChange => ({
    path,
    before: before && sha256(before),
    after,
    like: modeFrom,
    inPlace,
  }));
  const after = stateBytes(plan.state);
  const isNews = plan.kind === 'switch' || sha256(after) !== sha256(stateBytes(plan.previousState));
  if (writes.length === 0 && !isNews) return [];
  const state = await folder.read(statePath);
  const isKept = state ? state.sha256 === sha256(after) : plan.state.activeProfile === null;
  return isKept ? writes : [...writes, { path: statePath, before: state?.sha256 ?? null, after }];
}

function backupContent(
  { author }: CommitContext,
  plan: Plan,
  current: ReadonlyMap<string, FileContent | null>,
): BackupContent {
  const { activeProfile, applied, resolved } = plan.previousState;
  const missing = [...current].flatMap(([path, file]) => (file || path === statePath ? [] : [path]));
  return {
    reason: recordedActions[plan.kind],
    summary: plan.summary,
    author,
    pinned: false,
    activeProfile,
    applied,
    ...(resolved === undefined ? {} : { resolved }),
    contents: new Map([...current].flatMap(([path, file]) => (file ? [[path, file] as const] : []))),
    absent: missing,
    targets: plan.targets,
    ...(plan.damaged.length > 0 ? { damaged: plan.damaged } : {}),
  };
}

function entryOf(
  plan: Plan,
  {
    id,
    at,
    author,
    backup,
    changes,
  }: {
    readonly id: string;
    readonly at: Date;
    readonly author: string;
    readonly backup: string;
    readonly changes: readonly FileChange[];
  },
): HistoryEntry {
  const files = changes.filter(({ path }) => path !== statePath);
  return {
    id,
    at: at.toISOString(),
    author,
    action: recordedActions[plan.kind],
    summary: plan.summary,
    backup,
    changes: plan.writes.reduce(
      (sum, { kind, changes: own }) => sum + (own.length || (kind === 'text' ? 1 : 0)),
      0,
    ),
    files: files.map(({ path, before, after }) => ({ path, before, after: after && sha256(after) })),
    ...(plan.undoes === undefined ? {} : { undoes: plan.undoes }),
  };
}

/** Backup and staged contents, made together; when one fails the other is forgotten. */
async function stageAndBackUp(
  folder: ConfigFolder,
  {
    content,
    changes,
    now,
    id,
  }: {
    readonly content: BackupContent;
    readonly changes: readonly FileChange[];
    readonly now: Date;
    readonly id: string;
  },
): Promise<[Backup, StagedFiles]> {
  const making = [folder.backups.create(content, now), stageFiles(folder, id, changes)] as const;
  const [backup, prepared] = await Promise.allSettled(making);
  if (backup.status === 'fulfilled' && prepared.status === 'fulfilled') return [backup.value, prepared.value];
  if (backup.status === 'fulfilled') await folder.backups.discard(backup.value.id).catch(() => undefined); // The first fault counts.
  if (prepared.status === 'fulfilled') await unstage(folder, prepared.value);
  return Promise.all(making);
}
