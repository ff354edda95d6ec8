// One review of an operation or a comparison: it is planned, changes are selected, and what is selected is applied. Each
// step reads the disk anew, so nothing stale is applied. It knows no page: the panel draws it and hands on what is clicked.
import { isLockError } from '../workspace/base/isLockError.ts';
import type {
  CommittedPlan,
  FileSides,
  PlanView,
  ReviewSubject,
  ReviewView,
} from '../workspace/engineWorker/keptPlans.ts';
import { foldersWithPast, type ReadyFolder } from '../workspace/state/workspaceState.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';
import { commitAccepted, resolveDirtyEditors } from './applyPlan.ts';
import { toExclusions } from './exclusions.ts';
import type { SideLabels } from './planDocuments.ts';
import { laterNotices, planNotices } from './planNotices.ts';
import type { ExclusionIds, ReviewFact, ReviewNotice, ReviewTarget, Selected } from './protocol.ts';
import type { ReopenCommand } from './readReopenCommand.ts';

export interface ReviewRequest {
  readonly folder: ReadyFolder;
  readonly subject: ReviewSubject;
  /** The plan's summary when not said. */
  readonly title?: string;
  readonly subtitle: string;
  readonly facts: readonly ReviewFact[];
  /** Names of what is compared, where that is not a file now and after an operation. */
  readonly sides?: SideLabels;
  /** Without it the review is for reading only. */
  readonly apply?: ApplyAction;
  readonly reopen: ReopenCommand;
  /** Called once the review is over, whatever was done. */
  readonly onClose?: () => void;
}

export interface ApplyAction {
  /** The button's text. */
  readonly label: string;
  /** A last question, once the person has seen the changes; an answer of `false` keeps the review open. */
  readonly confirm?: () => Promise<boolean>;
  /** Says what was done. */
  readonly onApplied: (plan: PlanView, committed: CommittedPlan) => Promise<void>;
  /** Says what has failed; the review stays open. */
  readonly onError: (error: unknown) => void;
}

/** What is shown. */
interface ReviewData extends Omit<ReviewView, 'targets'> {
  readonly title: string;
  readonly targets: readonly ReviewTarget[];
  readonly notices: readonly ReviewNotice[];
}

type ReviewService = Pick<WorkspaceService, 'state' | 'review' | 'reader' | 'commit' | 'createBackup'>;

export class ReviewSession {
  readonly request: ReviewRequest;
  readonly #service: ReviewService;
  #data: ReviewData;
  #exclusions: ExclusionIds;
  /** Counts what was shown that differed. */
  #revision = 1;
  #isApplying = false;
  /** The newest load that was begun: an older one that ends later is dropped. */
  #loading = Symbol();

  /** @param exclusions what comes later than an undone change, when not said. @throws EngineError as the service's `review` does. */
  static async open(
    service: ReviewService,
    request: ReviewRequest,
    exclusions?: ExclusionIds,
  ): Promise<ReviewSession> {
    const data = await load(service, request, { exclusions: exclusions ?? {} });
    const later = exclusions ? {} : (data.later ?? {});
    if (Object.keys(later).length === 0)
      return new ReviewSession(service, request, { exclusions: exclusions ?? {}, data });
    const part = await load(service, request, { exclusions: later, last: data });
    return new ReviewSession(service, request, { exclusions: later, data: part });
  }

  private constructor(
    service: ReviewService,
    request: ReviewRequest,
    { data, exclusions }: { readonly data: ReviewData; readonly exclusions: ExclusionIds },
  ) {
    this.#service = service;
    this.request = request;
    this.#data = data;
    this.#exclusions = exclusions;
  }

  get title(): string {
    return this.#data.title;
  }

  get targets(): readonly ReviewTarget[] {
    return this.#data.targets;
  }

  get notices(): readonly ReviewNotice[] {
    return this.#data.notices;
  }

  get exclusions(): ExclusionIds {
    return this.#exclusions;
  }

  get revision(): number {
    return this.#revision;
  }

  get canApply(): boolean {
    return this.request.apply !== undefined && !this.#isApplying;
  }

  /** Plans what is selected. @returns whether something else is to be shown now. @throws EngineError as `open` does. */
  select({ revision, exclusions }: Selected): Promise<boolean> {
    // A newer one is on its way to the page, or it is being applied.
    if (this.#isApplying || revision !== this.#revision) return Promise.resolve(false);
    this.#exclusions = exclusions;
    return this.refresh();
  }

  /** Reads the disk anew. @returns as `select`. @throws EngineError as `open` does. */
  async refresh(): Promise<boolean> {
    if (this.#isApplying) return false; // What the disk does is its own doing.
    const loading = Symbol();
    this.#loading = loading;
    try {
      const data = await load(this.#service, this.request, {
        exclusions: this.#exclusions,
        last: this.#data,
      });
      return this.#loading === loading && this.#accept(data);
    } catch (error) {
      // While another process has the lock, what is shown may be stale; applying it reads anew.
      if (this.#loading !== loading || (await isLockError(error))) return false;
      throw error;
    }
  }

  /** Both sides of one file, as they would be with these exclusions. @throws EngineError as `open` does. */
  async sidesOf(path: string, exclusions: ExclusionIds): Promise<FileSides | undefined> {
    const { id } = await load(this.#service, this.request, { exclusions, last: this.#data });
    return (await this.#service.reader(this.request.folder.id)).sidesOf(id, path);
  }

  /**
   * Applies what is selected, if it is what was shown.
   * @returns `done` where the review is over, `again` where it is to be shown anew. @throws EngineError as `open` does.
   */
  async apply({ revision, exclusions }: Selected): Promise<'done' | 'again'> {
    const { apply } = this.request;
    if (!apply) return 'again';
    this.#isApplying = true;
    this.#loading = Symbol();
    try {
      const data = await load(this.#service, this.request, { exclusions, last: this.#data });
      const isStale = revision !== this.#revision || data.fingerprint !== this.#data.fingerprint;
      this.#exclusions = exclusions;
      return isStale || !data.selected ? 'again' : await this.#applyPlan(data.selected, apply);
    } finally {
      this.#isApplying = false;
    }
  }

  async #applyPlan(plan: PlanView, { confirm, onApplied, onError }: ApplyAction): Promise<'done' | 'again'> {
    const folderPlan = { folder: this.request.folder.id, plan };
    try {
      if (confirm && !(await confirm())) return 'again';
      // What was saved just now is not what the person has seen compared.
      const settled = await resolveDirtyEditors(this.#service, folderPlan);
      if (settled === 'saved' || settled === 'cancelled') return 'again';
      const committed = await commitAccepted(this.#service, folderPlan);
      if (!committed) return 'again';
      await onApplied(plan, committed);
      return 'done';
    } catch (error) {
      onError(error);
      return 'again';
    }
  }

  #accept(data: ReviewData): boolean {
    const isSame = data.fingerprint === this.#data.fingerprint;
    const hasSameNotices = JSON.stringify(data.notices) === JSON.stringify(this.#data.notices);
    this.#data = data;
    if (!isSame) this.#revision += 1;
    return !isSame || !hasSameNotices;
  }
}

interface PendingSelection {
  readonly exclusions: ExclusionIds;
  /** What is shown already. */
  readonly last?: ReviewData;
}

async function load(
  service: ReviewService,
  { folder, subject, title }: ReviewRequest,
  { exclusions, last }: PendingSelection,
): Promise<ReviewData> {
  const { noticesOf } = await import('./reviewModel.ts'); // With it comes the engine, which the start does without.
  const view = await service.review(folder.id, {
    subject,
    exclusions: toExclusions(exclusions),
    ...(last ? { known: last.fingerprint } : {}),
  });
  const { plan, selected } = view;
  const shown = selected ?? plan;
  const now = foldersWithPast(service.state).find(({ id }) => id === folder.id) ?? folder;
  return {
    ...view,
    title: title ?? plan?.summary ?? '',
    targets: view.targets ?? last?.targets ?? [],
    notices: [
      ...(shown ? noticesOf(shown) : []),
      ...laterNotices(folder, view),
      // Where nothing is selected they stay, so that no row moves under the pointer.
      ...(plan && selected ? planNotices(now, selected.writes.length > 0 ? selected : plan) : []),
    ],
  };
}
