// From a plan to what the panel draws. Pure: no editor, no IO.
import { displayValue, parsePointer, type Change, type Plan, type PlannedWrite } from '../engine/index.ts';
import type { ReviewChange, ReviewFact, ReviewModel, ReviewNotice, ReviewTarget } from './protocol.ts';

export interface ReviewHeadline {
  readonly subtitle: string;
  readonly facts: readonly ReviewFact[];
  readonly notices: readonly ReviewNotice[];
  readonly apply?: string;
  readonly busy: boolean;
  readonly revision: number;
}

/** More rows than a person reads; the text diff shows the rest. */
const mostChanges = 2_000;

export function reviewModel(plan: Plan, headline: ReviewHeadline): ReviewModel {
  const { apply, notices, ...rest } = headline;
  const nothing = plan.writes.length === 0;
  return {
    title: plan.summary,
    ...rest,
    leftOut: {},
    reopen: '',
    notices: [...noticesOf(plan), ...notices],
    targets: plan.writes.map(targetOf),
    ...(apply === undefined || nothing ? {} : { apply }),
  };
}

function noticesOf({ guards, problems }: Plan): readonly ReviewNotice[] {
  return [
    ...guards.map(({ message }): ReviewNotice => ({ severity: 'warning', message })),
    ...problems.map(({ file, line, column, message }): ReviewNotice => ({
      severity: 'warning',
      message: `${line > 0 ? `${file}:${line}:${column}` : file}: ${message}`,
    })),
  ];
}

function targetOf({ path, kind, changes }: PlannedWrite): ReviewTarget {
  return {
    name: path,
    path,
    kind,
    choice: 'none',
    changes: changes.slice(0, mostChanges).map(changeOf),
    omitted: Math.max(0, changes.length - mostChanges),
  };
}

function changeOf({ type, pointer, from, to, oldPointer }: Change): ReviewChange {
  return {
    id: `${type} ${pointer}`,
    kind: type,
    isText: false,
    pointer,
    path: type === 'removed' ? placeOfRemoved(pointer) : parsePointer(pointer),
    ...(from === undefined ? {} : { from: displayValue(from) }),
    ...(to === undefined ? {} : { to: displayValue(to) }),
    ...(oldPointer === undefined ? {} : { oldPath: parsePointer(oldPointer) }),
  };
}

/** A list item that goes is counted as the list was; its number must not be taken for that of another that stays. */
function placeOfRemoved(pointer: string): readonly string[] {
  return parsePointer(pointer).map((key, index, keys) =>
    index === keys.length - 1 && /^\d+$/.test(key) ? `${key} (was)` : key,
  );
}
