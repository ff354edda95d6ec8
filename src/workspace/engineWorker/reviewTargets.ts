// The files of a review as the page draws them: changes as display texts, all of it visible but for the names that targets
// are found by. Pure: no editor, no IO.
import { t } from '@vscode/l10n';
import {
  changeId,
  decode,
  displayValue,
  formatOf,
  parsePointer,
  visibleLines,
  visibleText,
  type Change,
  type Granularity,
  type PlannedWrite,
  type Value,
} from '../../engine/index.ts';
import type { ReviewChange, ReviewTarget, ReviewTexts } from '../../review/protocol.ts';

export interface ReviewedWrite {
  readonly write: PlannedWrite;
  readonly granularity: Granularity;
  /** What the changes of values alone make of the file; absent where that is not known. */
  readonly valuesAlone?: Uint8Array;
}

/** More than the page is measured with; the text diff shows the rest. */
const maxChanges = 20_000;
/** Bytes of both sides; longer texts are for the editor's own diff. */
const maxTextsLength = 400_000;

/** Makes what the page draws of each file. */
export function reviewTargets(writes: readonly ReviewedWrite[]): readonly ReviewTarget[] {
  return writes.map(targetOf);
}

function targetOf({ write, granularity, valuesAlone }: ReviewedWrite): ReviewTarget {
  const { path, kind, changes, before, after } = write;
  const from = kind === 'changed' ? valuesAlone : before;
  const isTextual = kind === 'layout' || kind === 'text' || (kind === 'changed' && from !== undefined);
  const texts = isTextual && from && after && !isBinary(write) ? textsOf(from, after) : undefined;
  return {
    name: path,
    path,
    kind,
    granularity,
    changes: changes.slice(0, maxChanges).map(changeOf),
    ...(texts ? { texts } : {}),
    omitted: Math.max(0, changes.length - maxChanges),
  };
}

/** What is kept as a whole need not be text. */
function isBinary({ path, format = formatOf(path), before, after }: PlannedWrite): boolean {
  return format === 'opaque' && [before, after].some((bytes) => bytes !== null && decode(bytes) === null);
}

function textsOf(from: Uint8Array, to: Uint8Array): ReviewTexts | undefined {
  if (Buffer.compare(from, to) === 0) return undefined;
  if (from.length + to.length > maxTextsLength) return { from: '', to: '', isTooLong: true };
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
