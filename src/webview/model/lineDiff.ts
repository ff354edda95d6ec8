// Two texts compared line by line: the fewest lines removed and added, found after E. Myers, "An O(ND) Difference
// Algorithm and Its Variations" (1986). Where the texts have too little in common the work is cut short: the part that
// differs is then told as removed and added whole, which is true, though not the shortest.

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
const mostEdits = 1_000;
/** Unchanged lines that are shown around changed ones. */
const context = 3;

export function diffLines(from: string, to: string): readonly DiffLine[] {
  const old = linesOf(from);
  const young = linesOf(to);
  const head = sameAtStart(old, young);
  const tail = sameAtEnd(old.slice(head), young.slice(head));
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return [
    ...old.slice(0, head).map(same),
    ...middle(old.slice(head, old.length - tail), young.slice(head, young.length - tail)),
    ...old.slice(old.length - tail).map(same),
  ];
}

/** What differs with the lines around it; `most` lines at once, so that a long part comes in several. */
export function hunksOf(lines: readonly DiffLine[], most: number): readonly Hunk[] {
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
      if (current === undefined || current.length >= most) {
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

function sameAtStart(old: readonly string[], young: readonly string[]): number {
  let count = 0;
  while (count < old.length && count < young.length && old[count] === young[count]) count += 1;
  return count;
}

function sameAtEnd(old: readonly string[], young: readonly string[]): number {
  let count = 0;
  while (count < old.length && count < young.length && old.at(-1 - count) === young.at(-1 - count))
    count += 1;
  return count;
}

function middle(old: readonly string[], young: readonly string[]): readonly DiffLine[] {
  const removed = old.map((text): DiffLine => ({ kind: 'removed', text }));
  const added = young.map((text): DiffLine => ({ kind: 'added', text }));
  if (removed.length === 0 || added.length === 0) return [...removed, ...added];
  const rounds = search(old, young);
  return rounds === undefined ? [...removed, ...added] : walkBack(old, young, rounds);
}

/**
 * For each number of edits, how far each diagonal reaches: `reach[diagonal + offset]` is a place in `old`.
 * Answers nothing where the end is not reached with `mostEdits`.
 */
function search(old: readonly string[], young: readonly string[]): readonly Int32Array[] | undefined {
  const most = Math.min(old.length + young.length, mostEdits);
  const rounds: Int32Array[] = [];
  let before = new Int32Array(3);
  for (let edits = 0; edits <= most; edits += 1) {
    // A round with so many edits has the diagonals from -edits to edits, and one more on each side.
    const reach = new Int32Array(2 * edits + 3);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = edits === 0 ? 0 : nextStart(before, diagonal, edits);
      while (x < old.length && x - diagonal < young.length && old[x] === young[x - diagonal]) x += 1;
      reach[diagonal + edits + 1] = x;
      if (x >= old.length && x - diagonal >= young.length) return [...rounds, reach];
    }
    rounds.push(reach);
    before = reach;
  }
  return undefined;
}

/** The better of one line added and one line removed. `before` is the round with one edit less. */
function nextStart(before: Int32Array, diagonal: number, edits: number): number {
  return comesByAdding(before, diagonal, edits)
    ? at(before, diagonal + edits + 1)
    : at(before, diagonal + edits - 1) + 1;
}

function comesByAdding(before: Int32Array, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && at(before, diagonal + edits - 1) < at(before, diagonal + edits + 1);
}

function walkBack(
  old: readonly string[],
  young: readonly string[],
  rounds: readonly Int32Array[],
): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let x = old.length;
  let y = young.length;
  const takeSame = (until: number) => {
    while (x > until && y > 0) {
      x -= 1;
      y -= 1;
      lines.push({ kind: 'same', text: old[x] ?? '' });
    }
  };
  for (let edits = rounds.length - 1; edits > 0; edits -= 1) {
    const before = rounds[edits - 1] ?? new Int32Array(0);
    const diagonal = x - y;
    const isAdded = comesByAdding(before, diagonal, edits);
    takeSame(nextStart(before, diagonal, edits));
    if (isAdded) y -= 1;
    else x -= 1;
    lines.push(isAdded ? { kind: 'added', text: young[y] ?? '' } : { kind: 'removed', text: old[x] ?? '' });
  }
  takeSame(0);
  return lines.reverse();
}

function at(reach: Int32Array, index: number): number {
  return reach[index] ?? 0;
}

function nearChanges(lines: readonly DiffLine[]): readonly boolean[] {
  const near = lines.map(() => false);
  for (const [index, { kind }] of lines.entries()) {
    if (kind === 'same') continue;
    near.fill(true, Math.max(0, index - context), Math.min(lines.length, index + context + 1));
  }
  return near;
}
