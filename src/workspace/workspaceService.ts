// Owns the state and is the only caller of the engine in the editor. Every verb goes to disk and then re-reads it;
// `onDidChangeState` fires after that, so whoever draws from the state draws what is durable. It asks nothing and
// tells nothing: that is the commands' work.
import * as vscode from 'vscode';
import type {
  Backup,
  BackupMetadata,
  CommitOptions,
  CommitResult,
  Guard,
  NewBackup,
  Operation,
  Plan,
  PlanOptions,
  JournalRecovery,
  RetentionDecision,
  Verification,
} from '../engine/index.ts';
import { operationBySettings } from './base/operationBySettings.ts';
import type { FolderEngine, FolderReader } from './engineWorker/engineCall.ts';
import type { CommittedPlan, PlanView, ReviewQuestion, ReviewView } from './engineWorker/keptPlans.ts';
import { enginePlace } from './engineWorker/enginePlace.ts';
import { EngineThreads, type EngineWait } from './engineWorker/engineThreads.ts';
import { findFolders, noFolders } from './folders/findFolders.ts';
import { isLockError } from './base/isLockError.ts';
import type { Log } from './texts/log.ts';
import { oneAtATime } from './base/oneAtATime.ts';
import { failedFolder } from './state/failedFolder.ts';
import { signatureOf } from './state/signatureOf.ts';
import { WorkspaceMemory } from './state/workspaceMemory.ts';
import {
  foldersWithPast,
  readyFolders,
  type BackupsOrder,
  type FolderPlace,
  type FolderState,
  type WorkspaceState,
} from './state/workspaceState.ts';

/** What a reading of a config folder brought to an end. */
export interface FolderRecovery {
  readonly folder: string;
  readonly recovered: readonly JournalRecovery[];
}

/** After a reading that had waited in vain for another process. */
const retryDelayMs = 2_000;

export class WorkspaceService implements vscode.Disposable {
  readonly #didChangeState = new vscode.EventEmitter<WorkspaceState>();
  readonly onDidChangeState = this.#didChangeState.event;
  readonly #didRecover = new vscode.EventEmitter<FolderRecovery>();
  /** A reading found interrupted commits, and has brought them to an end. */
  readonly onDidRecover = this.#didRecover.event;
  readonly #didWait = new vscode.EventEmitter<EngineWait>();
  /** What somebody asked for waits for another process. */
  readonly onDidWait = this.#didWait.event;
  readonly #log: Log;
  readonly #memory: WorkspaceMemory;
  readonly #keyOf: () => Promise<string | undefined>;
  #key: string | undefined;
  readonly #threads = new EngineThreads();
  /** `null` until somebody has looked for them. */
  #places: readonly FolderPlace[] | null = null;
  #resting: readonly FolderPlace[] = [];
  #state: WorkspaceState = { kind: 'loading' };
  #signature = '';
  #looking: NodeJS.Timeout | undefined;

  /** Reads the disk. */
  readonly refresh = oneAtATime(() => this.#read());

  /** Looks for config folders anew, and reads them. */
  readonly discover = oneAtATime(async () => {
    const found = vscode.workspace.isTrusted ? await findFolders(this.#memory.usedFolders) : noFolders;
    if (found.active.length > 0) this.#key = await this.#keyOf();
    this.#places = found.active;
    this.#resting = found.resting;
    await this.refresh();
  });

  /** @param keyOf the user's key, where the engine cannot keep one itself. */
  constructor(
    log: Log,
    memory: WorkspaceMemory = new WorkspaceMemory(),
    keyOf: () => Promise<string | undefined> = () => Promise.resolve(undefined),
  ) {
    this.#log = log;
    this.#memory = memory;
    this.#keyOf = keyOf;
  }

  get state(): WorkspaceState {
    return this.#state;
  }

  /** Plans an operation as the person's settings have it; the contents of its files stay in the engine's thread. */
  async plan(folder: string, operation: Operation): Promise<PlanView> {
    return (await this.#engine(folder)).planView(operationBySettings(operation));
  }

  /** As `plan`, with what the review page draws of it. */
  async review(folder: string, { subject, ...question }: ReviewQuestion): Promise<ReviewView> {
    if (subject.kind === 'comparison') return (await this.#engine(folder)).review({ ...question, subject });
    const operation = operationBySettings(subject.operation);
    return (await this.#engine(folder)).review({ ...question, subject: { ...subject, operation } });
  }

  /** Commits the plan of a view. @throws EngineError `guarded` when it has a guard that was not accepted. */
  commit(folder: string, { id, summary }: PlanView, accepted: readonly Guard[]): Promise<CommittedPlan> {
    return this.#change(folder, summary, (engine) => engine.commitKept(id, { accepted }));
  }

  /** As `plan`, for tools: a plan with all that it holds, which they judge for their agents. */
  async planWhole(folder: string, operation: Operation, options?: PlanOptions): Promise<Plan> {
    return (await this.#engine(folder)).plan(operationBySettings(operation), options);
  }

  /** Commits what a tool has planned; nobody has accepted a guard of it. */
  commitWhole(folder: string, plan: Plan, { via }: Pick<CommitOptions, 'via'>): Promise<CommitResult | null> {
    return this.#change(folder, plan.summary, (engine) =>
      engine.commit(plan, via === undefined ? {} : { via }),
    );
  }

  createBackup(folder: string, backup: NewBackup): Promise<Backup> {
    return this.#change(folder, 'Create backup', async (engine) => {
      // What nobody asked for waits unseen.
      const by = backup.reason === 'external' ? this.#unseen(await this.#place(folder)) : engine;
      return by.createBackup(backup);
    });
  }

  /** One after the other: what fails keeps those after it as they are. */
  updateBackups(folder: string, ids: readonly string[], change: BackupMetadata): Promise<void> {
    return this.#change(folder, 'Change backups', async (engine) => {
      for (const id of ids) await engine.updateBackup(id, change);
    });
  }

  /** As `updateBackups`. Into the trash. */
  deleteBackups(folder: string, ids: readonly string[]): Promise<void> {
    return this.#change(folder, 'Delete backups', async (engine) => {
      for (const id of ids) await engine.deleteBackup(id);
    });
  }

  pruneBackups(folder: string): Promise<readonly RetentionDecision[]> {
    return this.#change(folder, 'Clean up backups', (engine) => engine.prune());
  }

  /** @param options of the engine's `recoverInterrupted`. */
  recoverInterrupted(
    folder: string,
    options?: { readonly trust: true },
  ): Promise<readonly JournalRecovery[]> {
    return this.#change(folder, 'Recover', (engine) => engine.recoverInterrupted(options));
  }

  /** Takes the lock from a process that never gives it back. */
  unlock(folder: string): Promise<readonly JournalRecovery[]> {
    return this.#change(folder, 'Unlock', (engine) => engine.unlock());
  }

  /** One backup, or all; what is found is remembered and part of the state. */
  async verifyBackups(folder: string, id?: string): Promise<readonly Verification[]> {
    const found = await (await this.#engine(folder)).verifyBackups(id);
    const { backups } = foldersWithPast(this.#state).find((one) => one.id === folder)?.snapshot ?? {
      backups: [],
    };
    await this.#memory.keepVerified(folder, found, new Set([...backups, ...found].map((one) => one.id)));
    await this.refresh();
    return found;
  }

  async orderBackups(change: Partial<BackupsOrder>): Promise<void> {
    await this.#memory.orderBackups(change);
    await this.refresh();
  }

  /** Uses a config folder that rests, in this window and in later ones. */
  async useFolder(folder: string): Promise<void> {
    await this.#memory.useFolder(folder);
    await this.discover();
  }

  get asksAboutMigrations(): boolean {
    return this.#memory.asksAboutMigrations;
  }

  askAboutMigrations(answer: 'again' | 'never'): Promise<void> {
    return this.#memory.askAboutMigrations(answer);
  }

  /** The engine's calls that change nothing of a config folder. */
  reader(folder: string): Promise<FolderReader> {
    return this.#engine(folder);
  }

  /** Makes a folder of the workspace a config folder. */
  async setUp(
    place: FolderPlace,
    operation: Extract<Operation, { kind: 'set-up' }>,
  ): Promise<CommitResult | null> {
    const engine = this.#seen(place);
    const result = await engine.commit(await engine.plan(operation));
    await this.useFolder(place.id); // Wherever it lies.
    return result;
  }

  dispose(): void {
    this.#didChangeState.dispose();
    this.#didRecover.dispose();
    this.#didWait.dispose();
    this.#threads.dispose();
    clearTimeout(this.#looking);
  }

  async #change<Result>(
    folder: string,
    what: string,
    run: (engine: FolderEngine) => Promise<Result>,
  ): Promise<Result> {
    let result: Result;
    try {
      result = await run(await this.#engine(folder));
    } catch (error) {
      // A conflict means that the disk is not what was shown. Of two faults the first is the one to report.
      const again = this.refresh().catch((second: unknown) => this.#log.error(String(second)));
      if (!(await isLockError(error))) await again; // To read would mean to wait for the same lock once more.
      throw error;
    }
    this.#log.info(`${what} (${folder})`);
    await this.refresh();
    return result;
  }

  async #read(): Promise<void> {
    if (!this.#places) return; // Where no folders are known, none would be shown.
    const folders = await Promise.all(this.#places.map((place) => this.#readFolder(place)));
    const { backupsOrder } = this.#memory;
    const resting = this.#resting;
    const signature = JSON.stringify([backupsOrder, resting, folders.map(signatureOf)]);
    if (this.#state.kind === 'ready' && signature === this.#signature) return;
    this.#signature = signature;
    this.#state = { kind: 'ready', folders, resting, backupsOrder };
    this.#didChangeState.fire(this.#state);
  }

  async #readFolder(place: FolderPlace): Promise<FolderState> {
    const { EngineError } = await import('../engine/index.ts');
    const verified = this.#memory.verifiedIn(place.id);
    try {
      const reading = await this.#unseen(place).read();
      const { recovered } = reading.snapshot;
      for (const { id, outcome } of recovered)
        this.#log.warn(`Interrupted commit ${id}: ${outcome} (${place.id})`);
      if (recovered.length > 0) this.#didRecover.fire({ folder: place.id, recovered });
      return { kind: 'ready', ...place, ...reading, verified };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (error.code === 'locked') this.#lookAgain();
      const last = readyFolders(this.#state).find(({ id }) => id === place.id);
      if (error.code === 'locked' && last) return last; // Somebody writes just now: that is no news yet.
      this.#log.error(`${place.id}: ${error.message}`);
      return failedFolder(place, { error, engine: this.#unseen(place), verified });
    }
  }

  #lookAgain(): void {
    clearTimeout(this.#looking);
    this.#looking = setTimeout(() => void this.refresh(), retryDelayMs);
  }

  async #engine(folder: string): Promise<FolderEngine> {
    return this.#seen(await this.#place(folder));
  }

  async #place(folder: string): Promise<FolderPlace> {
    const place = this.#places?.find(({ id }) => id === folder);
    if (place) return place;
    const { EngineError } = await import('../engine/index.ts');
    const name = vscode.workspace.asRelativePath(folder);
    throw new EngineError('not-found', vscode.l10n.t('The config folder {0} no longer exists.', name), {
      folder,
    });
  }

  #seen(place: FolderPlace): FolderEngine {
    return this.#threads.engineOf(enginePlace(place, this.#key), (wait) => this.#didWait.fire(wait));
  }

  #unseen(place: FolderPlace): FolderEngine {
    return this.#threads.engineOf(enginePlace(place, this.#key));
  }
}
