// Two texts compared line by line. Where they have too little in common the work is cut short: the part that differs is
// then told as removed and added whole, which is true, though not the shortest.
import { diffArrays } from 'diff';

export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  /** With its line end, if it has one. */
  readonly text: string;
}

/** Lines that stand together, and how many unchanged ones are left out before them. */
export interface Hunk {
  readonly skipped: number;
  /** The number of the first line in the new text, from 1. */
  readonly start: number;
  readonly lines: readonly DiffLine[];
}

/** Removed and added lines that are looked for before the work is cut short. */
const maxEdits = 1_000;
/** Unchanged lines that are shown around changed ones. */
const context = 3;

export function diffLines(from: string, to: string): readonly DiffLine[] {
  const oldLines = linesOf(from);
  const newLines = linesOf(to);
  const head = sameAtStart(oldLines, newLines);
  const tail = sameAtEnd(oldLines.slice(head), newLines.slice(head));
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return [
    ...oldLines.slice(0, head).map(same),
    ...middle(oldLines.slice(head, oldLines.length - tail), newLines.slice(head, newLines.length - tail)),
    ...oldLines.slice(oldLines.length - tail).map(same),
  ];
}

/** What differs with the lines around it; `max` lines at once, so that a long part comes in several. */
export function hunksOf(lines: readonly DiffLine[], max: number): readonly Hunk[] {
  const isShown = nearChanges(lines);
  const hunks: { skipped: number; start: number; lines: DiffLine[] }[] = [];
  let skipped = 0;
  let start = 1;
  let current: DiffLine[] | undefined;
  for (const [index, line] of lines.entries()) {
    if (isShown[index] !== true) {
      skipped += 1;
      current = undefined;
    } else {
      if (current === undefined || current.length >= max) {
        current = [];
        hunks.push({ skipped, start, lines: current });
        skipped = 0;
      }
      current.push(line);
    }
    if (line.kind !== 'removed') start += 1;
  }
  return hunks;
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function sameAtStart(oldLines: readonly string[], newLines: readonly string[]): number {
  let count = 0;
  while (count < oldLines.length && count < newLines.length && oldLines[count] === newLines[count])
    count += 1;
  return count;
}

function sameAtEnd(oldLines: readonly string[], newLines: readonly string[]): number {
  let count = 0;
  while (
    count < oldLines.length &&
    count < newLines.length &&
    oldLines.at(-1 - count) === newLines.at(-1 - count)
  )
    count += 1;
  return count;
}

function middle(oldLines: readonly string[], newLines: readonly string[]): readonly DiffLine[] {
  // `diff` takes lists that can be written to, and writes to none.
  const parts = diffArrays([...oldLines], [...newLines], { maxEditLength: maxEdits }) ?? [
    { value: oldLines, removed: true, added: false },
    { value: newLines, removed: false, added: true },
  ];
  return parts.flatMap(({ value, removed, added }) => {
    const kind = removed ? 'removed' : added ? 'added' : 'same';
    return value.map((text): DiffLine => ({ kind, text }));
  });
}

function nearChanges(lines: readonly DiffLine[]): readonly boolean[] {
  const near = lines.map(() => false);
  for (const [index, { kind }] of lines.entries()) {
    if (kind === 'same') continue;
    near.fill(true, Math.max(0, index - context), Math.min(lines.length, index + context + 1));
  }
  return near;
}
