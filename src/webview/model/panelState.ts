// What the page is drawn from: the host's model, and what the reader has ticked, filtered, opened, closed and focused.
import type { ReviewModel, ReviewTarget } from '../../review/protocol.ts';
import { treeRows, visibleRows, type TreeRow } from './changeTree.ts';
import { filteredTargets, isFiltering, noFilter, type Filter, type ShownKind } from './filter.ts';
import {
  countSelection,
  countTicks,
  type SelectionCounts,
  type TickCounts,
  type Unticked,
} from './selection.ts';

export interface PanelState {
  /** `undefined` until the host has sent one. */
  readonly model: ReviewModel | undefined;
  readonly unticked: Unticked;
  readonly filter: Filter;
  /** Rows whose children are hidden. */
  readonly collapsed: ReadonlySet<string>;
  /** The same while a filter is on, so that it finds what is collapsed and leaves no trace. */
  readonly collapsedFound: ReadonlySet<string>;
  /** Rows whose long values are shown whole. */
  readonly unfolded: ReadonlySet<string>;
  /** The row that the Tab key reaches. */
  readonly current: string;
  /** What a screen reader is told. */
  readonly said: string;
}

export const emptyState: PanelState = {
  model: undefined,
  unticked: new Map(),
  filter: noFilter,
  collapsed: new Set(),
  collapsedFound: new Set(),
  unfolded: new Set(),
  current: '',
  said: '',
};

/** What follows from a state. Parts that did not change stay the same objects. */
export interface PanelView {
  readonly state: PanelState;
  /** What the filter lets through. */
  readonly targets: readonly ReviewTarget[];
  readonly rows: readonly TreeRow[];
  /** Indexes of the rows that are not collapsed away. */
  readonly visible: readonly number[];
  /** Which of the visible rows the Tab key reaches. */
  readonly current: number;
  readonly ticks: TickCounts;
  readonly selection: SelectionCounts;
}

/** What a reader can do on the page; each of them ends in one new drawing. */
export interface PanelActions {
  readonly apply: () => void;
  readonly cancel: () => void;
  readonly openTextDiff: (target: string) => void;
  readonly toggleChildren: (row: string) => void;
  readonly toggleValues: (row: string) => void;
  readonly toggleTick: (index: number) => void;
  readonly tickAll: (to: 'ticked' | 'unticked') => void;
  readonly collapseAll: () => void;
  readonly expandAll: () => void;
  readonly filterText: (text: string) => void;
  readonly filterKind: (kind: ShownKind) => void;
  readonly clearFilter: () => void;
  readonly goToChange: (step: 1 | -1) => void;
  readonly focusRow: (row: string) => void;
  /** To the row that Tab reaches. */
  readonly enterTree: () => void;
  readonly press: (event: KeyboardEvent) => void;
  readonly pressInTree: (event: KeyboardEvent) => void;
}

export function collapsedOf({ filter, collapsed, collapsedFound }: PanelState): ReadonlySet<string> {
  return isFiltering(filter) ? collapsedFound : collapsed;
}

/** @param last the view before, of which is kept what still holds. */
export function viewOf(state: PanelState, last: PanelView | undefined): PanelView {
  const { model, filter, unticked } = state;
  const isSameModel = last?.state.model === model;
  const isSameTree = isSameModel && last?.state.filter === filter;
  const isSameSelection = last?.state.unticked === unticked;
  const targets = last !== undefined && isSameTree ? last.targets : targetsOf(state);
  const rows = last !== undefined && isSameTree ? last.rows : treeRows(targets);
  const isSameFold = last !== undefined && collapsedOf(last.state) === collapsedOf(state);
  const visible = isSameTree && isSameFold ? last.visible : visibleRows(rows, collapsedOf(state));
  return {
    state,
    targets,
    rows,
    visible,
    current: currentPlace({ rows, visible, key: state.current, last: last?.current ?? 0 }),
    ticks: isSameTree && isSameSelection ? last.ticks : countTicks(rows, unticked),
    selection: isSameModel && isSameSelection ? last.selection : selectionOf(state),
  };
}

export function withToggled<Key>(set: ReadonlySet<Key>, key: Key): ReadonlySet<Key> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}

interface Focus {
  readonly rows: readonly TreeRow[];
  readonly visible: readonly number[];
  readonly key: string;
  readonly last: number;
}

/** A row that is collapsed away gives the focus to the one that hides it, and one that is gone to its neighbor. */
function currentPlace({ rows, visible, key, last }: Focus): number {
  const index = rows.findIndex((row) => row.key === key);
  const place = index < 0 ? last : visible.findLastIndex((other) => other <= index);
  return Math.max(0, Math.min(place, visible.length - 1));
}

function targetsOf({ model, filter }: PanelState): readonly ReviewTarget[] {
  return model === undefined ? [] : filteredTargets(model, filter);
}

function selectionOf({ model, unticked }: PanelState): SelectionCounts {
  return model === undefined ? { selected: 0, total: 0, hasChoice: false } : countSelection(model, unticked);
}
