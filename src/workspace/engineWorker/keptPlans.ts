// Plans that the window looks at, kept in the engine's thread. The window gets the view of a plan and its id, and names
// that id to commit it, so looking at a plan and ticking changes of it copies no file from thread to thread.
import { randomUUID } from 'node:crypto';
import { t } from '@vscode/l10n';
import {
  EngineError,
  granularityOf,
  sha256,
  type CommitOptions,
  type CommitResult,
  type Engine,
  type Exclusions,
  type Operation,
  type Plan,
  type PlannedWrite,
  type PlanReview,
} from '../../engine/index.ts';
import { layoutId, type ExclusionIds, type ReviewTarget } from '../../review/protocol.ts';
import { changesAlong } from './changesAlong.ts';
import { reviewTargets, type ReviewedWrite } from './reviewTargets.ts';

/** A plan without the contents of files. */
export interface PlanView extends Pick<
  Plan,
  'kind' | 'summary' | 'isPartial' | 'guards' | 'problems' | 'notes' | 'outdated'
> {
  /** Names the plan in the thread. */
  readonly id: string;
  readonly writes: readonly WriteOutline[];
  /** Set where YAML aliases read what is edited, so that they change along. */
  readonly changesAlong?: true;
}

type WriteOutline = Pick<PlannedWrite, 'path' | 'target' | 'kind'>;

/** What became of a plan. */
export interface CommittedPlan {
  /** `null` when there was nothing to do. */
  readonly result: CommitResult | null;
  readonly writes: readonly (WriteOutline & Pick<PlannedWrite, 'changes'>)[];
}

/** An operation to be carried out or only looked at, or two references, as the engine's `compare` names them. */
export type ReviewSubject =
  | { readonly kind: 'operation' | 'preview'; readonly operation: Operation }
  | { readonly kind: 'comparison'; readonly from: string; readonly to: string };

export interface ReviewQuestion {
  readonly subject: ReviewSubject;
  readonly exclusions: Exclusions;
  /** The fingerprint of the view that there is: targets which it shows already are not sent again. */
  readonly known?: string;
}

/** What the window shows of a review. */
export interface ReviewView {
  /** Names what is reviewed in the thread. */
  readonly id: string;
  /** The same for two views of the same contents. */
  readonly fingerprint: string;
  /** Absent where the fingerprint is the known one. */
  readonly targets?: readonly ReviewTarget[];
  /** The whole plan; none of a comparison. */
  readonly plan?: PlanView;
  /** What is left of it without the exclusions: what can be committed. */
  readonly selected?: PlanView;
  /** Of an undo: what came after the change that is undone. */
  readonly later?: ExclusionIds;
}

/** Both sides of a file, as bytes; `null` where there is none. */
export type FileSides = Pick<PlannedWrite, 'path' | 'before' | 'after'>;

/** The calls by which the window plans, reviews and commits. */
export interface PlanKeeper {
  /** @throws EngineError as the engine's `plan` does. */
  planView(operation: Operation): Promise<PlanView>;
  /** @throws EngineError as the engine's `review` and `compareContents` do. */
  review(question: ReviewQuestion): Promise<ReviewView>;
  /** One file of what is reviewed; `undefined` where that has no such file. @throws EngineError `conflict`. */
  sidesOf(id: string, path: string): Promise<FileSides | undefined>;
  /** @throws EngineError as the engine's `commit` does, and `conflict` for a plan that is not kept any longer. */
  commitKept(id: string, options: CommitOptions): Promise<CommittedPlan>;
}

interface Kept {
  readonly writes: readonly PlannedWrite[];
  /** What is committed. */
  readonly selected?: Plan;
}

type Reader = Pick<Engine, 'plan' | 'review' | 'compareContents'>;

/** One is shown and one is to be applied; the rest are spares for questions that wait long for their answer. */
const maxKept = 8;

/** Keeps the newest plans of one folder's engine. */
export function keepPlans(engine: Reader & Pick<Engine, 'commit'>): PlanKeeper {
  const plans = new Map<string, Kept>();
  const keep = (kept: Kept): string => {
    const id = randomUUID();
    plans.set(id, kept);
    for (const oldest of [...plans.keys()].slice(0, -maxKept)) plans.delete(oldest);
    return id;
  };
  const keptAs = (id: string): Kept => {
    const kept = plans.get(id);
    if (kept) return kept;
    throw new EngineError('conflict', t('The prepared changes are out of date. Try again.'), {});
  };
  return {
    planView: async (operation) => {
      const plan = await engine.plan(operation);
      return viewOf(keep({ writes: plan.writes, selected: plan }), { plan, operation });
    },
    review: async ({ subject, exclusions, known }) => {
      const { reviewed, contents, plan, selected, later } = await lookAt(engine, subject, exclusions);
      const fingerprint = fingerprintOf(subject, contents);
      const operation = subject.kind === 'comparison' ? undefined : subject.operation;
      const writes = reviewed.map(({ write }) => write);
      const id = keep({ writes, ...(selected ? { selected } : {}) });
      return {
        id,
        fingerprint,
        ...(fingerprint === known ? {} : { targets: reviewTargets(reviewed) }),
        ...(plan && operation ? { plan: viewOf(id, { plan, operation }) } : {}),
        ...(selected && operation ? { selected: viewOf(id, { plan: selected, operation }) } : {}),
        ...(later ? { later: laterIds(later) } : {}),
      };
    },
    sidesOf: (id, path) => Promise.resolve(sidesIn(keptAs(id), path)),
    commitKept: async (id, options) => {
      const plan = keptAs(id).selected;
      if (!plan) throw new Error('What is only looked at cannot be committed.');
      const result = await engine.commit(plan, options);
      return {
        result,
        writes: plan.writes.map((write) => ({ ...outlineOf(write), changes: write.changes })),
      };
    },
  };
}

interface Reviewed {
  readonly reviewed: readonly ReviewedWrite[];
  /** What the fingerprint is made of. */
  readonly contents: unknown;
  readonly plan?: Plan;
  readonly selected?: Plan;
  readonly later?: PlanReview['later'];
}

async function lookAt(engine: Reader, subject: ReviewSubject, exclusions: Exclusions): Promise<Reviewed> {
  if (subject.kind === 'comparison') {
    const compared = await engine.compareContents(subject.from, subject.to);
    const reviewed = compared.map((one): ReviewedWrite => ({ ...one, granularity: 'none' }));
    return { reviewed, contents: compared.map(({ write }) => hashesOf(write)) };
  }
  if (subject.kind === 'preview') {
    const plan = await engine.plan(subject.operation);
    const reviewed = plan.writes.map((write): ReviewedWrite => ({ write, granularity: 'none' }));
    return { reviewed, contents: plan.preconditions, plan };
  }
  const review = await engine.review(subject.operation, exclusions);
  const { plan, selected, later } = review;
  return { reviewed: reviewedWrites(review), contents: plan.preconditions, plan, selected, later };
}

function viewOf(
  id: string,
  { plan, operation }: { readonly plan: Plan; readonly operation: Operation },
): PlanView {
  const { kind, summary, isPartial, guards, problems, notes, outdated, writes } = plan;
  return {
    id,
    kind,
    summary,
    guards,
    problems,
    writes: writes.map(outlineOf),
    ...(isPartial ? { isPartial } : {}),
    ...(notes ? { notes } : {}),
    ...(outdated ? { outdated } : {}),
    ...(changesAlong(operation, plan) ? { changesAlong: true } : {}),
  };
}

function outlineOf({ path, target, kind }: PlannedWrite): WriteOutline {
  return { path, kind, ...(target === undefined ? {} : { target }) };
}

function reviewedWrites({ plan, valuesAlone }: PlanReview): readonly ReviewedWrite[] {
  return plan.writes.map((write): ReviewedWrite => {
    const alone = valuesAlone.get(write.path);
    return {
      write,
      granularity: alone === null ? 'file' : granularityOf(plan.kind, write),
      ...(alone ? { valuesAlone: alone } : {}),
    };
  });
}

/** As the page names them. */
function laterIds(later: PlanReview['later']): ExclusionIds {
  return Object.fromEntries(
    Object.entries(later).map(([path, { changes }]) => [path, [layoutId, ...changes]]),
  );
}

/** Of a file that is left out nothing would be written. */
function sidesIn({ writes, selected }: Kept, path: string): FileSides | undefined {
  const isIt = (write: PlannedWrite) => write.path === path;
  const whole = writes.find(isIt);
  const wanted = (selected?.writes ?? writes).find(isIt) ?? (whole && { ...whole, after: whole.before });
  return wanted && { path, before: wanted.before, after: wanted.after };
}

function fingerprintOf(subject: ReviewSubject, contents: unknown): string {
  return sha256(JSON.stringify([subject, contents]));
}

function hashesOf({ path, before, after }: PlannedWrite): readonly unknown[] {
  return [path, ...[before, after].map((bytes) => bytes && sha256(bytes))];
}
