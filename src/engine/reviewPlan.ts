import type { ConfigFolder } from './folder/configFolder.ts';
import { judgedPlan } from './commit/judgedPlan.ts';
import type { Plan, Snapshot } from './model/model.ts';
import { valuesAlone, applyExclusions, type Exclusions } from './planners/excludeChanges.ts';
import { laterChanges, type LaterChanges } from './planners/laterChanges.ts';
import { draftOperation, type Operation } from './operations.ts';

/** A plan as it is looked at before it is carried out, of which a part may be left out. */
export interface PlanReview {
  readonly plan: Plan;
  /** The same, less what is left out: what is committed. */
  readonly selected: Plan;
  /** What the changes of values alone make of each file that has some; `null` where its text cannot say them. */
  readonly valuesAlone: ReadonlyMap<string, Uint8Array | null>;
  /** Of an undo: what came later, and is not to be undone unless somebody wants it to be. */
  readonly later: LaterChanges;
}

/** All of it of one look at the disk. @throws EngineError as the operation's planner does. */
export async function reviewPlan(
  folder: ConfigFolder,
  snapshot: Snapshot,
  { operation, exclusions }: { readonly operation: Operation; readonly exclusions: Exclusions },
): Promise<PlanReview> {
  const draft = await draftOperation(folder, snapshot, operation);
  const plan = await judgedPlan(folder, snapshot, { draft });
  const part = applyExclusions(snapshot, { draft, whole: plan }, exclusions);
  return {
    plan,
    selected: part === draft ? plan : await judgedPlan(folder, snapshot, { draft: part }),
    valuesAlone: valuesAlone(snapshot, { draft, whole: plan }),
    later: laterChanges(plan, draft.own),
  };
}
