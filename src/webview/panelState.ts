// What the page is drawn from: the host's model, and what the reader has opened, closed and focused.
import type { ReviewModel } from '../review/protocol.ts';

export interface PanelState {
  /** `undefined` until the host has sent one. */
  readonly model: ReviewModel | undefined;
  /** Rows whose children are hidden. */
  readonly collapsed: ReadonlySet<string>;
  /** Rows whose long values are shown whole. */
  readonly unfolded: ReadonlySet<string>;
  /** Per target, the row that the Tab key reaches. */
  readonly current: ReadonlyMap<string, string>;
}

export const emptyState: PanelState = {
  model: undefined,
  collapsed: new Set(),
  unfolded: new Set(),
  current: new Map(),
};

/** What a reader can do on the page; each of them ends in one new drawing. */
export interface PanelActions {
  readonly apply: () => void;
  readonly cancel: () => void;
  readonly openTextDiff: (target: string) => void;
  readonly toggleChildren: (row: string) => void;
  readonly toggleValues: (row: string) => void;
  readonly focusRow: (target: string, row: string) => void;
}

export function withToggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
