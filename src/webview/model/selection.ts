// What is ticked, by its opposite: for each file the ids of what is left out. Pure; what cannot be left out counts as
// ticked, since it will be applied.
import {
  layoutId,
  wholeId,
  type ExclusionIds,
  type ReviewModel,
  type ReviewTarget,
} from '../../review/protocol.ts';
import type { TreeRow } from './changeTree.ts';

/** File name → ids that are not ticked. */
export type Unticked = ReadonlyMap<string, ReadonlySet<string>>;

export type TickState = 'ticked' | 'unticked' | 'mixed';

/** How many rows before each row can be ticked, and how many are: a group's state is a difference of two places. */
export interface TickCounts {
  readonly choices: Int32Array;
  readonly ticked: Int32Array;
}

export interface SelectionCounts {
  readonly selected: number;
  readonly total: number;
  /** Something can be left out at all. */
  readonly hasChoice: boolean;
}

/** What a host or an earlier load of the page said is left out, without what this model does not have. */
export function untickedOf({ targets }: ReviewModel, exclusions: ExclusionIds): Unticked {
  return new Map(
    targets.map((target) => {
      const said = new Set(Object.entries(exclusions).find(([name]) => name === target.name)?.[1]);
      const isWhole = said.has(wholeId);
      return [target.name, new Set(idsOf(target).filter((id) => isWhole || said.has(id)))];
    }),
  );
}

/** The same for the host: files in the model's order, and only those of which something is left out. */
export function deselectedIds({ targets }: ReviewModel, unticked: Unticked): ExclusionIds {
  const entries = targets.map((target): [string, readonly string[]] => {
    const ids = idsOf(target).filter((id) => isUnticked(unticked, target, id));
    // What the page does not show goes with the rest, so with none of it the file stays as it is.
    const isAll =
      target.granularity === 'change' && target.omitted > 0 && ids.length === idsOf(target).length;
    return [target.name, isAll ? [...ids, wholeId] : ids];
  });
  return Object.fromEntries(entries.filter(([, ids]) => ids.length > 0));
}

export function countTicks(rows: readonly TreeRow[], unticked: Unticked): TickCounts {
  const choices = new Int32Array(rows.length + 1);
  const ticked = new Int32Array(rows.length + 1);
  for (const [index, { tick, target }] of rows.entries()) {
    const isChoice = tick !== undefined;
    choices[index + 1] = (choices[index] ?? 0) + (isChoice ? 1 : 0);
    const isTicked = isChoice && !isUnticked(unticked, target, tick);
    ticked[index + 1] = (ticked[index] ?? 0) + (isTicked ? 1 : 0);
  }
  return { choices, ticked };
}

/** Of a row with all below it; nothing where there is nothing to be ticked. */
export function tickState(row: TreeRow, index: number, counts: TickCounts): TickState | undefined {
  const choices = between(counts.choices, index, row.end);
  const ticked = between(counts.ticked, index, row.end);
  if (choices === 0) return undefined;
  return ticked === choices ? 'ticked' : ticked === 0 ? 'unticked' : 'mixed';
}

/** A row that has no box of its own goes with the one it is a part of. */
export function isExcluded(rows: readonly TreeRow[], index: number, counts: TickCounts): boolean {
  for (let place = index, row = rows[index]; row !== undefined; place = row.parent, row = rows[place]) {
    const state = tickState(row, place, counts);
    if (state !== undefined) return state === 'unticked';
  }
  return false;
}

export function withTicks(rows: readonly TreeRow[], unticked: Unticked, to: 'ticked' | 'unticked'): Unticked {
  const next = new Map([...unticked].map(([name, ids]) => [name, new Set(ids)]));
  for (const { tick, target } of rows) {
    if (tick === undefined) continue;
    const ids = next.get(target.name) ?? new Set();
    if (to === 'ticked') ids.delete(tick);
    else ids.add(tick);
    next.set(target.name, ids);
  }
  return next;
}

export function countSelection({ targets }: ReviewModel, unticked: Unticked): SelectionCounts {
  let selected = 0;
  let total = 0;
  for (const target of targets) {
    const all = weightOf(target);
    const left = target.granularity === 'file' ? all : 1;
    const ids = idsOf(target);
    const count = ids.filter((id) => isUnticked(unticked, target, id)).length;
    total += all;
    selected += count > 0 && count === ids.length ? 0 : all - count * left;
  }
  return { selected, total, hasChoice: targets.some((target) => idsOf(target).length > 0) };
}

/** A file without changes of values counts as one change: it comes, goes, or gets another text. */
function weightOf({ kind, changes, omitted, texts }: ReviewTarget): number {
  if (kind === 'unchanged') return 0;
  const hasLayout = kind === 'changed' && texts !== undefined;
  return Math.max(1, changes.length + omitted + (hasLayout ? 1 : 0));
}

function idsOf({ granularity, kind, changes, texts }: ReviewTarget): readonly string[] {
  if (granularity === 'none') return [];
  if (granularity === 'file') return [wholeId];
  const ids = changes.map(({ id }) => id);
  return kind === 'changed' && texts !== undefined ? [...ids, layoutId] : ids;
}

function isUnticked(unticked: Unticked, target: ReviewTarget, id: string): boolean {
  return unticked.get(target.name)?.has(id) === true;
}

function between(sums: Int32Array, start: number, end: number): number {
  return (sums[end] ?? 0) - (sums[start] ?? 0);
}
