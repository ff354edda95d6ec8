// From what is reviewed to what the panel draws, all of it visible but for the names that targets are found by. Pure: no
// editor, no IO.
import { t } from '@vscode/l10n';
import {
  formatProblem,
  changeId,
  displayValue,
  parsePointer,
  visibleLines,
  visibleText,
  type Change,
  type Choice,
  type Plan,
  type PlannedWrite,
  type Value,
} from '../engine/index.ts';
import type { ReviewChange, ReviewModel, ReviewNotice, ReviewTarget, ReviewTexts } from './protocol.ts';

/** What is shown of an operation, or of a comparison. */
export interface ReviewContent {
  readonly title: string;
  readonly writes: readonly ReviewedWrite[];
}

export interface ReviewedWrite {
  readonly write: PlannedWrite;
  readonly choice: Choice;
  /** What the changes of values alone make of the file; absent where that is not known. */
  readonly valuesAlone?: Uint8Array;
}

export type ReviewHeadline = Omit<ReviewModel, 'title' | 'targets'>;

/** More than the page is measured with; the text diff shows the rest. */
const mostChanges = 20_000;
/** Bytes of both sides; longer texts are for the editor's own diff. */
const longestTexts = 400_000;

export function reviewModel({ title, writes }: ReviewContent, headline: ReviewHeadline): ReviewModel {
  const { apply, subtitle, facts, notices, ...rest } = headline;
  return {
    title: visibleText(title),
    subtitle: visibleText(subtitle),
    facts: facts.map(({ label, value }) => ({ label: visibleText(label), value: visibleText(value) })),
    notices: notices.map((notice) => ({ ...notice, message: visibleText(notice.message) })),
    ...rest,
    targets: writes.map(targetOf),
    ...(apply === undefined || writes.length === 0 ? {} : { apply }),
  };
}

/** Its guards and problems, worst first. */
export function noticesOf({ guards, problems }: Pick<Plan, 'guards' | 'problems'>): readonly ReviewNotice[] {
  return [
    ...guards.map(({ message }): ReviewNotice => ({ severity: 'warning', message })),
    ...problems.map((problem): ReviewNotice => ({ severity: 'warning', message: formatProblem(problem) })),
  ];
}

function targetOf({ write, choice, valuesAlone }: ReviewedWrite): ReviewTarget {
  const { path, kind, changes, before, after } = write;
  const from = kind === 'changed' ? valuesAlone : before;
  const isTextual = kind === 'layout' || kind === 'text' || (kind === 'changed' && from !== undefined);
  const texts = isTextual && from && after ? textsOf(from, after) : undefined;
  return {
    name: path,
    path,
    kind,
    choice,
    changes: changes.slice(0, mostChanges).map(changeOf),
    ...(texts ? { texts } : {}),
    omitted: Math.max(0, changes.length - mostChanges),
  };
}

function textsOf(from: Uint8Array, to: Uint8Array): ReviewTexts | undefined {
  if (Buffer.compare(from, to) === 0) return undefined;
  if (from.length + to.length > longestTexts) return { from: '', to: '', isTooLong: true };
  const [old, now] = [from, to].map((bytes) => visibleLines(new TextDecoder().decode(bytes)));
  return { from: old ?? '', to: now ?? '', isTooLong: false };
}

function changeOf(change: Change): ReviewChange {
  const { type, pointer, from, to, oldPointer } = change;
  const isText = [from, to].some((value) => typeof value === 'string' && value.includes('\n'));
  const display = (value: Value) =>
    isText && typeof value === 'string' ? visibleLines(value) : displayValue(value);
  return {
    id: changeId(change),
    kind: type,
    pointer,
    path: (type === 'removed' ? placeOfRemoved(pointer) : parsePointer(pointer)).map(visibleText),
    isText,
    ...(from === undefined ? {} : { from: display(from) }),
    ...(to === undefined ? {} : { to: display(to) }),
    ...(oldPointer === undefined ? {} : { oldPath: parsePointer(oldPointer).map(visibleText) }),
  };
}

/** A list item that goes is counted as the list was; its number must not be taken for that of another that stays. */
function placeOfRemoved(pointer: string): readonly string[] {
  return parsePointer(pointer).map((key, index, keys) =>
    index === keys.length - 1 && /^\d+$/.test(key) ? t('{0} (was)', key) : key,
  );
}
